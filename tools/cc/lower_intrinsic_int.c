/* SPDX-License-Identifier: MIT
 *
 * Integer intrinsics: counting bits, reversing them, rotating, least and
 * greatest, arithmetic that reports overflow or saturates.
 */
#include "lower_intrinsic.h"

static struct words one(struct lower *l, lref word)
{
    struct words w = lower_words_new(l, 1);
    w.at[0] = word;
    return w;
}

static struct words words_const(struct lower *l, u32 count, u32 value)
{
    struct words w = lower_words_new(l, count);
    for (u32 k = 0; k < count; k++)
        w.at[k] = lir_const(l->f, k == 0 ? value : 0);
    return w;
}

static lref call1(struct lower *l, const char *name, lref a)
{
    return lower_libcall(l, name, (struct words){1, &a}, 1).at[0];
}

/* Counting, one word with exact bits */

/* Optimisers find these operations in the functions that compute them for
 * us. There they are computed at the place, never by a call to itself. */
static bool is_inside(const struct lower *l, const char *helper)
{
    return strcmp(l->f->name, helper) == 0;
}

static lref masked_sum(struct lower *l, lref a, u32 by, u32 mask)
{
    struct lir_function *f = l->f;
    lref high = lir_binary_imm(f, LIR_SHR, a, by);
    return lir_binary(f, LIR_ADD, lir_binary_imm(f, LIR_AND, a, mask),
                      lir_binary_imm(f, LIR_AND, high, mask));
}

static lref popcount_here(struct lower *l, lref a)
{
    lref n = masked_sum(l, a, 1, 0x55555555);
    n = masked_sum(l, masked_sum(l, n, 2, 0x33333333), 4, 0x0F0F0F0F);
    n = lir_binary_imm(l->f, LIR_MUL, n, 0x01010101);
    return lir_binary_imm(l->f, LIR_SHR, n, 24);
}

static lref popcount(struct lower *l, lref a)
{
    if (l->f->x1)
        return lir_unary(l->f, LIR_POPCNT, a);
    return is_inside(l, "__popcountsi2") ? popcount_here(l, a)
                                         : call1(l, "__popcountsi2", a);
}

/* The bits below the highest 1, and it; the others are counted. */
static lref leading_here(struct lower *l, lref a)
{
    struct lir_function *f = l->f;
    for (u32 by = 1; by < 32; by *= 2)
        a = lir_binary(f, LIR_OR, a, lir_binary_imm(f, LIR_SHR, a, by));
    return popcount_here(l, lir_binary_imm(f, LIR_XOR, a, UINT32_MAX));
}

/* The bits below the lowest 1. */
static lref trailing_here(struct lower *l, lref a)
{
    struct lir_function *f = l->f;
    lref others = lir_binary_imm(f, LIR_XOR, a, UINT32_MAX);
    lref less = lir_binary_imm(f, LIR_SUB, a, 1);
    return popcount_here(l, lir_binary(f, LIR_AND, others, less));
}

/* clz(0) and ctz(0) are 32 here. */
static lref leading(struct lower *l, lref a)
{
    if (l->f->x1)
        return lir_unary(l->f, LIR_CLZ, a);
    if (is_inside(l, "__clzsi2"))
        return leading_here(l, a);
    lref zero = lir_icmp(l->f, LIR_EQ, a, lir_const(l->f, 0));
    return lir_select(l->f, zero, lir_const(l->f, 32), call1(l, "__clzsi2", a));
}

static lref trailing(struct lower *l, lref a)
{
    if (l->f->x1)
        return lir_unary(l->f, LIR_CTZ, a);
    if (is_inside(l, "__ctzsi2"))
        return trailing_here(l, a);
    lref zero = lir_icmp(l->f, LIR_EQ, a, lir_const(l->f, 0));
    return lir_select(l->f, zero, lir_const(l->f, 32), call1(l, "__ctzsi2", a));
}

static struct words ctpop(struct lower *l, const struct words *in,
                          LLVMTypeRef t, u32 variant)
{
    struct words a = lower_exact(l, in[0], lower_bits(t), false);
    struct words out = words_const(l, a.count, 0);
    (void)variant;
    for (u32 k = 0; k < a.count; k++)
        out.at[0] = lir_binary(l->f, LIR_ADD, out.at[0], popcount(l, a.at[k]));
    return out;
}

