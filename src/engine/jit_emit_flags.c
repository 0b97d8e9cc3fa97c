/* SPDX-License-Identifier: MIT
 *
 * FLAGS in generated code. Nothing is computed for them where they are made:
 * a recipe remembers from which registers they follow. A reader behind the
 * producer uses EFLAGS as they are, another one compares again. Only where
 * the registers of a recipe change are FLAGS written to the core.
 */
#include "jit_emit.h"

#include "math.h"

#define FLAGS_FIELD(field) CORE(flags.field)

static const struct uop *next_uop(const struct emit *e)
{
    u32 next = e->uop + 1;
    return next < jit_end_uop(e->b, e->k) ? &e->b->uop[next] : NULL;
}

bool emit_flags_used(const struct emit *e)
{
    return jit_flags_used(e->b, e->k, e->uop + 1);
}

bool emit_flags_next(const struct emit *e)
{
    const struct uop *u = next_uop(e);
    return u != NULL &&
           (u->code == UOP_JCC || u->code == UOP_SET || u->code == UOP_SEL ||
            u->code == UOP_ADC || u->code == UOP_SBB);
}

/* --- conditions --- */

static u32 cc_int(u32 cc)
{
    static const u8 map[UCC_COUNT] = {
        [UCC_Z] = CC_E, [UCC_NZ] = CC_NE, [UCC_C] = CC_B, [UCC_NC] = CC_AE,
        [UCC_G] = CC_G, [UCC_GE] = CC_GE, [UCC_L] = CC_L, [UCC_LE] = CC_LE,
        [UCC_A] = CC_A, [UCC_BE] = CC_BE};
    return map[cc];
}

/* After ucomiss, docs/isa.md section 6: CF there is "less or unordered". */
static u32 cc_float(struct emit *e, u32 cc)
{
    static const u8 map[UCC_COUNT] = {
        [UCC_C] = CC_A, [UCC_NC] = CC_BE, [UCC_G] = CC_A, [UCC_GE] = CC_AE,
        [UCC_L] = CC_B, [UCC_LE] = CC_BE, [UCC_A] = CC_B, [UCC_BE] = CC_AE};
    if (cc != UCC_Z && cc != UCC_NZ)
        return map[cc];
    /* equal: ZF and not PF */
    x86_op(&e->x, X_0F | X_BYTE | 0x90 | CC_NP, 0, x86_r(RAX), 0);
    x86_op(&e->x, X_0F | X_BYTE | 0x90 | CC_E, 0, x86_r(RCX), 0);
    x86_op(&e->x, X_BYTE | 0x84, RAX, x86_r(RCX), 0);
    e->host_flags = HOST_NONE;
    return cc == UCC_Z ? CC_NE : CC_E;
}

/* Compares registers a and b, wherever they are. */
static void compare(struct emit *e, u8 a, u8 b)
{
    if (emit_host(e, a) == X86_NONE && emit_host(e, b) != X86_NONE)
        x86_alu_mr(&e->x, X_CMP, emit_core(a), emit_host(e, b));
    else
        x86_alu_rr(&e->x, X_CMP, emit_use(e, a, RAX), emit_loc(e, b));
}

static void compare_imm(struct emit *e, u8 a, u32 imm)
{
    u8 host = emit_host(e, a);
    if (imm == 0 && host != X86_NONE)
        x86_test_rr(&e->x, host, host);
    else
        x86_alu_i(&e->x, X_CMP, emit_loc(e, a), (i32)imm);
}

/* EAX, ECX = operands of a sum or difference, from its result if need be. */
static void operands_again(struct emit *e, const struct jit_recipe *r)
{
    bool add = r->flags == FLAGS_A;
    bool x_lost = r->writes && r->a == r->d;
    bool y_lost = r->writes && !r->has_imm && r->b == r->d;
    struct x86 *x = &e->x;
    if (x_lost && y_lost) { /* d - d */
        x86_mov_i(x, RAX, 0);
        x86_mov_i(x, RCX, 0);
        return;
    }
    if (r->has_imm)
        x86_mov_i(x, RCX, r->imm);
    else if (!y_lost)
        x86_mov(x, RCX, emit_loc(e, r->b));
    x86_mov(x, RAX, emit_loc(e, x_lost ? r->d : r->a));
    if (x_lost)
        x86_alu_rr(x, add ? X_SUB : X_ADD, RAX, x86_r(RCX));
    if (!y_lost)
        return;
    x86_mov(x, RCX, emit_loc(e, r->d)); /* y = d - x or x - d */
    x86_alu_rr(x, X_SUB, RCX, x86_r(RAX));
    if (!add)
        x86_op(x, 0xF7, 3, x86_r(RCX), 0); /* neg */
}

