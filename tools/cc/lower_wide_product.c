/* SPDX-License-Identifier: MIT
 *
 * Products and quotients of integers of two words and more. Products are sums
 * of partial products; without x1 the runtime library makes the general one.
 * Division is the library's, unless it is a shift or fits in a word.
 */
#include "lower_wide.h"

/* Adds the two words (low, high) to out from word k on. */
static void accumulate(struct lower *l, struct words *out, u32 k, lref low,
                       lref high)
{
    if (wide_is_zero(l, out->at[k])) {
        out->at[k] = low;
        if (k + 1 < out->count && wide_is_zero(l, out->at[k + 1]))
            out->at[k + 1] = high;
        else if (k + 1 < out->count)
            accumulate(l, out, k + 1, high, lir_const(l->f, 0));
        return;
    }
    struct words add = lower_words_new(l, out->count - k);
    for (u32 i = 0; i < add.count; i++)
        add.at[i] = i == 0 ? low : i == 1 ? high : lir_const(l->f, 0);
    struct words part = {add.count, out->at + k};
    struct words total = wide_sum(l, false, part, add);
    memcpy(out->at + k, total.at, total.count * sizeof(lref));
}

static u32 width_of(struct lower *l, lref r)
{
    u32 ones = ~lir_known_zeros(l->f, r);
    return ones == 0 ? 0 : 32 - (u32)__builtin_clz(ones);
}

lref lower_mulhu(struct lower *l, lref a, lref b)
{
    if (width_of(l, a) + width_of(l, b) <= 32)
        return lir_const(l->f, 0);
    if (l->f->x1)
        return lir_binary(l->f, LIR_MULHU, a, b);
    return wide_call(l, "__umulhsi3", (struct words){1, &a},
                     (struct words){1, &b}, 1)
        .at[0];
}

static lref mulhs(struct lower *l, lref a, lref b)
{
    struct lir_function *f = l->f;
    if (f->x1)
        return lir_binary(f, LIR_MULHS, a, b);
    lref high = lower_mulhu(l, a, b);
    lref sa = lir_binary_imm(f, LIR_SAR, a, 31);
    lref sb = lir_binary_imm(f, LIR_SAR, b, 31);
    high = lir_binary(f, LIR_SUB, high, lir_binary(f, LIR_AND, sa, b));
    return lir_binary(f, LIR_SUB, high, lir_binary(f, LIR_AND, sb, a));
}

/* The high word of two repeats the sign of the low one. */
static bool is_sign_extended(struct lower *l, struct words w)
{
    u32 low, high;
    if (lir_is_const(l->f, w.at[0], &low) && lir_is_const(l->f, w.at[1], &high))
        return high == (low >> 31 ? UINT32_MAX : 0);
    const struct lir_insn *i = lir_at(l->f, w.at[1]);
    return (i->op == LIR_SAR && i->a == w.at[0] &&
            lir_is_const(l->f, i->b, &high) && high == 31) ||
           (wide_is_zero(l, w.at[1]) && lir_known_zeros(l->f, w.at[0]) >> 31);
}

static struct words multiply_long(struct lower *l, struct words a,
                                  struct words b)
{
    struct lir_function *f = l->f;
    u32 n = a.count;
    struct words out = wide_resize(l, (struct words){0}, n, lir_const(f, 0));
    for (u32 i = 0; i < n; i++) {
        for (u32 j = 0; i + j < n; j++) {
            if (wide_is_zero(l, a.at[i]) || wide_is_zero(l, b.at[j]))
                continue;
            lref low = lir_binary(f, LIR_MUL, a.at[i], b.at[j]);
            if (i + j + 1 == n) {
                out.at[n - 1] = lir_binary(f, LIR_ADD, out.at[n - 1], low);
                continue;
            }
            accumulate(l, &out, i + j, low, lower_mulhu(l, a.at[i], b.at[j]));
        }
    }
    return out;
}

struct words wide_multiply(struct lower *l, struct words a, struct words b)
{
    bool unsigned_ = wide_is_zero(l, a.at[1]) && wide_is_zero(l, b.at[1]);
    if (a.count == 2 && !unsigned_ && is_sign_extended(l, a) &&
        is_sign_extended(l, b)) {
        struct words out = lower_words_new(l, 2);
        out.at[0] = lir_binary(l->f, LIR_MUL, a.at[0], b.at[0]);
        out.at[1] = mulhs(l, a.at[0], b.at[0]);
        return out;
    }
    if (!l->f->x1 && a.count == 2 && !unsigned_)
        return wide_call(l, "__muldi3", a, b, 2);
    return multiply_long(l, a, b);
}

