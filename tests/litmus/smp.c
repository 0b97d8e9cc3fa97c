/* SPDX-License-Identifier: MIT
 *
 * What cores do to each other: counters and locks from every atomic
 * instruction, accesses of different sizes to one word, code that another
 * core changes, what STARTAP and IPI carry with them, and requests to a core
 * that has not been started. Final values are exact; nothing depends on how
 * threads are scheduled.
 */
#include "guest.h"

enum { ROUNDS = GUEST_ROUNDS(4800), CORES = 4, FEW = GUEST_ROUNDS(960) };

/* Runs what emit_body appends ROUNDS times on every core. */
static void everywhere(struct guest *g, u32 rounds,
                       void (*emit_body)(struct guest *g, u32 cpu))
{
    for (u32 cpu = 0; cpu < g->cores; cpu++) {
        guest_core(g, cpu);
        guest_barrier(g);
        emit(g, ISA_MOVI, 20, 0, 0, SHARED_FREE);
        emit(g, ISA_MOVI, 21, 0, 0, rounds);
        emit(g, ISA_MOVI, 5, 0, 0, 1);
        u32 again = guest_here(g);
        emit_body(g, cpu);
        emit(g, ISA_SUBI, 21, 21, 0, 1);
        emit_back(g, ISA_RJNZ, again);
        guest_end(g, cpu);
    }
}

/* --- counters ----------------------------------------------------------- */

static void body_xadd(struct guest *g, u32 cpu)
{
    (void)cpu;
    emit(g, ISA_XADD, 4, 20, 5, 0);
}

static void run_xadd(struct guest *g)
{
    everywhere(g, ROUNDS, body_xadd);
    struct machine *m = guest_run(g);
    assert_int_equal(guest_word(m, SHARED_FREE), ROUNDS * g->cores);
    machine_free(m);
}

static void body_cas(struct guest *g, u32 cpu)
{
    (void)cpu;
    emit(g, ISA_LOAD32, 4, 20, 0, 0);
    u32 again = guest_here(g);
    emit(g, ISA_ADDI, 6, 4, 0, 1);
    emit(g, ISA_CAS, 4, 20, 6, 0);
    emit_back(g, ISA_RJNZ, again); /* r4 is the value found */
}

static void run_cas(struct guest *g)
{
    everywhere(g, ROUNDS, body_cas);
    struct machine *m = guest_run(g);
    assert_int_equal(guest_word(m, SHARED_FREE), ROUNDS * g->cores);
    machine_free(m);
}

/* A lock at +0 around two plain words at +64 and +68. */
static void body_lock(struct guest *g, u32 cpu)
{
    (void)cpu;
    u32 try = guest_here(g);
    emit(g, ISA_PAUSE, 0, 0, 0, 0);
    emit(g, ISA_XCHG, 4, 20, 5, 0);
    emit_back(g, ISA_RJNZ, try);
    emit(g, ISA_LOAD32, 6, 20, 0, 64);
    emit(g, ISA_INC, 6, 0, 0, 0);
    emit(g, ISA_STORE32, 6, 20, 0, 64);
    emit(g, ISA_LOAD32, 7, 20, 0, 68);
    emit(g, ISA_ADDI, 7, 7, 0, 3);
    emit(g, ISA_STORE32, 7, 20, 0, 68);
    emit(g, ISA_MOVI, 8, 0, 0, 0);
    emit(g, ISA_STLR, 8, 20, 0, 0);
}

static void run_lock(struct guest *g)
{
    everywhere(g, FEW, body_lock);
    struct machine *m = guest_run(g);
    assert_int_equal(guest_word(m, SHARED_FREE + 64), FEW * g->cores);
    assert_int_equal(guest_word(m, SHARED_FREE + 68), 3 * FEW * g->cores);
    machine_free(m);
}

/* XCHG gives every number to exactly one core: each puts its own in and adds
 * what it got to its sum; what went in equals what came out. */
