/* SPDX-License-Identifier: MIT
 *
 * Pieces of random programs that change code, stacks, ports and interrupt
 * state, move blocks of bytes, or are wrong on purpose.
 */
#include "progen_gen.h"

#include <lamp/dev/intc.h>

u64 gen_harmless(struct gen *g)
{
    static const u8 op[] = {ISA_ADD, ISA_SUB, ISA_XOR,  ISA_MOVI, ISA_ADDI,
                            ISA_CMP, ISA_OR,  ISA_CMPI, ISA_INC,  ISA_SUBI,
                            ISA_NOT, ISA_SET, ISA_SHLI, ISA_MUL,  ISA_MOV};
    return isa_encode((struct isa_word){(u8)gen_operation(g, op, ARRAY_LEN(op)),
                                        (u8)gen_below(g, 15), (u8)gen_source(g),
                                        (u8)gen_source(g), gen_below(g, 10)});
}

/* An instruction of the program: soon to run, just run, or any. */
static u32 victim(struct gen *g)
{
    u32 at = g->count + 2 + gen_below(g, 6);
    if (gen_once_in(g, 3))
        at = g->count - (g->count > 0 ? gen_below(g, g->count % 12 + 1) : 0);
    else if (gen_once_in(g, 4))
        at = gen_below(g, g->planned);
    return g->base + 8 * at;
}

/* Writes one half of an instruction, or a part of its operands. */
static void patch(struct gen *g, u32 at, u64 word)
{
    u32 base = gen_constant(g, at), value = 14;
    switch (gen_below(g, 5)) {
    case 0: /* all of it */
        gen_emit(g, ISA_MOVI, value, 0, 0, (u32)word);
        gen_emit(g, ISA_STORE32, value, base, 0, 0);
        gen_emit(g, ISA_MOVI, value, 0, 0, (u32)(word >> 32));
        gen_emit(g, ISA_STORE32, value, base, 0, 4);
        break;
    case 1: /* the immediate */
        gen_emit(g, ISA_STORE32, gen_below(g, 15), base, 0, 0);
        break;
    case 2: /* a byte of it */
        gen_emit(g, ISA_STORE, gen_below(g, 15), base, 0, gen_below(g, 2));
        break;
    case 3: /* rs2 or rs1 */
        gen_emit(g, ISA_MOVI, value, 0, 0, gen_below(g, 16));
        gen_emit(g, ISA_STOREX, value, base, GEN_R_ZERO, 4 + gen_below(g, 2));
        break;
    default: /* two instructions at once, halves of each */
        gen_emit(g, ISA_MOVI, value, 0, 0, (u32)(word >> 32));
        gen_emit(g, ISA_STORE32, value, base, 0, 4);
    }
}

void gen_modify(struct gen *g)
{
    u32 to = victim(g);
    switch (gen_below(g, 5)) {
    case 0: { /* copy instructions over others */
        u32 n = 8 * (1 + gen_below(g, 4));
        gen_emit(g, ISA_MOVI, 13, 0, 0, victim(g));
        gen_emit(g, ISA_MEMCPY, gen_constant(g, to), 13, 0, n);
        break;
    }
    case 1: { /* save and restore: the bytes stay what they are */
        u32 base = gen_constant(g, to);
        gen_emit(g, ISA_LOAD32, 13, base, 0, 4);
        gen_emit(g, gen_once_in(g, 2) ? ISA_STORE32 : ISA_FSTORE32, 13, base, 0,
                 4);
        break;
    }
    default:
        patch(g, to, gen_harmless(g));
    }
    if (gen_once_in(g, 6))
        gen_emit(g, ISA_FENCE, 0, 0, 0, 0);
}

/* Where one kind of storage ends and another begins. */
static u32 edge(struct gen *g)
{
    const u32 at[] = {FB_ALIAS_BASE, FB_ALIAS_BASE + FB_ALIAS_SIZE, INTC_BASE,
                      INTC_BASE + INTC_SIZE, g->o->ram_size};
    return at[gen_below(g, ARRAY_LEN(at))];
}

