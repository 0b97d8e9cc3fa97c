/* SPDX-License-Identifier: MIT
 *
 * The litmus table of docs/isa.md, section 7: each test in five forms (plain,
 * plain with FENCE, STLR and LDAR, those with FENCE, read-modify-writes) on
 * two to four cores, thousands of times on fresh memory, with varying delays.
 * An outcome that the table forbids must never be seen; allowed ones may or
 * may not be.
 */
#include "guest.h"

enum {
    ITERATIONS = GUEST_ROUNDS(8000),
    CELL = 128, /* x at 0, y at 64: bytes of memory for one iteration */
    RESULT_BYTES = 16,
    ACCESSES_MAX = 2,
    NO_RESULT = -1
};

enum form { PLAIN, FENCED, ORDERED, ORDERED_FENCED, RMW, FORMS };

enum variable { X = 0, Y = 64 };

struct access {
    bool store; /* of 1 */
    enum variable at;
    int result; /* a load: 0..3 for a..d */
    int form;   /* + 1; 0: the one of the test */
};

struct thread {
    struct access access[ACCESSES_MAX];
    u32 count;
};

struct litmus {
    const char *name;
    struct thread thread[GUEST_CORES_MAX];
    u32 threads;
    u32 results; /* a, a b, a b c, ... */
    u32 bad[4];  /* the outcome in question */
    bool forbidden[FORMS];
};

#define W(v)                  \
    {                         \
        true, v, NO_RESULT, 0 \
    }
#define R(v, n)        \
    {                  \
        false, v, n, 0 \
    }
#define PLAIN_W(v)                    \
    {                                 \
        true, v, NO_RESULT, PLAIN + 1 \
    }
#define PLAIN_R(v, n)          \
    {                          \
        false, v, n, PLAIN + 1 \
    }
#define ORDERED_R(v, n)          \
    {                            \
        false, v, n, ORDERED + 1 \
    }
#define RMW_W(v)                    \
    {                               \
        true, v, NO_RESULT, RMW + 1 \
    }

/* clang-format off */
static const struct litmus table[] = {
    {"SB", {{{W(X), R(Y, 0)}, 2}, {{W(Y), R(X, 1)}, 2}}, 2, 2, {0, 0},
     {false, false, false, true, true}},
    {"MP", {{{W(X), W(Y)}, 2}, {{R(Y, 0), R(X, 1)}, 2}}, 2, 2, {1, 0},
     {false, false, true, true, true}},
    {"LB", {{{R(X, 0), W(Y)}, 2}, {{R(Y, 1), W(X)}, 2}}, 2, 2, {1, 1},
     {false, false, true, true, true}},
    {"WRC", {{{W(X)}, 1}, {{R(X, 0), W(Y)}, 2}, {{R(Y, 1), R(X, 2)}, 2}}, 3, 3,
     {1, 1, 0}, {false, false, true, true, true}},
    {"IRIW", {{{W(X)}, 1}, {{W(Y)}, 1}, {{R(X, 0), R(Y, 1)}, 2},
              {{R(Y, 2), R(X, 3)}, 2}}, 4, 4,
     {1, 0, 1, 0}, {false, false, false, true, true}},
    {"CoRR", {{{W(X)}, 1}, {{R(X, 0), R(X, 1)}, 2}}, 2, 2, {1, 0},
     {true, true, true, true, true}},
    /* in MP and WRC it is enough that the accesses to y are ordered */
    {"MP, x plain", {{{PLAIN_W(X), W(Y)}, 2}, {{R(Y, 0), PLAIN_R(X, 1)}, 2}},
     2, 2, {1, 0}, {false, false, true, true, true}},
    {"WRC, x plain", {{{PLAIN_W(X)}, 1}, {{PLAIN_R(X, 0), W(Y)}, 2},
                      {{R(Y, 1), PLAIN_R(X, 2)}, 2}}, 3, 3,
     {1, 1, 0}, {false, false, true, true, true}},
    {"MP, STLR read by RMW", {{{PLAIN_W(X), W(Y)}, 2},
                              {{{false, Y, 0, RMW + 1}, PLAIN_R(X, 1)}, 2}},
     2, 2, {1, 0}, {false, false, true, true, true}},
    {"SB, XCHG and LDAR", {{{RMW_W(X), ORDERED_R(Y, 0)}, 2},
                           {{RMW_W(Y), ORDERED_R(X, 1)}, 2}}, 2, 2, {0, 0},
     {false, true, false, true, false}},
};
/* clang-format on */

static bool fenced(enum form f)
{
    return f == FENCED || f == ORDERED_FENCED;
}

