/* SPDX-License-Identifier: MIT
 *
 * Prints one lamp instruction in the form that lamp-as reads (docs/assembly.md
 * and the operand formats of isa.def). Pure functions.
 */
#ifndef FORMAT_ISA_TEXT_H
#define FORMAT_ISA_TEXT_H

#include <format/isa_table.h>

enum { ISA_TEXT_BYTES = 64 }; /* holds every instruction text */

/* Prints the 8 bytes at code, which stand at address pc, as for example
 * "load32 r1, [r2+8]". A relative branch shows its displacement, as it must
 * be written to give the same word: "rjnz -16". Always terminates out (when
 * size > 0) and cuts at size. Returns 8, or 0 and an empty text when the word
 * cannot be executed: undefined opcode, used register field of 32 or more,
 * condition of 10 or more. */
u32 isa_text(char *out, size_t size, const u8 *code, u32 pc);

/* True when assembling the text of these 8 bytes gives them back, that is:
 * there is a text, and no unused field holds anything but 0. */
bool isa_text_exact(const u8 *code);

/* True when the instruction names a code address; *target is that address. */
bool isa_text_target(const u8 *code, u32 pc, u32 *target);

#endif
