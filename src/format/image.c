/* SPDX-License-Identifier: MIT
 *
 * The flat program file, and the choice between the two formats. After a
 * successful parse every file range of a segment lies inside the file; where
 * segments may stand in memory is the business of image_check.c.
 */
#include <format/image.h>

#include "image_elf.h"

#include <inttypes.h>
#include <stdlib.h>

enum { FLAT_SEGMENTS = 3 };

struct image_header image_header_get(const u8 *bytes)
{
    struct image_header h = {
        get_le32(bytes),      get_le32(bytes + 4),  get_le32(bytes + 8),
        get_le32(bytes + 12), get_le32(bytes + 16), get_le32(bytes + 20),
    };
    return h;
}

void image_header_add(struct buf *out, const struct image_header *header)
{
    buf_add_le32(out, header->text_base);
    buf_add_le32(out, header->text_size);
    buf_add_le32(out, header->data_base);
    buf_add_le32(out, header->data_size);
    buf_add_le32(out, header->bss_base);
    buf_add_le32(out, header->bss_size);
}

/* Checks 2 to 4. */
static bool check_flat(const struct image *image, const u8 *bytes, size_t size,
                       struct err *e)
{
    if (size < IMAGE_HEADER_BYTES)
        return fail(e, "%s: file ends after %zu bytes; the header has %d",
                    image->file, size, IMAGE_HEADER_BYTES);
    struct image_header h = image_header_get(bytes);
    if (h.text_size % 8 != 0)
        return fail(e,
                    "%s: the text size %" PRIu32
                    " in the header is not a multiple of 8",
                    image->file, h.text_size);
    u64 need = (u64)IMAGE_HEADER_BYTES + h.text_size + h.data_size;
    if (need > size)
        return fail(e,
                    "%s: file ends after %zu bytes; the header asks for %d + "
                    "%" PRIu32 " text + %" PRIu32 " data = %" PRIu64,
                    image->file, size, IMAGE_HEADER_BYTES, h.text_size,
                    h.data_size, need);
    return true;
}

static bool parse_flat(struct image *image, const u8 *bytes, size_t size,
                       struct err *e)
{
    if (!check_flat(image, bytes, size, e))
        return false;
    struct image_header h = image_header_get(bytes);
    image->segments = calloc(FLAT_SEGMENTS, sizeof(*image->segments));
    if (!image->segments)
        return fail(e, "%s: out of memory", image->file);
    u32 data_offset = IMAGE_HEADER_BYTES + h.text_size;
    image->segments[0] = (struct image_segment){
        "text", 0, IMAGE_HEADER_BYTES, h.text_size, h.text_base, h.text_size,
    };
    image->segments[1] = (struct image_segment){
        "data", 1, data_offset, h.data_size, h.data_base, h.data_size,
    };
    image->segments[2] = (struct image_segment){
        "bss", 2, 0, 0, h.bss_base, h.bss_size,
    };
    image->count = FLAT_SEGMENTS;
    image->entry = h.text_base;
    return true;
}

bool image_parse(struct image *image, const u8 *bytes, size_t size,
                 const char *file, struct err *e)
{
    *image = (struct image){.file = file};
    bool ok = image_is_elf(bytes, size) ? image_parse_elf(image, bytes, size, e)
                                        : parse_flat(image, bytes, size, e);
    if (!ok)
        image_free(image);
    return ok;
}

void image_free(struct image *image)
{
    free(image->segments);
    *image = (struct image){0};
}
