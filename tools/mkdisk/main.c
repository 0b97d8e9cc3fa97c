/* SPDX-License-Identifier: MIT
 *
 * lamp-mkdisk: writes a boot disk. Sector 0 is left zero, the kernel, an ELF
 * file, starts at sector 1, and an optional file-system image follows behind
 * it at a multiple of 2048 sectors (1 MiB). What the boot image would refuse
 * is refused here, with the reason. The disk is written whole or not at all.
 */
#include "mkdisk.h"

#include <util/nearest.h>

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

struct options {
    const char *kernel, *output, *files;
    u64 size;   /* bytes; 0: as much as needed */
    bool force; /* do not check the kernel */
    bool done;
};

enum option_id {
    OPT_OUTPUT,
    OPT_FS,
    OPT_SIZE,
    OPT_FORCE,
    OPT_HELP,
    OPT_VERSION
};

static const struct option {
    const char *name;
    enum option_id id;
    const char *value_name; /* NULL: takes none */
    const char *help;
} table[] = {
    {"-o", OPT_OUTPUT, " FILE", "the disk to write (needed)"},
    {"--fs", OPT_FS, " FILE", "file-system image, placed behind the kernel"},
    {"--size", OPT_SIZE, " SIZE", "of the disk: bytes, or with K, M or G"},
    {"--force", OPT_FORCE, NULL, "write also a kernel that will not boot"},
    {"--help", OPT_HELP, NULL, "print this"},
    {"--version", OPT_VERSION, NULL, "print the version"},
};

static int complain(const struct err *e)
{
    fprintf(stderr, "lamp-mkdisk: %s\n", e->text);
    return e->status != 0 ? e->status : 1;
}

static void help_print(void)
{
    printf("usage: lamp-mkdisk [options] KERNEL.elf -o DISK\n\n"
           "Makes a disk that the boot image of vm starts a kernel from.\n\n");
    for (size_t i = 0; i < ARRAY_LEN(table); i++) {
        const char *value = table[i].value_name ? table[i].value_name : "";
        int n = printf("  %s%s", table[i].name, value);
        printf("%*s%s\n", 20 - n, "", table[i].help);
    }
}

static bool parse_size(struct options *o, const char *text, struct err *e)
{
    char *end;
    errno = 0;
    unsigned long long n = strtoull(text, &end, 0);
    unsigned shift = *end == 'K' ? 10 : *end == 'M' ? 20 : *end == 'G' ? 30 : 0;
    bool digits = *text >= '0' && *text <= '9';
    end += shift != 0;
    if (!digits || errno != 0 || *end != '\0' || n == 0 ||
        n > (unsigned long long)MKDISK_MAX_BYTES >> shift ||
        (n << shift) % 512 != 0)
        return fail(e, "--size needs a multiple of 512 up to 1G, not %s", text);
    o->size = n << shift;
    return true;
}

static bool option_apply(struct options *o, enum option_id id,
                         const char *value, struct err *e)
{
    switch (id) {
    case OPT_OUTPUT:
        o->output = value;
        return true;
    case OPT_FS:
        o->files = value;
        return true;
    case OPT_SIZE:
        return parse_size(o, value, e);
    case OPT_FORCE:
        o->force = true;
        return true;
    case OPT_HELP:
        help_print();
        break;
    case OPT_VERSION:
        printf("lamp-mkdisk " VM_VERSION "\n");
        break;
    }
    o->done = true;
    return true;
}

static const char *option_name(const void *list, size_t i)
{
    (void)list;
    return i < ARRAY_LEN(table) ? table[i].name : NULL;
}

static bool option_word(struct options *o, char **argv, int *i, struct err *e)
{
    const char *word = argv[*i];
    size_t n = strcspn(word, "=");
    for (size_t k = 0; k < ARRAY_LEN(table); k++) {
        const struct option *t = &table[k];
        if (strlen(t->name) != n || strncmp(word, t->name, n) != 0)
            continue;
        const char *value = word[n] == '=' ? word + n + 1 : NULL;
        if (!t->value_name && value)
            return fail(e, "%s takes no value", t->name);
        if (t->value_name && !value && !(value = argv[++*i]))
            return fail(e, "%s needs a value", t->name);
        return option_apply(o, t->id, value, e);
    }
    const char *near = nearest(word, n, option_name, NULL);
    return near ? fail(e, "unknown option %s; did you mean %s?", word, near)
                : fail(e, "unknown option %s; --help lists them", word);
}

static bool options_parse(struct options *o, int argc, char **argv,
                          struct err *e)
{
    for (int i = 1; i < argc && !o->done; i++) {
        if (argv[i][0] == '-' && argv[i][1] != '\0') {
            if (!option_word(o, argv, &i, e))
                return false;
        } else if (o->kernel) {
            return fail(e, "one kernel at a time: %s and %s", o->kernel,
                        argv[i]);
        } else {
            o->kernel = argv[i];
        }
    }
    if (o->done)
        return true;
    if (!o->kernel)
        return fail(e, "a kernel is needed; --help shows how");
    return o->output || fail(e, "-o DISK is needed");
}

static bool make(const struct options *o, struct err *e)
{
    struct buf kernel = {0}, files = {0}, disk = {0};
    bool ok = buf_read_file(&kernel, o->kernel, MKDISK_MAX_BYTES, e);
    if (ok && o->files)
        ok = buf_read_file(&files, o->files, MKDISK_MAX_BYTES, e);
    if (ok && !o->force)
        ok = mkdisk_check(kernel.data, kernel.size, o->kernel, e);
    u64 start = 0;
    ok = ok && mkdisk_build(&disk, &kernel, o->files ? &files : NULL, o->size,
                            &start, e);
    ok = ok && file_write(o->output, disk.data, disk.size, e);
    if (ok && o->files)
        fprintf(stderr, "lamp-mkdisk: %s starts at sector %" PRIu64 "\n",
                o->files, start);
    buf_free(&kernel);
    buf_free(&files);
    buf_free(&disk);
    return ok;
}

int main(int argc, char **argv)
{
    struct options o = {0};
    struct err e = {0};
    if (!options_parse(&o, argc, argv, &e))
        return complain(&e);
    return o.done || make(&o, &e) ? 0 : complain(&e);
}
