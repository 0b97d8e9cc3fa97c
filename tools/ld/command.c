/* SPDX-License-Identifier: MIT
 *
 * One table of options serves the parser, --help and the suggestion for an
 * unknown word. Files are read here, linked in memory, and the output is
 * written whole or not at all.
 */
#include "command.h"

#include <util/nearest.h>

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

enum { FILE_BYTES = 512 * 1024 * 1024, STATUS_USAGE = 2 };

struct command {
    struct ld_options ld;
    const char *output, *map, *format;
    struct ld_input *input;
    u32 input_count;
    struct buf *file; /* parallel to input; empty for memory */
    char **path;
    const char **folder;
    u32 folder_count;
    struct ld_place *place;
    struct ld_define *define;
    const char **undefined;
    const struct ld_input *memory;
    u32 memory_count;
    bool whole, verbose, done;
    bool no_library; /* what failed was to read one */
};

enum option_id {
    OPT_OUTPUT,
    OPT_BASE,
    OPT_ENTRY,
    OPT_STACK,
    OPT_PLACE,
    OPT_FORMAT,
    OPT_GC,
    OPT_GC_LIBRARIES,
    OPT_PRINT_GC,
    OPT_MAP,
    OPT_LIBRARY,
    OPT_FOLDER,
    OPT_DEFINE,
    OPT_UNDEFINED,
    OPT_WHOLE,
    OPT_NO_WHOLE,
    OPT_STRIP,
    OPT_STRIP_DEBUG,
    OPT_IGNORE,
    OPT_VERBOSE,
    OPT_SCRIPT,
    OPT_HELP,
    OPT_VERSION
};

static const struct option {
    const char *name;
    enum option_id id;
    const char *value_name; /* NULL: takes none */
    const char *help;       /* NULL: another name of the one before */
} table[] = {
    {"-o", OPT_OUTPUT, " FILE", "the program (a.out); FILE.bin is flat"},
    {"--base", OPT_BASE, "=ADDRESS", "of the text (0x201C)"},
    {"-Ttext", OPT_BASE, "=ADDRESS", NULL},
    {"--entry", OPT_ENTRY, "=SYMBOL", "where to start (_start)"},
    {"-e", OPT_ENTRY, " SYMBOL", NULL},
    {"--stack-top", OPT_STACK, "=ADDRESS",
     "__stack_top for crt0 (0: below the end of RAM)"},
    {"--section-start", OPT_PLACE, "=NAME=ADDRESS", "place a section"},
    {"--oformat", OPT_FORMAT, "=bin|elf", "format of the output"},
    {"--gc-sections", OPT_GC, NULL, "drop sections that nothing reaches"},
    {"--gc-libraries", OPT_GC_LIBRARIES, NULL, NULL},
    {"--print-gc-sections", OPT_PRINT_GC, NULL, "name them"},
    {"-Map", OPT_MAP, "=FILE", "write a map of sections and symbols"},
    {"-l", OPT_LIBRARY, "NAME", "link libNAME.a"},
    {"-L", OPT_FOLDER, "FOLDER", "look here for libraries"},
    {"--defsym", OPT_DEFINE, "=NAME=VALUE", "define a symbol"},
    {"-u", OPT_UNDEFINED, " NAME", "want NAME, as if something used it"},
    {"--undefined", OPT_UNDEFINED, "=NAME", NULL},
    {"--whole-archive", OPT_WHOLE, NULL, "take all members from here on"},
    {"--no-whole-archive", OPT_NO_WHOLE, NULL, "until here"},
    {"--strip-all", OPT_STRIP, NULL, "-s: no symbols, no debug information"},
    {"-s", OPT_STRIP, NULL, NULL},
    {"--strip-debug", OPT_STRIP_DEBUG, NULL, "-S: no debug information"},
    {"-S", OPT_STRIP_DEBUG, NULL, NULL},
    {"--start-group", OPT_IGNORE, NULL, NULL},
    {"--end-group", OPT_IGNORE, NULL, NULL},
    {"-static", OPT_IGNORE, NULL, NULL},
    {"-T", OPT_SCRIPT, " FILE", NULL},
    {"-v", OPT_VERBOSE, NULL, "name the objects that were linked"},
    {"--help", OPT_HELP, NULL, "print this"},
    {"--version", OPT_VERSION, NULL, "print the version"},
};

