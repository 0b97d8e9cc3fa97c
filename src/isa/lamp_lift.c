/* SPDX-License-Identifier: MIT
 *
 * lamp instructions to uops: a table of isa.def rows and one function for
 * each lift shape. Checks that depend on the word alone (opcode, register
 * fields, condition) are made here, and what fails becomes a uop that panics
 * when execution reaches it: lifting itself never does.
 */
#include "lamp.h"

/* Arguments of the shapes, see isa.def. */
#define ARG_alu3(x) UOP_##x
#define ARG_alu2(x) UOP_##x
#define ARG_alui(x) UOP_##x
#define ARG_inc(x) UOP_##x
#define ARG_movi(x) UOP_##x
#define ARG_cmp(x) UOP_##x
#define ARG_cmpi(x) UOP_##x
#define ARG_load(x) UOP_##x
#define ARG_loadx(x) UOP_##x
#define ARG_store(x) UOP_##x
#define ARG_storex(x) UOP_##x
#define ARG_block(x) UOP_##x
#define ARG_atomic(x) UOP_##x
#define ARG_fence(x) UOP_##x
#define ARG_push(x) UOP_##x
#define ARG_pop(x) UOP_##x
#define ARG_port(x) UOP_##x
#define ARG_cpuid(x) UOP_CPU
#define ARG_set(x) UOP_##x
#define ARG_sel(x) UOP_##x
#define ARG_jump(x) UCC_##x
#define ARG_rjump(x) UCC_##x
#define ARG_call(x) CALL_##x
#define ARG_callr(x) UOP_##x
#define ARG_callm(x) UOP_##x
#define ARG_jmpr(x) UOP_JUMPR
#define ARG_ret(x) UOP_##x
#define ARG_help(x) 0
#define UCC_ALWAYS UCC_COUNT

enum { CALL_ABS, CALL_REL };

/* Only the shape `help` names a function. */
#define HELP_NONE(x) NULL
#define HELP_help(x) lamp_##x
#define HELP_alu3 HELP_NONE
#define HELP_alu2 HELP_NONE
#define HELP_alui HELP_NONE
#define HELP_inc HELP_NONE
#define HELP_movi HELP_NONE
#define HELP_cmp HELP_NONE
#define HELP_cmpi HELP_NONE
#define HELP_load HELP_NONE
#define HELP_loadx HELP_NONE
#define HELP_store HELP_NONE
#define HELP_storex HELP_NONE
#define HELP_block HELP_NONE
#define HELP_atomic HELP_NONE
#define HELP_fence HELP_NONE
#define HELP_push HELP_NONE
#define HELP_pop HELP_NONE
#define HELP_port HELP_NONE
#define HELP_cpuid HELP_NONE
#define HELP_set HELP_NONE
#define HELP_sel HELP_NONE
#define HELP_jump HELP_NONE
#define HELP_rjump HELP_NONE
#define HELP_call HELP_NONE
#define HELP_callr HELP_NONE
#define HELP_callm HELP_NONE
#define HELP_jmpr HELP_NONE
#define HELP_ret HELP_NONE

struct row;
typedef void lift_shape(struct lifter *l, struct isa_word w,
                        const struct row *row);

struct row {
    lift_shape *shape; /* NULL: undefined opcode */
    lamp_op *help;
    u16 arg;
    u16 format;
};

static void lift_help(struct lifter *l, struct isa_word w,
                      const struct row *row)
{
    l->help = (struct uop_help){row->help, l->next, w.imm, w.rd, w.rs1, w.rs2};
    lift_uop(l, UOP_HELP, w.rd, w.rs1, w.rs2, w.imm);
    l->target[0] = l->next;
    l->ended = true;
    l->stops = row->help == lamp_trap || row->help == lamp_halt ||
               row->help == lamp_iret;
}

static void lift_trap(struct lifter *l, enum lamp_trap kind, u8 op, u8 field,
                      u32 value)
{
    static const struct row trap = {lift_help, lamp_trap, 0, 0};
    lift_help(l, (struct isa_word){0, (u8)kind, op, field, value}, &trap);
}

static void lift_alu3(struct lifter *l, struct isa_word w,
                      const struct row *row)
{
    lift_uop(l, row->arg, w.rd, w.rs1, w.rs2, 0);
}

static void lift_alu2(struct lifter *l, struct isa_word w,
                      const struct row *row)
{
    lift_uop(l, row->arg, w.rd, w.rs1, 0, 0);
}

static void lift_alui(struct lifter *l, struct isa_word w,
                      const struct row *row)
{
    lift_uop(l, row->arg, w.rd, w.rs1, 0, w.imm);
}

static void lift_inc(struct lifter *l, struct isa_word w, const struct row *row)
{
    lift_uop(l, row->arg, w.rd, w.rd, 0, 1);
}

static void lift_movi(struct lifter *l, struct isa_word w,
                      const struct row *row)
{
    lift_uop(l, row->arg, w.rd, 0, 0, w.imm);
}

