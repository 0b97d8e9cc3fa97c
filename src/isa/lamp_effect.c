/* SPDX-License-Identifier: MIT
 *
 * What an instruction that is about to execute does with registers and with
 * the order between cores: for checks, which follow undefined bits. Shapes
 * and formats of isa.def say most of it. Changes nothing.
 */
#include "lamp.h"

#include <lamp/isa.h>
#include <vm/core.h>

enum shape {
    SHAPE_none,
    SHAPE_alu3,
    SHAPE_alu2,
    SHAPE_alui,
    SHAPE_inc,
    SHAPE_movi,
    SHAPE_cmp,
    SHAPE_cmpi,
    SHAPE_load,
    SHAPE_loadx,
    SHAPE_store,
    SHAPE_storex,
    SHAPE_atomic,
    SHAPE_fence,
    SHAPE_block,
    SHAPE_push,
    SHAPE_pop,
    SHAPE_call,
    SHAPE_callr,
    SHAPE_callm,
    SHAPE_ret,
    SHAPE_port,
    SHAPE_help,
    SHAPE_cpuid,
    SHAPE_set,
    SHAPE_sel,
    SHAPE_jump,
    SHAPE_rjump,
    SHAPE_jmpr
};

enum { CLASS_N, CLASS_R, CLASS_A, CLASS_S, CLASS_L, CLASS_F, CLASS_X };

