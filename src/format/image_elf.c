/* SPDX-License-Identifier: MIT
 *
 * Reads the headers of an executable ELF file. No field is believed before
 * it is checked, no structure is laid over the bytes, and section headers,
 * symbols and other header types are never looked at.
 */
#include "image_elf.h"

#include <inttypes.h>
#include <stdlib.h>

enum {
    ELF_HEADER_BYTES = 52,
    ELF_CLASS_32 = 1,
    ELF_DATA_LITTLE = 1,
    ELF_VERSION = 1,
    ELF_TYPE_EXEC = 2,
    ELF_PHENT_BYTES = 32,
    ELF_PT_LOAD = 1
};

/* A header field that must have one value. */
struct elf_rule {
    const char *name;
    u8 offset, width;
    u32 want;
};

static const struct elf_rule rules[] = {
    {"class (32 bits)", 4, 1, ELF_CLASS_32},
    {"byte order (little endian)", 5, 1, ELF_DATA_LITTLE},
    {"identification version", 6, 1, ELF_VERSION},
    {"type (executable)", 16, 2, ELF_TYPE_EXEC},
    {"e_machine", 18, 2, IMAGE_E_MACHINE},
    {"version", 20, 4, ELF_VERSION},
    {"e_phentsize", 42, 2, ELF_PHENT_BYTES},
};

static u32 elf_field(const u8 *bytes, u32 offset, u32 width)
{
    if (width == 1)
        return bytes[offset];
    return width == 2 ? get_le16(bytes + offset) : get_le32(bytes + offset);
}

bool image_is_elf(const u8 *bytes, size_t size)
{
    return size >= 4 && memcmp(bytes, "\177ELF", 4) == 0;
}

/* Check 2, all but the count of PT_LOAD. */
static bool check_header(const struct image *image, const u8 *bytes,
                         size_t size, struct err *e)
{
    if (size < ELF_HEADER_BYTES)
        return fail(e, "%s: file ends after %zu bytes; an ELF header has %d",
                    image->file, size, ELF_HEADER_BYTES);
    for (size_t i = 0; i < ARRAY_LEN(rules); i++) {
        u32 value = elf_field(bytes, rules[i].offset, rules[i].width);
        if (value != rules[i].want)
            return fail(e,
                        "%s: ELF header: %s is %" PRIu32 ", must be %" PRIu32,
                        image->file, rules[i].name, value, rules[i].want);
    }
    u32 at = get_le32(bytes + 28), count = get_le16(bytes + 44);
    if (!range_ok(at, (u64)count * ELF_PHENT_BYTES, size))
        return fail(e,
                    "%s: ELF header: %" PRIu32 " program headers at offset "
                    "%" PRIu32 " are not inside the file of %zu bytes",
                    image->file, count, at, size);
    return true;
}

static struct image_segment segment_get(const u8 *header, u32 number)
{
    struct image_segment s = {
        .number = number,
        .offset = get_le32(header + 4),
        .file_size = get_le32(header + 16),
        .address = get_le32(header + 12),
        .size = get_le32(header + 20),
    };
    if (s.address == 0)
        s.address = get_le32(header + 8);
    return s;
}

/* Check 4 of one segment. */
static bool check_segment(const struct image *image,
                          const struct image_segment *s, size_t size,
                          struct err *e)
{
    if (s->file_size > s->size)
        return fail(e,
                    "%s: segment %" PRIu32 " has %" PRIu32
                    " bytes in the file but only %" PRIu32 " in memory",
                    image->file, s->number, s->file_size, s->size);
    if (!range_ok(s->offset, s->file_size, size))
        return fail(e,
                    "%s: file ends after %zu bytes; segment %" PRIu32
                    " asks for %" PRIu32 " + %" PRIu32 " = %" PRIu64,
                    image->file, size, s->number, s->offset, s->file_size,
                    (u64)s->offset + s->file_size);
    return true;
}

bool image_parse_elf(struct image *image, const u8 *bytes, size_t size,
                     struct err *e)
{
    if (!check_header(image, bytes, size, e))
        return false;
    image->is_elf = true;
    image->entry = get_le32(bytes + 24);
    const u8 *headers = bytes + get_le32(bytes + 28);
    u32 count = get_le16(bytes + 44), loads = 0;
    image->segments = calloc(count ? count : 1, sizeof(*image->segments));
    if (!image->segments)
        return fail(e, "%s: out of memory", image->file);
    for (u32 i = 0; i < count; i++) {
        const u8 *header = headers + (size_t)i * ELF_PHENT_BYTES;
        if (get_le32(header) != ELF_PT_LOAD)
            continue;
        loads++;
        struct image_segment s = segment_get(header, i);
        if (s.size > 0)
            image->segments[image->count++] = s;
    }
    if (loads == 0)
        return fail(e, "%s: ELF file without a segment to load (PT_LOAD)",
                    image->file);
    for (u32 i = 0; i < image->count; i++) {
        if (!check_segment(image, &image->segments[i], size, e))
            return false;
    }
    return true;
}
