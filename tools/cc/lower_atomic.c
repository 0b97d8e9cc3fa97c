/* SPDX-License-Identifier: MIT
 *
 * Atomic operations. Words have instructions for exchange, addition and
 * compare-and-swap; everything else is a loop around compare-and-swap on the
 * word that contains the operand. What is wider than a word is the runtime
 * library's. Every instruction of the machine is sequentially consistent, or
 * acquire and release (docs/isa.md, section 7), which is never too weak here.
 */
#include "lower_float.h"

#include <stdio.h>

struct cell {   /* where the operand lies in its word */
    lref word;  /* address */
    lref shift; /* bits; 0 for a whole word */
    lref mask;  /* shifted; 0: whole word */
    u32 bits;
};

static u32 bits_of(struct lower *l, LLVMTypeRef t)
{
    return (u32)lower_size(l, t) * 8;
}

static struct cell cell_of(struct lower *l, lref address, u32 bits)
{
    struct lir_function *f = l->f;
    if (bits == 32)
        return (struct cell){address, 0, 0, 32};
    lref byte = lir_binary_imm(f, LIR_AND, address, 3);
    lref shift = lir_binary_imm(f, LIR_SHL, byte, 3);
    lref mask = lir_binary(f, LIR_SHL, lir_const(f, (1u << bits) - 1), shift);
    return (struct cell){lir_binary_imm(f, LIR_AND, address, ~3u), shift, mask,
                         bits};
}

static lref field_get(struct lower *l, const struct cell *c, lref word)
{
    return c->mask ? lir_zext(l->f, lir_binary(l->f, LIR_SHR, word, c->shift),
                              c->bits)
                   : word;
}

static lref field_put(struct lower *l, const struct cell *c, lref word,
                      lref value)
{
    struct lir_function *f = l->f;
    if (!c->mask)
        return value;
    lref in = lir_binary(f, LIR_AND, lir_binary(f, LIR_SHL, value, c->shift),
                         c->mask);
    lref rest = lir_binary(f, LIR_AND, word,
                           lir_binary_imm(f, LIR_XOR, c->mask, UINT32_MAX));
    return lir_binary(f, LIR_OR, rest, in);
}

static bool is_strong(LLVMAtomicOrdering o)
{
    return o != LLVMAtomicOrderingUnordered &&
           o != LLVMAtomicOrderingMonotonic && o != LLVMAtomicOrderingNotAtomic;
}

static void fence(struct lower *l)
{
    lir_add_raw(l->f, LIR_FENCE, 0, 0, 0, 0);
}

static bool narrow_enough(struct lower *l, LLVMTypeRef t)
{
    LLVMTypeKind kind = LLVMGetTypeKind(t);
    bool scalar = kind == LLVMIntegerTypeKind || kind == LLVMPointerTypeKind ||
                  kind == LLVMFloatTypeKind || kind == LLVMHalfTypeKind ||
                  kind == LLVMBFloatTypeKind || kind == LLVMDoubleTypeKind;
    return scalar && bits_of(l, t) <= 32;
}

/* The library's names end in the number of bytes; the memory order is
 * always the strongest, 5. */
static struct words wide(struct lower *l, const char *what, LLVMTypeRef t,
                         lref address, struct words a, u32 results)
{
    struct words args = lower_words_new(l, a.count + 2);
    args.count = 0;
    args.at[args.count++] = address;
    for (u32 k = 0; k < a.count; k++)
        args.at[args.count++] = a.at[k];
    args.at[args.count++] = lir_const(l->f, 5);
    if (bits_of(l, t) != 64)
        lower_fail(l, "an atomic operation on %u bits", bits_of(l, t));
    return lower_libcall(l, arena_printf(&l->cc->arena, "__atomic_%s_8", what),
                         args, results);
}