static void body_xchg(struct guest *g, u32 cpu)
{
    emit(g, ISA_ADDI, 6, 21, 0, cpu << 16);
    emit(g, ISA_XCHG, 4, 20, 6, 0);
    emit(g, ISA_SUB, 6, 6, 4, 0);
    emit(g, ISA_XADD, 7, 20, 6, 64);
}

static void run_xchg(struct guest *g)
{
    everywhere(g, ROUNDS, body_xchg);
    struct machine *m = guest_run(g);
    assert_int_equal(guest_word(m, SHARED_FREE + 64),
                     guest_word(m, SHARED_FREE));
    machine_free(m);
}

/* --- sizes -------------------------------------------------------------- */

/* Each core counts in its own byte, and in its own half of other words. */
static void body_bytes(struct guest *g, u32 cpu)
{
    emit(g, ISA_LOAD, 4, 20, 0, cpu);
    emit(g, ISA_INC, 4, 0, 0, 0);
    emit(g, ISA_STORE, 4, 20, 0, cpu);
    emit(g, ISA_LOAD16, 4, 20, 0, 64 + 2 * cpu);
    emit(g, ISA_INC, 4, 0, 0, 0);
    emit(g, ISA_STORE16, 4, 20, 0, 64 + 2 * cpu);
}

static void run_bytes(struct guest *g)
{
    everywhere(g, ROUNDS, body_bytes);
    struct machine *m = guest_run(g);
    for (u32 cpu = 0; cpu < g->cores; cpu++) {
        assert_int_equal(ram_get8(&m->bus.ram, SHARED_FREE + cpu),
                         ROUNDS & 0xFF);
        assert_int_equal(ram_get16(&m->bus.ram, SHARED_FREE + 64 + 2 * cpu),
                         ROUNDS & 0xFFFF);
    }
    machine_free(m);
}

/* Core 0 writes words of four equal bytes; the others read words, halves and
 * bytes and add to +64 when parts of one access do not belong together. */
static void body_torn(struct guest *g, u32 cpu)
{
    if (cpu == 0) {
        emit(g, ISA_ANDI, 4, 21, 0, 0xFF);
        emit(g, ISA_MOVI, 6, 0, 0, 0x01010101);
        emit(g, ISA_MUL, 4, 4, 6, 0);
        emit(g, ISA_STORE32, 4, 20, 0, 0);
        return;
    }
    bool half = cpu % 2 == 0;
    emit(g, half ? ISA_LOAD16 : ISA_LOAD32, 4, 20, 0, half ? 2 : 0);
    emit(g, ISA_ANDI, 6, 4, 0, 0xFF);
    emit(g, ISA_MOVI, 7, 0, 0, half ? 0x0101 : 0x01010101);
    emit(g, ISA_MUL, 6, 6, 7, 0);
    emit(g, ISA_CMP, 6, 4, 0, 0);
    emit(g, ISA_SET, 6, 0, 0, ISA_CC_NZ);
    emit(g, ISA_XADD, 7, 20, 6, 64);
}

static void run_torn(struct guest *g)
{
    everywhere(g, ROUNDS, body_torn);
    struct machine *m = guest_run(g);
    assert_int_equal(guest_word(m, SHARED_FREE + 64), 0);
    machine_free(m);
}

/* --- code --------------------------------------------------------------- */

enum {
    ROUTINE = GUEST_DATA, /* movi r1, N; ret */
    PUBLISHED = SHARED_FREE,
    ANSWERED = SHARED_FREE + 64,
    WRONG = SHARED_FREE + 128
};

static void emit_store_word(struct guest *g, u32 at, u64 word)
{
    emit(g, ISA_MOVI, 1, 0, 0, at);
    emit(g, ISA_MOVI, 2, 0, 0, (u32)word);
    emit(g, ISA_STORE32, 2, 1, 0, 0);
    emit(g, ISA_MOVI, 2, 0, 0, (u32)(word >> 32));
    emit(g, ISA_STORE32, 2, 1, 0, 4);
}

