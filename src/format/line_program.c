/* SPDX-License-Identifier: MIT
 *
 * The line number program of a unit. Each opcode takes at least a byte and
 * makes at most one row. Within a sequence addresses never go back; the rows
 * of one address become one, the last. Views, discriminators and statement
 * marks are not kept.
 */
#include "line_header.h"

enum {
    LNS_COPY = 1,
    LNS_ADVANCE_PC = 2,
    LNS_ADVANCE_LINE = 3,
    LNS_SET_FILE = 4,
    LNS_SET_COLUMN = 5,
    LNS_CONST_ADD_PC = 8,
    LNS_FIXED_ADVANCE_PC = 9,
    LNE_END_SEQUENCE = 1,
    LNE_SET_ADDRESS = 2,
    LNE_DEFINE_FILE = 3,
    DROPPED_FROM = 0xFFFFFFFE
};

struct program {
    struct line_reader *r;
    const struct line_header *h;
    u64 address;
    u32 file, column;
    u32 line;
    u32 first; /* row of the sequence, in the table */
    bool any;  /* the sequence has a row */
    u64 start; /* its address */
    u64 last;  /* address of its newest row */
};

static void registers_reset(struct program *p)
{
    p->address = 0;
    p->file = p->line = 1;
    p->column = 0;
    p->first = p->r->t->count;
    p->any = false;
}

/* Index in the table; a number that is not in the list gets none. */
static u32 file_index(const struct program *p, u64 number)
{
    u32 n = p->r->t->file_count - p->h->first_file;
    return number < n ? p->h->first_file + (u32)number : LINE_END;
}

static bool is_dropped(const struct program *p)
{
    return p->start == 0 || p->start >= DROPPED_FROM;
}

/* The rows of an address are one. */
static const char *row_put(struct program *p, struct line_row row)
{
    struct line_table *t = p->r->t;
    if (t->count > p->first && t->row[t->count - 1].address == row.address) {
        t->row[t->count - 1] = row;
        return NULL;
    }
    void *grown = line_grown(t->row, t->count, &p->r->row_room, sizeof(row));
    if (!grown)
        return line_no_memory;
    t->row = grown;
    t->row[t->count++] = row;
    return NULL;
}

static const char *row_add(struct program *p, bool end)
{
    if (!p->any) {
        p->start = p->address;
        p->any = true;
    } else if (p->address < p->last) {
        return "its addresses go back within a sequence";
    }
    p->last = p->address;
    if (is_dropped(p))
        return NULL;
    if (p->address > UINT32_MAX)
        return "an address has more than 32 bits";
    u32 address = (u32)p->address, file = file_index(p, p->file);
    if (end)
        return row_put(p, (struct line_row){address, LINE_END, 0, 0});
    if (file == LINE_END)
        return "a row names a file that is not in the list";
    return row_put(p, (struct line_row){address, file, p->line, p->column});
}

/* A sequence of one row, its end, covers nothing. */
static const char *sequence_end(struct program *p)
{
    struct line_reader *r = p->r;
    const char *wrong = row_add(p, true);
    u32 n = r->t->count - p->first;
    if (wrong)
        return wrong;
    if (n > 1) {
        void *grown = line_grown(r->sequence, r->sequence_count,
                                 &r->sequence_room, sizeof(*r->sequence));
        if (!grown)
            return line_no_memory;
        r->sequence = grown;
        r->sequence[r->sequence_count++] =
            (struct line_sequence){(u32)p->start, p->first, n};
    } else {
        r->t->count = p->first;
    }
    registers_reset(p);
    return NULL;
}

static const char *file_define(struct program *p, struct line_cursor *c)
{
    const char *name = line_text(c);
    u64 folder = line_uleb(c);
    const char *in =
        folder > 0 && folder < p->h->folder_count ? p->r->folder[folder] : "";
    if (!name)
        return "a name has no end";
    return line_file_add(p->r, (struct line_file){in, name}) ? NULL
                                                             : line_no_memory;
}

/* Opcodes that are not known have a length, and are skipped. */
static const char *extended(struct program *p, struct line_cursor *c)
{
    u64 length = line_uleb(c);
    struct line_cursor part = line_part(c, length);
    u64 opcode = line_fixed(&part, 1);
    if (c->over || part.over)
        return "it ends inside an opcode";
    switch (opcode) {
    case LNE_END_SEQUENCE:
        return sequence_end(p);
    case LNE_SET_ADDRESS:
        if (length != 5 && length != 9)
            return "an address has neither 4 nor 8 bytes";
        p->address = line_fixed(&part, (u32)length - 1);
        return NULL;
    case LNE_DEFINE_FILE:
        return file_define(p, &part);
    }
    return NULL;
}

/* A step is at most 2^40, so that a wild one leaves the 32 bits, and does not
 * come round to an address that looks right. */
static void advance(struct program *p, u64 operations)
{
    u64 most = UINT64_C(1) << 32;
    p->address += p->h->insn_length * (operations < most ? operations : most);
}

static void special(struct program *p, u32 opcode)
{
    u32 adjusted = opcode - p->h->opcode_base;
    advance(p, adjusted / p->h->line_range);
    p->line += (u32)p->h->line_base + adjusted % p->h->line_range;
}

static void operands_skip(const struct program *p, struct line_cursor *c,
                          u32 opcode)
{
    for (u32 k = 0; k < p->h->operands[opcode]; k++)
        line_uleb(c);
}

static const char *standard(struct program *p, struct line_cursor *c,
                            u32 opcode)
{
    switch (opcode) {
    case LNS_COPY:
        return row_add(p, false);
    case LNS_ADVANCE_PC:
        advance(p, line_uleb(c));
        return NULL;
    case LNS_ADVANCE_LINE:
        p->line += (u32)line_sleb(c);
        return NULL;
    case LNS_SET_FILE:
        p->file = (u32)line_uleb(c);
        return NULL;
    case LNS_SET_COLUMN:
        p->column = (u32)line_uleb(c);
        return NULL;
    case LNS_CONST_ADD_PC:
        advance(p, (255 - p->h->opcode_base) / p->h->line_range);
        return NULL;
    case LNS_FIXED_ADVANCE_PC:
        p->address += line_fixed(c, 2);
        return NULL;
    }
    operands_skip(p, c, opcode);
    return NULL;
}

static const char *step(struct program *p, struct line_cursor *c)
{
    u32 opcode = (u32)line_fixed(c, 1);
    const char *wrong;
    if (opcode >= p->h->opcode_base) {
        special(p, opcode);
        wrong = row_add(p, false);
    } else {
        wrong = opcode == 0 ? extended(p, c) : standard(p, c, opcode);
    }
    if (!wrong && c->over)
        wrong = "it ends inside an opcode";
    return wrong;
}

const char *line_program_run(struct line_reader *r, struct line_cursor *unit,
                             struct line_header *h)
{
    struct program p = {.r = r, .h = h};
    const char *wrong = NULL;
    registers_reset(&p);
    if (h->line_range == 0 && unit->at < unit->end)
        return "its line range is 0";
    if (h->opcode_base == 0)
        return "its first special opcode is 0";
    while (!wrong && unit->at < unit->end)
        wrong = step(&p, unit);
    if (!wrong && p.any)
        wrong = "it ends inside a sequence";
    return wrong;
}
