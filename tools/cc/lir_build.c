/* SPDX-License-Identifier: MIT
 *
 * Builders that fold: constants, identities, address sums, and values that
 * the present block already has. What comes out computes the same word as
 * what was asked for, for every input; nothing with an effect is folded.
 */
#include "lir.h"

enum { SHARE_ROOM = 1024 }; /* values remembered; a power of two */

static struct lir_insn *at(struct lir_function *f, lref r)
{
    return lir_at(f, r);
}

bool lir_is_const(const struct lir_function *f, lref r, u32 *value)
{
    const struct lir_insn *i = &f->insn[r];
    if (i->op != LIR_CONST)
        return false;
    *value = (u32)i->imm;
    return true;
}

static bool is_const(const struct lir_function *f, lref r, u32 value)
{
    u32 v;
    return lir_is_const(f, r, &v) && v == value;
}

static bool same(const struct lir_insn *x, const struct lir_insn *y)
{
    if (x->op != y->op || x->a != y->a || x->b != y->b || x->c != y->c ||
        x->imm != y->imm || x->cc != y->cc || x->size != y->size)
        return false;
    if (x->op == LIR_SYMBOL)
        return x->sym == y->sym || strcmp(x->sym, y->sym) == 0;
    if (x->op == LIR_SLOT)
        return x->slot == y->slot;
    return x->op != LIR_LABEL && x->op != LIR_UNDEF;
}

static u32 hash(const struct lir_insn *i)
{
    u32 h = i->op + i->cc * 64u + i->size * 1024u;
    const u32 parts[] = {i->a, i->b, i->c, (u32)i->imm,
                         i->op == LIR_SLOT ? i->slot : 0};
    for (u32 k = 0; k < ARRAY_LEN(parts); k++)
        h = (h ^ parts[k]) * 0x9E3779B1u;
    return (h ^ h >> 16) & (SHARE_ROOM - 1);
}

/* Appends a pure value, or finds the one the block has. What is remembered
 * of other blocks does no harm: the block is compared. */
lref lir_share(struct lir_function *f, struct lir_insn wanted)
{
    if (!f->share)
        f->share = ARENA_ARRAY(f->arena, lref, SHARE_ROOM);
    lref *place = &f->share[hash(&wanted)];
    struct lir_insn *old = at(f, *place);
    if (*place != 0 && old->block == f->block && same(old, &wanted)) {
        old->flags &= wanted.flags; /* promises that both make */
        return *place;
    }
    lref r =
        lir_add_raw(f, wanted.op, wanted.a, wanted.b, wanted.c, wanted.imm);
    struct lir_insn *fresh = at(f, r);
    fresh->cc = wanted.cc;
    fresh->size = wanted.size;
    fresh->flags = wanted.flags;
    if (wanted.op == LIR_SYMBOL)
        fresh->sym = wanted.sym;
    if (wanted.op == LIR_SLOT)
        fresh->slot = wanted.slot;
    *place = r;
    return r;
}

lref lir_const(struct lir_function *f, u32 value)
{
    return lir_share(f, (struct lir_insn){.op = LIR_CONST, .imm = (i32)value});
}

lref lir_symbol(struct lir_function *f, const char *sym, i32 offset)
{
    return lir_share(
        f, (struct lir_insn){.op = LIR_SYMBOL, .imm = offset, .sym = sym});
}

lref lir_slot_address(struct lir_function *f, u32 slot, i32 offset)
{
    return lir_share(
        f, (struct lir_insn){.op = LIR_SLOT, .imm = offset, .slot = slot});
}

