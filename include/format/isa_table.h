/* SPDX-License-Identifier: MIT
 *
 * The rows of isa.def as data, by opcode and by name. Static const tables.
 */
#ifndef FORMAT_ISA_TABLE_H
#define FORMAT_ISA_TABLE_H

#include <lamp/isa.h>
#include <util/bits.h>

enum { ISA_NAME_BYTES = 16 }; /* longest name with its terminator, at least */

struct isa_row {
    const char *name;     /* upper case as in isa.def */
    const char *operands; /* operand letters: see isa.def */
    const char *meaning;
    u8 op;
    u8 format; /* enum isa_format */
    char flags;
};

/* The row of an opcode; NULL when it is undefined. */
const struct isa_row *isa_row_find(u32 op);

/* The row of a mnemonic in any case; NULL when there is none. */
const struct isa_row *isa_row_named(const char *name, size_t length);

/* The mnemonic closest to a mistyped one, upper case; may be NULL. */
const char *isa_name_nearest(const char *name, size_t length);

/* Rows in the order of isa.def; NULL behind the last. */
const struct isa_row *isa_row_at(size_t i);

static inline bool isa_row_is_x1(const struct isa_row *row)
{
    return row->op >= ISA_X1_FIRST && row->op <= ISA_X1_LAST;
}

/* True for CA and CP, which may name a register that execution ignores. */
static inline bool isa_row_spare_rd(const struct isa_row *row)
{
    return row->format == ISA_FMT_CA || row->format == ISA_FMT_CP;
}

/* Condition names, upper case: NULL beyond the last; -1 when unknown. */
const char *isa_cond_name(u32 code);
int isa_cond_named(const char *name, size_t length);

#endif
