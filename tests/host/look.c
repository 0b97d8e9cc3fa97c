/* SPDX-License-Identifier: MIT
 *
 * Compares a window on a virtual screen with a screenshot: every pixel of the
 * window must be the picture's, scaled by the largest whole factor that fits
 * and in the middle, or black around it. The screen is a file in the format
 * of xwd, as Xvfb -fbdir keeps it.
 *
 * With "count" it prints how many pixels of an area have a colour. "near" lets
 * each colour be a little off, as blending rounds differently elsewhere;
 * "write" makes such a picture.
 *
 * usage: look SCREEN.xwd PICTURE.png X Y WIDTH HEIGHT    (of the window)
 *        look SCREEN.xwd count X Y WIDTH HEIGHT RRGGBB
 *        look SCREEN.xwd near|write X Y WIDTH HEIGHT PICTURE.png
 */
#include <util/buf.h>

#include <png.h>
#include <stdio.h>
#include <stdlib.h>

#include "xwd.h"

enum { PICTURE_WIDTH = 640, PICTURE_HEIGHT = 480 };

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

static bool count(const struct screen *s, const int w[4], u32 colour,
                  struct err *e)
{
    u32 n = 0;
    if (w[0] < 0 || w[1] < 0 || (u32)(w[0] + w[2]) > s->width ||
        (u32)(w[1] + w[3]) > s->height)
        return fail(e, "an area that is not on the screen");
    for (int y = 0; y < w[3]; y++)
        for (int x = 0; x < w[2]; x++)
            n += screen_pixel(s, (u32)(w[0] + x), (u32)(w[1] + y)) == colour;
    printf("%u\n", n);
    return true;
}

static bool is_near(u32 a, u32 b, int most)
{
    for (int shift = 0; shift < 24; shift += 8)
        if (abs((int)(a >> shift & 0xFF) - (int)(b >> shift & 0xFF)) > most)
            return false;
    return true;
}

static bool compare(const struct screen *s, const u8 *rgb, const int w[4],
                    int most, struct err *e)
{
    if (w[0] < 0 || w[1] < 0 || w[2] < PICTURE_WIDTH || w[3] < PICTURE_HEIGHT ||
        (u32)(w[0] + w[2]) > s->width || (u32)(w[1] + w[3]) > s->height)
        return fail(e, "window %d x %d at (%d, %d): not on the screen", w[2],
                    w[3], w[0], w[1]);
    for (int y = 0; y < w[3]; y++)
        for (int x = 0; x < w[2]; x++) {
            u32 got = screen_pixel(s, (u32)(w[0] + x), (u32)(w[1] + y));
            u32 want = pixel_wanted(rgb, x, y, w[2], w[3]);
            if (!is_near(got, want, most))
                return fail(e, "pixel (%d, %d) is %06X and should be %06X", x,
                            y, got, want);
        }
    return true;
}

static bool compare_file(const struct screen *s, const char *path,
                         const int window[4], int most, struct err *e)
{
    u8 *rgb = picture_read(path, e);
    bool ok = rgb && compare(s, rgb, window, most, e);
    free(rgb);
    return ok;
}

static bool write_file(const struct screen *s, const char *path, const int w[4],
                       struct err *e)
{
    static u8 rgb[PICTURE_HEIGHT][PICTURE_WIDTH][3];
    png_image image = {.version = PNG_IMAGE_VERSION,
                       .width = PICTURE_WIDTH,
                       .height = PICTURE_HEIGHT,
                       .format = PNG_FORMAT_RGB};
    if (w[2] != PICTURE_WIDTH || w[3] != PICTURE_HEIGHT || w[0] < 0 ||
        w[1] < 0 || (u32)w[0] + PICTURE_WIDTH > s->width ||
        (u32)w[1] + PICTURE_HEIGHT > s->height)
        return fail(e, "not a window of 640 x 480 on the screen");
    for (u32 y = 0; y < PICTURE_HEIGHT; y++)
        for (u32 x = 0; x < PICTURE_WIDTH; x++)
            for (u32 i = 0; i < 3; i++)
                rgb[y][x][i] =
                    (u8)(screen_pixel(s, (u32)w[0] + x, (u32)w[1] + y) >>
                         (16 - 8 * i));
    return png_image_write_to_file(&image, path, 0, rgb, 0, NULL)
               ? true
               : fail(e, "%s: %s", path, image.message);
}

/* argv: what to do, and behind the place of the window its argument. */
static bool look(const struct screen *s, char **argv, const int w[4],
                 struct err *e)
{
    enum { NEAR = 4 };
    if (strcmp(argv[2], "count") == 0)
        return count(s, w, (u32)strtoul(argv[7], NULL, 16), e);
    if (strcmp(argv[2], "near") == 0)
        return compare_file(s, argv[7], w, NEAR, e);
    if (strcmp(argv[2], "write") == 0)
        return write_file(s, argv[7], w, e);
    return fail(e, "%s: neither count, near nor write", argv[2]);
}

int main(int argc, char **argv)
{
    struct err e = {0};
    struct screen s = {0};
    int window[4];
    if (argc != 7 && argc != 8) {
        fprintf(stderr,
                "usage: look SCREEN.xwd PICTURE.png X Y W H\n"
                "       look SCREEN.xwd count X Y W H RRGGBB\n"
                "       look SCREEN.xwd near|write X Y W H PICTURE.png\n");
        return 2;
    }
    for (int i = 0; i < 4; i++)
        window[i] = atoi(argv[3 + i]);
    bool ok = screen_read(&s, argv[1], &e);
    if (ok)
        ok = argc == 8 ? look(&s, argv, window, &e)
                       : compare_file(&s, argv[2], window, 0, &e);
    if (!ok)
        fprintf(stderr, "look: %s\n", e.text);
    buf_free(&s.file);
    return ok ? 0 : 1;
}
