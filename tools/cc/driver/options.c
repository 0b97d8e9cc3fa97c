/* SPDX-License-Identifier: MIT
 *
 * The command line, in the words of gcc and clang. One table serves the
 * parser, --help and the suggestion for a mistyped word. What concerns only
 * the C language goes to the front end as it is.
 */
#include "driver.h"

#include <util/nearest.h>

#include <stdio.h>

enum form {
    ALONE,    /* -c */
    JOINED,   /* -fNAME: the value is the rest of the word, maybe empty */
    SEPARATE, /* -include FILE */
    EITHER    /* -oFILE, -o FILE */
};

struct option {
    const char *name;
    enum form form;
    bool (*apply)(struct driver *d, const char *word, const char *value,
                  struct err *e);
    const char *value_name; /* NULL: not shown by --help */
    const char *help;
};

void list_add(struct list *l, struct arena *a, const char *text)
{
    if (l->count == l->room) {
        u32 room = l->room ? l->room * 2 : 16;
        l->at = arena_grow(a, l->at, l->room * sizeof(*l->at),
                           room * sizeof(*l->at));
        l->room = room;
    }
    l->at[l->count++] = text;
}

static void input_add(struct driver *d, const char *name, bool is_library)
{
    if (d->input_count == d->input_room) {
        u32 room = d->input_room ? d->input_room * 2 : 16;
        d->input =
            arena_grow(&d->arena, d->input, d->input_room * sizeof(*d->input),
                       room * sizeof(*d->input));
        d->input_room = room;
    }
    d->input[d->input_count++] = (struct input){name, d->language, is_library};
}

/* A later stage on the command line gives way to an earlier one. */
static void stage_set(struct driver *d, enum stage stage)
{
    if (stage > d->stage)
        d->stage = stage;
}

#define APPLY(name)                                                         \
    static bool name(struct driver *d, const char *word, const char *value, \
                     struct err *e)
#define UNUSED (void)d, (void)word, (void)value, (void)e

APPLY(apply_c)
{
    UNUSED;
    stage_set(d, STAGE_OBJECT);
    return true;
}

APPLY(apply_S)
{
    UNUSED;
    stage_set(d, STAGE_ASM);
    return true;
}

APPLY(apply_E)
{
    UNUSED;
    stage_set(d, STAGE_CPP);
    return true;
}

APPLY(apply_output)
{
    UNUSED;
    d->output = value;
    return true;
}

APPLY(apply_emit_llvm)
{
    UNUSED;
    d->emit_llvm = true;
    return true;
}

APPLY(apply_level)
{
    UNUSED;
    bool is_digit = value[0] >= '0' && value[0] <= '9' && value[1] == '\0';
    d->cc.small = strcmp(value, "s") == 0 || strcmp(value, "z") == 0;
    if (is_digit)
        d->cc.level = value[0] > '3' ? 3 : (u32)(value[0] - '0');
    else if (strcmp(value, "fast") == 0)
        d->cc.level = 3;
    else if (d->cc.small)
        d->cc.level = 2;
    else if (*value == '\0' || strcmp(value, "g") == 0)
        d->cc.level = 1;
    else
        return fail(e, "-O takes 0, 1, 2, 3, s, z, g or fast, not %s", value);
    if (strcmp(value, "fast") == 0)
        list_add(&d->clang, &d->arena, "-ffast-math");
    return true;
}

APPLY(apply_debug)
{
    UNUSED;
    d->cc.debug = strcmp(value, "0") != 0;
    list_add(&d->clang, &d->arena, word);
    return true;
}

/* -f...: sections are the back end's business. */
APPLY(apply_f)
{
    UNUSED;
    bool on = strncmp(value, "no-", 3) != 0;
    const char *name = on ? value : value + 3;
    if (strcmp(name, "function-sections") == 0)
        d->cc.function_sections = on;
    else if (strcmp(name, "data-sections") == 0)
        d->cc.data_sections = on;
    else
        list_add(&d->clang, &d->arena, word);
    return true;
}

APPLY(apply_clang)
{
    UNUSED;
    list_add(&d->clang, &d->arena, word);
    if (value && !strstr(word, value))
        list_add(&d->clang, &d->arena, value);
    return true;
}

/* -D -U -I: the value apart, so that nothing depends on how it was given. */
static bool pass_value(struct driver *d, const char *name, const char *value,
                       const char *for_assembler)
{
    list_add(&d->clang, &d->arena, name);
    list_add(&d->clang, &d->arena, value);
    if (for_assembler) {
        list_add(&d->asm_options, &d->arena, for_assembler);
        list_add(&d->asm_options, &d->arena, value);
    }
    return true;
}

