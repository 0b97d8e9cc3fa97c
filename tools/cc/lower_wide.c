/* SPDX-License-Identifier: MIT
 *
 * Integers of two words and more: sums by carry chains, shifts by funnels.
 * Results have unspecified bits above their width, as everywhere.
 */
#include "lower_wide.h"

struct words lower_exact(struct lower *l, struct words w, u32 bits,
                         bool is_signed)
{
    u32 top = bits % 32;
    if (top == 0)
        return w;
    struct words out = lower_words_new(l, w.count);
    memcpy(out.at, w.at, w.count * sizeof(lref));
    lref *last = &out.at[w.count - 1];
    *last = is_signed ? lir_sext(l->f, *last, top) : lir_zext(l->f, *last, top);
    return out;
}

bool wide_is_zero(struct lower *l, lref r)
{
    u32 v;
    return lir_is_const(l->f, r, &v) && v == 0;
}

/* Without ADC and SBB: three words and more carry truth values. */
static struct words sum_long(struct lower *l, bool minus, struct words a,
                             struct words b)
{
    struct lir_function *f = l->f;
    struct words out = lower_words_new(l, a.count);
    enum lir_op op = minus ? LIR_SUB : LIR_ADD;
    lref carry = lir_const(f, 0);
    for (u32 k = 0; k < a.count; k++) {
        lref part = lir_binary(f, op, a.at[k], b.at[k]);
        lref first = minus ? lir_icmp(f, LIR_ULT, a.at[k], b.at[k])
                           : lir_icmp(f, LIR_ULT, part, a.at[k]);
        out.at[k] = lir_binary(f, op, part, carry);
        lref second = minus ? lir_icmp(f, LIR_ULT, part, carry)
                            : lir_icmp(f, LIR_ULT, out.at[k], part);
        carry = lir_binary(f, LIR_OR, first, second);
    }
    return out;
}

/* The low word stays a bare ADD or SUB, whose carry the next one takes. */
struct words wide_sum(struct lower *l, bool minus, struct words a,
                      struct words b)
{
    struct lir_function *f = l->f;
    struct words out = lower_words_new(l, a.count);
    u32 k = 0;
    while (k < a.count && wide_is_zero(l, b.at[k])) { /* no carry yet */
        out.at[k] = a.at[k];
        k++;
    }
    if (k == a.count)
        return out;
    if (!f->x1 && a.count - k > 2) {
        struct words rest =
            sum_long(l, minus, (struct words){a.count - k, a.at + k},
                     (struct words){a.count - k, b.at + k});
        memcpy(out.at + k, rest.at, rest.count * sizeof(lref));
        return out;
    }
    if (k + 1 == a.count) {
        out.at[k] = lir_binary(f, minus ? LIR_SUB : LIR_ADD, a.at[k], b.at[k]);
        return out;
    }
    lref low =
        lir_add_raw(f, minus ? LIR_SUB : LIR_ADD, a.at[k], b.at[k], 0, 0);
    out.at[k++] = low;
    for (; k < a.count; k++) {
        low = lir_adc(f, minus ? LIR_SBB : LIR_ADC, a.at[k], b.at[k], low);
        out.at[k] = low;
    }
    return out;
}

struct words wide_each(struct lower *l, enum lir_op op, struct words a,
                       struct words b)
{
    struct words out = lower_words_new(l, a.count);
    for (u32 k = 0; k < a.count; k++)
        out.at[k] = lir_binary(l->f, op, a.at[k], b.at[k]);
    return out;
}

struct words wide_call(struct lower *l, const char *name, struct words a,
                       struct words b, u32 results)
{
    struct words args = lower_words_new(l, a.count + b.count);
    memcpy(args.at, a.at, a.count * sizeof(lref));
    memcpy(args.at + a.count, b.at, b.count * sizeof(lref));
    return lower_libcall(l, name, args, results);
}

