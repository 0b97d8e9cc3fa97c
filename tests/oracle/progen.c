/* SPDX-License-Identifier: MIT
 *
 * The program as a whole: where it lies, what registers, vectors and stacks
 * hold at its start, and how often each kind of instruction appears. It has
 * subroutines, interrupt handlers, then a main part that loops. Invariant: the
 * same seed gives the same program on every host.
 *
 * Hard cases it aims at: flags that live across blocks or up to a panic,
 * registers that alias, accesses around windows and the end of RAM, stores
 * into code (ahead, behind, in the same granule), code at every alignment,
 * jumps into the middle of blocks, rewritten return addresses and frames,
 * requests of every kind, stacks at their ends, blocks that overlap code.
 */
#include "progen_gen.h"

#include <lamp/dev/intc.h>

u32 gen_below(struct gen *g, u32 n)
{
    return (u32)((splitmix64(&g->state) >> 32) * n >> 32);
}

bool gen_once_in(struct gen *g, u32 n)
{
    return gen_below(g, n) == 0;
}

void gen_emit(struct gen *g, u32 op, u32 rd, u32 rs1, u32 rs2, u32 imm)
{
    if (g->count < GEN_WORDS_MAX)
        g->word[g->count++] = isa_encode(
            (struct isa_word){(u8)op, (u8)rd, (u8)rs1, (u8)rs2, imm});
}

bool gen_rarely(struct gen *g, u32 n)
{
    return gen_once_in(g, n) && (!g->tame || gen_once_in(g, 40));
}

u32 gen_dest(struct gen *g)
{
    if (g->tame)
        return gen_below(g, gen_once_in(g, 4) ? 15 : 12);
    return gen_once_in(g, 24) ? gen_below(g, 32) : gen_below(g, 15);
}

u32 gen_source(struct gen *g)
{
    return gen_once_in(g, 3) ? gen_below(g, 32) : gen_below(g, 15);
}

u32 gen_value(struct gen *g)
{
    static const u32 edge[] = {
        0,  1,  2,  0xFFFFFFFF, 0x80000000, 0x7FFFFFFF, 0x80000001, 0xFFFFFFFE,
        31, 32, 33, 0xFF,       0x80,       0x8000,     0xFFFF,     0xFFFF8000};
    switch (gen_below(g, 4)) {
    case 0:
        return edge[gen_below(g, ARRAY_LEN(edge))];
    case 1:
        return gen_below(g, 64) - 32;
    case 2:
        return gen_float(g);
    default:
        return (u32)splitmix64(&g->state);
    }
}

u32 gen_float(struct gen *g)
{
    static const u32 edge[] = {
        0,          0x80000000, 0x00000001, 0x80000001, 0x007FFFFF, 0x00800000,
        0x3F800000, 0xBF800000, 0x7F7FFFFF, 0xFF7FFFFF, 0x7F800000, 0xFF800000,
        0x7FC00000, 0xFFC12345, 0x7F812345, 0x4F000000, 0xCF000000, 0x4F800000,
        0x3F000000, 0x4EFFFFFF, 0x4B800000, 0x3FC00000, 0xBF400000, 0x34000000};
    if (gen_once_in(g, 2))
        return edge[gen_below(g, ARRAY_LEN(edge))];
    u32 bits = (u32)splitmix64(&g->state);
    return (bits & 0x807FFFFF) | (110 + gen_below(g, 36)) << 23;
}

u32 gen_target(struct gen *g)
{
    u32 n = g->planned, at;
    if (gen_once_in(g, 3))
        at = gen_below(g, n);
    else if (gen_once_in(g, 4)) /* a short loop */
        at = g->count - (g->count > 0 ? gen_below(g, g->count % 9 + 1) : 0);
    else
        at = g->count + 1 + gen_below(g, 8);
    if (at >= n)
        at = gen_below(g, n);
    return g->base + 8 * at + (gen_once_in(g, 300) ? gen_below(g, 8) : 0);
}