static void load(struct lower *l, LLVMValueRef i)
{
    struct lir_function *f = l->f;
    LLVMTypeRef t = LLVMTypeOf(i);
    lref address = lower_word(l, LLVMGetOperand(i, 0));
    bool strong = is_strong(LLVMGetOrdering(i));
    if (!narrow_enough(l, t)) {
        lower_define(l, i,
                     wide(l, "load", t, address, (struct words){0},
                          lower_word_count(l, t)));
        return;
    }
    u32 bits = bits_of(l, t);
    if (strong &&
        LLVMGetOrdering(i) == LLVMAtomicOrderingSequentiallyConsistent)
        fence(l);
    if (bits == 32 && strong) {
        lower_define_word(l, i, lir_add_raw(f, LIR_LDAR, address, 0, 0, 0));
        return;
    }
    lower_define_word(l, i, lir_load(f, address, 0, bits / 8, LIR_VOLATILE));
    if (strong)
        fence(l);
}

static void store(struct lower *l, LLVMValueRef i)
{
    struct lir_function *f = l->f;
    LLVMValueRef v = LLVMGetOperand(i, 0);
    LLVMTypeRef t = LLVMTypeOf(v);
    struct words value = lower_value(l, v);
    lref address = lower_word(l, LLVMGetOperand(i, 1));
    LLVMAtomicOrdering order = LLVMGetOrdering(i);
    if (!narrow_enough(l, t)) {
        wide(l, "store", t, address, value, 0);
        return;
    }
    u32 bits = bits_of(l, t);
    bool strong = is_strong(order);
    if (bits == 32 && strong) {
        lir_add_raw(f, LIR_STLR, address, value.at[0], 0, 0);
    } else {
        if (strong)
            fence(l);
        lir_store(f, address, 0, value.at[0], bits / 8, LIR_VOLATILE);
    }
    if (order == LLVMAtomicOrderingSequentiallyConsistent)
        fence(l);
}

static lref picked(struct lower *l, enum lir_cc cc, lref a, lref b, u32 bits,
                   bool by_sign)
{
    lref x = by_sign ? lir_sext(l->f, a, bits) : a;
    lref y = by_sign ? lir_sext(l->f, b, bits) : lir_zext(l->f, b, bits);
    return lir_select(l->f, lir_icmp(l->f, cc, x, y), a, b);
}

static lref float_new(struct lower *l, LLVMAtomicRMWBinOp op, LLVMTypeRef t,
                      lref old, lref v)
{
    enum float_kind kind = lower_float_kind(t);
    struct words a = {1, &old}, b = {1, &v};
    if (op == LLVMAtomicRMWBinOpFAdd || op == LLVMAtomicRMWBinOpFSub)
        return lower_float_binary(
                   l, op == LLVMAtomicRMWBinOpFAdd ? FLOAT_ADD : FLOAT_SUB, a,
                   b, kind)
            .at[0];
    /* fmax, fmin: the other one when one is NaN */
    bool most = op == LLVMAtomicRMWBinOpFMax;
    lref first =
        lower_float_compare(l, most ? LIR_F_OGT : LIR_F_OLT, a, b, kind);
    lref v_nan = lower_float_compare(l, LIR_F_UNO, b, b, kind);
    lref keep = lir_binary(l->f, LIR_OR, first, v_nan);
    return lir_select(l->f, keep, old, v);
}