/* From the lowest word up: the highest that is not 0 decides. */
static struct words ctlz(struct lower *l, const struct words *in, LLVMTypeRef t,
                         u32 variant)
{
    struct lir_function *f = l->f;
    u32 bits = lower_bits(t);
    struct words a = lower_exact(l, in[0], bits, false);
    struct words out = words_const(l, a.count, 0);
    lref n = leading(l, a.at[0]);
    (void)variant;
    for (u32 k = 1; k < a.count; k++) {
        lref zero = lir_icmp(f, LIR_EQ, a.at[k], lir_const(f, 0));
        n = lir_select(f, zero, lir_binary_imm(f, LIR_ADD, n, 32),
                       leading(l, a.at[k]));
    }
    out.at[0] = lir_binary_imm(f, LIR_SUB, n, a.count * 32 - bits);
    return out;
}

static struct words cttz(struct lower *l, const struct words *in, LLVMTypeRef t,
                         u32 variant)
{
    struct lir_function *f = l->f;
    u32 bits = lower_bits(t), n = in[0].count;
    struct words a = lower_exact(l, in[0], bits, false);
    struct words out = words_const(l, n, 0);
    (void)variant;
    if (bits % 32 != 0) { /* a bit above the width ends the search there */
        struct words stop = lower_words_new(l, n);
        memcpy(stop.at, a.at, n * sizeof(lref));
        stop.at[n - 1] =
            lir_binary_imm(f, LIR_OR, a.at[n - 1], 1u << bits % 32);
        a = stop;
    }
    lref r = trailing(l, a.at[n - 1]);
    for (u32 k = n - 1; k > 0; k--) {
        lref zero = lir_icmp(f, LIR_EQ, a.at[k - 1], lir_const(f, 0));
        r = lir_select(f, zero, lir_binary_imm(f, LIR_ADD, r, 32),
                       trailing(l, a.at[k - 1]));
    }
    out.at[0] = r;
    return out;
}

/* Reversing */

static lref swap_masked(struct lower *l, lref a, u32 mask, u32 by)
{
    struct lir_function *f = l->f;
    lref low = lir_binary_imm(f, LIR_AND, a, mask);
    lref high =
        lir_binary_imm(f, LIR_AND, lir_binary_imm(f, LIR_SHR, a, by), mask);
    return lir_binary(f, LIR_OR, lir_binary_imm(f, LIR_SHL, low, by), high);
}

static lref bytes_reversed(struct lower *l, lref a)
{
    if (l->f->x1)
        return lir_unary(l->f, LIR_BSWAP, a);
    return lir_binary_imm(l->f, LIR_ROL, swap_masked(l, a, 0x00FF00FF, 8), 16);
}

static struct words reversed(struct lower *l, struct words a, u32 bits,
                             bool each_bit)
{
    struct lir_function *f = l->f;
    struct words out = lower_words_new(l, a.count);
    for (u32 k = 0; k < a.count; k++) {
        lref w = bytes_reversed(l, a.at[a.count - 1 - k]);
        if (each_bit) {
            w = swap_masked(l, w, 0x0F0F0F0F, 4);
            w = swap_masked(l, w, 0x33333333, 2);
            w = swap_masked(l, w, 0x55555555, 1);
        }
        out.at[k] = w;
    }
    u32 spare = a.count * 32 - bits;
    if (spare == 0)
        return out;
    if (a.count == 1)
        return one(l, lir_binary_imm(f, LIR_SHR, out.at[0], spare));
    return lower_wide_shift(l, LLVMLShr, out, lir_const(f, spare),
                            a.count * 32);
}

static struct words reverse(struct lower *l, const struct words *in,
                            LLVMTypeRef t, u32 variant)
{
    return reversed(l, in[0], lower_bits(t), variant != 0);
}

/* Funnel shifts: variant 0 left, 1 right */

