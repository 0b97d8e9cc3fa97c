/* SPDX-License-Identifier: MIT
 *
 * The instructions of the oracle as one plain switch in the order of
 * docs/isa.md, sections 4 and 12. Invariant: operands are read before any
 * register is written, and a case that panics has changed nothing but what
 * section 11 allows. Delivery of interrupts is the caller's, except that
 * `must_deliver` says where section 9 demands it.
 */
#include "oracle_step.h"
#include "fp32.h"

enum { CF = 0x01, ZF = 0x08, SF = 0x10, OF = 0x20, FOUR = CF | ZF | SF | OF };

/* --- FLAGS -------------------------------------------------------------- */

static bool bit31(u32 x)
{
    return x >> 31;
}

static void flags_set(struct oracle *o, bool cf, bool zf, bool sf, bool of)
{
    o->flags &= ~(u32)FOUR;
    if (cf)
        o->flags |= CF;
    if (zf)
        o->flags |= ZF;
    if (sf)
        o->flags |= SF;
    if (of)
        o->flags |= OF;
}

/* Class A of a + b (+ carry), class S of a - b (- borrow). */
static u32 class_a(struct oracle *o, u32 a, u32 b, u32 carry)
{
    u64 full = (u64)a + b + carry;
    u32 r = (u32)full;
    flags_set(o, full > 0xFFFFFFFF, r == 0, bit31(r),
              bit31(~(a ^ b) & (a ^ r)));
    return r;
}

static u32 class_s(struct oracle *o, u32 a, u32 b, u32 borrow)
{
    u32 r = a - b - borrow;
    flags_set(o, a < (u64)b + borrow, r == 0, bit31(r),
              bit31((a ^ b) & (a ^ r)));
    return r;
}

static u32 class_l(struct oracle *o, u32 r)
{
    flags_set(o, false, r == 0, bit31(r), false);
    return r;
}

static u32 class_f(struct oracle *o, u32 r)
{
    bool zero = (r & 0x7FFFFFFF) == 0;
    flags_set(o, false, zero, bit31(r) && !zero && !fp32_is_nan(r), false);
    return r;
}

static bool holds(const struct oracle *o, u32 cc)
{
    bool c = o->flags & CF, z = o->flags & ZF, s = o->flags & SF,
         v = o->flags & OF;
    switch (cc) {
    case ISA_CC_Z:
        return z;
    case ISA_CC_NZ:
        return !z;
    case ISA_CC_C:
        return c;
    case ISA_CC_NC:
        return !c;
    case ISA_CC_G:
        return !z && s == v;
    case ISA_CC_GE:
        return s == v;
    case ISA_CC_L:
        return s != v;
    case ISA_CC_LE:
        return z || s != v;
    case ISA_CC_A:
        return !c && !z;
    default:
        return c || z;
    }
}

/* --- results ------------------------------------------------------------ */

static bool logic(struct step *i, u32 r)
{
    i->o->r[i->d] = class_l(i->o, r);
    return true;
}

static bool plus(struct step *i, u32 a, u32 b)
{
    i->o->r[i->d] = class_a(i->o, a, b, 0);
    return true;
}

static bool minus(struct step *i, u32 a, u32 b)
{
    i->o->r[i->d] = class_s(i->o, a, b, 0);
    return true;
}

static bool real(struct step *i, u32 r)
{
    i->o->r[i->d] = class_f(i->o, r);
    return true;
}

static u32 shift_arithmetic(u32 v, u32 n)
{
    for (n &= 31; n > 0; n--)
        v = v >> 1 | (v & 0x80000000);
    return v;
}

static u32 rotate_left(u32 v, u32 n)
{
    for (n &= 31; n > 0; n--)
        v = v << 1 | v >> 31;
    return v;
}

static u32 rotate_right(u32 v, u32 n)
{
    return rotate_left(v, 32 - (n & 31));
}

static bool divide(struct step *i)
{
    u32 a = i->rs1, b = i->rs2;
    bool remainder = i->op == ISA_MOD || i->op == ISA_SMOD;
    if (b == 0) {
        oracle_request(i->o, INT_DIVZERO);
        i->o->must_deliver = true;
        return true;
    }
    if (i->op == ISA_DIV || i->op == ISA_MOD)
        return logic(i, remainder ? a % b : a / b);
    /* 64 bits hold -2^31 / -1; truncation makes that 0x80000000 again. */
    i64 x = (i32)a, y = (i32)b;
    return logic(i, (u32)(remainder ? x % y : x / y));
}