u32 gen_address(struct gen *g)
{
    u32 ram = g->o->ram_size;
    const u32 near[] = {TIME_BASE,     TIME_BASE + TIME_SIZE,
                        SYSINFO_BASE,  SYSINFO_BASE + SYSINFO_SIZE,
                        INTC_BASE,     INTC_BASE + INTC_SIZE,
                        FB_ALIAS_BASE, FB_ALIAS_BASE + FB_ALIAS_SIZE,
                        ram,           ram + FB_SIZE};
    switch (gen_below(g, 5)) {
    case 0:
        return near[gen_below(g, ARRAY_LEN(near))] + gen_below(g, 17) - 8;
    case 1:
        return g->base + gen_below(g, 8 * g->planned + 8);
    case 2:
        return g->o->stack[gen_below(g, ORACLE_STACKS)].base +
               gen_below(g, 0x800);
    case 3:
        return (gen_once_in(g, 2) ? FB_ALIAS_BASE : ram) + gen_below(g, 256);
    default:
        return GEN_DATA + gen_below(g, GEN_DATA_BYTES);
    }
}

u32 gen_operation(struct gen *g, const u8 *list, u32 n)
{
    return list[gen_below(g, n)];
}

u32 gen_constant(struct gen *g, u32 value)
{
    gen_emit(g, ISA_MOVI, GEN_R_TEMP, 0, 0, value);
    return GEN_R_TEMP;
}

/* --- the whole ---------------------------------------------------------- */

void gen_one(struct gen *g, const struct gen_kind *kind, u32 n)
{
    u32 all = 0, i = 0;
    for (u32 k = 0; k < n; k++)
        all += kind[k].weight;
    u32 pick = gen_below(g, all);
    while (pick >= kind[i].weight)
        pick -= kind[i++].weight;
    kind[i].make(g);
}

static void piece(struct gen *g)
{
    static const struct gen_kind kind[] = {
        {gen_arithmetic, 300}, {gen_compare, 60},    {gen_float_op, 80},
        {gen_branch, 140},     {gen_call, 45},       {gen_memory, 200},
        {gen_wild, 8},         {gen_stack, 60},      {gen_block, 30},
        {gen_atomic, 40},      {gen_modify, 50},     {gen_port, 30},
        {gen_interrupt, 35},   {gen_controller, 30}, {gen_invalid, 3},
        {gen_rare, 25},        {gen_loop, 10}};
    gen_one(g, kind, ARRAY_LEN(kind));
}

static void pieces(struct gen *g, u32 until)
{
    while (g->count < until)
        if (!g->tame)
            piece(g);
        else if (g->routines_made && !gen_once_in(g, 4))
            gen_loop(g);
        else
            gen_tame(g);
}

/* Where the code begins: any alignment, often beside something. */
static u32 place(struct gen *g)
{
    u32 ram = g->o->ram_size, room = 8 * (g->planned + 160);
    u32 odd = gen_once_in(g, 6) ? gen_below(g, 8) : gen_once_in(g, 3) ? 4 : 0;
    u32 off = odd + 8 * gen_below(g, 8);
    bool large = ram > INTC_BASE + INTC_SIZE + 8 * GEN_WORDS_MAX;
    switch (gen_below(g, large ? 10 : 6)) {
    case 0:
        return PROGRAM_BASE + (odd ^ PROGRAM_BASE % 8);
    case 1:
        return 0x4000 - off;
    case 2:
        return ram - room - off;
    case 6:
        return FB_ALIAS_BASE - room - off;
    case 7:
        return SYSINFO_BASE + (SYSINFO_SIZE + 7) / 8 * 8 + odd;
    case 8:
        return INTC_BASE + (INTC_SIZE + 7) / 8 * 8 + odd;
    default:
        return 0x3000 + 64 * gen_below(g, 4) + off;
    }
}

