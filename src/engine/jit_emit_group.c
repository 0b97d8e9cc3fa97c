/* SPDX-License-Identifier: MIT
 *
 * Stores that share one look at their granules: in a block, with the same
 * base, at most 64 bytes apart, and nothing between them that could leave. The
 * last one looks for all, at the granule of the lowest address and the next. A
 * store whose granules were asked for marks ahead is none of them.
 *
 * Invariant: none of them reaches the code of their own block, which would be
 * changed before somebody looks. So the range that their base is compared
 * with ends before that code or begins behind it.
 */
#include "jit_emit.h"

/* The uop before which the block looks at the budget. */
static u32 look_uop(const struct emit *e)
{
    i32 look = jit_look_before(e->b, e->k);
    return look < 0 ? UINT32_MAX : e->b->insn[e->k->first + look].first;
}

static bool is_near_store(const struct emit *e, const struct uop *u, u8 base)
{
    struct emit_access at = emit_access(e, e->insn, u);
    return at.store && at.near && u->a == base;
}

/* May stand between two stores of a group: cannot leave, keeps their base. */
static bool is_quick(const struct uop *u, u8 base)
{
    return uop_info[u->code].traits == 0 && u->code != UOP_FTOI &&
           u->code != UOP_FTOU &&
           (jit_uop_regs(u).writes & (u32)1 << base) == 0;
}

/* The next store that could be in a group with the one at index i; 0: none. */
static u32 next_store(const struct emit *e, u32 i)
{
    u8 base = e->b->uop[i].a;
    for (u32 n = i + 1; n < jit_end_uop(e->b, e->k) && n != look_uop(e); n++) {
        if (is_near_store(e, &e->b->uop[n], base))
            return n;
        if (!is_quick(&e->b->uop[n], base))
            return 0;
    }
    return 0;
}

bool emit_group_begins(const struct emit *e, u8 base)
{
    for (u32 i = jit_first_uop(e->b, e->k); i < jit_end_uop(e->b, e->k); i++)
        if (is_near_store(e, &e->b->uop[i], base) && next_store(e, i) != 0)
            return true;
    return false;
}

struct jit_range emit_without_code(const struct emit *e, u32 at,
                                   struct jit_range range)
{
    u32 from = e->k->pc, end = range.from + range.size;
    u32 behind = jit_last(e->b, e->k)->next;
    if (behind <= range.from || from >= end)
        return range;
    if (at >= range.from && at < from)
        return (struct jit_range){range.from, from - range.from};
    return (struct jit_range){behind, behind < end ? end - behind : 0};
}

/* The instruction that uop i belongs to. */
static const struct jit_insn *insn_of(const struct emit *e, u32 i)
{
    const struct jit_insn *n = e->insn;
    while ((u32)n->first + n->count <= i)
        n++;
    return n;
}

static bool has_hint(const struct emit *e, u32 i)
{
    return emit_beside_code(e, insn_of(e, i));
}

/* The store at i needs no check that it is aligned. */
static bool is_aligned(const struct emit *e, u32 i)
{
    const struct uop *u = &e->b->uop[i];
    u32 width = emit_access(e, e->insn, u).width;
    return width == 1 || emit_proven(e, u) ||
           ((e->aligned & (u32)1 << u->a) != 0 && u->imm % width == 0);
}

bool emit_group_goes_on(struct emit *e, const struct uop *u)
{
    u32 bit = (u32)1 << u->a, now = e->uop, next = next_store(e, now);
    i32 imm = (i32)u->imm, width = (i32)emit_access(e, e->insn, u).width;
    if (e->group == 0) {
        e->group_low = imm;
        e->group_high = imm + width;
    }
    e->group++;
    e->group_low = imm < e->group_low ? imm : e->group_low;
    e->group_high = imm + width > e->group_high ? imm + width : e->group_high;
    bool apart = (e->no_code & bit) != 0 || emit_proven(e, u);
    if (next == 0 || !apart || has_hint(e, now) || has_hint(e, next) ||
        !is_aligned(e, next))
        return false;
    const struct uop *v = &e->b->uop[next];
    struct emit_access at = emit_access(e, insn_of(e, next), v);
    i32 low = (i32)v->imm, high = low + (i32)at.width;
    low = low < e->group_low ? low : e->group_low;
    high = high > e->group_high ? high : e->group_high;
    return high - low <= GRANULE_BYTES && at.range.size != 0 &&
           emit_proven(e, u) == emit_proven(e, v) && !emit_proven_marks(e, v) &&
           (emit_proven(e, v) || (e->plain & bit) != 0);
}