static void sum_again(struct emit *e, const struct jit_recipe *r, u32 cc)
{
    if (!r->writes && r->flags == FLAGS_S) {
        if (r->has_imm)
            compare_imm(e, r->a, r->imm);
        else
            compare(e, r->a, r->b);
        return;
    }
    if (r->writes && (cc == UCC_Z || cc == UCC_NZ)) {
        compare_imm(e, r->d, 0);
        e->host_flags = HOST_NONE; /* true for Z only */
        return;
    }
    operands_again(e, r);
    x86_alu_rr(&e->x, r->flags == FLAGS_A ? X_ADD : X_CMP, RAX, x86_r(RCX));
}

static void float_again(struct emit *e, const struct jit_recipe *r)
{
    x86_vex(&e->x, X_66 | X_0F | 0x6E, 0, 0, emit_loc(e, r->a));
    x86_vex(&e->x, X_66 | X_0F | 0x6E, 1, 0, emit_loc(e, r->b));
    x86_vex(&e->x, X_0F | 0x2E, 0, 0, x86_r(1));
}

/* Makes EFLAGS from the recipe; false: it takes C. */
static bool flags_again(struct emit *e, u32 cc)
{
    if (e->flags == FLAGS_IN_CORE || e->flags == FLAGS_DEAD)
        return false;
    const struct jit_recipe *r = jit_at(e->j, e->flags);
    e->host_flags = HOST_INT;
    if (r->flags == FLAGS_L) {
        compare_imm(e, r->d, 0);
    } else if (r->flags == FLAGS_X) {
        float_again(e, r);
        e->host_flags = HOST_FLOAT;
    } else if (r->flags == FLAGS_F) {
        e->host_flags = HOST_NONE;
        return false;
    } else {
        sum_again(e, r, cc);
    }
    return true;
}

/* EFLAGS.ZF = the condition does not hold, by asking C. */
static void ask(struct emit *e, u32 cc)
{
    struct uop u = {.code = UOP_SET, .d = 0xFF, .imm = cc};
    emit_call_out(e, emit_site(e, SITE_COND, &u, X86_NONE));
    x86_test_rr(&e->x, RAX, RAX);
    e->host_flags = HOST_NONE;
}

u32 emit_condition(struct emit *e, u32 cc)
{
    if (e->host_flags == HOST_NONE && !flags_again(e, cc)) {
        ask(e, cc);
        return CC_NE;
    }
    return e->host_flags == HOST_FLOAT ? cc_float(e, cc) : cc_int(cc);
}

void emit_carry(struct emit *e)
{
    if (e->host_flags == HOST_INT)
        return;
    if (e->host_flags == HOST_NONE && flags_again(e, UCC_C) &&
        e->host_flags == HOST_INT)
        return;
    ask(e, UCC_C);
    x86_op(&e->x, 0xF7, 3, x86_r(RAX), 0); /* neg: CF = EAX != 0 */
    e->host_flags = HOST_NONE;
}

/* --- into the core --- */

void emit_core_flags(struct emit *e, u32 kind, u8 a, struct x86_rm b)
{
    struct x86 *x = &e->x;
    x86_mov_to(x, x86_m(RBP, FLAGS_FIELD(a)), a);
    if (b.memory)
        x86_mov_mi(x, x86_m(RBP, FLAGS_FIELD(b)), (u32)b.disp);
    else
        x86_mov_to(x, x86_m(RBP, FLAGS_FIELD(b)), b.base);
    x86_mov_mi(x, x86_m(RBP, FLAGS_FIELD(kind)), kind);
}

void emit_flags_out(struct emit *e)
{
    if (e->flags != FLAGS_IN_CORE && e->flags != FLAGS_DEAD)
        x86_mov_mi(&e->x, x86_m(RBP, FLAGS_FIELD(kind)), e->flags);
}

void emit_host_flags_record(struct emit *e)
{
    struct x86 *x = &e->x;
    x86_imm(x, 0x9F, 1); /* lahf */
    x86_op(x, X_0F | X_BYTE | 0x90 | CC_O, 0, x86_r(RAX), 0);
    x86_mov_to(x, x86_m(RBP, FLAGS_FIELD(a)), RAX);
    x86_mov_mi(x, x86_m(RBP, FLAGS_FIELD(kind)), JIT_FLAGS_HOST);
    e->flags = FLAGS_IN_CORE;
    e->recorded = true;
}

static struct x86_rm imm_operand(u32 imm)
{
    return x86_m(RBP, (i32)imm);
}