static void help_print(void)
{
    printf("usage: lamp-ld [options] OBJECT... LIBRARY.a... -o PROGRAM\n\n"
           "Archives are searched again until nothing more is found.\n\n");
    for (size_t i = 0; i < ARRAY_LEN(table); i++) {
        const char *value = table[i].value_name ? table[i].value_name : "";
        if (!table[i].help)
            continue;
        int n = printf("  %s%s", table[i].name, value);
        printf("%*s%s\n", n < 32 ? 32 - n : 1, "", table[i].help);
    }
}

static bool parse_number(const char *what, const char *text, u32 *out,
                         struct err *e)
{
    char *end;
    errno = 0;
    unsigned long long n = strtoull(text, &end, 0);
    *out = (u32)n;
    bool digits = *text >= '0' && *text <= '9';
    return (digits && *end == '\0' && errno == 0 && n <= UINT32_MAX) ||
           fail(e, "%s needs a number from 0 to 0xFFFFFFFF, not %s", what,
                text);
}

/* "NAME=VALUE" in two; the name is a copy. */
static bool parse_pair(const char *what, const char *text, const char **name,
                       u32 *value, struct err *e)
{
    const char *is = strrchr(text, '=');
    if (!is || is == text)
        return fail(e, "%s needs NAME=VALUE, not %s", what, text);
    *name = strndup(text, (size_t)(is - text));
    return (*name || fail(e, "out of memory")) &&
           parse_number(what, is + 1, value, e);
}

static void input_add(struct command *c, struct ld_input in)
{
    in.whole = c->whole;
    c->input[c->input_count++] = in;
}

static bool file_add(struct command *c, const char *path, struct err *e)
{
    for (u32 k = 0; k < c->memory_count; k++) {
        if (c->memory[k].name == path) {
            input_add(c, c->memory[k]);
            return true;
        }
    }
    struct buf *b = &c->file[c->input_count];
    if (!buf_read_file(b, path, FILE_BYTES, e))
        return false;
    input_add(c, (struct ld_input){path, b->data, b->size, false});
    return true;
}

static bool library_add(struct command *c, const char *name, struct err *e)
{
    char *path = NULL;
    if (!ld_find_library(name, c->folder, c->folder_count, &path, e))
        return false;
    c->path[c->input_count] = path;
    return file_add(c, path, e);
}

static bool parse_format(struct command *c, const char *text, struct err *e)
{
    c->format = text;
    return strcmp(text, "bin") == 0 || strcmp(text, "binary") == 0 ||
           strcmp(text, "elf") == 0 ||
           fail(e, "--oformat takes bin or elf, not %s", text);
}

/* Options without a value. */
static void option_flag(struct command *c, enum option_id id)
{
    struct ld_options *o = &c->ld;
    switch (id) {
    case OPT_GC:
        o->gc = true;
        break;
    case OPT_GC_LIBRARIES:
        o->gc_libraries = true;
        break;
    case OPT_PRINT_GC:
        o->print_gc = true;
        break;
    case OPT_WHOLE:
    case OPT_NO_WHOLE:
        c->whole = id == OPT_WHOLE;
        break;
    case OPT_STRIP:
        o->strip = true;
        break;
    case OPT_STRIP_DEBUG:
        o->strip_debug = true;
        break;
    case OPT_VERBOSE:
        c->verbose = true;
        break;
    case OPT_HELP:
        help_print();
        c->done = true;
        break;
    case OPT_VERSION:
        printf("lamp-ld " VM_VERSION "\n");
        c->done = true;
        break;
    default: /* OPT_IGNORE */
        break;
    }
}

