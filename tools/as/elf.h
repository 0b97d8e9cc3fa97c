/* SPDX-License-Identifier: MIT
 *
 * What an object has and a flat image has not: relocations, types and sizes
 * of symbols, line tables.
 */
#ifndef AS_ELF_H
#define AS_ELF_H

#include "state.h"

/* Notes that the next `width` bytes become the value. False: reported. */
bool reloc_value(struct as *a, const struct value *v, u32 width);
/* The imm field of the next instruction; *imm is what it holds until then, or
 * for good when the distance is known. */
bool reloc_insn(struct as *a, const struct value *v, bool relative, u32 *imm);

/* The object, after the last pass. */
void elf_output(struct as *a);

/* Directives. */
void elf_type(struct as *a, struct cursor *in, u32 argument);
void elf_size(struct as *a, struct cursor *in, u32 argument);
void elf_hidden(struct as *a, struct cursor *in, u32 argument);
void line_file(struct as *a, struct cursor *in, u32 argument);
void line_loc(struct as *a, struct cursor *in, u32 argument);

/* Appends to the relocations of a section. False: out of memory, reported. */
bool reloc_append(struct as *a, struct section *s, struct reloc r);

/* line.c: a row for the statement that follows, as option `debug` wants. */
void line_of_source(struct as *a);
/* The contents of .debug_line; none without rows. */
bool line_section(struct as *a, struct section *debug);

/* unit.c: the sections of debug information, in order of writing. */
enum { DEBUG_LINE, DEBUG_INFO, DEBUG_ABBREV, DEBUG_RANGES, DEBUG_SECTIONS };
/* Appends those that have contents to the sections of the source, until
 * debug_free, which must follow. False: out of memory, reported. */
bool debug_make(struct as *a, struct section debug[DEBUG_SECTIONS]);
void debug_free(struct as *a, struct section debug[DEBUG_SECTIONS]);

#endif
