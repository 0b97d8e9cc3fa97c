/* SPDX-License-Identifier: MIT
 *
 * A virtual screen as a file in the format of xwd, which Xvfb -fbdir keeps:
 * 32 bits a pixel, little endian.
 */
#ifndef TESTS_XWD_H
#define TESTS_XWD_H

#include <util/bits.h>
#include <util/buf.h>

enum { XWD_FILE_MAX = 64 << 20 };

/* Words of the header of an xwd file, all big endian. */
enum {
    XWD_HEADER = 0,
    XWD_WIDTH = 4,
    XWD_HEIGHT = 5,
    XWD_BYTE_ORDER = 7,
    XWD_BITS_PER_PIXEL = 11,
    XWD_BYTES_PER_LINE = 12,
    XWD_COLOURS = 19,
    XWD_WORDS = 25,
    XWD_COLOUR_BYTES = 12
};

struct screen {
    struct buf file;
    u32 width, height, line;
    size_t pixels; /* offset in the file */
};

static inline u32 xwd_word(const struct buf *b, u32 i)
{
    const u8 *p = b->data + 4 * i;
    return (u32)p[0] << 24 | (u32)p[1] << 16 | (u32)p[2] << 8 | p[3];
}

static inline bool screen_read(struct screen *s, const char *path,
                               struct err *e)
{
    const struct buf *b = &s->file;
    if (!buf_read_file(&s->file, path, XWD_FILE_MAX, e))
        return false;
    if (b->size < 4 * XWD_WORDS || xwd_word(b, XWD_BITS_PER_PIXEL) != 32 ||
        xwd_word(b, XWD_BYTE_ORDER) != 0)
        return fail(e, "%s: not 32-bit little-endian xwd", path);
    s->width = xwd_word(b, XWD_WIDTH);
    s->height = xwd_word(b, XWD_HEIGHT);
    s->line = xwd_word(b, XWD_BYTES_PER_LINE);
    s->pixels = xwd_word(b, XWD_HEADER) +
                (size_t)xwd_word(b, XWD_COLOURS) * XWD_COLOUR_BYTES;
    return range_ok(s->pixels, (u64)s->line * s->height, b->size)
               ? true
               : fail(e, "%s: too short", path);
}

/* Within the screen. */
static inline u32 screen_pixel(const struct screen *s, u32 x, u32 y)
{
    size_t at = s->pixels + (size_t)y * s->line + 4 * (size_t)x;
    return get_le32(s->file.data + at) & 0xFFFFFF;
}

#endif