/* The number of the only bit that is set in constant words, or -1. */
static i32 power_of_two(struct lower *l, struct words w)
{
    i32 found = -1;
    for (u32 k = 0; k < w.count; k++) {
        u32 v;
        if (!lir_is_const(l->f, w.at[k], &v) || (v & (v - 1)) != 0)
            return -1;
        if (v != 0 && found >= 0)
            return -1;
        if (v != 0)
            found = (i32)(k * 32 + (u32)__builtin_ctz(v));
    }
    return found;
}

/* Words of 2^k - 1, each and-ed with `with`. */
static struct words low_mask(struct lower *l, u32 count, u32 k, lref with)
{
    struct words out = lower_words_new(l, count);
    for (u32 i = 0; i < count; i++) {
        u32 mask = k >= 32 * (i + 1) ? UINT32_MAX
                   : k <= 32 * i     ? 0
                                     : (1u << (k - 32 * i)) - 1;
        out.at[i] = lir_binary_imm(l->f, LIR_AND, with, mask);
    }
    return out;
}

/* By 2^k. Towards zero: a negative dividend gets a bias of 2^k - 1. */
static struct words divide_power(struct lower *l, LLVMOpcode op, struct words a,
                                 u32 k)
{
    lref ones = lir_const(l->f, UINT32_MAX);
    if (op == LLVMUDiv)
        return wide_right(l, a, k, false);
    if (op == LLVMURem)
        return wide_each(l, LIR_AND, a, low_mask(l, a.count, k, ones));
    lref sign = lir_binary_imm(l->f, LIR_SAR, a.at[a.count - 1], 31);
    struct words biased = wide_sum(l, false, a, low_mask(l, a.count, k, sign));
    if (op == LLVMSDiv)
        return wide_right(l, biased, k, true);
    struct words whole = wide_left(l, wide_right(l, biased, k, false), k);
    return wide_sum(l, true, a, whole);
}

/* The low words alone, when nothing but zeros is above them. */
static bool divide_word(struct lower *l, LLVMOpcode op, struct words a,
                        struct words b, struct words *out)
{
    for (u32 k = 1; k < a.count; k++) {
        if (!wide_is_zero(l, a.at[k]) || !wide_is_zero(l, b.at[k]))
            return false;
    }
    bool quotient = op == LLVMUDiv || op == LLVMSDiv;
    lref low =
        lir_binary(l->f, quotient ? LIR_UDIV : LIR_UREM, a.at[0], b.at[0]);
    *out = wide_resize(l, (struct words){1, &low}, a.count, lir_const(l->f, 0));
    return true;
}

static struct words divide_call(struct lower *l, LLVMOpcode op, struct words a,
                                struct words b, bool by_sign)
{
    static const char *const names[2][4] = {
        {"__udivdi3", "__divdi3", "__umoddi3", "__moddi3"},
        {"__udivti3", "__divti3", "__umodti3", "__modti3"}};
    u32 which = (op == LLVMURem || op == LLVMSRem) * 2 + by_sign;
    u32 n = a.count <= 2 ? 2 : 4;
    lref zero = lir_const(l->f, 0);
    lref top_a = zero, top_b = zero;
    if (by_sign && a.count < n) {
        top_a = lir_binary_imm(l->f, LIR_SAR, a.at[a.count - 1], 31);
        top_b = lir_binary_imm(l->f, LIR_SAR, b.at[b.count - 1], 31);
    }
    struct words q =
        wide_call(l, names[n == 4][which], wide_resize(l, a, n, top_a),
                  wide_resize(l, b, n, top_b), n);
    return wide_resize(l, q, a.count, zero);
}

struct words wide_divide(struct lower *l, LLVMOpcode op, struct words a,
                         struct words b, u32 bits)
{
    bool by_sign = op == LLVMSDiv || op == LLVMSRem;
    struct words out;
    a = lower_exact(l, a, bits, by_sign);
    b = lower_exact(l, b, bits, by_sign);
    i32 power = power_of_two(l, b);
    if (power >= 0 && !(by_sign && (u32)power == a.count * 32 - 1))
        return divide_power(l, op, a, (u32)power);
    if (divide_word(l, op, a, b, &out))
        return out;
    if (bits > 128) {
        lower_fail(l, "division of integers of %u bits", bits);
        return a;
    }
    return divide_call(l, op, a, b, by_sign);
}
