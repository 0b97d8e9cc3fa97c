/* SPDX-License-Identifier: MIT
 *
 * Line tables: DWARF 4 .debug_line, written by the assembler and read by the
 * disassembler and the panic report. The reader takes versions 2 to 5, as
 * other producers write them, and owns a copy of all that it hands out.
 */
#ifndef FORMAT_LINE_H
#define FORMAT_LINE_H

#include <util/bits.h>
#include <util/buf.h>
#include <util/err.h>

struct line_row {
    u32 address;
    u32 file; /* index into files, or LINE_END: the range ends here */
    u32 line, column;
};

enum { LINE_END = 0xFFFFFFFF };

/* A name as the producer wrote it. The folder is "" for the one in which the
 * compiler ran, and means nothing when the name begins with '/'. */
struct line_file {
    const char *folder, *name;
};

struct line_table {
    struct line_row *row; /* sorted by address, no address twice */
    u32 count;
    struct line_file *file;
    u32 file_count;
    char *text; /* what folders and names point into */
};

/* Sections whose addresses are final (relocations are applied). The two of
 * strings may be empty: only version 5 uses them. */
struct line_sections {
    const u8 *line, *line_str, *str;
    size_t line_size, line_str_size, str_size;
};

/* Reads a whole .debug_line section. Sequences at address 0 or at one of the
 * two highest addresses are left out: linkers put there the lines of code
 * that they dropped. Of sequences that overlap the one that starts first
 * stays. A damaged unit ends the reading with an error that names its offset;
 * the units before it stay. Time and memory are linear in the sections' size,
 * but for sorting. line_free in either case. */
bool line_read(struct line_table *t, const struct line_sections *in,
               struct err *e);
void line_free(struct line_table *t);
/* The row that covers the address, or NULL. */
const struct line_row *line_find(const struct line_table *t, u32 address);
/* "folder/name", or the name alone; cut at size. */
void line_file_text(char *out, size_t size, const struct line_file *file);

/* One sequence of rows of one section, in order of address; `address` counts
 * from the section's start. Appends a unit; `relocate` is called for each
 * place in `out` that must become the section's address + addend. */
struct line_unit {
    const char *const *file; /* names as given to .file, 1-based in rows */
    u32 file_count;
    const struct line_row *row;
    u32 count;
    u32 size; /* bytes of the section: where the sequence ends */
};
typedef void line_relocate(void *context, u32 offset, u32 sequence);
bool line_write(struct buf *out, const struct line_unit *sequences,
                u32 sequence_count, line_relocate *relocate, void *context);

#endif
