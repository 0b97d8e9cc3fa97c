/* SPDX-License-Identifier: MIT
 *
 * Integers of two words and more: sums by carry chains, products by partial
 * products, shifts by funnels, comparisons from the top word down. Division
 * is the runtime library's. Results have unspecified bits above their width,
 * as everywhere.
 */
#include "lower.h"

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

static bool is_zero(struct lower *l, lref r)
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
static struct words sum(struct lower *l, bool minus, struct words a,
                        struct words b)
{
    struct lir_function *f = l->f;
    struct words out = lower_words_new(l, a.count);
    u32 k = 0;
    while (k < a.count && is_zero(l, b.at[k])) { /* no carry yet */
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

static struct words each(struct lower *l, enum lir_op op, struct words a,
                         struct words b)
{
    struct words out = lower_words_new(l, a.count);
    for (u32 k = 0; k < a.count; k++)
        out.at[k] = lir_binary(l->f, op, a.at[k], b.at[k]);
    return out;
}

static struct words call2(struct lower *l, const char *name, struct words a,
                          struct words b, u32 results)
{
    struct words args = lower_words_new(l, a.count + b.count);
    memcpy(args.at, a.at, a.count * sizeof(lref));
    memcpy(args.at + a.count, b.at, b.count * sizeof(lref));
    return lower_libcall(l, name, args, results);
}

static struct words resize(struct lower *l, struct words w, u32 count,
                           lref fill)
{
    struct words out = lower_words_new(l, count);
    for (u32 k = 0; k < count; k++)
        out.at[k] = k < w.count ? w.at[k] : fill;
    return out;
}

/* Adds the two words (low, high) to out from word k on. */
static void accumulate(struct lower *l, struct words *out, u32 k, lref low,
                       lref high)
{
    if (is_zero(l, out->at[k])) {
        out->at[k] = low;
        if (k + 1 < out->count && is_zero(l, out->at[k + 1]))
            out->at[k + 1] = high;
        else if (k + 1 < out->count)
            accumulate(l, out, k + 1, high, lir_const(l->f, 0));
        return;
    }
    struct words add = lower_words_new(l, out->count - k);
    for (u32 i = 0; i < add.count; i++)
        add.at[i] = i == 0 ? low : i == 1 ? high : lir_const(l->f, 0);
    struct words part = {add.count, out->at + k};
    struct words total = sum(l, false, part, add);
    memcpy(out->at + k, total.at, total.count * sizeof(lref));
}

static struct words multiply(struct lower *l, struct words a, struct words b)
{
    struct lir_function *f = l->f;
    u32 n = a.count;
    if (!f->x1 && n == 2 && !(is_zero(l, a.at[1]) && is_zero(l, b.at[1])))
        return call2(l, "__muldi3", a, b, 2);
    struct words out = resize(l, (struct words){0}, n, lir_const(f, 0));
    for (u32 i = 0; i < n; i++) {
        for (u32 j = 0; i + j < n; j++) {
            if (is_zero(l, a.at[i]) || is_zero(l, b.at[j]))
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

lref lower_mulhu(struct lower *l, lref a, lref b)
{
    if (l->f->x1)
        return lir_binary(l->f, LIR_MULHU, a, b);
    return call2(l, "__umulhsi3", (struct words){1, &a}, (struct words){1, &b},
                 1)
        .at[0];
}

static struct words divide(struct lower *l, LLVMOpcode op, struct words a,
                           struct words b, u32 bits)
{
    static const char *const names[2][4] = {
        {"__udivdi3", "__divdi3", "__umoddi3", "__moddi3"},
        {"__udivti3", "__divti3", "__umodti3", "__modti3"}};
    bool by_sign = op == LLVMSDiv || op == LLVMSRem;
    u32 which = (op == LLVMURem || op == LLVMSRem) * 2 + by_sign;
    if (bits > 128) {
        lower_fail(l, "division of integers of %u bits", bits);
        return a;
    }
    u32 n = bits <= 64 ? 2 : 4;
    a = lower_exact(l, a, bits, by_sign);
    b = lower_exact(l, b, bits, by_sign);
    lref top_a = by_sign ? lir_binary_imm(l->f, LIR_SAR, a.at[a.count - 1], 31)
                         : lir_const(l->f, 0);
    lref top_b = by_sign ? lir_binary_imm(l->f, LIR_SAR, b.at[b.count - 1], 31)
                         : lir_const(l->f, 0);
    struct words q = call2(l, names[n == 4][which], resize(l, a, n, top_a),
                           resize(l, b, n, top_b), n);
    return resize(l, q, a.count, lir_const(l->f, 0));
}

/* Word k of a, or what lies beyond. */
static lref word_or(struct words a, i64 k, lref beyond)
{
    return k >= 0 && k < (i64)a.count ? a.at[k] : beyond;
}

static struct words shift_left(struct lower *l, struct words a, u32 n)
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

static struct words shift_right(struct lower *l, struct words a, u32 n,
                                bool by_sign)
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
    lref big =
        lir_icmp(f, LIR_NE, lir_binary_imm(f, LIR_AND, n, 32), lir_const(f, 0));
    lref far_out = lir_select(f, big, moved, joined);
    lref near_out = lir_select(f, big, beyond, moved);
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
    struct words wide = resize(l, a, room, beyond);
    struct words r =
        call2(l, names[room == 4][which], wide, (struct words){1, &n}, room);
    return resize(l, r, a.count, beyond);
}

/* Any width: one select stage for each bit of the count. */
static struct words shift_stages(struct lower *l, LLVMOpcode op, struct words a,
                                 lref n)
{
    struct lir_function *f = l->f;
    for (u32 bit = 0; 1u << bit < a.count * 32; bit++) {
        struct words moved = op == LLVMShl
                                 ? shift_left(l, a, 1u << bit)
                                 : shift_right(l, a, 1u << bit, op == LLVMAShr);
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
        return op == LLVMShl ? shift_left(l, a, n)
                             : shift_right(l, a, n, op == LLVMAShr);
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
        return sum(l, op == LLVMSub, a, b);
    case LLVMMul:
        return multiply(l, a, b);
    case LLVMAnd:
        return each(l, LIR_AND, a, b);
    case LLVMOr:
        return each(l, LIR_OR, a, b);
    case LLVMXor:
        return each(l, LIR_XOR, a, b);
    case LLVMShl:
    case LLVMLShr:
    case LLVMAShr:
        return lower_wide_shift(l, op, a, b.at[0], bits);
    default:
        return divide(l, op, a, b, bits);
    }
}

static lref all_equal(struct lower *l, struct words a, struct words b)
{
    struct lir_function *f = l->f;
    lref differ = 0;
    for (u32 k = 0; k < a.count; k++) {
        lref x = lir_binary(f, LIR_XOR, a.at[k], b.at[k]);
        differ = differ ? lir_binary(f, LIR_OR, differ, x) : x;
    }
    return lir_icmp(f, LIR_EQ, differ, lir_const(f, 0));
}

/* a < b or a <= b: the highest pair that differs decides. */
static lref ordered(struct lower *l, bool or_equal, bool by_sign,
                    struct words a, struct words b)
{
    struct lir_function *f = l->f;
    lref r = lir_icmp(f, or_equal ? LIR_ULE : LIR_ULT, a.at[0], b.at[0]);
    for (u32 k = 1; k < a.count; k++) {
        bool top = k + 1 == a.count;
        lref same = lir_icmp(f, LIR_EQ, a.at[k], b.at[k]);
        lref less =
            lir_icmp(f, top && by_sign ? LIR_SLT : LIR_ULT, a.at[k], b.at[k]);
        r = lir_select(f, same, r, less);
    }
    return r;
}

lref lower_wide_icmp(struct lower *l, LLVMIntPredicate p, struct words a,
                     struct words b, u32 bits)
{
    struct lir_function *f = l->f;
    bool by_sign = p == LLVMIntSGT || p == LLVMIntSGE || p == LLVMIntSLT ||
                   p == LLVMIntSLE;
    bool swap = p == LLVMIntUGT || p == LLVMIntSGT || p == LLVMIntULE ||
                p == LLVMIntSLE;
    bool opposite = p == LLVMIntUGE || p == LLVMIntSGE || p == LLVMIntULE ||
                    p == LLVMIntSLE;
    a = lower_exact(l, a, bits, by_sign);
    b = lower_exact(l, b, bits, by_sign);
    if (p == LLVMIntEQ || p == LLVMIntNE) {
        lref same = all_equal(l, a, b);
        return p == LLVMIntEQ ? same
                              : lir_icmp(f, LIR_EQ, same, lir_const(f, 0));
    }
    bool sign_only = by_sign && (p == LLVMIntSLT || p == LLVMIntSGE);
    for (u32 k = 0; k < b.count; k++)
        sign_only = sign_only && is_zero(l, b.at[k]);
    if (sign_only)
        return lir_icmp(f, p == LLVMIntSLT ? LIR_SLT : LIR_SGE,
                        a.at[a.count - 1], lir_const(f, 0));
    /* x >= y is not x < y; x > y is y < x; x <= y is not y < x. */
    lref less = ordered(l, false, by_sign, swap ? b : a, swap ? a : b);
    if (!opposite)
        return less;
    return lir_binary_imm(f, LIR_XOR, less, 1);
}

struct words lower_wide_select(struct lower *l, lref cond, struct words yes,
                               struct words no)
{
    struct words out = lower_words_new(l, yes.count);
    for (u32 k = 0; k < yes.count; k++)
        out.at[k] = lir_select(l->f, cond, yes.at[k], no.at[k]);
    return out;
}