static bool option_value(struct command *c, enum option_id id,
                         const char *value, struct err *e)
{
    struct ld_options *o = &c->ld;
    switch (id) {
    case OPT_OUTPUT:
        c->output = value;
        return true;
    case OPT_BASE:
        return parse_number("--base", value, &o->base, e);
    case OPT_ENTRY:
        o->entry = value;
        return true;
    case OPT_STACK:
        c->define[o->define_count].name = strdup("__stack_top");
        return parse_number("--stack-top", value,
                            &c->define[o->define_count++].value, e);
    case OPT_PLACE:
        o->place_count++;
        return parse_pair("--section-start", value,
                          &c->place[o->place_count - 1].section,
                          &c->place[o->place_count - 1].address, e);
    case OPT_FORMAT:
        return parse_format(c, value, e);
    case OPT_MAP:
        c->map = value;
        return true;
    case OPT_LIBRARY:
        c->no_library = !library_add(c, value, e);
        return !c->no_library;
    case OPT_DEFINE:
        o->define_count++;
        return parse_pair("--defsym", value,
                          &c->define[o->define_count - 1].name,
                          &c->define[o->define_count - 1].value, e);
    case OPT_UNDEFINED:
        c->undefined[o->undefined_count++] = value;
        return true;
    case OPT_SCRIPT:
        return fail(e, "there are no linker scripts; --base, "
                       "--section-start and --entry place things");
    default: /* OPT_FOLDER: seen already */
        return true;
    }
}

static const char *option_name(const void *list, size_t i)
{
    (void)list;
    return i < ARRAY_LEN(table) ? table[i].name : NULL;
}

/* -lNAME and -LFOLDER are joined; others take '=' or the next word. */
static const struct option *option_find(const char *word, const char **value)
{
    size_t n = strcspn(word, "=");
    for (size_t i = 0; i < ARRAY_LEN(table); i++) {
        const struct option *t = &table[i];
        size_t length = strlen(t->name);
        if (length == n && strncmp(word, t->name, n) == 0) {
            *value = word[n] == '=' ? word + n + 1 : NULL;
            return t;
        }
    }
    for (size_t i = 0; i < ARRAY_LEN(table); i++) {
        const struct option *t = &table[i];
        bool joins = t->id == OPT_LIBRARY || t->id == OPT_FOLDER ||
                     (t->id == OPT_OUTPUT && word[2] != '\0');
        if (joins && strncmp(word, t->name, 2) == 0) {
            *value = word + 2;
            return t;
        }
    }
    return NULL;
}

static bool option_word(struct command *c, const char *const *argv, int argc,
                        int *i, struct err *e)
{
    const char *word = argv[*i], *value = NULL;
    const struct option *t = option_find(word, &value);
    if (!t) {
        const char *near = nearest(word, strcspn(word, "="), option_name, NULL);
        return near ? fail(e, "unknown option %s; did you mean %s?", word, near)
                    : fail(e, "unknown option %s; --help lists them", word);
    }
    if (!t->value_name && value)
        return fail(e, "%s takes no value", t->name);
    if (t->value_name && !value) {
        if (*i + 1 >= argc)
            return fail(e, "%s needs a value", t->name);
        value = argv[++*i];
    }
    if (t->value_name)
        return option_value(c, t->id, value, e);
    option_flag(c, t->id);
    return true;
}

static bool command_parse(struct command *c, int argc, const char *const *argv,
                          struct err *e)
{
    /* Folders count wherever they stand, as with compilers' drivers. */
    for (int i = 0; i < argc; i++) {
        if (strncmp(argv[i], "-L", 2) != 0)
            continue;
        if (argv[i][2] != '\0')
            c->folder[c->folder_count++] = argv[i] + 2;
        else if (i + 1 < argc)
            c->folder[c->folder_count++] = argv[i + 1];
    }
    for (int i = 0; i < argc && !c->done; i++) {
        bool is_option = argv[i][0] == '-' && argv[i][1] != '\0';
        if (!is_option && !file_add(c, argv[i], e))
            return false;
        if (is_option && !option_word(c, argv, argc, &i, e)) {
            e->status = c->no_library ? 1 : STATUS_USAGE;
            return false;
        }
    }
    if (c->done)
        return true;
    c->output = c->output ? c->output : "a.out";
    size_t n = strlen(c->output);
    c->ld.flat = c->format ? c->format[0] == 'b'
                           : n >= 4 && strcmp(c->output + n - 4, ".bin") == 0;
    c->ld.map = c->map != NULL;
    return c->input_count > 0 ||
           fail_status(e, STATUS_USAGE, "no input files; --help shows how");
}