static const struct row {
    u8 shape, class;
} rows[256] = {
#define ISA_OP(code, name, format, flags, shape, argument, meaning) \
    [code] = {SHAPE_##shape, CLASS_##flags},
#include <lamp/isa.def>
};

/* Conditions that a jump tests; ALWAYS does not. */
static bool is_conditional(u8 op)
{
    return op != ISA_JMP && op != ISA_RJMP;
}

static u32 value_of(const struct core *c, u8 number)
{
    return number < ISA_REGISTERS ? c->r[number] : 0;
}

static u32 bit(u8 number)
{
    return number < ISA_REGISTERS ? (u32)1 << number : 0;
}

static bool condition_holds(u32 condition, u32 f)
{
    switch (condition) {
#define UCC(name, compare, flags) \
    case UCC_##name:              \
        return flags;
        UOP_CONDITIONS(UCC)
#undef UCC
    default:
        return false;
    }
}

static enum mix mix_of(u8 op)
{
    switch (op) {
    case ISA_ADD:
    case ISA_ADDI:
    case ISA_SUB:
    case ISA_SUBI:
    case ISA_ADC:
    case ISA_SBB:
    case ISA_MUL:
        return MIX_ADD;
    case ISA_AND:
    case ISA_ANDI:
        return MIX_AND;
    case ISA_OR:
    case ISA_ORI:
        return MIX_OR;
    case ISA_XOR:
    case ISA_XORI:
        return MIX_XOR;
    case ISA_SHL:
    case ISA_SHLI:
        return MIX_SHL;
    case ISA_SHR:
    case ISA_SHRI:
        return MIX_SHR;
    case ISA_SAR:
    case ISA_SARI:
        return MIX_SAR;
    case ISA_ROL:
    case ISA_ROLI:
        return MIX_ROL;
    case ISA_ROR:
    case ISA_RORI:
        return MIX_ROR;
    case ISA_MOV:
    case ISA_NOT:
    case ISA_FNEG:
    case ISA_SEXT8:
    case ISA_SEXT16:
        return MIX_MOVE;
    default:
        return MIX_WHOLE;
    }
}

/* Sign-extending instructions: from how many bits. */
static u8 sign_of(u8 op)
{
    switch (op) {
    case ISA_SEXT8:
    case ISA_LOADS8:
    case ISA_LOADSX8:
        return 8;
    case ISA_SEXT16:
    case ISA_LOADS16:
    case ISA_LOADSX16:
        return 16;
    default:
        return 0;
    }
}

static void computes(struct effect *e, u8 op, bool has_b)
{
    bool cancels = has_b && e->a == e->b && (op == ISA_SUB || op == ISA_XOR);
    e->mix = cancels ? MIX_DEFINED : mix_of(op);
    e->has_b = has_b;
    e->has_d = op == ISA_FMA;
    e->flags_in = op == ISA_ADC || op == ISA_SBB;
}

/* rd is the first operand. */
static void compares(struct effect *e, bool has_b)
{
    e->mix = MIX_COMPARE;
    e->b = e->a;
    e->a = e->d;
    e->has_b = has_b;
}

static void stores(struct effect *e, u8 data)
{
    e->stores = true;
    e->data = data;
}

static void atomic(struct effect *e, u8 op)
{
    e->where = bit(e->a);
    e->mix = op == ISA_STLR ? MIX_NOTHING : MIX_LOAD;
    if (op == ISA_STLR)
        stores(e, e->d);
    else if (op != ISA_LDAR)
        stores(e, e->b);
}

static void block(struct effect *e, u8 op)
{
    bool counted = op == ISA_MOVS || op == ISA_FILL;
    e->block = true;
    e->where = bit(e->d) | (counted ? bit(e->b) : 0);
    e->copies = op == ISA_MEMCPY || op == ISA_MOVS;
    if (e->copies)
        e->where |= bit(e->a);
    else
        stores(e, e->a);
}

static void port(struct effect *e, u8 op)
{
    e->where = bit(e->a);
    e->mix = op == ISA_IN ? MIX_DEFINED : MIX_NOTHING;
    if (op == ISA_OUT)
        e->where |= bit(e->d);
}

static void help(struct effect *e, const struct core *c, u8 op)
{
    switch (op) {
    case ISA_MOVS:
    case ISA_FILL:
        block(e, op);
        break;
    case ISA_STARTAP:
    case ISA_IPI:
        e->where = bit(e->d) | bit(e->a);
        e->order = op == ISA_IPI ? ORDER_SEND : ORDER_START;
        e->peer = value_of(c, e->d);
        break;
    case ISA_INT:
        e->where = bit(e->d);
        break;
    case ISA_WAIT:
        e->order = ORDER_WAIT;
        break;
    default:
        break;
    }
}

static void select(struct effect *e, const struct core *c)
{
    if (!condition_holds(e->imm, core_flags(c)))
        e->a = e->b;
    e->mix = MIX_MOVE;
    e->flags_in = true;
}

static void memory_effect(struct effect *e, enum shape shape, u8 op)
{
    switch (shape) {
    case SHAPE_load:
        e->mix = MIX_LOAD;
        e->where = bit(e->a);
        break;
    case SHAPE_loadx:
        e->mix = MIX_LOAD;
        e->where = bit(e->a) | bit(e->b);
        break;
    case SHAPE_store:
        stores(e, e->d);
        e->where = bit(e->a);
        break;
    case SHAPE_storex:
        stores(e, e->d);
        e->where = bit(e->a) | bit(e->b);
        break;
    case SHAPE_atomic:
        atomic(e, op);
        break;
    case SHAPE_block:
        block(e, op);
        break;
    case SHAPE_push:
        stores(e, e->d);
        break;
    case SHAPE_pop:
        e->mix = MIX_LOAD;
        break;
    default:
        break;
    }
}

static void other_effect(struct effect *e, const struct core *c,
                         enum shape shape, u8 op)
{
    switch (shape) {
    case SHAPE_callr:
    case SHAPE_jmpr:
        e->where = bit(e->d);
        break;
    case SHAPE_callm:
        e->where = bit(e->a);
        break;
    case SHAPE_port:
        port(e, op);
        break;
    case SHAPE_help:
        help(e, c, op);
        break;
    case SHAPE_jump:
    case SHAPE_rjump:
        e->decides = is_conditional(op);
        break;
    case SHAPE_fence:
        e->order = ORDER_FENCE;
        break;
    default:
        memory_effect(e, shape, op);
    }
}

void lamp_effect(const struct core *c, const u8 *code, struct effect *e)
{
    u8 op = code[7];
    enum shape shape = (enum shape)rows[op].shape;
    *e = (struct effect){.d = code[6] % ISA_REGISTERS,
                         .a = code[5] % ISA_REGISTERS,
                         .b = code[4] % ISA_REGISTERS,
                         .imm = get_le32(code),
                         .sign = sign_of(op),
                         .flags_out = rows[op].class >= CLASS_A};
    switch (shape) {
    case SHAPE_alu3:
        computes(e, op, true);
        break;
    case SHAPE_alu2:
    case SHAPE_alui:
        computes(e, op, false);
        break;
    case SHAPE_inc:
        e->a = e->d;
        e->imm = 1;
        e->mix = MIX_ADD;
        break;
    case SHAPE_movi:
    case SHAPE_cpuid:
        e->mix = MIX_DEFINED;
        break;
    case SHAPE_cmp:
    case SHAPE_cmpi:
        compares(e, shape == SHAPE_cmp);
        break;
    case SHAPE_set:
        e->mix = MIX_FLAG;
        e->flags_in = true;
        break;
    case SHAPE_sel:
        select(e, c);
        break;
    default:
        other_effect(e, c, shape, op);
    }
}