static void set_registers(struct gen *g)
{
    struct oracle *o = g->o;
    for (u32 i = 0; i < 32; i++)
        o->r[i] = gen_value(g);
    o->r[GEN_R_DATA] = GEN_DATA + gen_below(g, 64) * (gen_rarely(g, 8) ? 1 : 2);
    if (o->strict)
        o->r[GEN_R_DATA] &= ~(u32)3;
    o->r[GEN_R_CODE] = g->base + 8 * gen_below(g, g->planned);
    o->r[GEN_R_WINDOW] = gen_address(g);
    o->r[GEN_R_END] = o->ram_size - gen_below(g, 64);
    o->r[GEN_R_STACK] = o->stack[ORACLE_CALL].base + gen_below(g, 0x1000);
    for (u32 i = 0; i < 3; i++)
        o->r[GEN_R_INDEX + i] = gen_below(g, 24) * (gen_rarely(g, 8) ? 1
                                                    : o->strict      ? 4
                                                                     : 2) -
                                8;
    o->r[GEN_R_TARGET] = g->base + 8 * gen_below(g, g->planned);
    o->r[GEN_R_PORT] = gen_below(g, 256);
    o->r[GEN_R_FLOAT] = gen_float(g);
    o->r[GEN_R_FLOAT + 1] = gen_float(g);
    o->r[GEN_R_VECTOR] = gen_below(g, 10);
    o->r[GEN_R_ZERO] = 0;
    o->flags = gen_once_in(g, 2) ? gen_value(g) : gen_below(g, 64) & 0x39;
}

static void poke_word(struct gen *g, u32 at, u32 value)
{
    u8 b[4];
    put_le32(b, value);
    oracle_poke(g->o, at, b, 4);
}

static void set_slots(struct gen *g)
{
    const struct oracle_stack *k = g->o->stack;
    for (u32 i = 0; i < 16; i++)
        poke_word(g, k[ORACLE_CALL].base + 8 * (240 + i), gen_target(g));
    for (u32 i = 0; i < 34; i++)
        poke_word(g, k[ORACLE_ISR].base + 8 * (222 + i),
                  i == 33 ? gen_target(g) : gen_value(g));
}

/* Stacks, masks and requests that are not those of a reset; slots that a RET
 * or IRET may find. */
static void set_context(struct gen *g)
{
    struct oracle *o = g->o;
    o->stack[ORACLE_CALL].index = 240 + gen_below(g, 17);
    o->stack[ORACLE_DATA].index = 100 + gen_below(g, 157);
    for (u32 i = 0; i < ORACLE_STACKS; i++)
        if (gen_rarely(g, 5))
            o->stack[i].index =
                gen_once_in(g, 3) ? gen_below(g, 4) : gen_below(g, 257);
    set_slots(g);
    o->irq_masked = gen_once_in(g, 6);
    o->in_isr = gen_once_in(g, 12);
    if (o->in_isr) {
        o->serving = gen_once_in(g, 2) ? gen_below(g, 8) : ORACLE_NOBODY;
        o->stack[ORACLE_ISR].index = 222 + (gen_once_in(g, 4) ? 1 : 0);
    }
    for (u32 v = 0; v < 8; v++) {
        if (gen_once_in(g, 24))
            oracle_request(o, v);
        o->in_service[v] = gen_once_in(g, 30);
        o->enable[v] = !gen_once_in(g, 20);
        oracle_first(o)->priority[v] =
            (u8)(gen_once_in(g, 6) ? gen_below(g, 256) : 0);
    }
}

/* Handlers for most of the vectors used. */
static void set_vectors(struct gen *g)
{
    for (u32 v = 0; v < 256; v++) {
        bool used = v < PROGEN_VECTORS || v - PROGEN_STORM < PROGEN_STORMS;
        if (!used || gen_once_in(g, 5))
            continue;
        u32 at = g->handler[gen_below(g, GEN_HANDLERS)];
        poke_word(g, 8 * v, g->base + 8 * at);
        poke_word(g, 8 * v + 4, gen_once_in(g, 4) ? gen_value(g) : 0);
    }
}

static void set_memory(struct gen *g)
{
    set_vectors(g);
    for (u32 i = 0; i < GEN_TABLE_WORDS; i++)
        poke_word(g, GEN_TABLE + 4 * i,
                  i < g->slots ? g->slot[i] : gen_target(g));
    for (u32 i = 0; i < GEN_DATA_BYTES; i += 4)
        poke_word(g, GEN_DATA + i,
                  gen_once_in(g, 6) ? gen_target(g) : gen_value(g));
    for (u32 i = 0; i < 128; i += 4)
        poke_word(g, FB_ALIAS_BASE + i, gen_value(g));
}

