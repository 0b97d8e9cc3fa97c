/* SPDX-License-Identifier: MIT
 *
 * The ELF half of image_parse. Called when the file starts as ELF does;
 * fills entry, count and segments, which the caller frees also on failure.
 */
#ifndef SRC_FORMAT_IMAGE_ELF_H
#define SRC_FORMAT_IMAGE_ELF_H

#include <format/image.h>

bool image_is_elf(const u8 *bytes, size_t size);
bool image_parse_elf(struct image *image, const u8 *bytes, size_t size,
                     struct err *e);

#endif