static u32 fold_binary(enum lir_op op, u32 a, u32 b, bool *ok)
{
    switch (op) {
    case LIR_ADD:
        return a + b;
    case LIR_SUB:
        return a - b;
    case LIR_MUL:
        return a * b;
    case LIR_MULHU:
        return (u32)((u64)a * b >> 32);
    case LIR_MULHS:
        return (u32)((u64)((i64)(i32)a * (i32)b) >> 32);
    case LIR_UDIV:
        *ok = b != 0;
        return b != 0 ? a / b : 0;
    case LIR_UREM:
        *ok = b != 0;
        return b != 0 ? a % b : 0;
    case LIR_SDIV:
        *ok = b != 0 && !(a == 0x80000000u && b == UINT32_MAX);
        return *ok ? (u32)((i32)a / (i32)b) : 0;
    case LIR_SREM:
        *ok = b != 0 && !(a == 0x80000000u && b == UINT32_MAX);
        return *ok ? (u32)((i32)a % (i32)b) : 0;
    case LIR_AND:
        return a & b;
    case LIR_OR:
        return a | b;
    case LIR_XOR:
        return a ^ b;
    case LIR_SHL:
        return a << (b & 31);
    case LIR_SHR:
        return a >> (b & 31);
    case LIR_SAR:
        return (u32)((i32)a >> (b & 31));
    case LIR_ROL:
        return (b & 31) != 0 ? a << (b & 31) | a >> (32 - (b & 31)) : a;
    default:
        *ok = false;
        return 0;
    }
}

static lref binary(struct lir_function *f, enum lir_op op, lref a, lref b,
                   u32 flags)
{
    return lir_share(
        f, (struct lir_insn){.op = (u8)op, .a = a, .b = b, .flags = (u8)flags});
}

/* What the zeros of a make of a mask or a shift; 0 when nothing. */
static lref fold_zeros(struct lir_function *f, enum lir_op op, lref a, u32 b)
{
    u32 zeros = lir_known_zeros(f, a);
    if (at(f, a)->op == LIR_UNDEF)
        return lir_const(f, 0);
    if (op == LIR_AND && (b | zeros) == UINT32_MAX)
        return a;
    if (op == LIR_AND && (b & ~zeros) == 0)
        return lir_const(f, 0);
    if (op == LIR_SHR && ~zeros >> (b & 31) == 0)
        return lir_const(f, 0);
    if (op == LIR_SAR && zeros >> 31)
        return lir_binary_imm(f, LIR_SHR, a, b);
    return 0;
}

/* Identities with a constant on the right; 0 when there is none. */
static lref fold_right(struct lir_function *f, enum lir_op op, lref a, u32 b)
{
    bool shift =
        op == LIR_SHL || op == LIR_SHR || op == LIR_SAR || op == LIR_ROL;
    if (shift && (b & 31) == 0)
        return a;
    if (b == 0 &&
        (op == LIR_ADD || op == LIR_SUB || op == LIR_OR || op == LIR_XOR))
        return a;
    if (b == 0 && (op == LIR_MUL || op == LIR_AND || op == LIR_MULHU))
        return lir_const(f, 0);
    if (b == 1 && (op == LIR_MUL || op == LIR_UDIV || op == LIR_SDIV))
        return a;
    if (b == 1 && (op == LIR_UREM || op == LIR_SREM))
        return lir_const(f, 0);
    if (op == LIR_AND || op == LIR_SHR || op == LIR_SAR) {
        lref r = fold_zeros(f, op, a, b);
        if (r)
            return r;
    }
    if (op == LIR_OR && b == UINT32_MAX)
        return lir_const(f, b);
    bool power = b != 0 && (b & (b - 1)) == 0;
    u32 log = power ? (u32)__builtin_ctz(b) : 0;
    if (power && op == LIR_MUL)
        return lir_binary_imm(f, LIR_SHL, a, log);
    if (power && op == LIR_MULHU && log != 0)
        return lir_binary_imm(f, LIR_SHR, a, 32 - log);
    if (power && op == LIR_UDIV)
        return lir_binary_imm(f, LIR_SHR, a, log);
    if (power && op == LIR_UREM)
        return lir_binary_imm(f, LIR_AND, a, b - 1);
    return 0;
}