APPLY(apply_define)
{
    UNUSED;
    return pass_value(d, "-D", value, "macro");
}

APPLY(apply_undefine)
{
    UNUSED;
    return pass_value(d, "-U", value, NULL);
}

APPLY(apply_include)
{
    UNUSED;
    return pass_value(d, "-I", value, "-I");
}

APPLY(apply_march)
{
    UNUSED;
    d->cc.x1 = strcmp(value, "lamp+x1") == 0;
    return d->cc.x1 || strcmp(value, "lamp") == 0 ||
           fail(e, "-march takes lamp or lamp+x1, not %s", value);
}

APPLY(apply_nostdlib)
{
    UNUSED;
    d->no_libs = d->no_start = true;
    return true;
}

APPLY(apply_nostartfiles)
{
    UNUSED;
    d->no_start = true;
    return true;
}

APPLY(apply_nodefaultlibs)
{
    UNUSED;
    d->no_libs = true;
    return true;
}

APPLY(apply_nostdinc)
{
    UNUSED;
    d->no_std_include = true;
    list_add(&d->clang, &d->arena, word);
    return true;
}

APPLY(apply_language)
{
    UNUSED;
    static const struct {
        const char *name;
        enum language language;
    } names[] = {{"c", LANG_C},
                 {"cpp-output", LANG_PREPROCESSED},
                 {"ir", LANG_LLVM},
                 {"assembler", LANG_ASM},
                 {"assembler-with-cpp", LANG_ASM_CPP},
                 {"none", LANG_BY_NAME}};
    for (size_t i = 0; i < ARRAY_LEN(names); i++) {
        if (strcmp(value, names[i].name) == 0) {
            d->language = names[i].language;
            return true;
        }
    }
    return fail(e,
                "-x takes c, cpp-output, ir, assembler, "
                "assembler-with-cpp or none, not %s",
                value);
}

APPLY(apply_library)
{
    UNUSED;
    input_add(d, value, true);
    return true;
}

APPLY(apply_library_dir)
{
    UNUSED;
    list_add(&d->library_dirs, &d->arena, value);
    return true;
}

static void add_commas(struct list *l, struct arena *a, const char *text)
{
    while (*text != '\0') {
        size_t n = strcspn(text, ",");
        list_add(l, a, arena_string(a, text, n));
        text += n + (text[n] == ',');
    }
}

APPLY(apply_wl)
{
    UNUSED;
    add_commas(&d->link, &d->arena, value);
    return true;
}

APPLY(apply_wa)
{
    UNUSED;
    add_commas(&d->asm_options, &d->arena, value);
    return true;
}

APPLY(apply_link_value)
{
    UNUSED;
    list_add(&d->link, &d->arena, value);
    return true;
}

APPLY(apply_link)
{
    UNUSED;
    list_add(&d->link, &d->arena, word);
    if (value && !strstr(word, value))
        list_add(&d->link, &d->arena, value);
    return true;
}

APPLY(apply_segment)
{
    UNUSED;
    const char *is = strchr(value, '=');
    if (is && strncmp(value, "text=", 5) == 0)
        list_add(&d->link, &d->arena,
                 arena_printf(&d->arena, "--base=%s", is + 1));
    else if (is)
        list_add(&d->link, &d->arena,
                 arena_printf(&d->arena, "--section-start=.%s", value));
    return is || fail(e, "-T: lamp-ld takes no linker scripts; place sections "
                         "with -Ttext=ADDRESS, -Tdata=, -Tbss= or "
                         "-Wl,--section-start=NAME=ADDRESS");
}

APPLY(apply_depends)
{
    UNUSED;
    list_add(&d->depends, &d->arena, word);
    if (value)
        list_add(&d->depends, &d->arena, value);
    if (strcmp(word, "-M") == 0 || strcmp(word, "-MM") == 0) {
        d->only_depends = true;
        stage_set(d, STAGE_CPP);
    }
    return true;
}

APPLY(apply_verbose)
{
    UNUSED;
    d->verbose = true;
    return true;
}

APPLY(apply_dry)
{
    UNUSED;
    d->dry = true;
    return true;
}