static u32 count_bits(u32 op, u32 v)
{
    u32 n = 0;
    if (op == ISA_CLZ)
        while (n < 32 && !(v << n >> 31))
            n++;
    if (op == ISA_CTZ)
        while (n < 32 && !(v >> n & 1))
            n++;
    if (op == ISA_POPCNT)
        for (; v != 0; v >>= 1)
            n += v & 1;
    return n;
}

static bool to_integer(struct step *i)
{
    u32 r = 0;
    bool fits =
        i->op == ISA_FTOI ? fp32_to_i32(i->rs1, &r) : fp32_to_u32(i->rs1, &r);
    if (fits)
        return logic(i, r);
    i->o->r[i->d] = 0;
    flags_set(i->o, false, false, false, true);
    return true;
}

static bool float_compare(struct step *i)
{
    enum fp32_order order = fp32_compare(i->rd, i->rs1);
    flags_set(i->o, order == FP32_GREATER, order == FP32_EQUAL,
              order == FP32_LESS, order == FP32_UNORDERED);
    return true;
}

static u32 sign_extend(u32 v, u32 bits)
{
    return v >> (bits - 1) & 1 ? v | 0xFFFFFFFF << bits : v;
}

/* --- memory ------------------------------------------------------------- */

/* extend: bits to sign-extend from, 0 for none. */
static bool load(struct step *i, u32 at, u32 width, u32 extend)
{
    u32 v;
    if (!oracle_load(i->o, at, width, &v))
        return false;
    v &= width == 4 ? 0xFFFFFFFF : ((u32)1 << 8 * width) - 1;
    return logic(i, extend != 0 ? sign_extend(v, extend) : v);
}

static bool load_real(struct step *i)
{
    u32 v;
    return oracle_load(i->o, i->rs1 + i->imm, 4, &v) && real(i, v);
}

static bool store(struct step *i, u32 at, u32 width)
{
    return oracle_store(i->o, at, width, i->rd);
}

/* Up to n bytes in ascending order, as far as both places are plain RAM: a
 * copy, or all of one value. Returns how many were done. */
static u32 plain_bytes(struct oracle *o, u32 to, u32 from, bool copy, u8 value,
                       u32 n)
{
    const u8 *in = copy ? oracle_plain(o, from, &n, false) : &value;
    u8 *out = in == NULL ? NULL : oracle_plain(o, to, &n, true);
    if (out == NULL)
        return 0;
    for (u32 i = 0; i < n; i++)
        out[i] = copy ? in[i] : value;
    oracle_first(o)->moved += n;
    return n;
}

/* MEMSET and MEMCPY. */
static bool block(struct step *i)
{
    bool copy = i->op == ISA_MEMCPY;
    for (u32 n = 0; n < i->imm;) {
        u32 v = i->rs1, done = plain_bytes(i->o, i->rd + n, i->rs1 + n, copy,
                                           (u8)i->rs1, i->imm - n);
        n += done;
        if (done != 0)
            continue;
        if (copy && !oracle_load(i->o, i->rs1 + n, 1, &v))
            return false;
        if (!oracle_store(i->o, i->rd + n, 1, v & 0xFF))
            return false;
        n++;
        oracle_first(i->o)->moved++;
    }
    return true;
}

/* One byte of MOVS or FILL. */
bool step_move_byte(struct step *i)
{
    u32 *r = i->o->r, v = r[i->s];
    if (i->op == ISA_MOVS && !oracle_load(i->o, r[i->s], 1, &v))
        return false;
    if (!oracle_store(i->o, r[i->d], 1, v & 0xFF))
        return false;
    oracle_first(i->o)->moved++;
    r[i->d]++;
    if (i->op == ISA_MOVS)
        r[i->s]++;
    r[i->t]--;
    return true;
}