static struct words binary_any(struct lower *l, LLVMOpcode op, struct words a,
                               struct words b, u32 bits)
{
    struct lir_function *f = l->f;
    if (a.count > 1)
        return lower_wide_binary(l, op, a, b, bits);
    static const u8 ops[][2] = {{LLVMAdd, LIR_ADD}, {LLVMSub, LIR_SUB},
                                {LLVMAnd, LIR_AND}, {LLVMOr, LIR_OR},
                                {LLVMXor, LIR_XOR}, {LLVMMul, LIR_MUL}};
    for (u32 k = 0; k < ARRAY_LEN(ops); k++) {
        if (ops[k][0] == op)
            return one(l,
                       lir_binary(f, (enum lir_op)ops[k][1], a.at[0], b.at[0]));
    }
    lref n = lir_zext(f, b.at[0], bits);
    if (op == LLVMShl)
        return one(l, lir_binary(f, LIR_SHL, a.at[0], n));
    if (op == LLVMURem)
        return one(l, lir_binary(f, LIR_UREM, lir_zext(f, a.at[0], bits), n));
    if (op == LLVMLShr)
        return one(l, lir_binary(f, LIR_SHR, lir_zext(f, a.at[0], bits), n));
    return one(l, lir_binary(f, LIR_SAR, lir_sext(f, a.at[0], bits), n));
}

static lref less_any(struct lower *l, LLVMIntPredicate p, struct words a,
                     struct words b, u32 bits)
{
    if (a.count > 1)
        return lower_wide_icmp(l, p, a, b, bits);
    bool by_sign = p == LLVMIntSLT || p == LLVMIntSGT || p == LLVMIntSLE ||
                   p == LLVMIntSGE;
    static const u8 cc[][2] = {{LLVMIntEQ, LIR_EQ},   {LLVMIntNE, LIR_NE},
                               {LLVMIntULT, LIR_ULT}, {LLVMIntULE, LIR_ULE},
                               {LLVMIntUGT, LIR_UGT}, {LLVMIntUGE, LIR_UGE},
                               {LLVMIntSLT, LIR_SLT}, {LLVMIntSLE, LIR_SLE},
                               {LLVMIntSGT, LIR_SGT}, {LLVMIntSGE, LIR_SGE}};
    lref x =
        by_sign ? lir_sext(l->f, a.at[0], bits) : lir_zext(l->f, a.at[0], bits);
    lref y =
        by_sign ? lir_sext(l->f, b.at[0], bits) : lir_zext(l->f, b.at[0], bits);
    for (u32 k = 0; k < ARRAY_LEN(cc); k++) {
        if (cc[k][0] == p)
            return lir_icmp(l->f, (enum lir_cc)cc[k][1], x, y);
    }
    return lir_const(l->f, 0);
}

static struct words choose(struct lower *l, lref cond, struct words yes,
                           struct words no)
{
    return lower_wide_select(l, cond, yes, no);
}

static struct words funnel(struct lower *l, const struct words *in,
                           LLVMTypeRef t, u32 right)
{
    struct lir_function *f = l->f;
    u32 bits = lower_bits(t), v;
    struct words a = in[0], b = in[1];
    if (bits == 32 && a.at[0] == b.at[0]) { /* a rotation */
        lref n = in[2].at[0];
        if (right && lir_is_const(f, n, &v))
            n = lir_const(f, 0u - v);
        else if (right)
            n = lir_binary(f, LIR_SUB, lir_const(f, 0), n);
        return one(l, lir_binary(f, LIR_ROL, a.at[0], n));
    }
    struct words width = words_const(l, a.count, bits);
    struct words n = lower_exact(l, in[2], bits, false);
    bool power = (bits & (bits - 1)) == 0;
    if (power)
        n = binary_any(l, LLVMAnd, n, words_const(l, a.count, bits - 1), bits);
    else
        n = binary_any(l, LLVMURem, n, width, bits);
    lref zero = less_any(l, LLVMIntEQ, n, words_const(l, a.count, 0), bits);
    struct words rest = binary_any(l, LLVMSub, width, n, bits);
    rest = lower_exact(l, rest, bits, false);
    struct words high = binary_any(l, LLVMShl, a, right ? rest : n, bits);
    struct words low = binary_any(l, LLVMLShr, b, right ? n : rest, bits);
    struct words both = binary_any(l, LLVMOr, high, low, bits);
    return choose(l, zero, right ? b : a, both);
}

