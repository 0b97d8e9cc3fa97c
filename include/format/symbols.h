/* SPDX-License-Identifier: MIT
 *
 * Names for addresses: the functions and data of an ELF file, or of the map
 * file that lamp-ld and lamp-as write beside a flat image, and the source
 * lines of an ELF file. For panic reports, debuggers and the disassembler.
 * Immutable after loading; readable from any thread.
 */
#ifndef FORMAT_SYMBOLS_H
#define FORMAT_SYMBOLS_H

#include <util/bits.h>
#include <util/err.h>

struct symbols;

/* From the bytes of an ELF file or of a map (found by content). NULL and *e
 * when it is neither, or damaged. */
struct symbols *symbols_read(const u8 *bytes, size_t size, const char *file,
                             struct err *e);
/* For a program file: itself when it is ELF, else FILE.elf, FILE.map, and
 * the same with the suffix of FILE replaced, the first that exists. NULL
 * without error when there is none. */
struct symbols *symbols_for_image(const char *path, struct err *e);
void symbols_free(struct symbols *s);

/* The function, or else other label, that holds the address: its name and
 * the offset in it. NULL: none. */
const char *symbols_name(const struct symbols *s, u32 address, u32 *offset);
/* The source line; false: not known. */
bool symbols_line(const struct symbols *s, u32 address, const char **file,
                  u32 *line);
/* Address of a name. */
bool symbols_address(const struct symbols *s, const char *name, u32 *address);

enum { SYMBOLS_TEXT_BYTES = 256 };
/* "main+0x18 (hello.c:12)", shortened to fit; empty when nothing is known. */
void symbols_text(char out[SYMBOLS_TEXT_BYTES], const struct symbols *s,
                  u32 address);

#endif