static bool move(struct step *i)
{
    if (i->d == i->s || i->d == i->t || i->s == i->t)
        return oracle_die(i->o, "invalid operands");
    u32 *r = i->o->r;
    bool copy = i->op == ISA_MOVS;
    while (r[i->t] != 0) {
        u32 done =
            plain_bytes(i->o, r[i->d], r[i->s], copy, (u8)r[i->s], r[i->t]);
        r[i->d] += done;
        r[i->s] += copy ? done : 0;
        r[i->t] -= done;
        if (done == 0 && !step_move_byte(i))
            return false;
    }
    return true;
}

static bool atomic(struct step *i)
{
    struct oracle *o = i->o;
    u32 at = i->rs1 + i->imm;
    if (!oracle_atomic(o, at))
        return false;
    u32 old = oracle_ram32(o, at);
    if (i->op == ISA_STLR)
        oracle_ram32_set(o, at, i->rd);
    else if (i->op == ISA_CAS) {
        if (old == i->rd)
            oracle_ram32_set(o, at, i->rs2);
        flags_set(o, false, old == i->rd, false, false);
    } else if (i->op == ISA_XADD)
        oracle_ram32_set(o, at, class_a(o, old, i->rs2, 0));
    else
        class_l(o, old);
    if (i->op == ISA_XCHG)
        oracle_ram32_set(o, at, i->rs2);
    if (i->op != ISA_STLR)
        o->r[i->d] = old;
    return true;
}

/* --- control ------------------------------------------------------------ */

static bool jump(struct step *i, bool taken, u32 target)
{
    if (taken) {
        i->o->ip = target;
        i->o->must_deliver = target <= i->o->pc;
    }
    return true;
}

static bool call(struct step *i, u32 target)
{
    return oracle_push(i->o, ORACLE_CALL, i->next) && jump(i, true, target);
}

static bool call_memory(struct step *i)
{
    u32 target;
    return oracle_load(i->o, i->rs1 + i->imm, 4, &target) && call(i, target);
}

static bool ret(struct step *i)
{
    u32 target;
    return oracle_pop(i->o, ORACLE_CALL, &target) && jump(i, true, target);
}

static bool pop(struct step *i)
{
    u32 v;
    return oracle_pop(i->o, ORACLE_DATA, &v) && logic(i, v);
}

static bool port_in(struct step *i)
{
    u32 v;
    if (!oracle_port_in(i->o, i->rs1, &v))
        return false;
    i->o->r[i->d] = v;
    return true;
}

static bool interrupt(struct step *i, u32 v)
{
    u32 handler;
    if (v > 255 || i->o->in_isr || !oracle_handler(i->o, v, &handler))
        return true;
    if (!oracle_enter(i->o, v, handler))
        return false;
    i->o->serving = ORACLE_NOBODY;
    return true;
}

static bool iret(struct step *i)
{
    struct oracle *o = i->o;
    const struct oracle_stack *k = &o->stack[ORACLE_ISR];
    o->must_deliver = true;
    if (!o->in_isr)
        return true;
    if (k->count - k->index < ISA_FRAME_SLOTS)
        return oracle_die(o, "stack underflow");
    for (u32 n = 32; n-- > 0;)
        oracle_pop(o, ORACLE_ISR, &o->r[n]);
    oracle_pop(o, ORACLE_ISR, &o->flags);
    oracle_pop(o, ORACLE_ISR, &o->ip);
    if (o->serving != ORACLE_NOBODY)
        o->in_service[o->serving] = 0;
    o->serving = ORACLE_NOBODY;
    o->in_isr = 0;
    return true;
}

static bool halt(struct step *i)
{
    i->o->state = ORACLE_HALTED;
    return true;
}

static bool start(struct step *i)
{
    struct oracle *o = i->o;
    if (o->id != 0 || i->rd == 0 || i->rd >= o->cores)
        return true;
    struct oracle *other = oracle_core(o, i->rd);
    if (other->state != ORACLE_PARKED)
        return true;
    other->state = ORACLE_RUNNING;
    other->ip = i->rs1 + i->imm;
    other->must_deliver = true;
    return true;
}

static bool ipi(struct step *i)
{
    if (i->rd >= oracle_first(i->o)->cores || i->rs1 > 255)
        return true;
    struct oracle *to = oracle_core(i->o, i->rd);
    oracle_request(to, i->rs1);
    i->o->must_deliver = to == i->o;
    return true;
}

static bool wait(struct step *i)
{
    if (!oracle_wanted(i->o))
        i->o->state = ORACLE_WAITING;
    i->o->must_deliver = true;
    return true;
}

