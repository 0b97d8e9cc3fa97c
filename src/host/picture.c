/* SPDX-License-Identifier: MIT
 *
 * PNG through libpng's simplified interface, which reports errors by its
 * return value (no longjmp). The file is made in memory and written in one
 * go, so that nobody ever sees half a picture.
 */
#include "picture.h"

#include <png.h>
#include <stdlib.h>

enum { RGB_BYTES = 3, STATUS_IO = 90 };

static u8 *rgb_make(const u32 *pixels, size_t count)
{
    u8 *rgb = malloc(count * RGB_BYTES);
    for (size_t i = 0; rgb && i < count; i++) {
        rgb[RGB_BYTES * i] = (u8)(pixels[i] >> 16);
        rgb[RGB_BYTES * i + 1] = (u8)(pixels[i] >> 8);
        rgb[RGB_BYTES * i + 2] = (u8)pixels[i];
    }
    return rgb;
}

static bool rgb_encode(struct buf *out, png_image *image, const u8 *rgb,
                       struct err *e)
{
    png_alloc_size_t size = PNG_IMAGE_PNG_SIZE_MAX(*image);
    if (!buf_reserve(out, size))
        return fail_status(e, STATUS_IO, "PNG: out of memory");
    if (!png_image_write_to_memory(image, out->data + out->size, &size, 0, rgb,
                                   0, NULL))
        return fail_status(e, STATUS_IO, "PNG: %s", image->message);
    out->size += size;
    return true;
}

bool picture_encode(struct buf *out, const u32 *pixels, u32 width, u32 height,
                    struct err *e)
{
    png_image image = {.version = PNG_IMAGE_VERSION,
                       .width = width,
                       .height = height,
                       .format = PNG_FORMAT_RGB};
    u8 *rgb = rgb_make(pixels, (size_t)width * height);
    bool ok = rgb ? rgb_encode(out, &image, rgb, e)
                  : fail_status(e, STATUS_IO, "PNG: out of memory");
    png_image_free(&image);
    free(rgb);
    return ok;
}

bool picture_write(const char *path, const u32 *pixels, u32 width, u32 height,
                   struct err *e)
{
    struct buf bytes = {0};
    bool ok = picture_encode(&bytes, pixels, width, height, e) &&
              file_write(path, bytes.data, bytes.size, e);
    buf_free(&bytes);
    return ok;
}
