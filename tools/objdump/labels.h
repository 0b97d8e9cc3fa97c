/* SPDX-License-Identifier: MIT
 *
 * The labels of an ELF file by address. In an executable all sections share
 * one space of addresses, space 0; in an object each has its own, that of its
 * number. Immutable once made.
 */
#ifndef OBJDUMP_LABELS_H
#define OBJDUMP_LABELS_H

#include <format/elf.h>

struct label {
    u32 space, address;
    u64 end;   /* of its section */
    u8 rank;   /* of several at an address the highest is the best */
    u32 named; /* at or before it in its space: not the compiler's own */
    const char *name;
};

struct labels {
    bool relocatable;
    struct label *label; /* sorted by space, address, rank */
    u32 count;
};

bool labels_make(struct labels *l, const struct elf *f);
void labels_free(struct labels *l);
u32 labels_space(const struct labels *l, u32 section);
/* Index of the first label that is not before the address. */
u32 labels_from(const struct labels *l, u32 space, u32 address);
/* Adds "name" or "name+0x10" for an address in the space. False, and nothing
 * added: there is no label before it in its section. */
bool labels_text(struct buf *out, const struct labels *l, u32 space,
                 u32 address);

#endif
