/* SPDX-License-Identifier: MIT
 *
 * The flat program file: a header of six little-endian words, then text_size
 * bytes of instructions, then data_size bytes of data; the rest is ignored.
 * The entry is text_base; bss is zeroed by the loader (docs/board.md).
 */
#ifndef LAMP_IMAGE_H
#define LAMP_IMAGE_H

#include <stdint.h>

enum {
    IMAGE_HEADER_BYTES = 24,
    IMAGE_E_MACHINE = 245 /* e_machine of lamp ELF files */
};

struct image_header { /* sizes in bytes; text_size is a multiple of 8 */
    uint32_t text_base, text_size;
    uint32_t data_base, data_size;
    uint32_t bss_base, bss_size;
};

#endif
