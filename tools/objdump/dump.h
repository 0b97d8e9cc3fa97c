/* SPDX-License-Identifier: MIT
 *
 * The texts that lamp-objdump prints about a flat image. The bytes are those
 * of the whole file, checked by image_parse.
 */
#ifndef OBJDUMP_DUMP_H
#define OBJDUMP_DUMP_H

#include <format/image.h>

/* Segments and their ranges. */
void dump_header(struct buf *out, const struct image *image);
/* Address, word and text of every instruction, targets as a comment. */
void dump_text(struct buf *out, const struct image *image, const u8 *bytes);
/* The data segment in hex and characters. */
void dump_data(struct buf *out, const struct image *image, const u8 *bytes);

/* Source that lamp-as turns into the same file. False when it cannot: the
 * segments must follow each other without gaps. */
bool dump_source(struct buf *out, const struct image *image, const u8 *bytes,
                 struct err *e);

#endif
