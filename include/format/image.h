/* SPDX-License-Identifier: MIT
 *
 * Program files: what a file asks the machine to place where, and whether
 * that can be done (docs/board.md, "Program files"). The file's bytes belong
 * to the caller and are only read. Pure functions, nothing is placed here.
 */
#ifndef FORMAT_IMAGE_H
#define FORMAT_IMAGE_H

#include <lamp/image.h>
#include <util/bits.h>
#include <util/buf.h>
#include <util/err.h>

/* [address, address + size) = file_size bytes from offset, then zeros. */
struct image_segment {
    const char *name; /* "text", "data", "bss"; NULL: ELF segment `number` */
    u32 number;       /* index of the program header */
    u32 offset, file_size;
    u32 address, size; /* may reach beyond 4 GiB until checked */
};

struct image {
    const char *file; /* name for messages, belongs to the caller */
    bool is_elf;
    u32 entry;
    u32 count; /* segments; the flat format always has three */
    struct image_segment *segments;
};

enum { IMAGE_SEGMENT_TEXT_BYTES = 64 };

/* Checks 2 to 4 of the list in docs/board.md. On success every segment's file
 * range lies within the `size` bytes, and image_free must follow. */
bool image_parse(struct image *image, const u8 *bytes, size_t size,
                 const char *file, struct err *e);
void image_free(struct image *image);

/* Checks 5 to 10, in that order: a machine with this much RAM and this many
 * cores can hold the segments. */
bool image_check_layout(const struct image *image, u64 ram_bytes, u32 cores,
                        struct err *e);

/* "data segment 0x0061FF00-0x006200FF", for messages; size must not be 0. */
void image_segment_text(char out[IMAGE_SEGMENT_TEXT_BYTES],
                        const struct image_segment *segment);

/* The flat header in a file's first IMAGE_HEADER_BYTES, and back. */
struct image_header image_header_get(const u8 *bytes);
void image_header_add(struct buf *out, const struct image_header *header);

#endif
