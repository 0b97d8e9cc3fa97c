/* SPDX-License-Identifier: MIT
 *
 * The parts of the line table reader. A cursor is a range of bytes and a mark
 * that it was overrun: reads beyond the end give 0, so that a caller checks
 * once after a group of fields.
 */
#ifndef SRC_FORMAT_LINE_HEADER_H
#define SRC_FORMAT_LINE_HEADER_H

#include <format/line.h>

struct line_cursor {
    const u8 *at, *end;
    bool over;
};

u64 line_fixed(struct line_cursor *c, u32 width); /* 1 to 8 bytes */
u64 line_uleb(struct line_cursor *c);             /* cut to 64 bits */
i64 line_sleb(struct line_cursor *c);
void line_skip(struct line_cursor *c, u64 n);
/* A string up to its terminator; NULL when it has none. */
const char *line_text(struct line_cursor *c);
/* The next n bytes as a cursor of their own. */
struct line_cursor line_part(struct line_cursor *c, u64 n);

enum { LINE_OPCODES_MAX = 256 };

struct line_header {
    u32 version, offset_size; /* 4, or 8 in the 64-bit format */
    u32 address_size;         /* 0: as SET_ADDRESS has it */
    u32 insn_length, line_range, opcode_base;
    i32 line_base;
    u8 operands[LINE_OPCODES_MAX]; /* of each standard opcode */
    u32 first_file;                /* of this unit, in the table */
    u32 folder_count;
};

/* A table that grows, and what it is made from. */
struct line_reader {
    struct line_table *t;
    const struct line_sections *in; /* the table's own copy */
    const char **folder;            /* of the unit */
    u32 folder_room, file_room, row_room;
    struct line_sequence *sequence;
    u32 sequence_count, sequence_room;
};

/* Reads a unit's header behind its length; leaves `unit` at the program. The
 * unit's files are added to the table. NULL, or what is wrong. */
const char *line_header_read(struct line_reader *r, struct line_cursor *unit,
                             struct line_header *h);
/* Runs the program of a unit, which adds sequences of rows. */
const char *line_program_run(struct line_reader *r, struct line_cursor *unit,
                             struct line_header *h);

struct line_sequence {
    u32 start, first, count; /* rows, the last one ends it */
};

/* The array with room for one element more; NULL: no memory, and the array
 * is as it was. */
void *line_grown(void *array, u32 count, u32 *room, size_t element);
/* Adds a file to the table; the strings belong to it. */
bool line_file_add(struct line_reader *r, struct line_file file);

extern const char line_no_memory[];

#endif
