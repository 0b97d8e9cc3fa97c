/* SPDX-License-Identifier: MIT
 *
 * PNG files through the simplified interface of libpng, which turns every
 * kind of PNG into rows of bytes R, G, B. Its errors come as text.
 */
#include "pixels.h"

#include <png.h>
#include <stdlib.h>

enum { SIDE_MAX = 16384 };

static const u64 fnv_offset = 0xCBF29CE484222325, fnv_prime = 0x100000001B3;

static u64 fnv(u64 hash, const u8 *bytes, size_t n)
{
    for (size_t i = 0; i < n; i++)
        hash = (hash ^ bytes[i]) * fnv_prime;
    return hash;
}

static bool image_hash(png_image *image, u64 *hash)
{
    u8 size[8];
    if (image->width > SIDE_MAX || image->height > SIDE_MAX)
        return false;
    image->format = PNG_FORMAT_RGB;
    u8 *pixels = malloc(PNG_IMAGE_SIZE(*image));
    put_le32(size, image->width);
    put_le32(size + 4, image->height);
    bool ok = pixels && png_image_finish_read(image, NULL, pixels, 0, NULL);
    if (ok)
        *hash = fnv(fnv(fnv_offset, size, sizeof(size)), pixels,
                    PNG_IMAGE_SIZE(*image));
    free(pixels);
    return ok;
}

bool pixels_hash(const char *path, u64 *hash, struct err *e)
{
    png_image image = {.version = PNG_IMAGE_VERSION};
    bool ok = png_image_begin_read_from_file(&image, path) &&
              image_hash(&image, hash);
    if (!ok)
        fail(e, "cannot read %s: %s", path,
             image.message[0] ? image.message : "too large");
    png_image_free(&image);
    return ok;
}
