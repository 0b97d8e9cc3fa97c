/* SPDX-License-Identifier: MIT
 *
 * One core changes an instruction while another runs it for the first time,
 * with every instruction that stores. That run may show the old bytes or the
 * new ones; the next one, behind a barrier and a FENCE, must show the new
 * ones. So a store that falls between an engine's look at the marks of a
 * granule and the claim of another core is found: the old code would stay for
 * good. Each round has a granule of its own, since marks are never taken back.
 */
#include "guest.h"

enum {
    FOUND = SHARED_FREE + 64, /* 1: the first run was an old one */
    ROUNDS = GUEST_ROUNDS(2400),
    OLD = 1,
    NEW = 0x1234,
    /* A routine is movi r2, OLD; ret. It stands at 4 mod 8 in its granule, so
     * that a slot of a call holds the upper word of its first instruction. */
    ROUTINES = GUEST_DATA + 4,
    MOVI_R1 = 0x15010000, /* that word of movi r1; also a return address */
    CALLER_RAM = 353 * BOARD_RAM_UNIT,
    ROUTINE = 20, /* registers */
    LEFT,
    WRONG,
    VALUE,
    ZERO,
    PORT,
    LEAD
};

struct way {
    const char *name;
    void (*change)(struct guest *g);
    bool calls; /* the word above the immediate is changed, to movi r1 */
};

/* --- ways to store VALUE to the immediate --- */

static void way_store8(struct guest *g)
{
    emit(g, ISA_STORE, VALUE, ROUTINE, 0, 0);
    emit(g, ISA_SHRI, 6, VALUE, 0, 8);
    emit(g, ISA_STORE, 6, ROUTINE, 0, 1);
}

static void way_store16(struct guest *g)
{
    emit(g, ISA_STORE16, VALUE, ROUTINE, 0, 0);
}

static void way_store32(struct guest *g)
{
    emit(g, ISA_STORE32, VALUE, ROUTINE, 0, 0);
}

static void way_storex(struct guest *g)
{
    emit(g, ISA_STOREX32, VALUE, ROUTINE, ZERO, 0);
}

static void way_cas(struct guest *g)
{
    emit(g, ISA_MOVI, 6, 0, 0, OLD);
    emit(g, ISA_CAS, 6, ROUTINE, VALUE, 0);
}

static void way_xadd(struct guest *g)
{
    emit(g, ISA_MOVI, 6, 0, 0, NEW - OLD);
    emit(g, ISA_XADD, 6, ROUTINE, 6, 0);
}

static void way_xchg(struct guest *g)
{
    emit(g, ISA_XCHG, 6, ROUTINE, VALUE, 0);
}

static void way_stlr(struct guest *g)
{
    emit(g, ISA_STLR, VALUE, ROUTINE, 0, 0);
}

static void way_memcpy(struct guest *g)
{
    emit(g, ISA_MOVI, 6, 0, 0, SHARED_FREE);
    emit(g, ISA_STORE32, VALUE, 6, 0, 0);
    emit(g, ISA_MEMCPY, ROUTINE, 6, 0, 4);
}

static void emit_out(struct guest *g, u32 port, u32 value)
{
    emit(g, ISA_MOVI, PORT, 0, 0, port);
    emit(g, ISA_OUT, value, PORT, 0, 0);
}

static void way_push(struct guest *g)
{
    emit_out(g, PORT_DATA_BASE, ROUTINE);
    emit(g, ISA_MOVI, 6, 0, 0, 1);
    emit_out(g, PORT_DSP, 6);
    emit(g, ISA_PUSH, VALUE, 0, 0, 0);
}

/* The call stands before MOVI_R1, so this is what it pushes: slot 1. */
static void way_call(struct guest *g)
{
    emit(g, ISA_SUBI, 6, ROUTINE, 0, 4);
    emit_out(g, PORT_CALL_BASE, 6);
    emit(g, ISA_MOVI, 6, 0, 0, 2);
    emit_out(g, PORT_CSP, 6);
    u32 behind = guest_here(g) + 8 * 6;
    u64 call = rig_word(ISA_CALL, 0, 0, 0, behind);
    emit(g, ISA_MOVI, 6, 0, 0, MOVI_R1 - 8);
    emit(g, ISA_MOVI, 7, 0, 0, (u32)call);
    emit(g, ISA_STORE32, 7, 6, 0, 0);
    emit(g, ISA_MOVI, 7, 0, 0, (u32)(call >> 32));
    emit(g, ISA_STORE32, 7, 6, 0, 4);
    emit(g, ISA_JMP, 0, 0, 0, MOVI_R1 - 8);
}

/* --- the two cores --- */

static void emit_routines(struct guest *g)
{
    u64 movi = rig_word(ISA_MOVI, 2, 0, 0, OLD);
    u64 ret = rig_word(ISA_RET, 0, 0, 0, 0);
    const u32 word[] = {(u32)movi, (u32)(movi >> 32), (u32)ret,
                        (u32)(ret >> 32)};
    emit(g, ISA_MOVI, ROUTINE, 0, 0, ROUTINES);
    emit(g, ISA_MOVI, LEFT, 0, 0, ROUNDS);
    u32 again = guest_here(g);
    for (u32 i = 0; i < ARRAY_LEN(word); i++) {
        emit(g, ISA_MOVI, 1, 0, 0, word[i]);
        emit(g, ISA_STORE32, 1, ROUTINE, 0, 4 * i);
    }
    emit(g, ISA_ADDI, ROUTINE, ROUTINE, 0, GRANULE_BYTES);
    emit(g, ISA_SUBI, LEFT, LEFT, 0, 1);
    emit_back(g, ISA_RJNZ, again);
}

