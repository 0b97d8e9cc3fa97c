/* SPDX-License-Identifier: MIT
 *
 * Pieces of random programs that become hot: loops that end, with all kinds
 * of code in them, up to three deep; recursion, switches, functions; and in
 * loops what is hard for compiled code: pointers that walk into a window or
 * off the end of storage, instructions that are rewritten every few rounds,
 * two streams of instructions four bytes apart in the same bytes.
 *
 * A tame program consists of these, so that it lives for thousands of
 * instructions; what could kill it is rare.
 */
#include "progen_gen.h"

enum { LOOPS_MAX = 3 };

static const u8 counters[LOOPS_MAX] = {22, 30, 23};

static void inner(struct gen *g, u32 pieces)
{
    while (pieces-- > 0)
        gen_tame(g);
}

/* Of the loops around this place one; else r0. */
static u32 counter(struct gen *g)
{
    return g->depth == 0 ? 0 : counters[gen_below(g, g->depth)];
}

static u32 place(const struct gen *g)
{
    return g->base + 8 * g->count;
}

/* A forward jump over what follows, to be completed by skip_end. */
static u32 skip_begin(struct gen *g)
{
    static const u8 op[] = {ISA_RJZ,  ISA_RJNZ, ISA_RJG,  ISA_RJGE, ISA_RJL,
                            ISA_RJLE, ISA_RJC,  ISA_RJNC, ISA_RJA,  ISA_RJBE};
    u32 at = g->count;
    gen_emit(g, gen_operation(g, op, ARRAY_LEN(op)), 0, 0, 0, 8);
    return at;
}

static void skip_end(struct gen *g, u32 from)
{
    if (from < GEN_WORDS_MAX)
        g->word[from] =
            (g->word[from] & ~(u64)0xFFFFFFFF) | (u32)(8 * (g->count - from));
}

static void skip(struct gen *g)
{
    gen_compare(g);
    u32 from = skip_begin(g);
    inner(g, 1 + gen_below(g, 3));
    skip_end(g, from);
}

/* Counts down and jumps back, in one of the ways that compilers have. */
static void loop_end(struct gen *g, u32 count, u32 top)
{
    gen_emit(g, ISA_SUBI, count, count, 0, 1);
    switch (gen_below(g, 5)) {
    case 0:
        gen_emit(g, ISA_CMPI, count, 0, 0, 0);
        gen_emit(g, ISA_RJG, 0, 0, 0, 8 * (top - g->count));
        break;
    case 1:
        gen_emit(g, ISA_CMP, GEN_R_ZERO, count, 0, 0);
        gen_emit(g, ISA_RJC, 0, 0, 0, 8 * (top - g->count));
        break;
    case 2:
        gen_emit(g, ISA_RJZ, 0, 0, 0, 8 * 3);
        gen_emit(g, ISA_MOVI, GEN_R_TEMP, 0, 0, g->base + 8 * top);
        gen_emit(g, ISA_JMPR, GEN_R_TEMP, 0, 0, 0);
        break;
    case 3: /* FLAGS of the count, behind something that keeps them */
        gen_emit(g, ISA_STORE32, gen_source(g), GEN_R_DATA, 0, 4);
        gen_emit(g, ISA_JNZ, 0, 0, 0, g->base + 8 * top);
        break;
    default:
        gen_emit(g, ISA_RJNZ, 0, 0, 0, 8 * (top - g->count));
    }
}

void gen_loop(struct gen *g)
{
    if (g->depth == LOOPS_MAX) {
        gen_arithmetic(g);
        return;
    }
    u32 count = counters[g->depth++];
    u32 rounds = g->depth == 1 ? 20 + gen_below(g, 200) : 1 + gen_below(g, 12);
    gen_emit(g, ISA_MOVI, count, 0, 0, rounds);
    u32 top = g->count;
    inner(g, 1 + gen_below(g, gen_once_in(g, 3) ? 10 : 4));
    loop_end(g, count, top);
    g->depth--;
}

/* Loads and stores by the base r12, or by it and an index that stands still
 * or counts. */
static void walk_access(struct gen *g, u32 step)
{
    /* for odd addresses the first few: no halves */
    static const u8 one[] = {
        ISA_STORE32,  ISA_LOAD32,  ISA_STORE,   ISA_LOAD,    ISA_LOADS8,
        ISA_FSTORE32, ISA_FLOAD32, ISA_STORE16, ISA_LOADS16, ISA_LOAD16};
    static const u8 two[] = {ISA_STOREX32, ISA_LOADX32,  ISA_STOREX,
                             ISA_LOADX,    ISA_STOREX16, ISA_LOADSX16};
    bool odd = step % 2 != 0, counts = gen_once_in(g, 2);
    u32 disp = gen_once_in(g, 3) ? 0 : 4 * gen_below(g, 6) - 8;
    if (gen_rarely(g, 2))
        disp += gen_below(g, 4);
    if (gen_once_in(g, 3))
        gen_emit(g, gen_operation(g, two, odd || counts ? 4 : 6),
                 gen_below(g, 10), 12, counts ? counters[0] : 21, disp);
    else
        gen_emit(g, gen_operation(g, one, odd ? 7 : 10), gen_below(g, 10), 12,
                 0, disp);
}