/* r20 = PUBLISHED, r22 = ANSWERED, r23 = ROUTINE, r24 = WRONG, r21 = 1. */
static void emit_places(struct guest *g)
{
    emit(g, ISA_MOVI, 20, 0, 0, PUBLISHED);
    emit(g, ISA_MOVI, 22, 0, 0, ANSWERED);
    emit(g, ISA_MOVI, 23, 0, 0, ROUTINE);
    emit(g, ISA_MOVI, 24, 0, 0, WRONG);
    emit(g, ISA_MOVI, 21, 0, 0, 1);
}

/* Core 0: routine returns r21; publish; wait for the answer; next. The store
 * of publishing is made by `publish`. */
static void emit_modifier(struct guest *g, void (*publish)(struct guest *g))
{
    emit_store_word(g, ROUTINE, rig_word(ISA_MOVI, 1, 0, 0, 0));
    emit_store_word(g, ROUTINE + 8, rig_word(ISA_RET, 0, 0, 0, 0));
    guest_barrier(g);
    emit_places(g);
    u32 again = guest_here(g);
    emit(g, ISA_STORE32, 21, 23, 0, 0); /* the immediate of movi */
    publish(g);
    guest_await(g, 22, 21);
    emit(g, ISA_INC, 21, 0, 0, 0);
    emit(g, ISA_CMPI, 21, 0, 0, FEW);
    emit_back(g, ISA_RJLE, again);
    guest_end(g, 0);
}

/* Calls the routine; counts when it does not return r21. */
static void emit_probe(struct guest *g)
{
    emit(g, ISA_CALLR, 23, 0, 0, 0);
    emit(g, ISA_CMP, 1, 21, 0, 0);
    emit(g, ISA_SET, 2, 0, 0, ISA_CC_NZ);
    emit(g, ISA_XADD, 3, 24, 2, 0);
}

static void publish_stlr(struct guest *g)
{
    emit(g, ISA_STLR, 21, 20, 0, 0);
}

static void emit_fence_reader(struct guest *g, u32 cpu)
{
    guest_core(g, cpu);
    guest_barrier(g);
    emit_places(g);
    u32 again = guest_here(g);
    guest_await(g, 20, 21);
    emit(g, ISA_FENCE, 0, 0, 0, 0);
    emit_probe(g);
    emit(g, ISA_STLR, 21, 22, 0, 0);
    emit(g, ISA_INC, 21, 0, 0, 0);
    emit(g, ISA_CMPI, 21, 0, 0, FEW);
    emit_back(g, ISA_RJLE, again);
    guest_end(g, cpu);
}

/* Store to code, STLR; the other core LDAR, FENCE, execute. */
static void run_modify_fence(struct guest *g)
{
    guest_core(g, 0);
    emit_modifier(g, publish_stlr);
    emit_fence_reader(g, 1);
    struct machine *m = guest_run(g);
    assert_int_equal(guest_word(m, ANSWERED), FEW);
    assert_int_equal(guest_word(m, WRONG), 0);
    machine_free(m);
}

/* Each core has a routine that it changes every eighth time, for itself and
 * for all others, and calls everybody's. Nobody waits. */
enum { LAST = SHARED_FREE + 256, LAST_STRIDE = 64, CHANGE = 8 };

/* The routine at r[at] must not return less than the word at r25 + offset,
 * which becomes what it returned. */
static void emit_not_less(struct guest *g, u32 at, u32 offset)
{
    emit(g, ISA_CALLR, at, 0, 0, 0);
    emit(g, ISA_LOAD32, 3, 25, 0, offset);
    emit(g, ISA_CMP, 1, 3, 0, 0);
    emit(g, ISA_SET, 2, 0, 0, ISA_CC_C);
    emit(g, ISA_XADD, 3, 24, 2, 0);
    emit(g, ISA_STORE32, 1, 25, 0, offset);
}