/* The new value of the field. old has exact (zero) upper bits. */
static lref field_new(struct lower *l, LLVMAtomicRMWBinOp op, LLVMTypeRef t,
                      lref old, lref v, u32 bits)
{
    struct lir_function *f = l->f;
    switch (op) {
    case LLVMAtomicRMWBinOpXchg:
        return v;
    case LLVMAtomicRMWBinOpAdd:
        return lir_binary(f, LIR_ADD, old, v);
    case LLVMAtomicRMWBinOpSub:
        return lir_binary(f, LIR_SUB, old, v);
    case LLVMAtomicRMWBinOpAnd:
        return lir_binary(f, LIR_AND, old, v);
    case LLVMAtomicRMWBinOpNand:
        return lir_binary_imm(f, LIR_XOR, lir_binary(f, LIR_AND, old, v),
                              UINT32_MAX);
    case LLVMAtomicRMWBinOpOr:
        return lir_binary(f, LIR_OR, old, v);
    case LLVMAtomicRMWBinOpXor:
        return lir_binary(f, LIR_XOR, old, v);
    case LLVMAtomicRMWBinOpMax:
        return picked(l, LIR_SGT, old, v, bits, true);
    case LLVMAtomicRMWBinOpMin:
        return picked(l, LIR_SLT, old, v, bits, true);
    case LLVMAtomicRMWBinOpUMax:
        return picked(l, LIR_UGT, old, v, bits, false);
    case LLVMAtomicRMWBinOpUMin:
        return picked(l, LIR_ULT, old, v, bits, false);
    case LLVMAtomicRMWBinOpUIncWrap: {
        lref more = lir_icmp(f, LIR_UGE, old, lir_zext(f, v, bits));
        return lir_select(f, more, lir_const(f, 0),
                          lir_binary_imm(f, LIR_ADD, old, 1));
    }
    case LLVMAtomicRMWBinOpUDecWrap: {
        lref exact = lir_zext(f, v, bits);
        lref zero = lir_icmp(f, LIR_EQ, old, lir_const(f, 0));
        lref over = lir_icmp(f, LIR_UGT, old, exact);
        return lir_select(f, lir_binary(f, LIR_OR, zero, over), exact,
                          lir_binary_imm(f, LIR_SUB, old, 1));
    }
    default:
        return float_new(l, op, t, old, v);
    }
}

/* A phi of two words over the loop around compare-and-swap. */
struct loop {
    struct lir_block *head, *done;
    struct lir_block *before;
    lref seen, first; /* the word last seen: phi, and its first value */
};

static struct loop loop_begin(struct lower *l, const struct cell *c)
{
    struct lir_function *f = l->f;
    struct loop p = {.before = f->block};
    p.first = lir_load(f, c->word, 0, 4, LIR_VOLATILE);
    p.head = lower_block_new(l);
    lir_jump(f, p.head);
    f->block = p.head;
    p.seen = lir_phi(f, p.head);
    return p;
}

static void loop_end(struct lower *l, struct loop *p, lref now, lref again)
{
    struct lir_function *f = l->f;
    p->done = lower_block_new(l);
    lir_branch(f, again, p->head, p->done);
    /* Predecessors in the order of the list: before, then the loop itself,
     * which may have been split. */
    lir_phi_set(f, p->seen, (lref[]){p->first, now}, 2);
    f->block = p->done;
}

static lref update(struct lower *l, LLVMValueRef i, LLVMAtomicRMWBinOp op,
                   const struct cell *c, lref v)
{
    struct lir_function *f = l->f;
    struct loop p = loop_begin(l, c);
    lref old = field_get(l, c, p.seen);
    lref field = field_new(l, op, LLVMTypeOf(i), old, v, c->bits);
    lref wanted = field_put(l, c, p.seen, field);
    lref now = lir_add_raw(f, LIR_CAS, c->word, p.seen, wanted, 0);
    lref again = lir_icmp(f, LIR_NE, now, p.seen);
    loop_end(l, &p, now, again);
    return old;
}

static void modify(struct lower *l, LLVMValueRef i)
{
    struct lir_function *f = l->f;
    LLVMAtomicRMWBinOp op = LLVMGetAtomicRMWBinOp(i);
    LLVMTypeRef t = LLVMTypeOf(i);
    lref address = lower_word(l, LLVMGetOperand(i, 0));
    struct words v = lower_value(l, LLVMGetOperand(i, 1));
    static const char *const names[] = {"exchange",  "fetch_add",  "fetch_sub",
                                        "fetch_and", "fetch_nand", "fetch_or",
                                        "fetch_xor"};
    if (!narrow_enough(l, t)) {
        if ((u32)op < ARRAY_LEN(names))
            lower_define(l, i, wide(l, names[op], t, address, v, 2));
        else
            lower_fail(l, "this atomic operation on 64 bits");
        return;
    }
    u32 bits = bits_of(l, t);
    if (bits == 32 && op == LLVMAtomicRMWBinOpXchg)
        lower_define_word(l, i,
                          lir_add_raw(f, LIR_XCHG, address, v.at[0], 0, 0));
    else if (bits == 32 && op == LLVMAtomicRMWBinOpAdd)
        lower_define_word(l, i,
                          lir_add_raw(f, LIR_XADD, address, v.at[0], 0, 0));
    else if (bits == 32 && op == LLVMAtomicRMWBinOpSub)
        lower_define_word(
            l, i,
            lir_add_raw(f, LIR_XADD, address,
                        lir_binary(f, LIR_SUB, lir_const(f, 0), v.at[0]), 0,
                        0));
    else {
        struct cell c = cell_of(l, address, bits);
        lower_define_word(l, i, update(l, i, op, &c, v.at[0]));
    }
}

