/* SPDX-License-Identifier: MIT
 *
 * Which file has the symbols of a program file, and whether it describes that
 * program: names of another build would mislead.
 */
#include <format/symbols.h>

#include "symbols_table.h"

#include <format/elf.h>
#include <format/image.h>

#include <inttypes.h>
#include <stdlib.h>
#include <unistd.h>

enum { FILE_BYTES_MAX = 1 << 28 };

/* Bytes of the flat image that an ELF segment holds as well. */
static bool segment_agrees(const struct image_segment *x, const u8 *x_bytes,
                           const struct image_segment *y, const u8 *y_bytes)
{
    u64 start = x->address > y->address ? x->address : y->address;
    u64 x_end = (u64)x->address + x->file_size;
    u64 y_end = (u64)y->address + y->file_size;
    u64 end = x_end < y_end ? x_end : y_end;
    return start >= end ||
           memcmp(x_bytes + x->offset + (start - x->address),
                  y_bytes + y->offset + (start - y->address), end - start) == 0;
}

static bool misfit(const struct image *image, const char *path, struct err *e)
{
    return fail(e, "%s does not fit %s: code or addresses differ", path,
                image->file);
}

static bool elf_agrees(const struct image *image, const struct buf *program,
                       const char *path, const struct buf *file, struct err *e)
{
    struct image elf;
    u64 sum = 0; /* segments that share bytes would be compared for ever */
    if (!image_parse(&elf, file->data, file->size, path, e))
        return false;
    bool ok = elf.entry == image->entry;
    for (u32 k = 0; k < elf.count; k++) {
        sum += elf.segments[k].file_size;
        ok = ok && sum <= file->size;
        for (u32 j = 0; j < image->count; j++)
            ok = ok && segment_agrees(&elf.segments[k], file->data,
                                      &image->segments[j], program->data);
    }
    image_free(&elf);
    return ok || misfit(image, path, e);
}

/* The flat format has no holes, so both begin and end at the same address. */
static bool map_agrees(const struct image *image, const struct symbols *s,
                       const char *path, struct err *e)
{
    u64 start = UINT64_MAX, end = 0;
    for (u32 k = 0; k < image->count; k++) {
        const struct image_segment *x = &image->segments[k];
        u64 x_end = (u64)x->address + x->size;
        if (x->size == 0)
            continue;
        start = x->address < start ? x->address : start;
        end = x_end > end ? x_end : end;
    }
    return (s->start == start && s->end == end) || misfit(image, path, e);
}

static struct symbols *symbols_beside(const struct image *image,
                                      const struct buf *program,
                                      const char *path, struct err *e)
{
    struct buf file = {0};
    struct symbols *s = NULL;
    if (buf_read_file(&file, path, FILE_BYTES_MAX, e))
        s = symbols_read(file.data, file.size, path, e);
    if (s && !(elf_is(file.data, file.size)
                   ? elf_agrees(image, program, path, &file, e)
                   : map_agrees(image, s, path, e))) {
        symbols_free(s);
        s = NULL;
    }
    buf_free(&file);
    return s;
}

/* x.bin: x and x.bin, with the ending. */
static void beside_name(struct buf *out, const char *path, bool replace,
                        const char *ending)
{
    const char *base = strrchr(path, '/');
    const char *dot = strrchr(base ? base : path, '.');
    size_t n = replace && dot ? (size_t)(dot - path) : strlen(path);
    out->size = 0;
    buf_printf(out, "%.*s%s", (int)n, path, ending);
}

static struct symbols *beside_find(const struct image *image,
                                   const struct buf *program, struct err *e)
{
    static const char *const endings[] = {".elf", ".map"};
    struct symbols *s = NULL;
    struct buf name = {0};
    bool found = false;
    for (u32 k = 0; k < 2 * ARRAY_LEN(endings) && !found; k++) {
        beside_name(&name, image->file, k % 2 == 0, endings[k / 2]);
        found = !name.failed && access((char *)name.data, F_OK) == 0 &&
                strcmp((char *)name.data, image->file) != 0;
    }
    if (found)
        s = symbols_beside(image, program, (char *)name.data, e);
    buf_free(&name);
    return s;
}

struct symbols *symbols_for_image(const char *path, struct err *e)
{
    struct buf program = {0};
    struct image image = {0};
    struct symbols *s = NULL;
    e->text[0] = '\0';
    if (buf_read_file(&program, path, FILE_BYTES_MAX, e)) {
        if (elf_is(program.data, program.size))
            s = symbols_read(program.data, program.size, path, e);
        else if (image_parse(&image, program.data, program.size, path, e))
            s = beside_find(&image, &program, e);
    }
    image_free(&image);
    buf_free(&program);
    return s;
}