/* (x op c1) op c2 and the like; 0 when nothing fits. */
static lref fold_nested(struct lir_function *f, enum lir_op op, lref a, u32 b)
{
    const struct lir_insn i = *at(f, a);
    u32 inner;
    if (op == LIR_ADD && i.op == LIR_SYMBOL)
        return lir_symbol(f, i.sym, (i32)((u32)i.imm + b));
    if (op == LIR_ADD && i.op == LIR_SLOT)
        return lir_slot_address(f, i.slot, (i32)((u32)i.imm + b));
    if (lir_op_operands[i.op] != 2 || !lir_is_const(f, i.b, &inner))
        return 0;
    if (op == LIR_ADD && i.op == LIR_ADD)
        return lir_binary_imm(f, LIR_ADD, i.a, inner + b);
    if (op == i.op && (op == LIR_AND || op == LIR_OR || op == LIR_XOR)) {
        bool ok = true;
        return lir_binary_imm(f, op, i.a, fold_binary(op, inner, b, &ok));
    }
    if (op == i.op && (op == LIR_SHL || op == LIR_SHR) &&
        (inner & 31) + (b & 31) < 32)
        return lir_binary_imm(f, op, i.a, (inner & 31) + (b & 31));
    if (op == LIR_SAR && i.op == LIR_SHL && (inner & 31) == (b & 31) &&
        ((b & 31) == 16 || (b & 31) == 24))
        return lir_sext(f, i.a, 32 - (b & 31));
    if (op == LIR_SHR && i.op == LIR_SAR && (b & 31) == 31)
        return lir_binary_imm(f, LIR_SHR, i.a, 31); /* the sign */
    if (op == LIR_SHR && i.op == LIR_SHL && (inner & 31) == (b & 31))
        return lir_binary_imm(f, LIR_AND, i.a, UINT32_MAX >> (b & 31));
    if (op == LIR_SHL && i.op == LIR_SHR && (inner & 31) == (b & 31))
        return lir_binary_imm(f, LIR_AND, i.a, UINT32_MAX << (b & 31));
    return 0;
}

/* a + b with a constant inside one of them: it goes outermost, but a sum of
 * another block, maybe outside of a loop, is left whole. */
static lref fold_sum(struct lir_function *f, lref a, lref b)
{
    for (u32 k = 0; k < 2; k++) {
        const struct lir_insn i = *at(f, k ? b : a);
        lref other = k ? a : b;
        u32 c;
        if (i.op == LIR_ADD && i.block == f->block &&
            lir_is_const(f, i.b, &c) && at(f, other)->op != LIR_CONST) {
            lref sum = lir_binary(f, LIR_ADD, i.a, other);
            return lir_binary_imm(f, LIR_ADD, sum, c);
        }
    }
    return 0;
}

lref lir_binary_flags(struct lir_function *f, enum lir_op op, lref a, lref b,
                      u32 flags)
{
    u32 x, y;
    bool ok = true;
    bool commutes = lir_op_is(op, 'C');
    if (commutes && at(f, a)->op == LIR_CONST && at(f, b)->op != LIR_CONST) {
        lref t = a;
        a = b;
        b = t;
    }
    if (lir_is_const(f, a, &x) && lir_is_const(f, b, &y)) {
        u32 v = fold_binary(op, x, y, &ok);
        if (ok)
            return lir_const(f, v);
    }
    if (lir_is_const(f, b, &y)) {
        if (op == LIR_SUB)
            return lir_binary_flags(f, LIR_ADD, a, lir_const(f, 0u - y), 0);
        lref r = fold_right(f, op, a, y);
        r = r ? r : fold_nested(f, op, a, y);
        if (r)
            return r;
    }
    if (op == LIR_ADD) {
        lref r = fold_sum(f, a, b);
        if (r)
            return r;
    }
    if (a == b && (op == LIR_AND || op == LIR_OR))
        return a;
    if (a == b && (op == LIR_XOR || op == LIR_SUB))
        return lir_const(f, 0);
    return binary(f, op, a, b, flags);
}

lref lir_binary(struct lir_function *f, enum lir_op op, lref a, lref b)
{
    return lir_binary_flags(f, op, a, b, 0);
}

lref lir_binary_imm(struct lir_function *f, enum lir_op op, lref a, u32 b)
{
    return lir_binary(f, op, a, lir_const(f, b));
}

lref lir_adc(struct lir_function *f, enum lir_op op, lref a, lref b, lref low)
{
    return lir_add_raw(f, op, a, b, low, 0);
}