static bool condition(struct step *i)
{
    if (i->imm >= ISA_CC_COUNT)
        return oracle_die(i->o, "invalid condition");
    bool yes = holds(i->o, i->imm);
    if (i->op == ISA_SET)
        i->o->r[i->d] = yes;
    else
        i->o->r[i->d] = yes ? i->rs1 : i->rs2;
    return true;
}

/* --- the switch --------------------------------------------------------- */

bool step_execute(struct step *i)
{
    struct oracle *o = i->o;
    u32 a = i->rs1, b = i->rs2, imm = i->imm, carry = o->flags & CF;
    u32 near = a + imm, far = a + b + imm, branch = o->pc + imm;
    /* clang-format off */
    switch (i->op) {
    case ISA_ADD: return plus(i, a, b);
    case ISA_SUB: return minus(i, a, b);
    case ISA_MUL: return logic(i, (u32)((u64)a * b));
    case ISA_DIV: case ISA_MOD: case ISA_SDIV: case ISA_SMOD: return divide(i);
    case ISA_HALT: return halt(i);
    case ISA_JMP: return jump(i, true, imm);
    case ISA_JZ: return jump(i, holds(o, ISA_CC_Z), imm);
    case ISA_PUSH: return oracle_push(o, ORACLE_DATA, i->rd);
    case ISA_POP: return pop(i);
    case ISA_CALL: return call(i, imm);
    case ISA_RET: return ret(i);
    case ISA_LOAD: return load(i, near, 1, 0);
    case ISA_LOAD32: return load(i, near, 4, 0);
    case ISA_LOADX32: return load(i, far, 4, 0);
    case ISA_STORE: return store(i, near, 1);
    case ISA_STORE32: return store(i, near, 4);
    case ISA_STOREX32: return store(i, far, 4);
    case ISA_CMP: class_s(o, i->rd, a, 0); return true;
    case ISA_CMPI: class_s(o, i->rd, imm, 0); return true;
    case ISA_MOV: return logic(i, a);
    case ISA_MOVI: return logic(i, imm);
    case ISA_MEMSET: case ISA_MEMCPY: return block(i);
    case ISA_IN: return port_in(i);
    case ISA_OUT: return oracle_port_out(o, a, i->rd);
    case ISA_INT: return interrupt(i, i->rd);
    case ISA_IRET: return iret(i);
    case ISA_AND: return logic(i, a & b);
    case ISA_OR: return logic(i, a | b);
    case ISA_XOR: return logic(i, a ^ b);
    case ISA_NOT: return logic(i, ~a);
    case ISA_SHL: return logic(i, a << (b & 31));
    case ISA_SHR: return logic(i, a >> (b & 31));
    case ISA_SAR: return logic(i, shift_arithmetic(a, b));
    case ISA_JNZ: return jump(i, holds(o, ISA_CC_NZ), imm);
    case ISA_JG: return jump(i, holds(o, ISA_CC_G), imm);
    case ISA_JGE: return jump(i, holds(o, ISA_CC_GE), imm);
    case ISA_JL: return jump(i, holds(o, ISA_CC_L), imm);
    case ISA_JLE: return jump(i, holds(o, ISA_CC_LE), imm);
    case ISA_JC: return jump(i, holds(o, ISA_CC_C), imm);
    case ISA_JNC: return jump(i, holds(o, ISA_CC_NC), imm);
    case ISA_FADD: return real(i, fp32_add(a, b));
    case ISA_FSUB: return real(i, fp32_sub(a, b));
    case ISA_FMUL: return real(i, fp32_mul(a, b));
    case ISA_FDIV: return real(i, fp32_div(a, b));
    case ISA_FNEG: return real(i, a ^ 0x80000000);
    case ISA_FABS: return real(i, a & 0x7FFFFFFF);
    case ISA_FSQRT: return real(i, fp32_sqrt(a));
    case ISA_FCMP: return float_compare(i);
    case ISA_ITOF: return real(i, fp32_from_i32(a));
    case ISA_FTOI: case ISA_FTOU: return to_integer(i);
    case ISA_FLOAD32: return load_real(i);
    case ISA_FSTORE32: return store(i, near, 4);
    case ISA_INC: return plus(i, i->rd, 1);
    case ISA_ADDI: return plus(i, a, imm);
    case ISA_SUBI: return minus(i, a, imm);
    case ISA_ANDI: return logic(i, a & imm);
    case ISA_ORI: return logic(i, a | imm);
    case ISA_XORI: return logic(i, a ^ imm);
    case ISA_SHLI: return logic(i, a << (imm & 31));
    case ISA_SHRI: return logic(i, a >> (imm & 31));
    case ISA_CAS: case ISA_XADD: case ISA_XCHG: case ISA_LDAR: case ISA_STLR:
        return atomic(i);
    case ISA_FENCE: case ISA_PAUSE: return true;
    case ISA_STARTAP: return start(i);
    case ISA_IPI: return ipi(i);
    case ISA_CPUID: return logic(i, o->id);
    case ISA_CALLR: return call(i, i->rd);
    case ISA_RJMP: return jump(i, true, branch);
    case ISA_RCALL: return call(i, branch);
    case ISA_RJZ: return jump(i, holds(o, ISA_CC_Z), branch);
    case ISA_RJNZ: return jump(i, holds(o, ISA_CC_NZ), branch);
    case ISA_ROL: return logic(i, rotate_left(a, b));
    case ISA_ROR: return logic(i, rotate_right(a, b));
    case ISA_ROLI: return logic(i, rotate_left(a, imm));
    case ISA_RORI: return logic(i, rotate_right(a, imm));
    case ISA_LOAD16: return load(i, near, 2, 0);
    case ISA_STORE16: return store(i, near, 2);
    case ISA_LOADS8: return load(i, near, 1, 8);
    case ISA_LOADS16: return load(i, near, 2, 16);
    case ISA_RJG: return jump(i, holds(o, ISA_CC_G), branch);
    case ISA_RJGE: return jump(i, holds(o, ISA_CC_GE), branch);
    case ISA_RJL: return jump(i, holds(o, ISA_CC_L), branch);
    case ISA_RJLE: return jump(i, holds(o, ISA_CC_LE), branch);
    case ISA_RJC: return jump(i, holds(o, ISA_CC_C), branch);
    case ISA_RJNC: return jump(i, holds(o, ISA_CC_NC), branch);
    case ISA_INTI: return interrupt(i, imm);
    case ISA_LOADX: return load(i, far, 1, 0);
    case ISA_LOADX16: return load(i, far, 2, 0);
    case ISA_STOREX: return store(i, far, 1);
    case ISA_STOREX16: return store(i, far, 2);
    case ISA_WAIT: return wait(i);
    case ISA_JMPR: return jump(i, true, i->rd);
    case ISA_MULHU: return logic(i, (u32)((u64)a * b >> 32));
    case ISA_MULHS: return logic(i, (u32)((u64)((i64)(i32)a * (i32)b) >> 32));
    case ISA_SARI: return logic(i, shift_arithmetic(a, imm));
    case ISA_SET: case ISA_SEL: return condition(i);
    case ISA_RJA: return jump(i, holds(o, ISA_CC_A), branch);
    case ISA_RJBE: return jump(i, holds(o, ISA_CC_BE), branch);
    case ISA_ADC: o->r[i->d] = class_a(o, a, b, carry); return true;
    case ISA_SBB: o->r[i->d] = class_s(o, a, b, carry); return true;
    case ISA_CLZ: case ISA_CTZ: case ISA_POPCNT:
        return logic(i, count_bits(i->op, a));
    case ISA_BSWAP:
        return logic(i, a >> 24 | (a >> 8 & 0xFF00) | (a & 0xFF00) << 8 |
                            a << 24);
    case ISA_SEXT8: return logic(i, sign_extend(a & 0xFF, 8));
    case ISA_SEXT16: return logic(i, sign_extend(a & 0xFFFF, 16));
    case ISA_LOADSX8: return load(i, far, 1, 8);
    case ISA_LOADSX16: return load(i, far, 2, 16);
    case ISA_MOVS: case ISA_FILL: return move(i);
    case ISA_FMA: return real(i, fp32_fma(a, b, i->rd));
    case ISA_UTOF: return real(i, fp32_from_u32(a));
    case ISA_CALLM: return call_memory(i);
    case ISA_BRK: o->breaks++; return true;
    }
    /* clang-format on */
    return oracle_die(o, "unknown opcode");
}
