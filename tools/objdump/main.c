/* SPDX-License-Identifier: MIT
 *
 * lamp-objdump: reads flat images, ELF files and archives, and prints what is
 * in them. Writes nothing but standard output, and that only when the file is
 * sound.
 */
#include "dump.h"

#include <util/nearest.h>

#include <stdio.h>

enum { FILE_BYTES_MAX = 1 << 30 };

enum { SHOW_HELP = 1 << 30, SHOW_VERSION = 1 << 29 };

static const struct option {
    const char *name, *other;
    u32 show;
    const char *help;
} table[] = {
    {"-f", "--file-header", DUMP_FILE, "kind of file, entry, counts"},
    {"-h", "--headers", DUMP_SECTIONS, "sections; of a flat image, segments"},
    {"-p", "--segments", DUMP_SEGMENTS, "segments, as vm places them"},
    {"-t", "--symbols", DUMP_SYMBOLS, "symbols"},
    {"-r", "--relocations", DUMP_RELOCATIONS, "relocations"},
    {"-x", "--all-headers", DUMP_HEADERS, "all of the above"},
    {"-d", "--disassemble", DUMP_TEXT, "instructions of the code"},
    {"-D", "--disassemble-all", DUMP_TEXT_ALL, "data as instructions, too"},
    {"-l", "--lines", DUMP_TEXT | DUMP_LINES,
     "-d with files and lines of the source"},
    {"-S", "--source", DUMP_TEXT | DUMP_SOURCE, "-l with the source text"},
    {"-s", "--contents", DUMP_CONTENTS, "bytes of the sections"},
    {"", "--reassemble", DUMP_REASSEMBLE,
     "source that lamp-as turns into the same flat file"},
    {"", "--help", SHOW_HELP, "print this"},
    {"", "--version", SHOW_VERSION, "print the version"},
};

static const char *option_name(const void *list, size_t i)
{
    (void)list;
    return i < ARRAY_LEN(table) ? table[i].other : NULL;
}

static void help_print(void)
{
    printf("usage: lamp-objdump [options] FILE...\n\n"
           "Shows flat images, ELF files and archives; without options -h "
           "-d.\n\n");
    for (size_t i = 0; i < ARRAY_LEN(table); i++)
        printf("  %-2s %-18s %s\n", table[i].name, table[i].other,
               table[i].help);
    printf("\nShort options can be joined: -dl.\n");
}

static bool letter_apply(const char *word, char letter, u32 *show,
                         struct err *e)
{
    for (size_t i = 0; i < ARRAY_LEN(table); i++) {
        if (table[i].name[0] && table[i].name[1] == letter) {
            *show |= table[i].show;
            return true;
        }
    }
    return fail_status(e, 2, "unknown option -%c in %s; --help lists them",
                       letter, word);
}

static bool option_apply(const char *word, u32 *show, struct err *e)
{
    if (word[1] != '-') {
        for (const char *p = word + 1; *p; p++) {
            if (!letter_apply(word, *p, show, e))
                return false;
        }
        return word[1] || fail_status(e, 2, "- is no file");
    }
    for (size_t i = 0; i < ARRAY_LEN(table); i++) {
        if (strcmp(word, table[i].other) == 0) {
            *show |= table[i].show;
            return true;
        }
    }
    const char *near = nearest(word, strlen(word), option_name, NULL);
    return fail_status(e, 2, "unknown option %s; %s%s%s", word,
                       near ? "did you mean " : "--help lists them",
                       near ? near : "", near ? "?" : "");
}

static bool show_file(const char *path, u32 show, struct err *e)
{
    struct buf file = {0}, out = {0};
    bool ok = buf_read_file(&file, path, FILE_BYTES_MAX, e) &&
              dump_any(&out, path, file.data, file.size, show, e);
    if (ok && out.failed)
        ok = fail(e, "%s: out of memory", path);
    if (ok && (!buf_print(&out, stdout) || fflush(stdout) != 0))
        ok = fail(e, "cannot write to standard output");
    buf_free(&file);
    buf_free(&out);
    return ok;
}

static bool run(int argc, char **argv, struct err *e)
{
    u32 show = 0;
    int files = 0;
    for (int i = 1; i < argc; i++) {
        if (argv[i][0] != '-')
            argv[++files] = argv[i]; /* never ahead of i */
        else if (!option_apply(argv[i], &show, e))
            return false;
    }
    if (show & SHOW_HELP)
        help_print();
    else if (show & SHOW_VERSION)
        printf("lamp-objdump " VM_VERSION "\n");
    if (show & (SHOW_HELP | SHOW_VERSION))
        return true;
    if (files == 0)
        return fail_status(e, 2, "a file is needed; --help lists the options");
    if (show == 0)
        show = DUMP_SECTIONS | DUMP_TEXT;
    for (int i = 1; i <= files; i++) {
        if (!show_file(argv[i], show, e))
            return false;
    }
    return true;
}

int main(int argc, char **argv)
{
    struct err e = {0};
    if (run(argc, argv, &e))
        return 0;
    fprintf(stderr, "lamp-objdump: %s\n", e.text);
    return e.status ? e.status : 1;
}