/* Begins a round. LEAD tells which core waits, and how many turns. */
static u32 emit_round(struct guest *g, u32 sign)
{
    u32 round = guest_here(g);
    guest_barrier(g);
    emit(g, ISA_MOVI, 6, 0, 0, sign);
    emit(g, ISA_MUL, 6, 6, LEAD, 0);
    emit(g, ISA_ANDI, 7, LEFT, 0, 15);
    emit(g, ISA_ADD, 6, 6, 7, 0);
    u32 again = guest_here(g);
    emit(g, ISA_SUBI, 6, 6, 0, 1);
    emit(g, ISA_CMPI, 6, 0, 0, 0);
    emit_back(g, ISA_RJG, again);
    return round;
}

/* The lead of the next round: the change shall come when the first run does.
 * That is what FOUND of this one, which was old or not, is for. */
static void emit_lead(struct guest *g)
{
    emit(g, ISA_MOVI, 6, 0, 0, FOUND);
    emit(g, ISA_LOAD32, 6, 6, 0, 0);
    emit(g, ISA_SHLI, 6, 6, 0, 5);
    emit(g, ISA_SUBI, 6, 6, 0, 16); /* -16 or 16 */
    emit(g, ISA_SUB, LEAD, LEAD, 6, 0);
}

static void emit_next(struct guest *g, u32 round)
{
    emit(g, ISA_ADDI, ROUTINE, ROUTINE, 0, GRANULE_BYTES);
    emit(g, ISA_SUBI, LEFT, LEFT, 0, 1);
    emit_back(g, ISA_RJNZ, round);
}

static void emit_start(struct guest *g)
{
    emit(g, ISA_MOVI, ROUTINE, 0, 0, ROUTINES);
    emit(g, ISA_MOVI, LEFT, 0, 0, ROUNDS);
    emit(g, ISA_MOVI, VALUE, 0, 0, NEW);
    emit(g, ISA_MOVI, ZERO, 0, 0, 0);
    emit(g, ISA_MOVI, WRONG, 0, 0, 0);
    emit(g, ISA_MOVI, LEAD, 0, 0, 0);
}

static void emit_changer(struct guest *g, const struct way *w)
{
    guest_core(g, 0);
    emit_routines(g);
    emit_start(g);
    u32 round = emit_round(g, 1);
    w->change(g);
    guest_barrier(g);
    emit_lead(g);
    emit_next(g, round);
    guest_end(g, 0);
}

/* Runs the routine; register 1 = 1 when it is not the new one. */
static void emit_probe(struct guest *g, const struct way *w)
{
    emit(g, ISA_MOVI, 1, 0, 0, 0);
    emit(g, ISA_CALLR, ROUTINE, 0, 0, 0);
    emit(g, ISA_CMPI, w->calls ? 1 : 2, 0, 0, w->calls ? OLD : NEW);
    emit(g, ISA_SET, 1, 0, 0, ISA_CC_NZ);
}

static void emit_runner(struct guest *g, const struct way *w)
{
    guest_core(g, 1);
    emit_start(g);
    u32 round = emit_round(g, (u32)-1);
    emit_probe(g, w);
    emit(g, ISA_MOVI, 6, 0, 0, FOUND);
    emit(g, ISA_STORE32, 1, 6, 0, 0);
    guest_barrier(g);
    emit_lead(g);
    emit(g, ISA_FENCE, 0, 0, 0, 0);
    emit_probe(g, w);
    emit(g, ISA_ADD, WRONG, WRONG, 1, 0);
    emit_next(g, round);
    emit(g, ISA_MOVI, 6, 0, 0, GUEST_RESULTS);
    emit(g, ISA_STORE32, WRONG, 6, 0, 0);
    guest_end(g, 1);
}

static void run_way(struct guest *g, const struct way *w)
{
    if (w->calls)
        g->ram_bytes = CALLER_RAM;
    emit_changer(g, w);
    emit_runner(g, w);
    struct machine *m = guest_run(g);
    u32 wrong = guest_word(m, GUEST_RESULTS);
    machine_free(m);
    if (wrong != 0)
        fail_msg("%s, engine %s: old code in %u rounds of %u", w->name,
                 g->engine, wrong, ROUNDS);
}

/* --- the list --- */

#define WAYS(W)       \
    W(store8, false)  \
    W(store16, false) \
    W(store32, false) \
    W(storex, false)  \
    W(cas, false)     \
    W(xadd, false)    \
    W(xchg, false)    \
    W(stlr, false)    \
    W(memcpy, false)  \
    W(push, false)    \
    W(call, true)

#define WAY_TEST(name, calls)                                     \
    static void run_##name(struct guest *g)                       \
    {                                                             \
        static const struct way way = {#name, way_##name, calls}; \
        run_way(g, &way);                                         \
    }                                                             \
    static void test_##name(void **state)                         \
    {                                                             \
        (void)state;                                              \
        guest_each(run_##name, 2, true);                          \
    }
WAYS(WAY_TEST)

int main(void)
{
#define WAY_ROW(name, calls) cmocka_unit_test(test_##name),
    const struct CMUnitTest tests[] = {WAYS(WAY_ROW)};
    return cmocka_run_group_tests_name("patch", tests, NULL, NULL);
}