/* The base moves by a constant, or by a register. */
static void walk_step(struct gen *g, u32 step)
{
    switch (gen_below(g, 3)) {
    case 0:
        if (gen_once_in(g, 2))
            gen_emit(g, ISA_ADD, 12, 12, 11, 0);
        else
            gen_emit(g, ISA_ADD, 12, 11, 12, 0);
        break;
    case 1:
        gen_emit(g, ISA_SUBI, 12, 12, 0, 0 - step);
        break;
    default:
        gen_emit(g, ISA_ADDI, 12, 12, 0, step);
    }
}

/* Base and index step against each other, so that together they move by a
 * step: in between they are `away` from where they are when a round begins. */
static void walk_apart(struct gen *g, u32 away, u32 step)
{
    static const u8 op[] = {ISA_STOREX32, ISA_LOADX32, ISA_STOREX, ISA_LOADX};
    bool up = gen_once_in(g, 2);
    gen_emit(g, up ? ISA_ADDI : ISA_SUBI, 12, 12, 0, up ? away : 0 - away);
    gen_emit(g, gen_operation(g, op, ARRAY_LEN(op)), gen_below(g, 10), 12,
             GEN_R_INDEX, 4 * gen_below(g, 6) - 8);
    gen_emit(g, ISA_SUBI, GEN_R_INDEX, GEN_R_INDEX, 0, away - step);
}

/* A loop, mostly of one block, whose base moves by a step each round and gets
 * to an edge in one of the rounds. */
static void walk(struct gen *g)
{
    u32 ram = g->o->ram_size;
    const u32 edge[] = {FB_ALIAS_BASE,
                        FB_ALIAS_BASE + FB_ALIAS_SIZE,
                        INTC_BASE + INTC_SIZE,
                        ram,
                        ram,
                        ram + FB_SIZE,
                        (g->base + 8 * g->planned) & ~3u};
    static const i32 steps[] = {4, 4, 4, 8, 64, -4, -8, 2, 1, 12};
    u32 rounds = 24 + gen_below(g, gen_once_in(g, 2) ? 40 : 400);
    u32 step = (u32)steps[gen_below(g, ARRAY_LEN(steps))];
    u32 away = 4 * gen_below(g, gen_once_in(g, 2) ? 64 : 1 << 24);
    bool apart = gen_once_in(g, 4);
    if (g->depth != 0)
        return;
    g->depth = 1;
    gen_emit(g, ISA_MOVI, 12, 0, 0,
             edge[gen_below(g, ARRAY_LEN(edge))] - step * gen_below(g, rounds) -
                 (apart ? away : 0));
    gen_emit(g, ISA_MOVI, 11, 0, 0, step);
    gen_emit(g, ISA_MOVI, counters[0], 0, 0, rounds);
    u32 top = g->count;
    if (apart)
        walk_apart(g, away, step);
    for (u32 n = apart ? 0 : 1 + gen_below(g, 3); n != 0; n--) {
        walk_access(g, step);
        if (gen_once_in(g, 2))
            gen_emit(g, ISA_ADD, gen_below(g, 10), gen_below(g, 10),
                     gen_below(g, 12), 0);
    }
    if (!apart)
        walk_step(g, step);
    loop_end(g, counters[0], top);
    if (apart)
        gen_emit(g, ISA_MOVI, GEN_R_INDEX, 0, 0, gen_below(g, 8));
    g->depth = 0;
}

/* Every few rounds a part of an instruction of the loop is replaced, in front
 * of it or behind, near or far. */
static void rewrite(struct gen *g)
{
    u32 mask = (1u << gen_below(g, 5)) - 1, part = gen_below(g, 3);
    u32 before = gen_below(g, 5), behind = gen_below(g, 9);
    u32 victim = place(g);
    if (gen_once_in(g, 2)) { /* it stands in front */
        gen_emit(g, ISA_ADDI, gen_below(g, 12), gen_below(g, 12), 0, 7);
        inner(g, before);
    } else {
        victim += 8 * (6 + behind);
    }
    gen_emit(g, ISA_ANDI, 14, counter(g), 0, mask);
    gen_emit(g, ISA_RJNZ, 0, 0, 0, 8 * 4);
    gen_emit(g, ISA_MOVI, GEN_R_TEMP, 0, 0, victim);
    gen_emit(g, ISA_ANDI, 14, counter(g), 0, part == 2 ? 7 : 0xFFFF);
    gen_emit(g, part == 0 ? ISA_STORE32 : ISA_STORE, 14, GEN_R_TEMP, 0,
             part == 2 ? 5 : 0);
    for (u32 i = 0; i <= behind; i++)
        gen_emit(g, ISA_ADDI, gen_below(g, 12), gen_below(g, 12), 0, i);
}