static bool same_file(const char *a, const char *b)
{
    struct stat x, y;
    return stat(a, &x) == 0 && stat(b, &y) == 0 && x.st_dev == y.st_dev &&
           x.st_ino == y.st_ino && S_ISREG(x.st_mode);
}

static bool check_output(const struct command *c, struct err *e)
{
    for (u32 k = 0; k < c->input_count; k++) {
        const char *in = c->file[k].data ? c->input[k].name : NULL;
        if (in && same_file(c->output, in))
            return fail(e, "%s is an input; it would be overwritten",
                        c->output);
        if (in && c->map && same_file(c->map, in))
            return fail(e, "%s is an input; it would be overwritten", c->map);
    }
    return true;
}

static bool write_map(const char *path, const struct buf *map, struct err *e)
{
    if (!path)
        return true;
    if (strcmp(path, "-") != 0)
        return file_write(path, map->data, map->size, e);
    return (buf_print(map, stdout) && fflush(stdout) == 0) ||
           fail(e, "cannot write to standard output");
}

/* For those who may read it; a device is left alone. */
static void make_executable(const char *path)
{
    struct stat st;
    if (stat(path, &st) == 0 && S_ISREG(st.st_mode))
        chmod(path, (st.st_mode & 07777) | (st.st_mode & 0444) >> 2);
}

static bool link_all(struct command *c, struct err *e)
{
    struct ld_result r;
    bool ok = ld_link(&r, &c->ld, c->input, c->input_count);
    buf_print(&r.messages, stderr);
    struct stat st;
    if (ok)
        ok = write_map(c->map, &r.map, e) &&
             file_write(c->output, r.output.data, r.output.size, e);
    else if (lstat(c->output, &st) == 0 && S_ISREG(st.st_mode))
        unlink(c->output); /* no stale program */
    if (ok && !c->ld.flat)
        make_executable(c->output);
    ld_result_free(&r);
    return ok;
}

static bool command_init(struct command *c, int argc, struct err *e)
{
    size_t n = (size_t)argc + 1;
    c->input = calloc(n, sizeof(*c->input));
    c->file = calloc(n, sizeof(*c->file));
    c->path = calloc(n, sizeof(*c->path));
    c->folder = calloc(2 * n, sizeof(*c->folder));
    c->place = calloc(n, sizeof(*c->place));
    c->define = calloc(n, sizeof(*c->define));
    c->undefined = calloc(n, sizeof(*c->undefined));
    c->ld.place = c->place;
    c->ld.define = c->define;
    c->ld.undefined = c->undefined;
    return (c->input && c->file && c->path && c->folder && c->place &&
            c->define && c->undefined) ||
           fail(e, "out of memory");
}

static void command_free(struct command *c, int argc)
{
    for (int k = 0; k <= argc; k++) {
        if (c->file)
            buf_free(&c->file[k]);
        if (c->path)
            free(c->path[k]);
        if (c->place)
            free((char *)c->place[k].section);
        if (c->define)
            free((char *)c->define[k].name);
    }
    free(c->input);
    free(c->file);
    free(c->path);
    free(c->folder);
    free(c->place);
    free(c->define);
    free(c->undefined);
}

int ld_command(int argc, const char *const *argv, const struct ld_input *memory,
               u32 memory_count)
{
    struct command c = {.ld = ld_options_default,
                        .memory = memory,
                        .memory_count = memory_count};
    struct err e = {0};
    bool ok = command_init(&c, argc, &e) && command_parse(&c, argc, argv, &e);
    if (ok && !c.done)
        ok = check_output(&c, &e) && link_all(&c, &e);
    for (u32 k = 0; ok && c.verbose && k < c.input_count; k++)
        fprintf(stderr, "lamp-ld: %s\n", c.input[k].name);
    if (!ok && e.text[0] != '\0')
        fprintf(stderr, "lamp-ld: %s\n", e.text);
    command_free(&c, argc);
    return ok ? 0 : e.status != 0 ? e.status : 1;
}