APPLY(apply_dump)
{
    UNUSED;
    u32 bit = strcmp(value, "lir") == 0     ? CC_DUMP_LIR
              : strcmp(value, "mir") == 0   ? CC_DUMP_MIR
              : strcmp(value, "alloc") == 0 ? CC_DUMP_ALLOC
                                            : 0;
    d->cc.dump |= bit;
    return bit != 0 || fail(e, "--dump takes lir, mir or alloc, not %s", value);
}

APPLY(apply_ignore)
{
    UNUSED;
    return true;
}

APPLY(apply_machine)
{
    UNUSED;
    d->done = true;
    printf("lamp-unknown-elf\n");
    return true;
}

APPLY(apply_version)
{
    UNUSED;
    d->done = true;
    printf("lamp-cc " VM_VERSION " (front end: " LAMP_CLANG_NAME ")\n");
    return true;
}

APPLY(apply_help);

static const struct option table[] = {
    {"-c", ALONE, apply_c, "", "compile to objects, do not link"},
    {"-S", ALONE, apply_S, "", "compile to assembly"},
    {"-E", ALONE, apply_E, "", "preprocess only"},
    {"-o", EITHER, apply_output, " FILE",
     "output; FILE.bin is a flat image, others ELF"},
    {"-O", JOINED, apply_level, "0|1|2|3|s", "optimise (0)"},
    {"-g", JOINED, apply_debug, "", "keep source lines"},
    {"-march=", JOINED, apply_march, "lamp|lamp+x1",
     "instructions to use (lamp)"},
    {"-D", EITHER, apply_define, " NAME[=VALUE]", "define a macro"},
    {"-U", EITHER, apply_undefine, " NAME", "undefine a macro"},
    {"-I", EITHER, apply_include, " FOLDER", "look here for headers"},
    {"-W", JOINED, apply_clang, "...", "warnings, as clang has them"},
    {"-std=", JOINED, apply_clang, "STD", "c11, c17, gnu17 ..."},
    {"-f", JOINED, apply_f, "...", "as clang: -ffreestanding -fno-builtin ..."},
    {"-x", EITHER, apply_language, " LANGUAGE", "of the files that follow"},
    {"-nostdlib", ALONE, apply_nostdlib, "", "no crt0.o, no libraries"},
    {"-nostartfiles", ALONE, apply_nostartfiles, "", "no crt0.o"},
    {"-nodefaultlibs", ALONE, apply_nodefaultlibs, "", "no libraries"},
    {"-nostdinc", ALONE, apply_nostdinc, "", "no standard headers"},
    {"-l", EITHER, apply_library, " NAME", "link libNAME.a"},
    {"-L", EITHER, apply_library_dir, " FOLDER", "look here for it"},
    {"-T", JOINED, apply_segment, "text=ADDRESS", "place text (data, bss)"},
    {"-Wl,", JOINED, apply_wl, "OPTION,...", "for lamp-ld"},
    {"-Wa,", JOINED, apply_wa, "OPTION,...", "for lamp-as"},
    {"-MD", ALONE, apply_depends, "", "write a make rule too (-MMD -MF -MT)"},
    {"-emit-llvm", ALONE, apply_emit_llvm, "", "with -S, -c: LLVM IR"},
    {"--dump=", JOINED, apply_dump, "lir|mir|alloc",
     "what the passes see, on stderr"},
    {"-v", ALONE, apply_verbose, "", "show the commands"},
    {"-###", ALONE, apply_dry, "", "show them, run nothing"},
    {"--version", ALONE, apply_version, "", "print the version"},
    {"--help", ALONE, apply_help, "", "print this"},
    /* Not on the one screen of --help. */
    {"-M", ALONE, apply_depends, NULL, NULL},
    {"-MM", ALONE, apply_depends, NULL, NULL},
    {"-MMD", ALONE, apply_depends, NULL, NULL},
    {"-MP", ALONE, apply_depends, NULL, NULL},
    {"-MG", ALONE, apply_depends, NULL, NULL},
    {"-MF", SEPARATE, apply_depends, NULL, NULL},
    {"-MT", SEPARATE, apply_depends, NULL, NULL},
    {"-MQ", SEPARATE, apply_depends, NULL, NULL},
    {"-include", SEPARATE, apply_clang, NULL, NULL},
    {"-imacros", SEPARATE, apply_clang, NULL, NULL},
    {"-isystem", SEPARATE, apply_clang, NULL, NULL},
    {"-iquote", SEPARATE, apply_clang, NULL, NULL},
    {"-idirafter", SEPARATE, apply_clang, NULL, NULL},
    {"-Xclang", SEPARATE, apply_clang, NULL, NULL},
    {"-mllvm", SEPARATE, apply_clang, NULL, NULL},
    {"-Xlinker", SEPARATE, apply_link_value, NULL, NULL},
    {"-u", SEPARATE, apply_link, NULL, NULL},
    {"-e", SEPARATE, apply_link, NULL, NULL},
    {"-s", ALONE, apply_link, NULL, NULL},
    {"-ansi", ALONE, apply_clang, NULL, NULL},
    {"-w", ALONE, apply_clang, NULL, NULL},
    {"-pedantic", ALONE, apply_clang, NULL, NULL},
    {"-pedantic-errors", ALONE, apply_clang, NULL, NULL},
    {"-P", ALONE, apply_clang, NULL, NULL},
    {"-C", ALONE, apply_clang, NULL, NULL},
    {"-H", ALONE, apply_clang, NULL, NULL},
    {"-dM", ALONE, apply_clang, NULL, NULL},
    {"-dD", ALONE, apply_clang, NULL, NULL},
    {"-fsyntax-only", ALONE, apply_clang, NULL, NULL},
    {"-dumpmachine", ALONE, apply_machine, NULL, NULL},
    {"-mabi=lamp-ilp32", ALONE, apply_ignore, NULL, NULL},
    {"-pipe", ALONE, apply_ignore, NULL, NULL},
    {"-static", ALONE, apply_ignore, NULL, NULL},
};