static void write_code(struct gen *g)
{
    u32 length = 12 + gen_below(g, gen_once_in(g, 3) ? 388 : 90);
    g->planned = length + 50;
    g->tame = !gen_once_in(g, 3);
    g->base = place(g);
    for (u32 i = 0; i < GEN_ROUTINES; i++) {
        g->routine[i] = g->count;
        pieces(g, g->count + 1 + gen_below(g, 6));
        gen_emit(g, ISA_RET, 0, 0, 0, 0);
    }
    g->routines_made = true;
    for (u32 i = 0; i < GEN_HANDLERS; i++) {
        g->handler[i] = g->count;
        gen_handler(g);
    }
    g->main = g->count;
    g->planned = g->main + length;
    gen_starts(g);
    pieces(g, g->planned);
    gen_emit(g, ISA_JMP, 0, 0, 0, g->base + 8 * g->main);
}

static void store_code(struct gen *g)
{
    for (u32 i = 0; i < g->count; i++) {
        u8 b[8];
        put_le64(b, g->word[i]);
        oracle_poke(g->o, g->base + 8 * i, b, 8);
    }
}

u32 progen_cores(u64 seed)
{
    return seed % 4 == 1 ? PROGEN_CORES : 1;
}

u32 progen_ram(u64 seed)
{
    return seed % 4 == 0 ? PROGEN_RAM_SMALL : PROGEN_RAM_LARGE;
}

static void set_budget(struct gen *g)
{
    g->habit = (u32)(splitmix64(&g->state) >> 40);
    g->quiet = gen_once_in(g, 3);
    g->budget = 4000 + gen_below(g, gen_once_in(g, 3) ? 60000 : 16000);
}

static void set_entry(struct gen *g)
{
    u32 at = gen_once_in(g, 8) ? gen_below(g, g->planned) : g->main;
    g->o->ip = g->base + 8 * at;
}

void progen_make(struct gen *g, struct oracle *o, u64 seed)
{
    /* hashed, or seeds side by side would give shifted copies */
    *g = (struct gen){.state = splitmix64(&(u64){seed}), .o = o};
    oracle_reset(o, 0);
    write_code(g);
    store_code(g);
    set_memory(g);
    for (u32 i = o->cores; i-- != 0;) { /* the first is what remains */
        g->o = oracle_core(o, i);
        set_registers(g);
        set_context(g);
    }
    set_entry(g);
    set_budget(g);
}

void progen_from_bytes(struct gen *g, struct oracle *o, const u8 *bytes,
                       size_t n)
{
    *g = (struct gen){.state = n, .o = o, .base = 0x3000, .quiet = true};
    size_t words = n / 8 < GEN_WORDS_MAX ? n / 8 : GEN_WORDS_MAX;
    oracle_reset(o, g->base);
    for (size_t i = 0; i < words; i++)
        g->word[i] = get_le64(bytes + 8 * i);
    g->count = g->planned = words > 0 ? (u32)words : 1;
    set_memory(g);
    set_slots(g);
    set_registers(g);
    store_code(g);
    g->habit = 3;
    g->budget = 2000;
}

/* --- started again ------------------------------------------------------ */

static void reset_context(struct oracle *o)
{
    oracle_reset_stacks(o);
    o->serving = ORACLE_NOBODY;
    o->pending_count = 0;
    memset(o->pending, 0, sizeof o->pending);
    memset(o->in_service, 0, sizeof o->in_service);
    memset(o->enable, 1, sizeof o->enable);
    memset(oracle_first(o)->priority, 0, sizeof o->priority);
}

void progen_revive(struct gen *g, struct oracle *o)
{
    g->o = o;
    o->state = ORACLE_RUNNING;
    o->must_deliver = false;
    if (!gen_once_in(g, 6))
        store_code(g);
    if (!gen_once_in(g, 4))
        set_memory(g);
    if (!gen_once_in(g, 4))
        set_registers(g);
    reset_context(o);
    set_context(g);
    set_entry(g);
}

u64 progen_life(struct gen *g)
{
    return gen_once_in(g, 3) ? 300 + gen_below(g, 600)
                             : 2000 + gen_below(g, 8000);
}

void progen_patch(struct gen *g)
{
    u32 at = g->base + 8 * gen_below(g, g->planned);
    u8 b[8];
    put_le64(b, gen_harmless(g));
    if (gen_once_in(g, 3)) /* a half */
        oracle_poke(g->o, at + 4, b + 4, 4);
    else
        oracle_poke(g->o, at, b, 8);
}