static u32 harmless_half(struct gen *g)
{
    return (u32)(gen_harmless(g) >> 32);
}

/* Where a row of stores begins: in data, at an edge, beside code or in it. */
static u32 row_place(struct gen *g, bool *code)
{
    const u32 edge[] = {
        FB_ALIAS_BASE,  FB_ALIAS_BASE + FB_ALIAS_SIZE, INTC_BASE + INTC_SIZE,
        g->o->ram_size, g->base + 8 * g->planned,      g->base};
    *code = gen_once_in(g, 4);
    if (*code)
        return place(g) + 8 * gen_below(g, 24) - 64;
    if (gen_once_in(g, 2))
        return edge[gen_below(g, ARRAY_LEN(edge))] - 4 * gen_below(g, 8);
    return GEN_DATA + 4 * gen_below(g, 64);
}

/* Neighbouring stores by one base, with or without something between. Into
 * code go the words that are there, one immediate changed. */
static void store_row(struct gen *g)
{
    static const u8 op[] = {ISA_STORE32,  ISA_STORE32, ISA_STORE32,
                            ISA_FSTORE32, ISA_STORE16, ISA_STORE};
    bool code;
    u32 n = 2 + gen_below(g, 5), at = row_place(g, &code);
    u32 changed = 2 * gen_below(g, 3);
    gen_emit(g, ISA_MOVI, 12, 0, 0, at);
    for (u32 i = 0; code && i < n; i++)
        gen_emit(g, ISA_LOAD32, i, 12, 0, 4 * i);
    if (code)
        gen_emit(g, ISA_XORI, changed, changed, 0, 1);
    for (u32 i = 0; i < n; i++) {
        gen_emit(g, code ? ISA_STORE32 : gen_operation(g, op, ARRAY_LEN(op)), i,
                 12, 0, 4 * i);
        if (gen_once_in(g, 6))
            gen_emit(g, ISA_ADDI, 10, 10, 0, 1);
    }
}

/* A number that the code shows to be small, in r14. */
static void small_number(struct gen *g)
{
    switch (gen_below(g, 5)) {
    case 0:
        gen_emit(g, ISA_LOAD, 14, GEN_R_DATA, 0, gen_below(g, 64));
        break;
    case 1:
        gen_emit(g, ISA_LOADX, 14, GEN_R_DATA, 21, gen_below(g, 64));
        break;
    case 2:
        gen_emit(g, ISA_SHRI, 14, gen_source(g), 0, 16 + gen_below(g, 16));
        break;
    default:
        gen_emit(g, ISA_ANDI, 14, gen_source(g), 0,
                 (1u << gen_below(g, 13)) - 1);
    }
    if (gen_once_in(g, 2))
        gen_emit(g, ISA_SHLI, 14, 14, 0, gen_below(g, 4));
    if (gen_once_in(g, 4))
        gen_emit(g, ISA_ADDI, 14, 14, 0, gen_below(g, 16) - 4);
}

/* A table at a fixed address, indexed by a small number; near edges the number
 * is too large now and then. */
static void table_access(struct gen *g)
{
    static const u8 one[] = {ISA_LOAD32, ISA_STORE32, ISA_LOAD,
                             ISA_STORE,  ISA_FLOAD32, ISA_LOADS8};
    static const u8 two[] = {ISA_LOADX32, ISA_STOREX32, ISA_LOADX, ISA_STOREX};
    const u32 edge[] = {FB_ALIAS_BASE,  FB_ALIAS_BASE + FB_ALIAS_SIZE,
                        INTC_BASE,      INTC_BASE + INTC_SIZE,
                        g->o->ram_size, g->o->ram_size + FB_SIZE};
    u32 table = GEN_DATA;
    if (gen_once_in(g, 3))
        table = edge[gen_below(g, ARRAY_LEN(edge))] - 4 * gen_below(g, 300);
    small_number(g);
    if (gen_once_in(g, 2)) {
        gen_emit(g, gen_operation(g, one, ARRAY_LEN(one)), gen_dest(g), 14, 0,
                 table);
        return;
    }
    gen_emit(g, ISA_MOVI, 13, 0, 0, table);
    gen_emit(g, gen_operation(g, two, ARRAY_LEN(two)), gen_dest(g), 13, 14, 0);
}

/* A call to four bytes behind the next instruction: high halves are then
 * immediates and immediates instructions. */