void emit_flags_record(struct emit *e)
{
    if (e->flags == FLAGS_IN_CORE || e->flags == FLAGS_DEAD)
        return;
    const struct jit_recipe *r = jit_at(e->j, e->flags);
    if (r->flags == FLAGS_L) {
        emit_core_flags(e, FLAGS_SUB, emit_use(e, r->d, RAX), imm_operand(0));
    } else if (r->flags == FLAGS_S && !r->writes && r->has_imm) {
        emit_core_flags(e, FLAGS_SUB, emit_use(e, r->a, RAX),
                        imm_operand(r->imm));
    } else if (r->flags == FLAGS_S && !r->writes) {
        u8 a = emit_use(e, r->a, RAX);
        emit_core_flags(e, FLAGS_SUB, a, x86_r(emit_use(e, r->b, RCX)));
    } else {
        struct uop u = {.code = UOP_SET, .d = 0xFF};
        emit_call_out(e, emit_site(e, SITE_RESOLVE, &u, X86_NONE));
        e->host_flags = HOST_NONE;
    }
    e->flags = FLAGS_IN_CORE;
}

/* --- around each uop --- */

static bool recipe_reads(const struct jit_recipe *r, u8 guest)
{
    if (r->flags == FLAGS_L || r->flags == FLAGS_F)
        return r->d == guest;
    return (r->writes && r->d == guest) || r->a == guest ||
           (!r->has_imm && r->b == guest);
}

/* d = d + d: the operands cannot be had from the result. */
static bool is_doubling(const struct uop *u)
{
    return u->code == UOP_ADD && u->d == u->a && u->d == u->b;
}

/* A sum whose operands stay can do without its result, like a comparison.
 * False: the operands do not stay. */
static bool without_result(struct emit *e, u8 lost)
{
    struct jit_recipe *old = jit_at(e->j, e->flags), *r;
    bool sum = old->flags == FLAGS_A || old->flags == FLAGS_S;
    if (!sum || !old->writes || old->a == lost ||
        (!old->has_imm && old->b == lost))
        return false;
    r = jit_meta(e->j, sizeof *r);
    if (r == NULL) {
        e->x.full = true;
        return true;
    }
    *r = *old;
    r->writes = false;
    e->flags = jit_offset(e->j, r);
    return true;
}

/* The uop, which keeps FLAGS, writes a register of their recipe. */
static void flags_rescue(struct emit *e, const struct uop *u)
{
    if (without_result(e, u->d))
        return;
    if (u->code == UOP_SET || u->code == UOP_SEL)
        emit_condition(e, u->imm);
    /* Recording only moves: EFLAGS stay for the uop itself. */
    if (e->host_flags == HOST_INT)
        emit_host_flags_record(e);
    else
        emit_flags_record(e);
}

void emit_flags_before(struct emit *e, const struct uop *u)
{
    const struct uop_info *i = &uop_info[u->code];
    e->recorded = false;
    if (i->flags == FLAGS_N && e->flags > FLAGS_DEAD &&
        (jit_uop_regs(u).writes & (u32)1 << (u->d & 31)) != 0 &&
        recipe_reads(jit_at(e->j, e->flags), u->d) && emit_flags_used(e))
        flags_rescue(e, u);
    if (is_doubling(u) && emit_flags_used(e)) {
        u8 r = emit_use(e, u->d, RAX);
        emit_core_flags(e, FLAGS_ADD, r, x86_r(r));
        e->recorded = true;
    }
}

static bool has_b(u16 code)
{
    static const char *const operands[UOP_COUNT] = {
#define UOP(name, operands, flags, traits, meaning) [UOP_##name] = operands,
#include <vm/uop.def>
    };
    return strchr(operands[code], 'b') != NULL;
}

static u32 recipe_new(struct emit *e, const struct uop *u, u8 flags)
{
    struct jit_recipe *r = jit_meta(e->j, sizeof *r);
    if (r == NULL) {
        e->x.full = true;
        return FLAGS_DEAD;
    }
    *r = (struct jit_recipe){.flags = flags,
                             .d = u->d,
                             .a = u->a,
                             .b = u->b,
                             .writes = flags != FLAGS_X && writes_d(u->code) &&
                                       u->code != UOP_XADD,
                             .has_imm = !has_b(u->code),
                             .imm = u->imm};
    if (u->code == UOP_XADD)
        r->a = u->d; /* the old value */
    return jit_offset(e->j, r);
}

void emit_flags_after(struct emit *e, const struct uop *u)
{
    u8 flags = uop_info[u->code].flags;
    if (u->code == UOP_XCHG || u->code == UOP_LDAR)
        flags = FLAGS_L;
    if (u->code == UOP_XADD)
        flags = FLAGS_A;
    if (flags == FLAGS_N)
        return;
    e->carried = false;
    if (e->recorded)
        e->flags = FLAGS_IN_CORE;
    else if (!emit_flags_used(e))
        e->flags = FLAGS_DEAD;
    else
        e->flags = recipe_new(e, u, flags);
}