/* It must return r21. */
static void emit_race_probe(struct guest *g, u32 routine)
{
    emit(g, ISA_MOVI, 23, 0, 0, routine);
    emit_probe(g);
}

/* r20 counts, r21 is what the core's own routine returns. */
static void emit_race_loop(struct guest *g, u32 own, u32 apart)
{
    emit(g, ISA_MOVI, 20, 0, 0, 0);
    u32 again = guest_here(g);
    emit(g, ISA_INC, 20, 0, 0, 0);
    emit(g, ISA_FENCE, 0, 0, 0, 0);
    emit(g, ISA_ANDI, 21, 20, 0, 0 - (u32)CHANGE);
    emit(g, ISA_CMP, 20, 21, 0, 0);
    u32 skip = emit(g, ISA_RJNZ, 0, 0, 0, 0);
    emit(g, ISA_MOVI, 22, 0, 0, own);
    emit(g, ISA_STORE32, 20, 22, 0, 0);
    guest_patch(g, skip);
    emit_race_probe(g, own);
    for (u32 i = 0; i < g->cores; i++) {
        emit(g, ISA_MOVI, 22, 0, 0, ROUTINE + i * apart);
        emit_not_less(g, 22, 4 * i);
    }
    emit(g, ISA_CMPI, 20, 0, 0, FEW);
    emit_back(g, ISA_RJL, again);
}

static void emit_race(struct guest *g, u32 cpu, u32 apart)
{
    guest_core(g, cpu);
    for (u32 i = 0; cpu == 0 && i < g->cores; i++) {
        u32 at = ROUTINE + i * apart;
        emit_store_word(g, at, rig_word(ISA_MOVI, 1, 0, 0, 0));
        emit_store_word(g, at + 8, rig_word(ISA_RET, 0, 0, 0, 0));
    }
    guest_barrier(g);
    emit(g, ISA_MOVI, 24, 0, 0, WRONG);
    emit(g, ISA_MOVI, 25, 0, 0, LAST + LAST_STRIDE * cpu);
    emit_race_loop(g, ROUTINE + cpu * apart, apart);
    guest_barrier(g);
    emit(g, ISA_FENCE, 0, 0, 0, 0);
    emit(g, ISA_MOVI, 21, 0, 0, FEW / CHANGE * CHANGE);
    for (u32 i = 0; i < g->cores; i++)
        emit_race_probe(g, ROUTINE + i * apart);
    guest_end(g, cpu);
}

static void modify_race(struct guest *g, u32 apart)
{
    for (u32 cpu = 0; cpu < g->cores; cpu++)
        emit_race(g, cpu, apart);
    struct machine *m = guest_run(g);
    for (u32 cpu = 0; cpu < g->cores; cpu++)
        for (u32 i = 0; i < g->cores; i++)
            assert_int_equal(
                guest_word(m, LAST + LAST_STRIDE * cpu + 4 * i) % CHANGE, 0);
    assert_int_equal(guest_word(m, WRONG), 0);
    machine_free(m);
}

/* All in one granule. */
static void run_modify_near(struct guest *g)
{
    modify_race(g, 16);
}

static void run_modify_far(struct guest *g)
{
    modify_race(g, 4096);
}

static void publish_ipi(struct guest *g)
{
    emit(g, ISA_STORE32, 21, 20, 0, 0); /* plain: IPI carries it */
    emit(g, ISA_MOVI, 1, 0, 0, 1);
    emit(g, ISA_MOVI, 2, 0, 0, GUEST_VECTOR);
    emit(g, ISA_IPI, 1, 2, 0, 0);
}

/* The handler takes what was published and answers it. */
static u32 emit_handler(struct guest *g)
{
    u32 handler = guest_here(g);
    emit_places(g);
    emit(g, ISA_LOAD32, 21, 20, 0, 0);
    emit_probe(g);
    emit(g, ISA_STLR, 21, 22, 0, 0);
    emit(g, ISA_IRET, 0, 0, 0, 0);
    return handler;
}