/* Least, greatest, magnitude, order */

static const LLVMIntPredicate picks[] = {LLVMIntSLT, LLVMIntSGT, LLVMIntULT,
                                         LLVMIntUGT};

static struct words pick(struct lower *l, const struct words *in, LLVMTypeRef t,
                         u32 variant)
{
    u32 bits = lower_bits(t);
    bool by_sign = variant < 2;
    struct words a = lower_exact(l, in[0], bits, by_sign);
    struct words b = lower_exact(l, in[1], bits, by_sign);
    return choose(l, less_any(l, picks[variant], a, b, bits), a, b);
}

static struct words magnitude(struct lower *l, const struct words *in,
                              LLVMTypeRef t, u32 variant)
{
    u32 bits = lower_bits(t);
    struct words a = lower_exact(l, in[0], bits, true);
    struct words zero = words_const(l, a.count, 0);
    lref negative = less_any(l, LLVMIntSLT, a, zero, bits);
    (void)variant;
    return choose(l, negative, binary_any(l, LLVMSub, zero, a, bits), a);
}

static struct words order(struct lower *l, const struct words *in,
                          LLVMTypeRef t, u32 by_sign)
{
    u32 bits = lower_bits(t);
    lref more =
        less_any(l, by_sign ? LLVMIntSGT : LLVMIntUGT, in[0], in[1], bits);
    lref less =
        less_any(l, by_sign ? LLVMIntSLT : LLVMIntULT, in[0], in[1], bits);
    lref r = lir_binary(l->f, LIR_SUB, more, less);
    return one(l, r);
}

static void order_call(struct lower *l, LLVMValueRef call, u32 by_sign)
{
    LLVMTypeRef t;
    if (lower_bits(LLVMGetTypeKind(LLVMTypeOf(call)) == LLVMVectorTypeKind
                       ? LLVMGetElementType(LLVMTypeOf(call))
                       : LLVMTypeOf(call)) > 32)
        lower_fail(l, "a three-way comparison with a wide result");
    lower_lanes(LLVMTypeOf(call), &t);
    lower_lanewise(l, call, 2, order, by_sign);
}

/* Overflow. variant: operation * 2 + signed; 0 add, 1 subtract, 2 multiply */

static struct words widened(struct lower *l, struct words a, u32 bits, u32 n,
                            bool by_sign)
{
    struct words exact = lower_exact(l, a, bits, by_sign);
    struct words out = lower_words_new(l, n);
    lref top = by_sign
                   ? lir_binary_imm(l->f, LIR_SAR, exact.at[a.count - 1], 31)
                   : lir_const(l->f, 0);
    for (u32 k = 0; k < n; k++)
        out.at[k] = k < a.count ? exact.at[k] : top;
    return out;
}

/* Of the product in double width, the upper part must repeat the sign. */
static lref product_overflow(struct lower *l, struct words a, struct words b,
                             u32 bits, bool by_sign, struct words *product)
{
    u32 n = (bits * 2 + 31) / 32;
    struct words wide = lower_wide_binary(
        l, LLVMMul, widened(l, a, bits, n < 2 ? 2 : n, by_sign),
        widened(l, b, bits, n < 2 ? 2 : n, by_sign), (n < 2 ? 2 : n) * 32);
    *product = (struct words){a.count, wide.at};
    struct words again = widened(l, *product, bits, wide.count, by_sign);
    return lower_wide_icmp(l, LLVMIntNE, wide, again, wide.count * 32);
}

static lref product_overflow_word(struct lower *l, lref a, lref b, bool by_sign,
                                  struct words *product)
{
    struct lir_function *f = l->f;
    lref low = lir_binary(f, LIR_MUL, a, b);
    lref high = lir_binary(f, by_sign ? LIR_MULHS : LIR_MULHU, a, b);
    lref want = by_sign ? lir_binary_imm(f, LIR_SAR, low, 31) : lir_const(f, 0);
    *product = one(l, low);
    return lir_icmp(f, LIR_NE, high, want);
}