struct words wide_resize(struct lower *l, struct words w, u32 count, lref fill)
{
    struct words out = lower_words_new(l, count);
    for (u32 k = 0; k < count; k++)
        out.at[k] = k < w.count ? w.at[k] : fill;
    return out;
}

/* Word k of a, or what lies beyond. */
static lref word_or(struct words a, i64 k, lref beyond)
{
    return k >= 0 && k < (i64)a.count ? a.at[k] : beyond;
}

struct words wide_left(struct lower *l, struct words a, u32 n)
{
    struct lir_function *f = l->f;
    struct words out = lower_words_new(l, a.count);
    lref zero = lir_const(f, 0);
    i64 whole = n / 32;
    u32 part = n % 32;
    for (u32 k = 0; k < a.count; k++) {
        lref high = word_or(a, k - whole, zero);
        lref low = word_or(a, k - whole - 1, zero);
        out.at[k] =
            part == 0
                ? high
                : lir_binary(f, LIR_OR, lir_binary_imm(f, LIR_SHL, high, part),
                             lir_binary_imm(f, LIR_SHR, low, 32 - part));
    }
    return out;
}

struct words wide_right(struct lower *l, struct words a, u32 n, bool by_sign)
{
    struct lir_function *f = l->f;
    struct words out = lower_words_new(l, a.count);
    lref beyond = by_sign ? lir_binary_imm(f, LIR_SAR, a.at[a.count - 1], 31)
                          : lir_const(f, 0);
    i64 whole = n / 32;
    u32 part = n % 32;
    for (u32 k = 0; k < a.count; k++) {
        lref low = word_or(a, k + whole, beyond);
        lref high = word_or(a, k + whole + 1, beyond);
        if (part == 0)
            out.at[k] = low;
        else if (k + whole + 1 == a.count && by_sign)
            out.at[k] = lir_binary_imm(f, LIR_SAR, low, part);
        else
            out.at[k] =
                lir_binary(f, LIR_OR, lir_binary_imm(f, LIR_SHR, low, part),
                           lir_binary_imm(f, LIR_SHL, high, 32 - part));
    }
    return out;
}

/* `yes` when bit 5 of n is set. Without SEL masks are cheaper. */
static lref by_bit_5(struct lower *l, lref n, lref yes, lref no)
{
    struct lir_function *f = l->f;
    lref bit = lir_binary_imm(f, LIR_AND, n, 32);
    if (f->x1 || lir_known_zeros(f, n) & 32)
        return lir_select(f, lir_icmp(f, LIR_NE, bit, lir_const(f, 0)), yes,
                          no);
    lref mask =
        lir_binary_imm(f, LIR_SAR, lir_binary_imm(f, LIR_SHL, n, 26), 31);
    lref other = lir_binary_imm(f, LIR_XOR, mask, UINT32_MAX);
    return lir_binary(f, LIR_OR, lir_binary(f, LIR_AND, yes, mask),
                      lir_binary(f, LIR_AND, no, other));
}

/* 64 bits by 0..63, without a branch. The two-step shift keeps the count of
 * the part that crosses within 0..31. */
static struct words shift_two(struct lower *l, LLVMOpcode op, struct words a,
                              lref n)
{
    struct lir_function *f = l->f;
    bool left = op == LLVMShl;
    lref near = left ? a.at[0] : a.at[1], far = left ? a.at[1] : a.at[0];
    enum lir_op out_op = left ? LIR_SHL : op == LLVMLShr ? LIR_SHR : LIR_SAR;
    enum lir_op far_op = left ? LIR_SHL : LIR_SHR;
    enum lir_op cross_op = left ? LIR_SHR : LIR_SHL;
    lref moved = lir_binary(f, out_op, near, n);
    lref rest = lir_binary_imm(f, LIR_XOR, n, 31);
    lref cross =
        lir_binary(f, cross_op, lir_binary_imm(f, cross_op, near, 1), rest);
    lref joined = lir_binary(f, LIR_OR, lir_binary(f, far_op, far, n), cross);
    lref beyond =
        op == LLVMAShr ? lir_binary_imm(f, LIR_SAR, near, 31) : lir_const(f, 0);
    lref far_out = by_bit_5(l, n, moved, joined);
    lref near_out = by_bit_5(l, n, beyond, moved);
    struct words out = lower_words_new(l, 2);
    out.at[0] = left ? near_out : far_out;
    out.at[1] = left ? far_out : near_out;
    return out;
}

