/* SPDX-License-Identifier: MIT
 *
 * Names for addresses: the functions and data of an ELF file, or of the map
 * file that lamp-ld and lamp-as write beside a flat image, and the source
 * lines of an ELF file. For panic reports, debuggers and the disassembler.
 * Immutable after loading; readable from any thread.
 */
#ifndef FORMAT_SYMBOLS_H
#define FORMAT_SYMBOLS_H

#include <format/line.h>
#include <util/bits.h>
#include <util/err.h>

struct symbols;

/* From the bytes of an executable ELF file or of a map (found by content).
 * NULL and *e when it is neither, or damaged. A damaged line table is no
 * reason to refuse the names: the lines before the damage are known. */
struct symbols *symbols_read(const u8 *bytes, size_t size, const char *file,
                             struct err *e);
/* For a program file: itself when it is ELF; else, for x.bin, the first that
 * exists of x.elf, x.bin.elf, x.map, x.bin.map. NULL without error when there
 * is none; with one when that file is damaged, or does not describe the
 * program: other bytes in an ELF file, other addresses in a map. */
struct symbols *symbols_for_image(const char *path, struct err *e);
/* For the kernel that a boot image loads from a disk image (docs/bios.md). NULL
 * without error when there is none, or it lies where the program file does. */
struct symbols *symbols_for_disk(const char *disk, const char *program,
                                 struct err *e);
/* Both as one; takes them, and either may be NULL. Where they have the same
 * name, address or line, that of `more` counts. NULL of two: no memory. */
struct symbols *symbols_join(struct symbols *s, struct symbols *more);
void symbols_free(struct symbols *s);

/* The function or object of known size, or else the nearest label before it
 * in the same section, that holds the address: its name and the offset in it.
 * NULL: none. Labels that begin with .L are the compiler's own, and not
 * shown. */
const char *symbols_name(const struct symbols *s, u32 address, u32 *offset);
/* The source line; false: not known. */
bool symbols_line(const struct symbols *s, u32 address,
                  const struct line_file **file, u32 *line);

/* All that is known of lines. */
const struct line_table *symbols_lines(const struct symbols *s);

/* Address of a function, object or label; of several with that name a global
 * function rather than others. */
bool symbols_find(const struct symbols *s, const char *name, u32 *address);
/* The i-th name in order of names; NULL: there is no i-th. */
const char *symbols_get(const struct symbols *s, u32 i, u32 *address);
/* The first code of a line, or of the next line of that file that has code:
 * *found. The file may be named by the end of its path. */
bool symbols_find_line(const struct symbols *s, const char *file, u32 line,
                       u32 *address, u32 *found);

enum { SYMBOLS_TEXT_BYTES = 256 };
/* "main+0x18 (hello.c:12)"; of long names the start of the function's and the
 * end of the file's. Control characters become '?'. Empty when nothing is
 * known, or s is NULL. */
void symbols_text(char out[SYMBOLS_TEXT_BYTES], const struct symbols *s,
                  u32 address);
/* The same for a return address: function and line of the call before it,
 * which has `step` bytes. */
void symbols_return_text(char out[SYMBOLS_TEXT_BYTES], const struct symbols *s,
                         u32 address, u32 step);

#endif