/* MEMSET, MEMCPY, MOVS, FILL of some bytes somewhere. */
void gen_block(struct gen *g)
{
    u32 n = g->depth == 0 && gen_once_in(g, 60)
                ? 40000 + gen_below(g, 100000)
                : gen_below(g, gen_once_in(g, 20) ? 2000 : 80);
    u32 to = GEN_DATA + gen_below(g, GEN_DATA_BYTES), from;
    if (gen_rarely(g, 6))
        to = gen_address(g);
    else if (gen_once_in(g, 8))
        to = edge(g) - gen_below(g, 40);
    from = gen_rarely(g, 3) ? gen_address(g) : to + gen_below(g, 40) - 20;
    if (gen_once_in(g, 10)) { /* one storage, two windows */
        to = FB_ALIAS_BASE + gen_below(g, 64);
        from = g->o->ram_size + gen_below(g, 64);
    }
    if (to - g->base < 8 * g->planned && n > 8)
        n = gen_below(g, 8); /* or nothing is left to run */
    gen_emit(g, ISA_MOVI, 12, 0, 0, to);
    gen_emit(g, ISA_MOVI, 13, 0, 0, from);
    gen_emit(g, ISA_MOVI, 14, 0, 0, n);
    if (n > ISA_BLOCK_POLL_BYTES) /* something to be interrupted by */
        gen_emit(g, ISA_STORE32, gen_source(g), gen_constant(g, INTC_BASE), 0,
                 INTC_PENDING);
    switch (gen_below(g, 4)) {
    case 0:
        gen_emit(g, ISA_MEMSET, 12, gen_source(g), 0, n);
        break;
    case 1:
        gen_emit(g, ISA_MEMCPY, 12, 13, 0, n);
        break;
    case 2:
        gen_emit(g, ISA_FILL, 12, 13, 14, 0);
        break;
    default:
        gen_emit(g, ISA_MOVS, 12, 13, 14, 0);
    }
}

/* Index, base or count of a stack: in range, at its ends, or out of it. */
static void context_port(struct gen *g)
{
    static const u32 edge[] = {0, 1, 33, 34, 35, 221, 222, 223, 255, 256};
    u32 port, value;
    if (gen_once_in(g, 2)) {
        port = gen_once_in(g, 3) ? PORT_ISP : PORT_CSP + gen_below(g, 2);
        value = edge[gen_below(g, ARRAY_LEN(edge))];
    } else if (gen_once_in(g, 2)) {
        port = PORT_CALL_BASE + gen_below(g, 3);
        value = gen_once_in(g, 3) ? CALL_STACK_BASE + gen_below(g, 0x1000)
                                  : GEN_DATA + 0x1000 + gen_below(g, 64);
        if (gen_once_in(g, 3)) /* the next slots are code */
            value = gen_target(g) - 240 * 8;
    } else {
        port = PORT_CALL_COUNT + gen_below(g, 3);
        value = 35 + gen_below(g, 300);
    }
    if (gen_once_in(g, 30))
        value = gen_value(g);
    gen_emit(g, ISA_MOVI, 14, 0, 0, value);
    gen_emit(g, ISA_OUT, 14, gen_constant(g, port), 0, 0);
}

void gen_port(struct gen *g)
{
    switch (gen_below(g, 5)) {
    case 0:
        if (!g->tame || gen_once_in(g, 8))
            context_port(g);
        break;
    case 1: /* any but the disk, the exit port and the sender */
        gen_emit(g, ISA_OUT, gen_source(g),
                 gen_constant(g, 0x20 + gen_below(g, 0xC0)), 0, 0);
        break;
    case 2:
        gen_emit(g, ISA_IN, gen_dest(g),
                 gen_constant(g, gen_below(g, gen_once_in(g, 3) ? 8 : 256)), 0,
                 0);
        break;
    case 3:
        gen_emit(g, ISA_IN, gen_dest(g), GEN_R_PORT, 0, 0);
        break;
    default:
        gen_emit(g, ISA_MOVI, 14, 0, 0, gen_below(g, 2));
        gen_emit(g, ISA_OUT, 14, gen_constant(g, PORT_IRQ_MASKED), 0, 0);
    }
}

void gen_interrupt(struct gen *g)
{
    u32 v = gen_once_in(g, 12) ? gen_value(g) : gen_below(g, 11);
    static const u8 divide[] = {ISA_DIV, ISA_MOD, ISA_SDIV, ISA_SMOD};
    switch (gen_below(g, 6)) {
    case 0:
        gen_emit(g, ISA_INTI, 0, 0, 0, v);
        break;
    case 1:
        gen_emit(g, ISA_INT, GEN_R_VECTOR, 0, 0, 0);
        break;
    case 2:
        gen_emit(g, gen_operation(g, divide, 4), gen_dest(g), gen_source(g),
                 GEN_R_ZERO, 0);
        break;
    case 3:
        gen_emit(g, ISA_MOVI, 14, 0, 0, v);
        gen_emit(g, ISA_MOVI, 13, 0, 0, gen_below(g, PROGEN_CORES + 1));
        gen_emit(g, ISA_IPI, gen_once_in(g, 2) ? 13 : GEN_R_ZERO, 14, 0, 0);
        break;
    case 4:
        gen_emit(g, ISA_IRET, 0, 0, 0, 0);
        break;
    default:
        gen_emit(g, ISA_IPI, GEN_R_ZERO, GEN_R_VECTOR, 0, 0);
    }
}

