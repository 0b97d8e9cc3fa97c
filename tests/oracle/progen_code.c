/* SPDX-License-Identifier: MIT
 *
 * Pieces of random programs that compute, branch and touch memory. Each
 * appends one to six instructions. The lists of opcodes come from isa.def by
 * class and shape; only choices that need operands of a certain kind name
 * opcodes.
 */
#include "progen_gen.h"

enum { LIST_MAX = 64 };

/* Opcodes of a shape; ops that are not wanted there have other shapes. */
#define ROW(code, name, format, flags, shape, argument, meaning) \
    {code, #shape, #format, #flags},
static const struct {
    u8 code;
    const char *shape, *format, *flags;
} row[] = {
#define ISA_OP(code, name, format, flags, shape, argument, meaning) \
    ROW(code, name, format, flags, shape, argument, meaning)
#include <lamp/isa.def>
};

/* A random opcode whose shape is one of the two. */
static u32 of_shape(struct gen *g, const char *one, const char *other)
{
    u8 list[LIST_MAX];
    u32 n = 0;
    for (u32 i = 0; i < ARRAY_LEN(row) && n < LIST_MAX; i++)
        if (strcmp(row[i].shape, one) == 0 || strcmp(row[i].shape, other) == 0)
            list[n++] = row[i].code;
    return gen_operation(g, list, n);
}

/* Twice the same register more often than chance has it. */
static u32 again(struct gen *g, u32 reg)
{
    return gen_once_in(g, 4) ? reg : gen_source(g);
}

void gen_arithmetic(struct gen *g)
{
    u32 d = gen_dest(g), s = again(g, d), t = again(g, s);
    switch (gen_below(g, 8)) {
    case 0:
        gen_emit(g, ISA_MOVI, d, 0, 0, gen_value(g));
        break;
    case 1:
        gen_emit(g, of_shape(g, "inc", "cpuid"), d, 0, 0, 0);
        break;
    case 2:
    case 3:
        gen_emit(g, of_shape(g, "alui", "alui"), d, s, 0, gen_value(g));
        break;
    case 4:
        gen_emit(g, of_shape(g, "alu2", "alu2"), d, s, 0, 0);
        break;
    case 5: /* junk in fields that are not used */
        gen_emit(g, ISA_MOV, d, s, gen_below(g, 256), gen_value(g));
        break;
    default:
        gen_emit(g, of_shape(g, "alu3", "alu3"), d, s, t,
                 gen_once_in(g, 8) ? gen_value(g) : 0);
    }
}

void gen_compare(struct gen *g)
{
    static const u8 condition[] = {ISA_SET, ISA_SEL, ISA_ADC, ISA_SBB};
    u32 s = gen_source(g), op = gen_operation(g, condition, 4);
    if (gen_once_in(g, 2))
        gen_emit(g, of_shape(g, "cmp", "cmp"), s, again(g, s), 0, 0);
    else
        gen_emit(g, ISA_CMPI, s, 0, 0, gen_value(g));
    if (gen_once_in(g, 2))
        gen_emit(g, op, gen_dest(g), gen_source(g), gen_source(g),
                 gen_below(g, 10));
}

void gen_float_op(struct gen *g)
{
    static const u8 op[] = {ISA_FADD, ISA_FSUB,  ISA_FMUL, ISA_FDIV, ISA_FMA,
                            ISA_FNEG, ISA_FABS,  ISA_FCMP, ISA_ITOF, ISA_FTOI,
                            ISA_FTOU, ISA_FSQRT, ISA_UTOF, ISA_FADD};
    u32 d = gen_dest(g), s = again(g, GEN_R_FLOAT);
    if (gen_once_in(g, 2))
        s = gen_constant(g, gen_float(g));
    gen_emit(g, gen_operation(g, op, ARRAY_LEN(op)), d, s,
             gen_once_in(g, 2) ? GEN_R_FLOAT + 1 : gen_source(g), 0);
}

/* A jump of any kind to an instruction of the program. */
static void jump(struct gen *g)
{
    u32 pc = g->base + 8 * g->count, to = gen_target(g);
    switch (gen_below(g, 8)) {
    case 0:
        gen_emit(g, ISA_JMPR, gen_constant(g, to), 0, 0, 0);
        break;
    case 1:
        gen_emit(g, ISA_JMPR, GEN_R_TARGET, 0, 0, 0);
        break;
    case 2:
    case 3:
        gen_emit(g, of_shape(g, "jump", "jump"), gen_below(g, 256), 0, 0, to);
        break;
    default:
        gen_emit(g, of_shape(g, "rjump", "rjump"), 0, 0, 0, to - pc);
    }
}

/* A jump through a table, whose entries change now and then. */
static void jump_by_table(struct gen *g)
{
    u32 d = gen_dest(g), s = gen_source(g);
    u32 entries = 1u << gen_below(g, 4), table = GEN_TABLE;
    table += 4 * gen_below(g, GEN_TABLE_WORDS + 1 - entries);
    if (gen_once_in(g, 4))
        gen_emit(g, ISA_STORE32, gen_constant(g, gen_target(g)), GEN_R_ZERO, 0,
                 table + 4 * gen_below(g, entries));
    gen_emit(g, ISA_ANDI, d, s, 0, entries - 1);
    if (gen_once_in(g, 2)) {
        gen_emit(g, ISA_CMPI, d, 0, 0, entries);
        gen_emit(g, ISA_RJNC, 0, 0, 0, 8 * 4);
    }
    gen_emit(g, ISA_SHLI, d, d, 0, 2);
    gen_emit(g, ISA_LOAD32, d, d, 0, table);
    gen_emit(g, ISA_JMPR, d, 0, 0, 0);
}

/* Counts a register down; the body may spoil it, the run is bounded. */
static void loop(struct gen *g)
{
    u32 counter = gen_below(g, 15), body = 1 + gen_below(g, 5);
    gen_emit(g, ISA_MOVI, counter, 0, 0, 1 + gen_below(g, 12));
    u32 top = g->count;
    while (body-- > 0)
        gen_arithmetic(g);
    gen_emit(g, ISA_SUBI, counter, counter, 0, 1);
    if (gen_once_in(g, 2))
        gen_emit(g, ISA_CMPI, counter, 0, 0, gen_below(g, 3));
    gen_emit(g, gen_once_in(g, 2) ? ISA_RJG : ISA_RJNZ, 0, 0, 0,
             8 * (top - g->count));
}

void gen_branch(struct gen *g)
{
    if (gen_once_in(g, 5)) {
        loop(g);
        return;
    }
    if (gen_once_in(g, 6)) {
        jump_by_table(g);
        return;
    }
    if (gen_once_in(g, 2))
        gen_compare(g);
    jump(g);
}

void gen_call(struct gen *g)
{
    u32 at = g->routine[gen_below(g, GEN_ROUTINES)];
    u32 to = gen_once_in(g, 6) ? gen_target(g) : g->base + 8 * at;
    switch (gen_below(g, 6)) {
    case 0:
        gen_emit(g, ISA_CALL, 0, 0, 0, to);
        break;
    case 1:
        gen_emit(g, ISA_CALLR, gen_constant(g, to), 0, 0, 0);
        break;
    case 2:
        gen_emit(g, ISA_CALLM, 0, GEN_R_DATA, 0, 4 * gen_below(g, 32));
        break;
    case 3: /* return somewhere else */
        gen_emit(g, ISA_IN, 14, gen_constant(g, PORT_CSP), 0, 0);
        gen_emit(g, ISA_SHLI, 14, 14, 0, 3);
        gen_emit(g, ISA_IN, 13, gen_constant(g, PORT_CALL_BASE), 0, 0);
        gen_emit(g, ISA_STOREX32, gen_constant(g, gen_target(g)), 14, 13, 0);
        gen_emit(g, ISA_RET, 0, 0, 0, 0);
        break;
    case 4:
        gen_emit(g, ISA_RET, 0, 0, 0, 0);
        break;
    default:
        gen_emit(g, ISA_RCALL, 0, 0, 0, to - (g->base + 8 * g->count));
    }
}

/* Memory without surprises. */
static u32 storage(struct gen *g)
{
    u32 ram = g->o->ram_size, off = 8 + 4 * gen_below(g, 64);
    switch (gen_below(g, 6)) {
    case 0:
        return FB_ALIAS_BASE + off;
    case 1:
        return ram + off;
    case 2: /* beside the code */
        return g->base + 8 * g->planned + off;
    default:
        return GEN_DATA + off;
    }
}

/* A base register with a displacement that suits it. */
static u32 pointer(struct gen *g, u32 *imm)
{
    *imm = gen_below(g, 64) * (gen_once_in(g, 3) ? 1 : 4);
    switch (gen_rarely(g, 2) ? gen_below(g, 6) : 2 + gen_below(g, 10)) {
    case 0:
        return GEN_R_WINDOW;
    case 1:
        *imm = gen_below(g, 24) - 8;
        return GEN_R_END;
    case 2:
        return GEN_R_STACK;
    case 3:
        return GEN_R_CODE;
    case 4:
    case 5:
        *imm = gen_below(g, 8) - 4;
        return gen_constant(g, g->tame ? storage(g) : gen_address(g));
    default:
        return GEN_R_DATA;
    }
}

void gen_memory(struct gen *g)
{
    u32 imm, base = pointer(g, &imm), index = GEN_R_INDEX + gen_below(g, 3);
    u32 op;
    switch (gen_below(g, 8)) {
    case 0:
    case 1:
        op = of_shape(g, "loadx", "storex");
        break;
    case 2:
    case 3:
    case 4:
        op = of_shape(g, "store", "store");
        break;
    default:
        op = of_shape(g, "load", "load");
    }
    if (!gen_rarely(g, 8)) /* 16-bit accesses at odd addresses panic */
        imm &= ~(u32)1;
    if (g->o->strict && !gen_once_in(g, 40))
        imm &= ~(u32)3;
    /* a store into the code spoils it: leave that to gen_modify, mostly */
    if (base == GEN_R_CODE && !gen_once_in(g, 10))
        op = ISA_LOAD32;
    gen_emit(g, op, gen_dest(g), base, index, imm);
}

/* FLAGS that nobody reads but the panic report: an operation, sometimes one
 * that overwrites its operands, an access that mostly fails, another
 * operation. */
void gen_wild(struct gen *g)
{
    static const u32 nowhere[] = {0x50000000, 0xFFFFFFFC, 0x7FFFFFFE, 1};
    u32 d = gen_below(g, 15), op = of_shape(g, "load", "store");
    u32 base = gen_constant(g, nowhere[gen_below(g, ARRAY_LEN(nowhere))]);
    if (gen_once_in(g, 3))
        gen_emit(g, of_shape(g, "alui", "alui"), d, again(g, d), 0,
                 gen_value(g));
    else
        gen_emit(g, of_shape(g, "alu3", "alu3"), d, again(g, d),
                 gen_once_in(g, 2) ? d : gen_source(g), 0);
    if (gen_once_in(g, 4))
        gen_emit(g, ISA_STORE32, gen_source(g), GEN_R_DATA, 0, 0);
    gen_emit(g, op, gen_dest(g), base, 0, gen_below(g, 4));
    gen_arithmetic(g);
}

void gen_stack(struct gen *g)
{
    gen_emit(g, gen_once_in(g, 2) ? ISA_PUSH : ISA_POP, gen_dest(g), 0, 0, 0);
}

void gen_atomic(struct gen *g)
{
    u32 imm = 4 * gen_below(g, 32), base = GEN_R_DATA;
    gen_emit(g, ISA_ANDI, GEN_R_DATA, GEN_R_DATA, 0, 0xFFFFFFFC);
    if (gen_rarely(g, 30)) {
        base = gen_constant(g, gen_address(g));
        imm = gen_below(g, 8);
    } else if (gen_once_in(g, 6)) { /* into an immediate soon executed */
        base = gen_constant(g, gen_target(g) & ~(u32)3);
        imm = 0;
    }
    if (gen_once_in(g, 4)) /* so that CAS succeeds */
        gen_emit(g, ISA_LOAD32, 3, base, 0, imm);
    gen_emit(g, of_shape(g, "atomic", "fence"),
             gen_once_in(g, 2) ? 3 : gen_dest(g), base, gen_source(g), imm);
}