/* IRQ_MASKED = value; spoils r6 and r7. */
static void emit_mask(struct guest *g, u32 value)
{
    emit(g, ISA_MOVI, 6, 0, 0, value);
    emit(g, ISA_MOVI, 7, 0, 0, PORT_IRQ_MASKED);
    emit(g, ISA_OUT, 6, 7, 0, 0);
}

/* Until the last answer: masked while it looks, so that a request that comes
 * in between still ends WAIT. */
static void emit_wait_loop(struct guest *g)
{
    u32 again = guest_here(g);
    emit_mask(g, 1);
    emit(g, ISA_LDAR, 4, 20, 0, 0);
    emit(g, ISA_CMP, 4, 21, 0, 0);
    u32 done = emit(g, ISA_RJGE, 0, 0, 0, 0);
    emit(g, ISA_WAIT, 0, 0, 0, 0);
    emit_mask(g, 0);
    emit_back(g, ISA_RJMP, again);
    guest_patch(g, done);
    emit_mask(g, 0);
}

static void emit_spin_loop(struct guest *g)
{
    guest_await(g, 20, 21);
}

/* Store to code, IPI; the handler of the other core executes it. Nothing is
 * ordered but by the interrupt; the other core spins or waits. */
static void modify_ipi(struct guest *g, void (*emit_loop)(struct guest *g))
{
    g->handler = emit_handler(g);
    guest_core(g, 0);
    emit_modifier(g, publish_ipi);
    guest_core(g, 1);
    guest_barrier(g);
    emit(g, ISA_MOVI, 20, 0, 0, ANSWERED);
    emit(g, ISA_MOVI, 21, 0, 0, FEW / CHANGE * CHANGE);
    emit_loop(g);
    guest_end(g, 1);
    struct machine *m = guest_run(g);
    assert_int_equal(guest_word(m, ANSWERED), FEW);
    assert_int_equal(guest_word(m, WRONG), 0);
    machine_free(m);
}

static void run_modify_ipi(struct guest *g)
{
    modify_ipi(g, emit_spin_loop);
}

static void run_modify_wait(struct guest *g)
{
    modify_ipi(g, emit_wait_loop);
}

/* --- STARTAP ------------------------------------------------------------ */

/* What core 0 stored before STARTAP, code too, is seen by the started core;
 * a request made before it is delivered before its first instruction. */
static void run_start(struct guest *g)
{
    g->handler = guest_here(g);
    emit(g, ISA_MOVI, 6, 0, 0, PUBLISHED);
    emit(g, ISA_LOAD32, 7, 6, 0, 0);
    emit(g, ISA_STORE32, 7, 6, 0, 4); /* the handler saw the word */
    emit(g, ISA_IRET, 0, 0, 0, 0);
    u32 target = guest_here(g);
    emit(g, ISA_MOVI, 6, 0, 0, PUBLISHED);
    emit(g, ISA_LOAD32, 7, 6, 0, 4); /* what the handler left before */
    emit(g, ISA_STORE32, 7, 6, 0, 8);
    emit(g, ISA_CPUID, 8, 0, 0, 0);
    emit(g, ISA_STORE32, 8, 6, 0, 12);
    emit(g, ISA_MOVI, 23, 0, 0, ROUTINE);
    emit(g, ISA_CALLR, 23, 0, 0, 0);
    emit(g, ISA_STLR, 1, 6, 0, 16);
    emit(g, ISA_WAIT, 0, 0, 0, 0);

    g->entry[0] = guest_here(g);
    emit_store_word(g, ROUTINE, rig_word(ISA_MOVI, 1, 0, 0, 77));
    emit_store_word(g, ROUTINE + 8, rig_word(ISA_RET, 0, 0, 0, 0));
    emit(g, ISA_MOVI, 20, 0, 0, PUBLISHED);
    emit(g, ISA_MOVI, 4, 0, 0, 1234);
    emit(g, ISA_STORE32, 4, 20, 0, 0);
    emit(g, ISA_MOVI, 1, 0, 0, 1);
    emit(g, ISA_MOVI, 2, 0, 0, GUEST_VECTOR);
    emit(g, ISA_IPI, 1, 2, 0, 0); /* core 1 is parked: it stays pending */
    emit(g, ISA_MOVI, 3, 0, 0, target - 8);
    emit(g, ISA_STARTAP, 1, 3, 0, 8);
    emit(g, ISA_ADDI, 20, 20, 0, 16);
    emit(g, ISA_MOVI, 21, 0, 0, 1);
    guest_await(g, 20, 21);
    emit(g, ISA_STARTAP, 1, 3, 0, 0); /* runs already: ignored */
    emit(g, ISA_HALT, 0, 0, 0, 0);
    g->started = true;
    struct machine *m = guest_run(g);
    assert_int_equal(guest_word(m, PUBLISHED + 8), 1234);
    assert_int_equal(guest_word(m, PUBLISHED + 12), 1);
    assert_int_equal(guest_word(m, PUBLISHED + 16), 77);
    machine_free(m);
}