APPLY(apply_help)
{
    UNUSED;
    printf("usage: lamp-cc [options] FILE...\n\nCompiles C (.c .i), LLVM IR "
           "(.ll .bc) and assembly (.s .S), and links objects and\n"
           "libraries (.o .a) to a program for lamp.\n\n");
    for (size_t i = 0; i < ARRAY_LEN(table) && table[i].value_name; i++) {
        int n = printf("  %s%s", table[i].name, table[i].value_name);
        printf("%*s%s\n", n < 26 ? 26 - n : 1, "", table[i].help);
    }
    d->done = true;
    return true;
}

/* The row with the longest name that fits the word. */
static const struct option *option_find(const char *word)
{
    const struct option *found = NULL;
    size_t longest = 0;
    for (size_t i = 0; i < ARRAY_LEN(table); i++) {
        size_t n = strlen(table[i].name);
        if (strncmp(word, table[i].name, n) != 0 || n <= longest)
            continue;
        bool whole = word[n] == '\0';
        if (whole || table[i].form == JOINED || table[i].form == EITHER) {
            found = &table[i];
            longest = n;
        }
    }
    return found;
}

static const char *option_name(const void *list, size_t i)
{
    (void)list;
    return i < ARRAY_LEN(table) ? table[i].name : NULL;
}

static bool option_unknown(const char *word, struct err *e)
{
    const char *near = nearest(word, strcspn(word, "="), option_name, NULL);
    if (near)
        return fail(e, "unknown option %s; did you mean %s?", word, near);
    return fail(e, "unknown option %s; --help lists them", word);
}

static bool option_word(struct driver *d, char **argv, int *i, struct err *e)
{
    const char *word = argv[*i], *value = NULL;
    const struct option *o = option_find(word);
    if (!o)
        return option_unknown(word, e);
    size_t n = strlen(o->name);
    if (o->form == JOINED || (o->form == EITHER && word[n] != '\0')) {
        value = word + n;
    } else if (o->form != ALONE) {
        value = argv[*i + 1];
        if (!value)
            return fail(e, "%s needs a value", o->name);
        ++*i;
    }
    return o->apply(d, word, value, e);
}

static bool parse_check(const struct driver *d, struct err *e)
{
    if (d->input_count == 0)
        return fail(e, "no input files; --help lists the options");
    u32 sources = 0;
    for (u32 i = 0; i < d->input_count; i++)
        sources += !d->input[i].is_library;
    if (d->output && d->stage != STAGE_LINK && sources > 1)
        return fail(e, "-o names one output, but there are %u inputs", sources);
    return true;
}

bool options_parse(struct driver *d, int argc, char **argv, struct err *e)
{
    bool only_files = false;
    for (int i = 1; i < argc && !d->done; i++) {
        const char *word = argv[i];
        bool is_file = only_files || word[0] != '-' || word[1] == '\0';
        if (!only_files && strcmp(word, "--") == 0)
            only_files = true;
        else if (is_file)
            input_add(d, word, false);
        else if (!option_word(d, argv, &i, e))
            return false;
    }
    return d->done || parse_check(d, e);
}