static void lift_cpuid(struct lifter *l, struct isa_word w,
                       const struct row *row)
{
    lift_uop(l, row->arg, w.rd, 0, 0, 0);
}

static void lift_cmp(struct lifter *l, struct isa_word w, const struct row *row)
{
    lift_uop(l, row->arg, 0, w.rd, w.rs1, 0);
}

static void lift_cmpi(struct lifter *l, struct isa_word w,
                      const struct row *row)
{
    lift_uop(l, row->arg, 0, w.rd, 0, w.imm);
}

/* Everything with an address: d = value, a and b = address, imm. */
static void lift_access(struct lifter *l, struct isa_word w,
                        const struct row *row)
{
    lift_uop(l, row->arg, w.rd, w.rs1, w.rs2, w.imm);
}

#define lift_load lift_access
#define lift_loadx lift_access
#define lift_store lift_access
#define lift_storex lift_access
#define lift_block lift_access
#define lift_push lift_access
#define lift_pop lift_access

/* The same, where the block ends behind it. */
static void lift_access_end(struct lifter *l, struct isa_word w,
                            const struct row *row)
{
    lift_access(l, w, row);
    l->target[0] = l->next;
    l->ended = true;
}

#define lift_atomic lift_access_end
#define lift_fence lift_access_end
#define lift_port lift_access_end

static void lift_set(struct lifter *l, struct isa_word w, const struct row *row)
{
    if (w.imm >= ISA_CC_COUNT)
        lift_trap(l, TRAP_CONDITION, w.op, 0, w.imm);
    else
        lift_uop(l, row->arg, w.rd, w.rs1, w.rs2, w.imm);
}

#define lift_sel lift_set

static void lift_branch(struct lifter *l, u16 cond, u32 target)
{
    l->target[0] = l->next;
    l->target[1] = target;
    l->ended = true;
    if (cond == UCC_ALWAYS)
        lift_uop(l, UOP_JUMP, 0, 0, 0, 0);
    else
        lift_uop(l, UOP_JCC, 0, 0, 0, cond);
}

static void lift_jump(struct lifter *l, struct isa_word w,
                      const struct row *row)
{
    lift_branch(l, row->arg, w.imm);
}

static void lift_rjump(struct lifter *l, struct isa_word w,
                       const struct row *row)
{
    lift_branch(l, row->arg, l->pc + w.imm);
}

static void lift_call(struct lifter *l, struct isa_word w,
                      const struct row *row)
{
    l->target[0] = l->next;
    l->target[1] = row->arg == CALL_REL ? l->pc + w.imm : w.imm;
    l->ended = true;
    lift_uop(l, UOP_CALL, 0, 0, 0, 0);
}

static void lift_indirect(struct lifter *l, u16 code, u8 a, u32 imm)
{
    l->target[0] = l->next;
    l->ended = true;
    lift_uop(l, code, 0, a, 0, imm);
}

static void lift_callr(struct lifter *l, struct isa_word w,
                       const struct row *row)
{
    lift_indirect(l, row->arg, w.rd, 0);
}

#define lift_jmpr lift_callr

static void lift_callm(struct lifter *l, struct isa_word w,
                       const struct row *row)
{
    lift_indirect(l, row->arg, w.rs1, w.imm);
}

static void lift_ret(struct lifter *l, struct isa_word w, const struct row *row)
{
    (void)w;
    lift_indirect(l, row->arg, 0, 0);
}

static const struct row rows[256] = {
#define ISA_OP(code, name, format, flags, shape, argument, meaning)        \
    [code] = {lift_##shape, HELP_##shape(argument), ARG_##shape(argument), \
              ISA_FMT_##format},
#include <lamp/isa.def>
};

/* The first used register field of 32 or more in the order rd, rs1, rs2;
 * -1: all are good. */
static int bad_field(struct isa_word w, u16 format)
{
    static const char *const operands[] = {
#define ISA_FORMAT(name, operands) operands,
#include <lamp/isa.def>
    };
    const u8 value[] = {w.rd, w.rs1, w.rs2};
    for (int i = 0; i < 3; i++)
        if (value[i] >= ISA_REGISTERS &&
            strchr(operands[format], "dst"[i]) != NULL)
            return i;
    return -1;
}

void lamp_lift(struct lifter *l)
{
    l->next = l->pc + ISA_WORD_BYTES;
    if (l->code == NULL) {
        lift_trap(l, TRAP_FETCH, 0, 0, l->bad);
        return;
    }
    struct isa_word w = isa_decode(get_le64(l->code));
    const struct row *row = &rows[w.op];
    if (row->shape == NULL) {
        lift_trap(l, TRAP_OPCODE, w.op, 0, 0);
        return;
    }
    int field = bad_field(w, row->format);
    if (field < 0) {
        row->shape(l, w, row);
        return;
    }
    const u8 value[] = {w.rd, w.rs1, w.rs2};
    lift_trap(l, TRAP_REGISTER, w.op, (u8)field, value[field]);
}