void gen_controller(struct gen *g)
{
    u32 value = gen_below(g, 15), base;
    if (gen_once_in(g, 3)) {
        gen_emit(g, ISA_MOVI, 14, 0, 0, gen_below(g, 1024));
        value = 14;
    }
    base = gen_constant(g, INTC_BASE);
    switch (gen_below(g, 8)) {
    case 0:
    case 1:
        gen_emit(g, ISA_STORE32, value, base, 0,
                 INTC_PENDING + (gen_once_in(g, 4) ? 4 * gen_below(g, 8) : 0));
        break;
    case 2:
        gen_emit(g, ISA_STORE32, value, base, 0,
                 INTC_ENABLE + 4 * gen_below(g, 2));
        break;
    case 3:
        gen_emit(g, ISA_STORE32, value, base, 0,
                 INTC_PRIORITY + 4 * gen_below(g, 10));
        break;
    case 4:
        gen_emit(g, ISA_MOVI, 14, 0, 0, gen_below(g, 10));
        gen_emit(g, ISA_STORE32, 14, base, 0, INTC_EOI);
        break;
    case 5:
        gen_emit(g, ISA_STORE32, value, base, 0, 4 * gen_below(g, 325));
        break;
    default:
        gen_emit(g, ISA_LOAD32, gen_dest(g), base, 0,
                 gen_once_in(g, 2) ? 0 : 4 * gen_below(g, 321));
    }
}

void gen_invalid(struct gen *g)
{
    u64 word = splitmix64(&g->state);
    u32 at = g->count;
    switch (gen_below(g, 4)) {
    case 0: /* any word */
        gen_emit(g, (u32)(word >> 56), word >> 48 & 0xFF, word >> 40 & 0xFF,
                 word >> 32 & 0xFF, (u32)word);
        break;
    case 1: /* a register that is not there, perhaps where none is used */
        gen_arithmetic(g);
        if (at < g->count)
            g->word[at] ^= (u64)0x20 << (32 + 8 * gen_below(g, 3));
        break;
    case 2:
        gen_emit(g, gen_once_in(g, 2) ? ISA_SET : ISA_SEL, 1, 2, 3,
                 gen_below(g, 14));
        break;
    default:
        gen_emit(g, gen_once_in(g, 2) ? ISA_MOVS : ISA_FILL, gen_below(g, 4),
                 gen_below(g, 4), gen_below(g, 4), 0);
    }
}

void gen_starts(struct gen *g)
{
    for (u32 i = 1; i < g->o->cores; i++) {
        u32 at = gen_once_in(g, 2) ? g->main + 4 * (g->o->cores - 1)
                                   : gen_below(g, g->planned);
        gen_emit(g, ISA_MOVI, 14, 0, 0, i);
        gen_emit(g, ISA_MOVI, 13, 0, 0, g->base);
        gen_emit(g, ISA_STARTAP, 14, 13, 0, 8 * at);
        gen_emit(g, ISA_FENCE, 0, 0, 0, 0);
    }
}

void gen_rare(struct gen *g)
{
    switch (gen_below(g, 10)) {
    case 0:
        gen_emit(g, ISA_BRK, 0, 0, 0, gen_value(g));
        break;
    case 1:
        gen_emit(g, ISA_STARTAP, gen_source(g), gen_source(g), 0, gen_value(g));
        break;
    case 2:
        gen_emit(g, ISA_FENCE, 40, 50, 60, gen_value(g));
        break;
    case 3: /* waits for nothing if nothing is pending */
        gen_emit(g, ISA_IPI, GEN_R_ZERO, GEN_R_VECTOR, 0, 0);
        gen_emit(g, ISA_WAIT, 0, 0, 0, 0);
        break;
    case 4:
        if (gen_rarely(g, 6))
            gen_emit(g, gen_once_in(g, 2) ? ISA_HALT : ISA_WAIT, 0, 0, 0, 0);
        break;
    default:
        gen_emit(g, ISA_PAUSE, 0, 0, 0, 0);
    }
}

/* Changes a slot of the frame on top of the interrupt stack. */
static void change_frame(struct gen *g)
{
    u32 slot = gen_once_in(g, 3) ? 33 : gen_below(g, 33);
    gen_emit(g, ISA_IN, 14, gen_constant(g, PORT_ISP), 0, 0);
    gen_emit(g, ISA_SHLI, 14, 14, 0, 3);
    gen_emit(g, ISA_IN, 13, gen_constant(g, PORT_ISR_BASE), 0, 0);
    gen_emit(g, ISA_MOVI, GEN_R_TEMP, 0, 0,
             slot == 33 ? gen_target(g) : gen_value(g));
    gen_emit(g, ISA_STOREX32, GEN_R_TEMP, 14, 13, 8 * slot);
}

void gen_handler(struct gen *g)
{
    u32 body = gen_below(g, 5);
    while (body-- > 0)
        gen_arithmetic(g);
    if (gen_rarely(g, 3))
        change_frame(g);
    if (gen_once_in(g, 3))
        gen_controller(g);
    if (gen_once_in(g, 4)) /* EOI of the vector served */
        gen_emit(g, ISA_STORE32, 31, gen_constant(g, INTC_BASE), 0, INTC_EOI);
    if (gen_once_in(g, 4))
        gen_interrupt(g);
    gen_emit(g, ISA_IRET, 0, 0, 0, 0);
}
