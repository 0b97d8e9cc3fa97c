/* SPDX-License-Identifier: MIT
 *
 * One table of options serves the parser, --help and the suggestion for an
 * unknown option. Short options with a value take it in the same word or in
 * the next, long ones after '=' or in the next.
 */
#include "options.h"

#include <util/nearest.h>

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

enum option_id {
    OPT_OUTPUT,
    OPT_FORMAT,
    OPT_BASE,
    OPT_MARCH,
    OPT_DEBUG,
    OPT_DEFINE,
    OPT_INCLUDE,
    OPT_LISTING,
    OPT_MAP,
    OPT_MD,
    OPT_MF,
    OPT_HELP,
    OPT_VERSION
};

enum option_value { VALUE_NONE, VALUE_NEEDED, VALUE_OPTIONAL };

static const struct option {
    const char *name;
    enum option_id id;
    enum option_value value;
    const char *value_name, *help;
} table[] = {
    {"-o", OPT_OUTPUT, VALUE_NEEDED, " FILE", "write the program here"},
    {"-f", OPT_FORMAT, VALUE_NEEDED, " bin|elf",
     "flat image (default for FILE.bin), else object"},
    {"--base", OPT_BASE, VALUE_NEEDED, "=ADDRESS",
     "address of the text (0x201C)"},
    {"-march", OPT_MARCH, VALUE_NEEDED, "=ARCH",
     "lamp or lamp+x1: accept X1 instructions"},
    {"-g", OPT_DEBUG, VALUE_NONE, "", "object: keep the lines of the source"},
    {"-D", OPT_DEFINE, VALUE_NEEDED, " NAME[=VALUE]",
     "define a symbol (1 without a value)"},
    {"-I", OPT_INCLUDE, VALUE_NEEDED, " FOLDER",
     "look here for included files"},
    {"-l", OPT_LISTING, VALUE_NEEDED, " FILE",
     "write a listing: address, bytes, source"},
    {"--map", OPT_MAP, VALUE_OPTIONAL, "[=FILE]",
     "write segments, sections and symbols (stdout)"},
    {"-MD", OPT_MD, VALUE_NONE, "", "write the files read as a make rule"},
    {"-MF", OPT_MF, VALUE_NEEDED, " FILE",
     "name of that rule file (output with .d)"},
    {"--help", OPT_HELP, VALUE_NONE, "", "print this"},
    {"--version", OPT_VERSION, VALUE_NONE, "", "print the version"},
};

static void help_print(void)
{
    printf("usage: lamp-as [options] FILE.s -o FILE\n\n"
           "Assembles lamp source (\"-\" is the standard input).\n\n");
    for (size_t i = 0; i < ARRAY_LEN(table); i++) {
        int n = printf("  %s%s", table[i].name, table[i].value_name);
        printf("%*s%s\n", n < 24 ? 24 - n : 1, "", table[i].help);
    }
}

static bool parse_base(struct options *o, const char *text, struct err *e)
{
    char *end;
    errno = 0;
    unsigned long long n = strtoull(text, &end, 0);
    bool digits = *text >= '0' && *text <= '9';
    if (!digits || *end != '\0' || errno != 0 || n > UINT32_MAX)
        return fail(e, "--base needs an address from 0 to 0xFFFFFFFF, not %s",
                    text);
    o->as.base = (u32)n;
    o->has_base = true;
    return true;
}

static bool parse_format(struct options *o, const char *text, struct err *e)
{
    o->format = text;
    return strcmp(text, "bin") == 0 || strcmp(text, "elf") == 0 ||
           fail(e, "-f takes bin or elf, not %s", text);
}

static bool parse_march(struct options *o, const char *text, struct err *e)
{
    o->as.x1 = strcmp(text, "lamp+x1") == 0;
    return o->as.x1 || strcmp(text, "lamp") == 0 ||
           fail(e, "-march takes lamp or lamp+x1, not %s", text);
}

static bool option_apply(struct options *o, enum option_id id,
                         const char *value, struct err *e)
{
    switch (id) {
    case OPT_OUTPUT:
        o->output = value;
        return true;
    case OPT_FORMAT:
        return parse_format(o, value, e);
    case OPT_BASE:
        return parse_base(o, value, e);
    case OPT_MARCH:
        return parse_march(o, value, e);
    case OPT_DEBUG:
        o->as.debug = true;
        return true;
    case OPT_DEFINE:
        o->defines[o->as.define_count++] = value;
        return true;
    case OPT_INCLUDE:
        o->include_dirs[o->as.include_count++] = value;
        return true;
    case OPT_LISTING:
        o->listing = value;
        return true;
    case OPT_MAP:
        o->map = value ? value : "-";
        return true;
    case OPT_MF:
        o->depends = value;
        return true;
    case OPT_MD:
        o->want_depends = true;
        return true;
    case OPT_HELP:
        help_print();
        break;
    case OPT_VERSION:
        printf("lamp-as " VM_VERSION "\n");
        break;
    }
    o->done = true;
    return true;
}

