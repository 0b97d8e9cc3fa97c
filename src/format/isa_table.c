/* SPDX-License-Identifier: MIT
 *
 * isa.def expanded into tables, and lookups in them. Names are few: a linear
 * search that compares the length first is fast enough for an assembler.
 */
#include <format/isa_table.h>

#include <util/nearest.h>

#include <strings.h>

#define ISA_FORMAT(name, operands) \
    static const char operands_##name[] = operands;
#include <lamp/isa.def>

enum {
#define ISA_OP(code, name, format, flags, shape, argument, meaning) ROW_##name,
#include <lamp/isa.def>
    ROW_COUNT
};

static const struct isa_row rows[ROW_COUNT] = {
#define ISA_OP(code, name, format, flags, shape, argument, meaning) \
    {#name, operands_##format, meaning, code, ISA_FMT_##format, #flags[0]},
#include <lamp/isa.def>
};

/* Row number + 1 of each opcode, 0 when undefined. */
static const u8 row_of[256] = {
#define ISA_OP(code, name, format, flags, shape, argument, meaning) \
    [code] = ROW_##name + 1,
#include <lamp/isa.def>
};

static const char *const conditions[ISA_CC_COUNT] = {
#define ISA_COND(code, name, holds) [code] = #name,
#include <lamp/isa.def>
};

const struct isa_row *isa_row_find(u32 op)
{
    if (op >= ARRAY_LEN(row_of) || row_of[op] == 0)
        return NULL;
    return &rows[row_of[op] - 1];
}

static bool name_equals(const char *known, const char *name, size_t length)
{
    return strlen(known) == length && strncasecmp(known, name, length) == 0;
}

const struct isa_row *isa_row_named(const char *name, size_t length)
{
    for (size_t i = 0; i < ROW_COUNT; i++) {
        if (name_equals(rows[i].name, name, length))
            return &rows[i];
    }
    return NULL;
}

const struct isa_row *isa_row_at(size_t i)
{
    return i < ROW_COUNT ? &rows[i] : NULL;
}

static const char *row_name(const void *list, size_t i)
{
    const struct isa_row *all = list;
    return i < ROW_COUNT ? all[i].name : NULL;
}

const char *isa_name_nearest(const char *name, size_t length)
{
    return nearest(name, length, row_name, rows);
}

const char *isa_cond_name(u32 code)
{
    return code < ISA_CC_COUNT ? conditions[code] : NULL;
}

int isa_cond_named(const char *name, size_t length)
{
    for (int i = 0; i < ISA_CC_COUNT; i++) {
        if (name_equals(conditions[i], name, length))
            return i;
    }
    return -1;
}