/* Sub-word: other bytes of the word may change meanwhile; only a difference
 * in the field itself is a failure. */
static lref exchange_field(struct lower *l, const struct cell *c, lref want,
                           lref v, lref *ok)
{
    struct lir_function *f = l->f;
    struct loop p = loop_begin(l, c);
    lref expected = field_put(l, c, p.seen, want);
    lref wanted = field_put(l, c, p.seen, v);
    lref now = lir_add_raw(f, LIR_CAS, c->word, expected, wanted, 0);
    lref old = field_get(l, c, now);
    lref differs = lir_icmp(f, LIR_NE, old, lir_zext(f, want, c->bits));
    lref failed = lir_icmp(f, LIR_NE, now, expected);
    lref again =
        lir_binary(f, LIR_AND, failed, lir_binary_imm(f, LIR_XOR, differs, 1));
    *ok = lir_binary_imm(f, LIR_XOR, differs, 1);
    loop_end(l, &p, now, again);
    return old;
}

/* The library's takes the expected value in memory and leaves there what it
 * found. */
static void exchange_wide(struct lower *l, lref address, struct words want,
                          struct words v, struct words *out)
{
    struct lir_function *f = l->f;
    lref at = lir_slot_address(f, lir_slot_new(f, 8, 8), 0);
    lref order = lir_const(f, 5);
    lref arguments[] = {address, at, v.at[0], v.at[1], order, order};
    for (i32 k = 0; k < 2; k++)
        lir_store(f, at, k * 4, want.at[k], 4, 0);
    out->at[2] = lower_libcall(l, "__atomic_compare_exchange_8",
                               (struct words){6, arguments}, 1)
                     .at[0];
    for (i32 k = 0; k < 2; k++)
        out->at[k] = lir_load(f, at, k * 4, 4, 0);
}

static void compare_exchange(struct lower *l, LLVMValueRef i)
{
    struct lir_function *f = l->f;
    LLVMValueRef expected = LLVMGetOperand(i, 1);
    LLVMTypeRef t = LLVMTypeOf(expected);
    lref address = lower_word(l, LLVMGetOperand(i, 0));
    struct words want = lower_value(l, expected);
    struct words v = lower_value(l, LLVMGetOperand(i, 2));
    struct words out = lower_words_new(l, want.count + 1);
    if (!narrow_enough(l, t)) {
        if (want.count != 2) {
            lower_fail(l, "compare-exchange on %u bits", bits_of(l, t));
            return;
        }
        exchange_wide(l, address, want, v, &out);
        lower_define(l, i, out);
        return;
    }
    u32 bits = bits_of(l, t);
    if (bits == 32) {
        out.at[0] = lir_add_raw(f, LIR_CAS, address, want.at[0], v.at[0], 0);
        out.at[1] = lir_icmp(f, LIR_EQ, out.at[0], want.at[0]);
    } else {
        struct cell c = cell_of(l, address, bits);
        out.at[0] = exchange_field(l, &c, want.at[0], v.at[0], &out.at[1]);
    }
    lower_define(l, i, out);
}

bool lower_atomic(struct lower *l, LLVMValueRef i)
{
    switch (LLVMGetInstructionOpcode(i)) {
    case LLVMLoad:
        load(l, i);
        return true;
    case LLVMStore:
        store(l, i);
        return true;
    case LLVMAtomicRMW:
        modify(l, i);
        return true;
    case LLVMAtomicCmpXchg:
        compare_exchange(l, i);
        return true;
    case LLVMFence:
        if (LLVMIsAtomicSingleThread(i))
            lir_add_raw(l->f, LIR_BARRIER, 0, 0, 0, 0);
        else
            fence(l);
        return true;
    default:
        return false;
    }
}