static bool fold_unary(enum lir_op op, u32 a, u32 *out)
{
    switch (op) {
    case LIR_CLZ:
        *out = a ? (u32)__builtin_clz(a) : 32;
        return true;
    case LIR_CTZ:
        *out = a ? (u32)__builtin_ctz(a) : 32;
        return true;
    case LIR_POPCNT:
        *out = (u32)__builtin_popcount(a);
        return true;
    case LIR_BSWAP:
        *out = __builtin_bswap32(a);
        return true;
    case LIR_SEXT8:
        *out = (u32)(i32)(i8)a;
        return true;
    case LIR_SEXT16:
        *out = (u32)(i32)(i16)a;
        return true;
    case LIR_FNEG:
        *out = a ^ 0x80000000u;
        return true;
    case LIR_FABS:
        *out = a & 0x7FFFFFFFu;
        return true;
    default:
        return false;
    }
}

lref lir_unary(struct lir_function *f, enum lir_op op, lref a)
{
    u32 x, v;
    if (lir_is_const(f, a, &x) && fold_unary(op, x, &v))
        return lir_const(f, v);
    if (op == LIR_SEXT8 && lir_sign_bits(f, a) >= 25)
        return a;
    if (op == LIR_SEXT16 && lir_sign_bits(f, a) >= 17)
        return a;
    return lir_share(f, (struct lir_insn){.op = (u8)op, .a = a});
}

lref lir_fma(struct lir_function *f, lref a, lref b, lref c)
{
    return lir_share(f,
                     (struct lir_insn){.op = LIR_FMA, .a = a, .b = b, .c = c});
}

lref lir_zext(struct lir_function *f, lref a, u32 bits)
{
    return bits >= 32 ? a : lir_binary_imm(f, LIR_AND, a, (1u << bits) - 1);
}

lref lir_sext(struct lir_function *f, lref a, u32 bits)
{
    if (bits >= 32 || lir_sign_bits(f, a) >= 33 - bits)
        return a;
    if (bits == 8 || bits == 16)
        return lir_unary(f, bits == 8 ? LIR_SEXT8 : LIR_SEXT16, a);
    lref up = lir_binary_imm(f, LIR_SHL, a, 32 - bits);
    return lir_binary_imm(f, LIR_SAR, up, 32 - bits);
}

/* A constant part of the address moves into the offset. */
static lref address_fold(struct lir_function *f, lref address, i32 *offset)
{
    const struct lir_insn i = *at(f, address);
    u32 c;
    if (i.op == LIR_ADD && lir_is_const(f, i.b, &c)) {
        *offset = (i32)((u32)*offset + c);
        return i.a;
    }
    return address;
}

lref lir_load(struct lir_function *f, lref address, i32 offset, u32 size,
              u32 flags)
{
    lref a = address_fold(f, address, &offset);
    lref r = lir_add_raw(f, LIR_LOAD, a, 0, 0, offset);
    at(f, r)->size = (u8)size;
    at(f, r)->flags = (u8)flags;
    return r;
}

void lir_store(struct lir_function *f, lref address, i32 offset, lref value,
               u32 size, u32 flags)
{
    lref a = address_fold(f, address, &offset);
    lref r = lir_add_raw(f, LIR_STORE, a, value, 0, offset);
    at(f, r)->size = (u8)size;
    at(f, r)->flags = (u8)flags;
}

void lir_jump(struct lir_function *f, struct lir_block *to)
{
    lref r = lir_add_raw(f, LIR_JUMP, 0, 0, 0, 0);
    at(f, r)->target = to;
}

void lir_branch(struct lir_function *f, lref cond, struct lir_block *yes,
                struct lir_block *no)
{
    u32 c;
    if (lir_is_const(f, cond, &c)) {
        lir_jump(f, c ? yes : no);
        return;
    }
    const struct lir_insn i = *at(f, cond);
    if (i.op == LIR_XOR && is_const(f, i.b, 1)) { /* of a truth value */
        lir_branch(f, i.a, no, yes);
        return;
    }
    lref r = lir_add_raw(f, LIR_BRANCH, cond, 0, 0, 0);
    at(f, r)->target = yes;
    at(f, r)->other = no;
}
