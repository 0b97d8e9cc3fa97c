/* SPDX-License-Identifier: MIT
 *
 * Prints how many different colours a part of a picture has.
 *
 * usage: colours PICTURE.png X Y WIDTH HEIGHT
 */
#include <png.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int by_value(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

static size_t different(uint32_t *colours, size_t count)
{
    size_t kinds = 0;
    qsort(colours, count, sizeof(*colours), by_value);
    for (size_t i = 0; i < count; i++)
        kinds += i == 0 || colours[i] != colours[i - 1];
    return kinds;
}

/* The words of the part, or NULL. */
static uint32_t *part_read(png_image *image, unsigned x, unsigned y,
                           unsigned width, unsigned height)
{
    uint32_t *pixels = malloc(PNG_IMAGE_SIZE(*image));
    uint32_t *part = malloc((size_t)width * height * sizeof(*part));
    if (pixels && part && png_image_finish_read(image, NULL, pixels, 0, NULL)) {
        for (unsigned row = 0; row < height; row++)
            memcpy(part + row * width,
                   pixels + (size_t)(y + row) * image->width + x,
                   width * sizeof(*part));
    } else {
        free(part);
        part = NULL;
    }
    free(pixels);
    return part;
}

int main(int argc, char **argv)
{
    unsigned box[4] = {0};
    png_image image = {.version = PNG_IMAGE_VERSION};
    if (argc != 6 || !png_image_begin_read_from_file(&image, argv[1])) {
        fprintf(stderr, "colours: %s\n", argc == 6 ? image.message : "usage");
        return 1;
    }
    image.format = PNG_FORMAT_RGBA;
    for (int i = 0; i < 4; i++)
        box[i] = (unsigned)strtoul(argv[2 + i], NULL, 10);
    uint32_t *part = NULL;
    if (box[2] > 0 && box[3] > 0 && box[0] + box[2] <= image.width &&
        box[1] + box[3] <= image.height)
        part = part_read(&image, box[0], box[1], box[2], box[3]);
    png_image_free(&image);
    if (!part) {
        fprintf(stderr, "colours: cannot read that part\n");
        return 1;
    }
    printf("%zu\n", different(part, (size_t)box[2] * box[3]));
    free(part);
    return 0;
}