/* The row of an argument; *value is what stands in the same word. */
static const struct option *option_find(const char *word, const char **value)
{
    const struct option *found = NULL;
    size_t longest = 0;
    for (size_t i = 0; i < ARRAY_LEN(table); i++) {
        const struct option *t = &table[i];
        size_t n = strlen(t->name);
        if (strncmp(word, t->name, n) != 0 || n <= longest)
            continue;
        bool is_short = n == 2 && t->value == VALUE_NEEDED;
        bool joined = word[n] == '=' && t->value != VALUE_NONE;
        if (word[n] != '\0' && !joined && !is_short)
            continue;
        *value = word[n] == '\0' ? NULL : word + n + (joined && !is_short);
        found = t;
        longest = n;
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
    size_t n = strcspn(word, "=");
    const char *near = nearest(word, n, option_name, NULL);
    if (near)
        return fail(e, "unknown option %s; did you mean %s?", word, near);
    return fail(e, "unknown option %s; --help lists them", word);
}

static bool option_word(struct options *o, char **argv, int *i, struct err *e)
{
    const char *word = argv[*i], *value = NULL;
    const struct option *t = option_find(word, &value);
    if (!t)
        return option_unknown(word, e);
    if (t->value == VALUE_NEEDED && !value) {
        value = argv[*i + 1];
        if (!value)
            return fail(e, "%s needs a value", t->name);
        ++*i;
    }
    return option_apply(o, t->id, value, e);
}

static bool input_set(struct options *o, const char *word, struct err *e)
{
    if (o->input)
        return fail(e,
                    "one source file at a time: %s and %s (.include "
                    "joins files)",
                    o->input, word);
    o->input = word;
    return true;
}

/* path with its suffix, if any, replaced. */
static char *with_suffix(const char *path, const char *suffix)
{
    const char *slash = strrchr(path, '/'), *dot = strrchr(path, '.');
    bool has = dot && dot != path && (!slash || dot > slash + 1);
    size_t n = has ? (size_t)(dot - path) : strlen(path);
    char *made = malloc(n + strlen(suffix) + 1);
    if (made) {
        memcpy(made, path, n);
        strcpy(made + n, suffix);
    }
    return made;
}

static bool is_flat(const struct options *o)
{
    if (o->format)
        return strcmp(o->format, "bin") == 0;
    size_t n = o->output ? strlen(o->output) : 0;
    return n >= 4 && strcmp(o->output + n - 4, ".bin") == 0;
}

static bool outputs_set(struct options *o, struct err *e)
{
    if (!o->input)
        return fail(e, "a source file is needed; --help lists the options");
    o->as.elf = !is_flat(o);
    if (o->as.elf && o->has_base)
        return fail(e, "--base is for flat images; lamp-ld places objects");
    if (!o->output)
        o->output = o->made_output =
            with_suffix(strcmp(o->input, "-") == 0 ? "a.s" : o->input,
                        o->as.elf ? ".o" : ".bin");
    if (o->output && o->want_depends && !o->depends)
        o->depends = o->made_depends = with_suffix(o->output, ".d");
    if (!o->output || (o->want_depends && !o->depends))
        return fail(e, "out of memory");
    if (!o->want_depends)
        o->depends = NULL;
    o->as.listing = o->listing != NULL;
    o->as.map = o->map != NULL;
    return true;
}

bool options_parse(struct options *o, int argc, char **argv, struct err *e)
{
    *o = (struct options){.as = as_options_default};
    o->include_dirs = calloc((size_t)argc + 1, sizeof(*o->include_dirs));
    o->defines = calloc((size_t)argc + 1, sizeof(*o->defines));
    if (!o->include_dirs || !o->defines)
        return fail(e, "out of memory");
    o->as.include_dirs = o->include_dirs;
    o->as.defines = o->defines;
    bool only_files = false;
    for (int i = 1; i < argc && !o->done; i++) {
        const char *word = argv[i];
        bool is_file = only_files || word[0] != '-' || word[1] == '\0';
        if (!only_files && strcmp(word, "--") == 0)
            only_files = true;
        else if (is_file ? !input_set(o, word, e)
                         : !option_word(o, argv, &i, e))
            return false;
    }
    return o->done || outputs_set(o, e);
}

void options_free(struct options *o)
{
    free(o->include_dirs);
    free(o->defines);
    free(o->made_output);
    free(o->made_depends);
}
