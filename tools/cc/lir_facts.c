/* SPDX-License-Identifier: MIT
 *
 * What is known of a word without running the program: bits that are zero,
 * and how many upper bits repeat the sign. Looks at a few definitions only,
 * so that asking is cheap; "not known" is always a right answer.
 */
#include "lir.h"

enum { DEPTH = 6 };

static u32 zeros(const struct lir_function *f, lref r, u32 depth);

/* Ones from the highest set bit of v down. */
static u32 fill_down(u32 v)
{
    return v == 0 ? 0 : UINT32_MAX >> __builtin_clz(v);
}

static u32 zeros_shift(const struct lir_function *f, const struct lir_insn *i,
                       u32 depth)
{
    u32 n;
    if (!lir_is_const(f, i->b, &n))
        return 0;
    n &= 31;
    u32 z = zeros(f, i->a, depth);
    if (i->op == LIR_SHL)
        return z << n | ((1u << n) - 1);
    if (i->op == LIR_SHR)
        return z >> n | ~(UINT32_MAX >> n);
    return (u32)((i32)z >> n);
}

static u32 zeros_sum(const struct lir_function *f, const struct lir_insn *i,
                     u32 depth)
{
    u32 a = ~zeros(f, i->a, depth), b = ~zeros(f, i->b, depth); /* may be 1 */
    u32 low = (a | b) & (0u - (a | b)); /* lowest bit that may be 1 */
    u64 most = (u64)fill_down(a) + fill_down(b);
    u32 high = most > UINT32_MAX ? 0 : ~fill_down((u32)most);
    return high | (low == 0 ? UINT32_MAX : low - 1);
}

static u32 zeros(const struct lir_function *f, lref r, u32 depth)
{
    const struct lir_insn *i = &f->insn[r];
    if (i->op == LIR_CONST)
        return ~(u32)i->imm;
    if (depth == 0)
        return 0;
    depth--;
    switch (i->op) {
    case LIR_ICMP:
    case LIR_FCMP:
        return ~1u;
    case LIR_AND:
        return zeros(f, i->a, depth) | zeros(f, i->b, depth);
    case LIR_OR:
    case LIR_XOR:
        return zeros(f, i->a, depth) & zeros(f, i->b, depth);
    case LIR_ADD:
        return zeros_sum(f, i, depth);
    case LIR_SHL:
    case LIR_SHR:
    case LIR_SAR:
        return zeros_shift(f, i, depth);
    case LIR_UREM:
    case LIR_UDIV:
        return ~fill_down(~zeros(f, i->op == LIR_UDIV ? i->a : i->b, depth));
    case LIR_CLZ:
    case LIR_CTZ:
    case LIR_POPCNT:
        return ~63u;
    case LIR_SELECT:
        return zeros(f, i->b, depth) & zeros(f, i->c, depth);
    case LIR_PHI:
        return (u32)i->imm;
    case LIR_LOAD:
    case LIR_PARAM:
        if (i->flags & LIR_SIGNED)
            return 0;
        return i->size == 1 ? ~0xFFu : i->size == 2 ? ~0xFFFFu : 0;
    default:
        return 0;
    }
}

u32 lir_known_zeros(const struct lir_function *f, lref r)
{
    return zeros(f, r, DEPTH);
}

static u32 least(u32 a, u32 b)
{
    return a < b ? a : b;
}

static u32 signs(const struct lir_function *f, lref r, u32 depth)
{
    const struct lir_insn *i = &f->insn[r];
    if (i->op == LIR_CONST) {
        u32 v = (u32)(i->imm < 0 ? ~i->imm : i->imm);
        return v == 0 ? 32 : (u32)__builtin_clz(v);
    }
    u32 clear = ~zeros(f, r, least(depth, 3));
    u32 by_zeros = clear == 0 ? 32 : (u32)__builtin_clz(clear);
    u32 n, best = by_zeros == 0 ? 1 : by_zeros;
    if (depth == 0)
        return best;
    depth--;
    switch (i->op) {
    case LIR_SEXT8:
        return best > 25 ? best : 25;
    case LIR_SEXT16:
        return best > 17 ? best : 17;
    case LIR_LOAD:
    case LIR_PARAM:
        if (!(i->flags & LIR_SIGNED) || i->size == 0 || i->size == 4)
            return best;
        return i->size == 1 ? 25 : 17;
    case LIR_SAR:
        if (!lir_is_const(f, i->b, &n))
            return best;
        return least(32, signs(f, i->a, depth) + (n & 31));
    case LIR_AND:
    case LIR_OR:
    case LIR_XOR:
        n = least(signs(f, i->a, depth), signs(f, i->b, depth));
        return best > n ? best : n;
    case LIR_SELECT:
        return least(signs(f, i->b, depth), signs(f, i->c, depth));
    default:
        return best;
    }
}

u32 lir_sign_bits(const struct lir_function *f, lref r)
{
    return signs(f, r, DEPTH);
}
