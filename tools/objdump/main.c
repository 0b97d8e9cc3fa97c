/* SPDX-License-Identifier: MIT
 *
 * lamp-objdump: reads flat program files and prints what is in them. Writes
 * nothing but standard output, and that only when the file is sound.
 */
#include "dump.h"

#include <util/nearest.h>

#include <stdio.h>

enum { FILE_BYTES_MAX = 1 << 30 };

enum action {
    SHOW_HEADER = 1 << 0,
    SHOW_TEXT = 1 << 1,
    SHOW_DATA = 1 << 2,
    SHOW_SOURCE = 1 << 3,
    SHOW_HELP = 1 << 4,
    SHOW_VERSION = 1 << 5
};

static const struct option {
    const char *name, *other;
    u32 action;
    const char *help;
} table[] = {
    {"-d", "--disassemble", SHOW_TEXT, "instructions of the text"},
    {"-h", "--header", SHOW_HEADER, "segments and entry"},
    {"-s", "--data", SHOW_DATA, "the data segment in hex"},
    {"-r", "--reassemble", SHOW_SOURCE,
     "source that lamp-as turns into the same file"},
    {"--help", "--help", SHOW_HELP, "print this"},
    {"--version", "--version", SHOW_VERSION, "print the version"},
};

static const char *option_name(const void *list, size_t i)
{
    (void)list;
    if (i >= 2 * ARRAY_LEN(table))
        return NULL;
    return i % 2 ? table[i / 2].name : table[i / 2].other;
}

static void help_print(void)
{
    printf("usage: lamp-objdump [options] FILE...\n\n"
           "Shows flat program files; without options -h -d.\n\n");
    for (size_t i = 0; i < ARRAY_LEN(table); i++)
        printf("  %-10s %-16s %s\n", table[i].name, i < 4 ? table[i].other : "",
               table[i].help);
}

static bool option_apply(const char *word, u32 *actions, struct err *e)
{
    for (size_t i = 0; i < ARRAY_LEN(table); i++) {
        if (strcmp(word, table[i].name) == 0 ||
            strcmp(word, table[i].other) == 0) {
            *actions |= table[i].action;
            return true;
        }
    }
    const char *near = nearest(word, strlen(word), option_name, NULL);
    return fail_status(e, 2, "unknown option %s; %s%s", word,
                       near ? "did you mean " : "--help lists them",
                       near ? near : "");
}

static bool show(struct buf *out, const char *path, const struct buf *file,
                 u32 actions, struct err *e)
{
    struct image image;
    if (!image_parse(&image, file->data, file->size, path, e))
        return false;
    bool ok = !image.is_elf || fail(e,
                                    "%s: an ELF file; this version reads "
                                    "flat images",
                                    path);
    if (ok && (actions & SHOW_HEADER))
        dump_header(out, &image);
    if (ok && (actions & SHOW_TEXT))
        dump_text(out, &image, file->data);
    if (ok && (actions & SHOW_DATA))
        dump_data(out, &image, file->data);
    if (ok && (actions & SHOW_SOURCE))
        ok = dump_source(out, &image, file->data, e);
    image_free(&image);
    return ok;
}

static bool show_file(const char *path, u32 actions, struct err *e)
{
    struct buf file = {0}, out = {0};
    bool ok = buf_read_file(&file, path, FILE_BYTES_MAX, e) &&
              show(&out, path, &file, actions, e);
    if (ok && out.failed)
        ok = fail(e, "%s: out of memory", path);
    if (ok && (fwrite(out.data, 1, out.size, stdout) != out.size ||
               fflush(stdout) != 0))
        ok = fail(e, "cannot write to standard output");
    buf_free(&file);
    buf_free(&out);
    return ok;
}

static bool run(int argc, char **argv, struct err *e)
{
    u32 actions = 0;
    int files = 0;
    for (int i = 1; i < argc; i++) {
        if (argv[i][0] != '-')
            argv[++files] = argv[i]; /* never ahead of i */
        else if (!option_apply(argv[i], &actions, e))
            return false;
    }
    if (actions & SHOW_HELP)
        help_print();
    else if (actions & SHOW_VERSION)
        printf("lamp-objdump " VM_VERSION "\n");
    if (actions & (SHOW_HELP | SHOW_VERSION))
        return true;
    if (files == 0)
        return fail_status(e, 2, "a file is needed; --help lists the options");
    if (actions == 0)
        actions = SHOW_HEADER | SHOW_TEXT;
    for (int i = 1; i <= files; i++) {
        if (!show_file(argv[i], actions, e))
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