static void skewed(struct gen *g)
{
    u32 n = 1 + gen_below(g, 4);
    gen_emit(g, ISA_RCALL, 0, 0, 0, 12);
    gen_emit(g, ISA_XORI, gen_below(g, 12), gen_source(g), 0, gen_value(g));
    for (u32 i = 0; i < n; i++)
        gen_emit(g, gen_once_in(g, 2) ? ISA_ADDI : ISA_MOVI, gen_below(g, 12),
                 gen_below(g, 12), 0, harmless_half(g));
    gen_emit(g, ISA_ORI, gen_below(g, 12), gen_below(g, 12), 0,
             (u32)ISA_RET << 24);
}

/* Calls itself r13 times. */
static void recursion(struct gen *g)
{
    u32 most = gen_once_in(g, 20) ? 300 : 30;
    gen_emit(g, ISA_MOVI, 13, 0, 0, 1 + gen_below(g, most));
    gen_emit(g, ISA_RCALL, 0, 0, 0, 8 * 2);
    u32 over = g->count, top = over + 1;
    gen_emit(g, ISA_RJMP, 0, 0, 0, 8);
    gen_emit(g, ISA_SUBI, 13, 13, 0, 1);
    gen_emit(g, ISA_RJC, 0, 0, 0, 8 * 4);
    gen_emit(g, ISA_ADD, gen_below(g, 12), gen_below(g, 12), 13, 0);
    gen_emit(g, ISA_RCALL, 0, 0, 0, 8 * (top - g->count));
    gen_arithmetic(g);
    gen_emit(g, ISA_RET, 0, 0, 0, 0);
    skip_end(g, over);
}

/* A jump to one of four places, computed or through a table. */
static void choose(struct gen *g)
{
    bool table = g->slots + 4 <= GEN_TABLE_WORDS && gen_once_in(g, 2);
    gen_emit(g, ISA_ANDI, 14, gen_source(g), 0, 3);
    gen_emit(g, ISA_SHLI, 14, 14, 0, table ? 2 : 4);
    if (table)
        gen_emit(g, ISA_LOAD32, 14, 14, 0, GEN_TABLE + 4 * g->slots);
    else
        gen_emit(g, ISA_ADDI, 14, 14, 0, place(g) + 16);
    gen_emit(g, ISA_JMPR, 14, 0, 0, 0);
    for (u32 i = 0; i < 4; i++) {
        if (table)
            g->slot[g->slots++] = place(g);
        gen_emit(g, ISA_ADDI, gen_below(g, 12), gen_below(g, 12), 0, i);
        gen_emit(g, ISA_RJMP, 0, 0, 0, 8 * (7 - 2 * i));
    }
}

static void push_and_pop(struct gen *g)
{
    gen_emit(g, ISA_PUSH, gen_source(g), 0, 0, 0);
    inner(g, gen_below(g, 3));
    gen_emit(g, ISA_POP, gen_dest(g), 0, 0, 0);
}

/* To a subroutine, in every way there is. */
static void call(struct gen *g)
{
    u32 to = g->base + 8 * g->routine[gen_below(g, GEN_ROUTINES)];
    if (!g->routines_made)
        return;
    switch (gen_below(g, 4)) {
    case 0:
        gen_emit(g, ISA_CALL, 0, 0, 0, to);
        break;
    case 1:
        gen_emit(g, ISA_CALLR, gen_constant(g, to), 0, 0, 0);
        break;
    case 2:
        gen_emit(g, ISA_STORE32, gen_constant(g, to), GEN_R_DATA, 0, 64);
        gen_emit(g, ISA_CALLM, 0, GEN_R_DATA, 0, 64);
        break;
    default:
        gen_emit(g, ISA_RCALL, 0, 0, 0, to - place(g));
    }
}

void gen_tame(struct gen *g)
{
    static const struct gen_kind kind[] = {{gen_arithmetic, 300},
                                           {gen_compare, 60},
                                           {skip, 80},
                                           {gen_float_op, 80},
                                           {gen_memory, 220},
                                           {gen_loop, 60},
                                           {call, 60},
                                           {push_and_pop, 40},
                                           {choose, 30},
                                           {recursion, 10},
                                           {skewed, 15},
                                           {store_row, 40},
                                           {table_access, 60},
                                           {rewrite, 15},
                                           {walk, 40},
                                           {gen_atomic, 40},
                                           {gen_block, 40},
                                           {gen_interrupt, 30},
                                           {gen_controller, 15},
                                           {gen_port, 20},
                                           {gen_modify, 8},
                                           {gen_branch, 4},
                                           {gen_call, 2},
                                           {gen_wild, 2},
                                           {gen_stack, 4},
                                           {gen_rare, 8}};
    gen_one(g, kind, ARRAY_LEN(kind));
}
