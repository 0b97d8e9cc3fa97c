/* SPDX-License-Identifier: MIT
 *
 * Line tables: DWARF 4 .debug_line, written by the assembler and read by the
 * disassembler and the panic report. The reader also takes version 5, as
 * other producers write it. A reader borrows nothing: rows are copied.
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

struct line_table {
    struct line_row *row; /* sorted by address */
    u32 count;
    char **file; /* directory/name, as the producer wrote it */
    u32 file_count;
};

/* Reads a whole .debug_line section whose addresses are final (lamp-ld has
 * applied the relocations). Damaged units end the reading with an error that
 * names the offset; what was read before stays. line_free in either case. */
bool line_read(struct line_table *t, const u8 *bytes, size_t size,
               struct err *e);
void line_free(struct line_table *t);
/* The row that covers the address, or NULL. */
const struct line_row *line_find(const struct line_table *t, u32 address);

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