static lref sum_overflow(struct lower *l, bool minus, bool by_sign,
                         struct words a, struct words b, u32 bits,
                         struct words *out)
{
    struct words r = binary_any(l, minus ? LLVMSub : LLVMAdd, a, b, bits);
    *out = r;
    if (!by_sign)
        return minus ? less_any(l, LLVMIntULT, a, b, bits)
                     : less_any(l, LLVMIntULT, r, a, bits);
    if (bits < 32) { /* the word has room */
        lref word = lir_binary(l->f, minus ? LIR_SUB : LIR_ADD,
                               lir_sext(l->f, a.at[0], bits),
                               lir_sext(l->f, b.at[0], bits));
        *out = one(l, word);
        return lir_icmp(l->f, LIR_NE, lir_sext(l->f, word, bits), word);
    }
    /* The result is on the wrong side of a, given the sign of b. */
    struct words zero = words_const(l, b.count, 0);
    lref wrong = less_any(l, minus ? LLVMIntSGT : LLVMIntSLT, r, a, bits);
    lref negative = less_any(l, LLVMIntSLT, b, zero, bits);
    return lir_binary(l->f, LIR_XOR, wrong, negative);
}

static lref overflow(struct lower *l, u32 variant, struct words a,
                     struct words b, u32 bits, struct words *out)
{
    bool by_sign = variant & 1;
    if (variant < 4)
        return sum_overflow(l, variant >= 2, by_sign,
                            lower_exact(l, a, bits, by_sign),
                            lower_exact(l, b, bits, by_sign), bits, out);
    if (bits == 32 && l->f->x1)
        return product_overflow_word(l, a.at[0], b.at[0], by_sign, out);
    return product_overflow(l, a, b, bits, by_sign, out);
}

/* {value, flag}: for vectors all values, then all flags. */
static void with_overflow(struct lower *l, LLVMValueRef call, u32 variant)
{
    LLVMTypeRef t;
    u32 lanes = lower_lanes(LLVMTypeOf(LLVMGetOperand(call, 0)), &t);
    u32 bits = lower_bits(t), n = (bits + 31) / 32;
    struct words a = lower_value(l, LLVMGetOperand(call, 0));
    struct words b = lower_value(l, LLVMGetOperand(call, 1));
    struct words out = lower_words_new(l, lanes * (n + 1));
    for (u32 k = 0; k < lanes; k++) {
        struct words r;
        lref flag = overflow(l, variant, (struct words){n, a.at + k * n},
                             (struct words){n, b.at + k * n}, bits, &r);
        memcpy(out.at + k * n, r.at, n * sizeof(lref));
        out.at[lanes * n + k] = flag;
    }
    lower_define(l, call, out);
}

/* The greatest or least value of a width. */
static struct words extreme(struct lower *l, u32 bits, bool by_sign, bool least)
{
    u32 n = (bits + 31) / 32;
    struct words w = lower_words_new(l, n);
    for (u32 k = 0; k < n; k++) {
        u32 here = bits - k * 32 >= 32 ? 32 : bits - k * 32;
        u32 ones = here == 32 ? UINT32_MAX : (1u << here) - 1;
        bool top = k + 1 == n;
        u32 sign = by_sign && top ? 1u << (here - 1) : 0;
        w.at[k] = lir_const(l->f, least ? sign : ones & ~sign);
    }
    return w;
}

static struct words saturate(struct lower *l, const struct words *in,
                             LLVMTypeRef t, u32 variant)
{
    u32 bits = lower_bits(t);
    bool by_sign = variant & 1, minus = variant >= 2;
    struct words r, limit;
    lref flag = overflow(l, variant, in[0], in[1], bits, &r);
    if (by_sign) {
        struct words a = lower_exact(l, in[0], bits, true);
        lref negative =
            less_any(l, LLVMIntSLT, a, words_const(l, a.count, 0), bits);
        limit = choose(l, negative, extreme(l, bits, true, true),
                       extreme(l, bits, true, false));
    } else {
        limit = extreme(l, bits, false, minus);
    }
    return choose(l, flag, limit, r);
}