/* One access to the cell at r20; a load's value goes to r(1 + result). */
static void emit_access(struct guest *g, const struct access *a, enum form f)
{
    static const u8 stores[FORMS] = {ISA_STORE32, ISA_STORE32, ISA_STLR,
                                     ISA_STLR, ISA_XCHG};
    static const u8 loads[FORMS] = {ISA_LOAD32, ISA_LOAD32, ISA_LDAR, ISA_LDAR,
                                    ISA_XADD};
    if (a->form != 0)
        f = (enum form)(a->form - 1);
    if (a->store) /* r5 = 1; XCHG stores rs2 and spoils r6 */
        emit(g, stores[f], f == RMW ? 6 : 5, 20, 5, a->at);
    else /* XADD adds rs2 = r7 = 0 */
        emit(g, loads[f], 1 + (u32)a->result, 20, 7, a->at);
}

/* Waits for a number of turns that changes with the iteration, in r21. */
static void emit_delay(struct guest *g, u32 cpu)
{
    emit(g, ISA_SHRI, 6, 21, 0, 2 * cpu);
    emit(g, ISA_ANDI, 6, 6, 0, 7);
    u32 again = guest_here(g);
    emit(g, ISA_SUBI, 6, 6, 0, 1);
    emit(g, ISA_CMPI, 6, 0, 0, 0);
    emit_back(g, ISA_RJG, again);
}

static void emit_thread(struct guest *g, const struct thread *t, u32 cpu,
                        enum form f)
{
    guest_core(g, cpu);
    emit(g, ISA_MOVI, 20, 0, 0, GUEST_DATA);
    emit(g, ISA_MOVI, 21, 0, 0, ITERATIONS);
    emit(g, ISA_MOVI, 22, 0, 0, GUEST_RESULTS);
    emit(g, ISA_MOVI, 5, 0, 0, 1);
    emit(g, ISA_MOVI, 7, 0, 0, 0);
    u32 again = guest_here(g);
    guest_barrier(g);
    emit_delay(g, cpu);
    for (u32 i = 0; i < t->count; i++) {
        if (i != 0 && fenced(f))
            emit(g, ISA_FENCE, 0, 0, 0, 0);
        emit_access(g, &t->access[i], f);
    }
    for (u32 i = 0; i < t->count; i++)
        if (!t->access[i].store)
            emit(g, ISA_STORE32, 1 + (u32)t->access[i].result, 22, 0,
                 4 * (u32)t->access[i].result);
    emit(g, ISA_ADDI, 20, 20, 0, CELL);
    emit(g, ISA_ADDI, 22, 22, 0, RESULT_BYTES);
    emit(g, ISA_SUBI, 21, 21, 0, 1);
    emit_back(g, ISA_RJNZ, again);
    guest_end(g, cpu);
}

static bool outcome_is(const struct machine *m, const struct litmus *l, u32 i)
{
    u32 at = GUEST_RESULTS + i * RESULT_BYTES;
    for (u32 n = 0; n < l->results; n++)
        if (guest_word(m, at + 4 * n) != l->bad[n])
            return false;
    return true;
}

static void run_form(const struct litmus *l, enum form f, const char *engine)
{
    static const char *const name[] = {"plain", "plain fenced", "STLR LDAR",
                                       "STLR LDAR fenced", "RMW"};
    struct guest *g = calloc(1, sizeof *g);
    u32 seen = 0;
    assert_non_null(g);
    g->cores = l->threads;
    g->engine = engine;
    for (u32 cpu = 0; cpu < l->threads; cpu++)
        emit_thread(g, &l->thread[cpu], cpu, f);
    struct machine *m = guest_run(g);
    for (u32 i = 0; i < ITERATIONS; i++)
        seen += outcome_is(m, l, i);
    machine_free(m);
    free(g);
    if (seen != 0 && l->forbidden[f])
        fail_msg("%s, %s, engine %s: forbidden outcome %u times of %d", l->name,
                 name[f], engine, seen, ITERATIONS);
}

static void run_table(enum form f)
{
    for (u32 e = 0; e < engine_count(); e++)
        for (u32 i = 0; i < ARRAY_LEN(table); i++)
            run_form(&table[i], f, engine_get(e)->name);
}

static void test_plain(void **state)
{
    (void)state;
    run_table(PLAIN);
}

static void test_fenced(void **state)
{
    (void)state;
    run_table(FENCED);
}

static void test_ordered(void **state)
{
    (void)state;
    run_table(ORDERED);
}

static void test_ordered_fenced(void **state)
{
    (void)state;
    run_table(ORDERED_FENCED);
}

static void test_rmw(void **state)
{
    (void)state;
    run_table(RMW);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_plain),   cmocka_unit_test(test_fenced),
        cmocka_unit_test(test_ordered), cmocka_unit_test(test_ordered_fenced),
        cmocka_unit_test(test_rmw),
    };
    return cmocka_run_group_tests_name("litmus", tests, NULL, NULL);
}
