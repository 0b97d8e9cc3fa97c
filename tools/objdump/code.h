/* SPDX-License-Identifier: MIT
 *
 * Disassembly of the sections of an ELF file.
 */
#ifndef OBJDUMP_CODE_H
#define OBJDUMP_CODE_H

#include <format/elf.h>

/* Instructions of the sections that hold code, with DUMP_TEXT_ALL of all that
 * the program has in memory; DUMP_LINES and DUMP_SOURCE count (dump.h). */
bool code_add(struct buf *out, const struct elf *f, u32 show, struct err *e);

/* "ABS32 table+0x8" for a relocation; of a relocation against a section the
 * name of that. */
void rela_add(struct buf *out, const struct elf *f, const struct elf_rela *r);

#endif
