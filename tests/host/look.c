/* SPDX-License-Identifier: MIT
 *
 * Compares a window on a virtual screen with a screenshot: every pixel of the
 * window must be the picture's, scaled by the largest whole factor that fits
 * and in the middle, or black around it. The screen is a file in the format
 * of xwd, as Xvfb -fbdir keeps it.
 *
 * usage: look SCREEN.xwd PICTURE.png X Y WIDTH HEIGHT    (of the window)
 */
#include <util/buf.h>

#include <png.h>
#include <stdio.h>
#include <stdlib.h>

enum { PICTURE_WIDTH = 640, PICTURE_HEIGHT = 480, FILE_MAX = 64 << 20 };

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

static u32 xwd_word(const struct buf *b, u32 i)
{
    const u8 *p = b->data + 4 * i;
    return (u32)p[0] << 24 | (u32)p[1] << 16 | (u32)p[2] << 8 | p[3];
}

static bool screen_read(struct screen *s, const char *path, struct err *e)
{
    const struct buf *b = &s->file;
    if (!buf_read_file(&s->file, path, FILE_MAX, e))
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

static u8 *picture_read(const char *path, struct err *e)
{
    png_image image = {.version = PNG_IMAGE_VERSION};
    if (!png_image_begin_read_from_file(&image, path)) {
        fail(e, "%s: %s", path, image.message);
        return NULL;
    }
    image.format = PNG_FORMAT_RGB;
    u8 *rgb = malloc(PNG_IMAGE_SIZE(image));
    bool size = image.width == PICTURE_WIDTH && image.height == PICTURE_HEIGHT;
    if (rgb && size && png_image_finish_read(&image, NULL, rgb, 0, NULL))
        return rgb;
    fail(e, "%s: cannot be read, or not 640 x 480", path);
    png_image_free(&image);
    free(rgb);
    return NULL;
}

/* Colour of pixel (x, y) of a window of this size. */
static u32 pixel_wanted(const u8 *rgb, int x, int y, int width, int height)
{
    int factor = width / PICTURE_WIDTH < height / PICTURE_HEIGHT
                     ? width / PICTURE_WIDTH
                     : height / PICTURE_HEIGHT;
    x -= (width - factor * PICTURE_WIDTH) / 2;
    y -= (height - factor * PICTURE_HEIGHT) / 2;
    if (x < 0 || y < 0 || x >= factor * PICTURE_WIDTH ||
        y >= factor * PICTURE_HEIGHT)
        return 0;
    const u8 *p = rgb + 3 * ((y / factor) * PICTURE_WIDTH + x / factor);
    return (u32)p[0] << 16 | (u32)p[1] << 8 | p[2];
}

static bool compare(const struct screen *s, const u8 *rgb, const int w[4],
                    struct err *e)
{
    if (w[0] < 0 || w[1] < 0 || w[2] < PICTURE_WIDTH || w[3] < PICTURE_HEIGHT ||
        (u32)(w[0] + w[2]) > s->width || (u32)(w[1] + w[3]) > s->height)
        return fail(e, "window %d x %d at (%d, %d): not on the screen", w[2],
                    w[3], w[0], w[1]);
    for (int y = 0; y < w[3]; y++)
        for (int x = 0; x < w[2]; x++) {
            size_t at = s->pixels + (size_t)(w[1] + y) * s->line +
                        4 * (size_t)(w[0] + x);
            u32 got = get_le32(s->file.data + at) & 0xFFFFFF;
            u32 want = pixel_wanted(rgb, x, y, w[2], w[3]);
            if (got != want)
                return fail(e, "pixel (%d, %d) is %06X and should be %06X", x,
                            y, got, want);
        }
    return true;
}

int main(int argc, char **argv)
{
    struct err e = {0};
    struct screen s = {0};
    int window[4];
    if (argc != 7) {
        fprintf(stderr, "usage: look SCREEN.xwd PICTURE.png X Y W H\n");
        return 2;
    }
    for (int i = 0; i < 4; i++)
        window[i] = atoi(argv[3 + i]);
    u8 *rgb = picture_read(argv[2], &e);
    bool ok =
        rgb && screen_read(&s, argv[1], &e) && compare(&s, rgb, window, &e);
    if (!ok)
        fprintf(stderr, "look: %s\n", e.text);
    free(rgb);
    buf_free(&s.file);
    return ok ? 0 : 1;
}