static struct words shift_call(struct lower *l, LLVMOpcode op, struct words a,
                               lref n)
{
    static const char *const names[2][3] = {
        {"__ashldi3", "__lshrdi3", "__ashrdi3"},
        {"__ashlti3", "__lshrti3", "__ashrti3"}};
    u32 which = op == LLVMShl ? 0 : op == LLVMLShr ? 1 : 2;
    u32 room = a.count <= 2 ? 2 : 4;
    lref beyond = op == LLVMAShr
                      ? lir_binary_imm(l->f, LIR_SAR, a.at[a.count - 1], 31)
                      : lir_const(l->f, 0);
    struct words wide = wide_resize(l, a, room, beyond);
    struct words r = wide_call(l, names[room == 4][which], wide,
                               (struct words){1, &n}, room);
    return wide_resize(l, r, a.count, beyond);
}

/* Any width: one select stage for each bit of the count. */
static struct words shift_stages(struct lower *l, LLVMOpcode op, struct words a,
                                 lref n)
{
    struct lir_function *f = l->f;
    for (u32 bit = 0; 1u << bit < a.count * 32; bit++) {
        struct words moved = op == LLVMShl
                                 ? wide_left(l, a, 1u << bit)
                                 : wide_right(l, a, 1u << bit, op == LLVMAShr);
        lref set = lir_icmp(f, LIR_NE, lir_binary_imm(f, LIR_AND, n, 1u << bit),
                            lir_const(f, 0));
        a = lower_wide_select(l, set, moved, a);
    }
    return a;
}

struct words lower_wide_shift(struct lower *l, LLVMOpcode op, struct words a,
                              lref count, u32 bits)
{
    u32 n;
    a = op == LLVMShl ? a : lower_exact(l, a, bits, op == LLVMAShr);
    if (lir_is_const(l->f, count, &n)) {
        n = n >= bits ? 0 : n; /* poison: any value will do */
        return op == LLVMShl ? wide_left(l, a, n)
                             : wide_right(l, a, n, op == LLVMAShr);
    }
    if (a.count == 2 && l->f->level > 0 && !l->f->small)
        return shift_two(l, op, a, count);
    return a.count <= 4 ? shift_call(l, op, a, count)
                        : shift_stages(l, op, a, count);
}

struct words lower_wide_binary(struct lower *l, LLVMOpcode op, struct words a,
                               struct words b, u32 bits)
{
    switch (op) {
    case LLVMAdd:
    case LLVMSub:
        return wide_sum(l, op == LLVMSub, a, b);
    case LLVMMul:
        return wide_multiply(l, a, b);
    case LLVMAnd:
        return wide_each(l, LIR_AND, a, b);
    case LLVMOr:
        return wide_each(l, LIR_OR, a, b);
    case LLVMXor:
        return wide_each(l, LIR_XOR, a, b);
    case LLVMShl:
    case LLVMLShr:
    case LLVMAShr:
        return lower_wide_shift(l, op, a, b.at[0], bits);
    default:
        return wide_divide(l, op, a, b, bits);
    }
}

struct words lower_wide_select(struct lower *l, lref cond, struct words yes,
                               struct words no)
{
    struct words out = lower_words_new(l, yes.count);
    for (u32 k = 0; k < yes.count; k++)
        out.at[k] = lir_select(l->f, cond, yes.at[k], no.at[k]);
    return out;
}