static struct words shift_saturate(struct lower *l, const struct words *in,
                                   LLVMTypeRef t, u32 by_sign)
{
    u32 bits = lower_bits(t);
    struct words a = lower_exact(l, in[0], bits, by_sign);
    struct words r =
        lower_exact(l, binary_any(l, LLVMShl, a, in[1], bits), bits, by_sign);
    struct words back =
        binary_any(l, by_sign ? LLVMAShr : LLVMLShr, r, in[1], bits);
    lref lost = less_any(l, LLVMIntNE, back, a, bits);
    struct words limit = extreme(l, bits, by_sign, false);
    if (by_sign)
        limit = choose(
            l, less_any(l, LLVMIntSLT, a, words_const(l, a.count, 0), bits),
            extreme(l, bits, true, true), limit);
    return choose(l, lost, limit, r);
}

/* Reductions of vectors to one element */

static void reduce(struct lower *l, LLVMValueRef call, u32 variant)
{
    LLVMTypeRef t;
    u32 lanes = lower_lanes(LLVMTypeOf(LLVMGetOperand(call, 0)), &t);
    u32 bits = lower_bits(t), n = (bits + 31) / 32;
    struct words v = lower_value(l, LLVMGetOperand(call, 0));
    struct words r = {n, v.at};
    static const LLVMOpcode ops[] = {LLVMAdd, LLVMMul, LLVMAnd, LLVMOr,
                                     LLVMXor};
    for (u32 k = 1; k < lanes; k++) {
        struct words pair[2] = {r, {n, v.at + k * n}};
        r = variant < 5 ? binary_any(l, ops[variant], r, pair[1], bits)
                        : pick(l, pair, t, variant - 5);
    }
    lower_define(l, call, r);
}

#define LANES(name, operands)                                                \
    static void name##_call(struct lower *l, LLVMValueRef call, u32 variant) \
    {                                                                        \
        lower_lanewise(l, call, operands, name, variant);                    \
    }
LANES(ctpop, 1)
LANES(ctlz, 1)
LANES(cttz, 1)
LANES(reverse, 1)
LANES(funnel, 3)
LANES(pick, 2)
LANES(magnitude, 1)
LANES(saturate, 2)
LANES(shift_saturate, 2)

const struct intrinsic lower_intrinsics_int[] = {
    {"ctpop", ctpop_call, 0},
    {"ctlz", ctlz_call, 0},
    {"cttz", cttz_call, 0},
    {"bswap", reverse_call, 0},
    {"bitreverse", reverse_call, 1},
    {"fshl", funnel_call, 0},
    {"fshr", funnel_call, 1},
    {"smin", pick_call, 0},
    {"smax", pick_call, 1},
    {"umin", pick_call, 2},
    {"umax", pick_call, 3},
    {"abs", magnitude_call, 0},
    {"ucmp", order_call, 0},
    {"scmp", order_call, 1},
    {"uadd.with.overflow", with_overflow, 0},
    {"sadd.with.overflow", with_overflow, 1},
    {"usub.with.overflow", with_overflow, 2},
    {"ssub.with.overflow", with_overflow, 3},
    {"umul.with.overflow", with_overflow, 4},
    {"smul.with.overflow", with_overflow, 5},
    {"uadd.sat", saturate_call, 0},
    {"sadd.sat", saturate_call, 1},
    {"usub.sat", saturate_call, 2},
    {"ssub.sat", saturate_call, 3},
    {"ushl.sat", shift_saturate_call, 0},
    {"sshl.sat", shift_saturate_call, 1},
    {"vector.reduce.add", reduce, 0},
    {"vector.reduce.mul", reduce, 1},
    {"vector.reduce.and", reduce, 2},
    {"vector.reduce.or", reduce, 3},
    {"vector.reduce.xor", reduce, 4},
    {"vector.reduce.smin", reduce, 5},
    {"vector.reduce.smax", reduce, 6},
    {"vector.reduce.umin", reduce, 7},
    {"vector.reduce.umax", reduce, 8},
    {NULL, NULL, 0}};