/* --- IPI ---------------------------------------------------------------- */

/* Every core sends to all others and to itself; a request that was seen
 * pending may merge with another, but one that was answered is never lost:
 * each sender waits until the receiver's count has gone up. */
static void body_storm(struct guest *g, u32 cpu)
{
    u32 to = (cpu + 1) % g->cores;
    emit(g, ISA_MOVI, 14, 0, 0, SHARED_FREE + 64 * (1 + to));
    emit(g, ISA_LDAR, 15, 14, 0, 0);
    emit(g, ISA_INC, 15, 0, 0, 0);
    emit(g, ISA_MOVI, 16, 0, 0, to);
    emit(g, ISA_MOVI, 17, 0, 0, GUEST_VECTOR);
    emit(g, ISA_IPI, 16, 17, 0, 0);
    guest_await(g, 14, 15);
}

static void run_storm(struct guest *g)
{
    g->handler = guest_here(g); /* adds 1 to the counter of its core */
    emit(g, ISA_CPUID, 1, 0, 0, 0);
    emit(g, ISA_SHLI, 1, 1, 0, 6);
    emit(g, ISA_MOVI, 2, 0, 0, 1);
    emit(g, ISA_XADD, 3, 1, 2, SHARED_FREE + 64);
    emit(g, ISA_IRET, 0, 0, 0, 0);
    everywhere(g, FEW, body_storm);
    struct machine *m = guest_run(g);
    for (u32 cpu = 0; cpu < g->cores; cpu++)
        assert_int_equal(guest_word(m, SHARED_FREE + 64 * (1 + cpu)), FEW);
    machine_free(m);
}

/* --- the list ----------------------------------------------------------- */

#define SMP_TESTS(T)            \
    T(xadd, CORES, true)        \
    T(cas, CORES, true)         \
    T(lock, CORES, true)        \
    T(xchg, CORES, true)        \
    T(bytes, CORES, true)       \
    T(torn, CORES, true)        \
    T(modify_fence, 2, true)    \
    T(modify_near, CORES, true) \
    T(modify_far, CORES, true)  \
    T(modify_ipi, 2, true)      \
    T(modify_wait, 2, true)     \
    T(start, 2, true)           \
    T(storm, CORES, true)

#define SMP_TEST(name, cores, deterministic)          \
    static void test_##name(void **state)             \
    {                                                 \
        (void)state;                                  \
        guest_each(run_##name, cores, deterministic); \
    }
SMP_TESTS(SMP_TEST)

int main(void)
{
#define SMP_ROW(name, cores, deterministic) cmocka_unit_test(test_##name),
    const struct CMUnitTest tests[] = {SMP_TESTS(SMP_ROW)};
    return cmocka_run_group_tests_name("smp", tests, NULL, NULL);
}
