/* SPDX-License-Identifier: MIT
 *
 * What the JIT does about blocks and loops as a whole: accesses that are
 * proven ahead, stores that share a look at their granules, floats that no
 * general register has. As in test_jit.c the interpreter says what is right.
 */
#include "jit_rig.h"

#include <vm/smp.h>

/* A loop of one block whose accesses go `by` further in each round: a sum of
 * words, and stores through a sum of two registers. */
static void walk(u32 from, u32 by, u32 rounds, bool in_register)
{
    struct program p = {.count = 0};
    add(&p, ISA_MOVI, 1, 0, 0, from);
    add(&p, ISA_MOVI, 2, 0, 0, rounds);
    add(&p, ISA_MOVI, 3, 0, 0, by);
    add(&p, ISA_MOVI, 4, 0, 0, 0u - 2 * rounds);
    add(&p, ISA_MOVI, 5, 0, 0, 0x10000 + 2 * rounds);
    u32 loop = here(&p);
    add(&p, ISA_LOAD32, 6, 1, 0, 0);
    add(&p, ISA_ADD, 7, 7, 6, 0);
    add(&p, ISA_LOAD, 6, 1, 0, 0x2000);
    add(&p, ISA_STOREX16, 7, 5, 4, 0x40);
    add(&p, in_register ? ISA_ADD : ISA_ADDI, 1, 1, 3, by);
    add(&p, ISA_ADDI, 4, 4, 0, 2);
    add(&p, ISA_SUBI, 2, 2, 0, 1);
    add(&p, ISA_JNZ, 0, 0, 0, loop);
    add(&p, ISA_HALT, 0, 0, 0, 0);
    compare_pieces(&p, STOP_HALT);
}

static void test_walks(void **state)
{
    static const u32 by[] = {4, 0, 1, 0u - 4, 0u - 3, 24, 4096, 0u - 4096};
    (void)state;
    for (u32 i = 0; i < ARRAY_LEN(by); i++) {
        u32 rounds = by[i] == 4096 || by[i] == 0u - 4096 ? 300 : 900;
        walk(0x200000 + i, by[i], rounds, i % 2 != 0);
        walk(0x200000, by[i], rounds, i % 2 == 0);
        /* into a window of registers, or out of it */
        u32 words = SYSINFO_BASE + 12;
        bool down = (i32)by[i] < 0;
        if (by[i] % 4 == 0)
            walk(down ? words : words - by[i] * rounds, by[i], rounds, i % 2);
    }
}

/* Two registers of an address step in turn: between the two steps it is away
 * from where each round begins. First it begins at `from`, then at `last`:
 * there it is outside storage, misaligned, or the loop's own code. */
static void apart(u32 from, u32 last, u32 away, u8 access, enum stop want)
{
    struct program p = {.count = 0};
    add(&p, ISA_MOVI, 4, 0, 0, 2);
    add(&p, ISA_MOVI, 5, 0, 0, from);
    add(&p, ISA_MOVI, 6, 0, 0, last);
    add(&p, ISA_MOVI, 7, 0, 0, 40);
    u32 again = here(&p);
    add(&p, ISA_CMPI, 7, 0, 0, 1);
    add(&p, ISA_SEL, 1, 6, 5, ISA_CC_Z);
    add(&p, ISA_MOVI, 2, 0, 0, 0);
    add(&p, ISA_MOVI, 3, 0, 0, ROUNDS + 1);
    u32 loop = here(&p);
    add(&p, ISA_SUBI, 3, 3, 0, 1); /* 2 when it is stored to */
    add(&p, ISA_ADDI, 1, 1, 0, away);
    add(&p, access, 4, 1, 2, 0);
    add(&p, ISA_SUBI, 2, 2, 0, away);
    add(&p, ISA_CMPI, 3, 0, 0, 0);
    add(&p, ISA_JNZ, 0, 0, 0, loop);
    add(&p, ISA_SUBI, 7, 7, 0, 1);
    add(&p, ISA_JNZ, 0, 0, 0, again);
    add(&p, ISA_HALT, 0, 0, 0, 0);
    compare_pieces(&p, want);
}

static void test_steps_apart(void **state)
{
    enum { CODE = RIG_PC + 8 * 8 }; /* the first instruction of the loop */
    (void)state;
    apart(0x200001, 0x200000, 1, ISA_LOADX16, STOP_PANIC);
    apart(0x200001, 0x200000, 1, ISA_STOREX16, STOP_PANIC);
    apart(0x200000, RAM + FB_SIZE - 8, 64, ISA_LOADX, STOP_PANIC);
    apart(0x200000, CODE + 0x10000, 0u - 0x10000, ISA_STOREX, STOP_HALT);
}

/* The same comes to the end of storage after some rounds. */
static void test_walk_out(void **state)
{
    (void)state;
    for (u32 rounds = 10; rounds < 400; rounds += 77) {
        struct program p = {.count = 0};
        add(&p, ISA_MOVI, 1, 0, 0, RAM + FB_SIZE - 8 * rounds);
        u32 loop = here(&p);
        add(&p, ISA_LOAD32, 2, 1, 0, 0);
        add(&p, ISA_ADDI, 1, 1, 0, 8);
        add(&p, ISA_ADDI, 3, 3, 0, 0x01000001);
        add(&p, ISA_JNZ, 0, 0, 0, loop);
        compare_pieces(&p, STOP_PANIC);
    }
}

/* Stores that walk over the loop they are in: the first that changes it must
 * be seen at once. Each word of code begins with its immediate operand. */
static void test_walk_into_itself(void **state)
{
    (void)state;
    for (u32 rounds = 20; rounds < 300; rounds += 31) {
        struct program p = {.count = 0};
        add(&p, ISA_MOVI, 1, 0, 0, RIG_PC + 8 * 4 - 8 * rounds);
        add(&p, ISA_MOVI, 2, 0, 0, 8);
        add(&p, ISA_MOVI, 3, 0, 0, rounds + 3);
        add(&p, ISA_MOV, 4, 4, 0, 0);
        u32 loop = here(&p);
        add(&p, ISA_STORE32, 2, 1, 0, 0); /* then to the word behind */
        add(&p, ISA_ADDI, 1, 1, 0, 8);
        add(&p, ISA_SUBI, 3, 3, 0, 1); /* then by 8, which ends it */
        add(&p, ISA_JG, 0, 0, 0, loop);
        add(&p, ISA_HALT, 0, 0, 0, 0);
        compare_pieces(&p, STOP_HALT);
    }
}

/* Chains of operations on NaN and infinity: of a value that is only an operand
 * nobody may see that it was not made canonical. */
static void test_float_chain(void **state)
{
    static const u32 number[] = {0x7F800000, 0xFFC12345, 0x7F812345,
                                 0x40400000};
    (void)state;
    for (u32 i = 0; i < ARRAY_LEN(number); i++) {
        struct program p = {.count = 0};
        add(&p, ISA_MOVI, 1, 0, 0, number[i]);
        add(&p, ISA_MOVI, 9, 0, 0, ROUNDS);
        u32 loop = here(&p);
        add(&p, ISA_FMUL, 3, 1, 2, 0); /* infinity by 0: NaN */
        add(&p, ISA_FADD, 4, 3, 1, 0);
        add(&p, ISA_FMUL, 3, 4, 4, 0);
        add(&p, ISA_FMA, 4, 3, 1, 0);
        add(&p, ISA_FNEG, 5, 4, 0, 0);
        add(&p, ISA_FDIV, 4, 3, 1, 0);
        add(&p, ISA_XOR, 7, 7, 5, 0);
        add(&p, ISA_SUBI, 9, 9, 0, 1);
        add(&p, ISA_JNZ, 0, 0, 0, loop);
        add(&p, ISA_HALT, 0, 0, 0, 0);
        compare_pieces(&p, STOP_HALT);
    }
}

/* Four stores in a row, with the highest address first, in a loop: they walk
 * from data into their own code, where the first changes the last. */
static void store_group(u32 rounds)
{
    struct program p = {.count = 0};
    u32 loop = RIG_PC + 8 * 16; /* no code in the granule before */
    add(&p, ISA_MOVI, 1, 0, 0, loop - 32 * rounds);
    add(&p, ISA_MOVI, 2, 0, 0, 8);
    add(&p, ISA_MOVI, 3, 0, 0, rounds + 3);
    add(&p, ISA_JMP, 0, 0, 0, loop);
    while (here(&p) != loop)
        add(&p, ISA_MOV, 0, 0, 0, 0);
    for (u32 i = 0; i < 4; i++)
        add(&p, ISA_STORE32, 2, 1, 0, 24 - 8 * i);
    add(&p, ISA_ADDI, 1, 1, 0, 32);
    add(&p, ISA_SUBI, 3, 3, 0, 1); /* then by 8, which ends it */
    add(&p, ISA_JG, 0, 0, 0, loop);
    add(&p, ISA_HALT, 0, 0, 0, 0);
    compare_pieces(&p, STOP_HALT);
}

/* Adds: r1 = r5; from r10 = `calls` on it is r6, for r10 = `last` r7. */
static void choose_base(struct program *p, u32 calls, u32 last)
{
    add(p, ISA_CMPI, 10, 0, 0, calls);
    add(p, ISA_SEL, 1, 6, 5, ISA_CC_NC);
    add(p, ISA_CMPI, 10, 0, 0, last);
    add(p, ISA_SEL, 1, 7, 1, ISA_CC_Z);
}

/* Two stores share a look. Code ahead is often in the way of the loop they
 * are in, until the look of the first is made again, not yet that of the
 * second; then there is room, and at last the first one alone stores to code:
 * the target of the jump at `jump`. */
static void store_pair(u32 calls)
{
    enum {
        LOOP = RIG_PC + 8 * 20,
        JUMP = RIG_PC + 64 * 4 + 56,
        AHEAD = 0x6000
    };
    struct program p = {.count = 0};
    u64 back = rig_word(ISA_JMP, 0, 0, 0, RIG_PC + 8 * 9);
    add(&p, ISA_MOVI, 1, 0, 0, (u32)back);
    add(&p, ISA_STORE32, 1, 0, 0, AHEAD);
    add(&p, ISA_MOVI, 1, 0, 0, (u32)(back >> 32));
    add(&p, ISA_STORE32, 1, 0, 0, AHEAD + 4);
    add(&p, ISA_MOVI, 2, 0, 0, JUMP - 16);
    add(&p, ISA_MOVI, 5, 0, 0, AHEAD - 256);
    add(&p, ISA_MOVI, 6, 0, 0, 0x8000);
    add(&p, ISA_MOVI, 7, 0, 0, JUMP + 8);
    add(&p, ISA_JMP, 0, 0, 0, AHEAD);
    u32 again = here(&p);
    choose_base(&p, calls, calls + 60);
    add(&p, ISA_MOVI, 3, 0, 0, 6);
    add(&p, ISA_JMP, 0, 0, 0, LOOP);
    while (here(&p) != LOOP)
        add(&p, ISA_MOV, 0, 0, 0, 0);
    add(&p, ISA_STORE32, 2, 1, 0, 0u - 8);
    add(&p, ISA_STORE32, 8, 1, 0, 0);
    add(&p, ISA_ADDI, 1, 1, 0, 8);
    add(&p, ISA_SUBI, 3, 3, 0, 1);
    add(&p, ISA_JNZ, 0, 0, 0, LOOP);
    add(&p, ISA_JMP, 0, 0, 0, JUMP);
    u32 behind = here(&p);
    add(&p, ISA_ADDI, 10, 10, 0, 1);
    add(&p, ISA_CMPI, 10, 0, 0, calls + 64);
    add(&p, ISA_JNZ, 0, 0, 0, again);
    add(&p, ISA_HALT, 0, 0, 0, 0);
    while (here(&p) != JUMP - 16)
        add(&p, ISA_MOV, 0, 0, 0, 0);
    add(&p, ISA_ADDI, 9, 9, 0, 1);
    add(&p, ISA_JMP, 0, 0, 0, behind);
    add(&p, ISA_JMP, 0, 0, 0, behind);
    compare_pieces(&p, STOP_HALT);
}

static void test_store_pair(void **state)
{
    (void)state;
    for (u32 calls = 60; calls < 240; calls += 15)
        store_pair(calls);
}

/* Groups of stores into the code of another block, seen at once. */
static void test_store_groups(void **state)
{
    struct program p = {.count = 0};
    u32 next = RIG_PC + 8 * 8;
    (void)state;
    for (u32 rounds = 20; rounds < 90; rounds += 17)
        store_group(rounds);
    add(&p, ISA_MOVI, 1, 0, 0, next);
    u32 loop = here(&p);
    add(&p, ISA_ADDI, 2, 2, 0, 1);
    add(&p, ISA_STORE32, 2, 1, 0, 0);
    add(&p, ISA_STORE16, 2, 1, 0, 8);
    add(&p, ISA_XOR, 6, 6, 2, 0);
    add(&p, ISA_STORE, 2, 1, 0, 16);
    add(&p, ISA_STORE32, 6, 1, 0, 24);
    add(&p, ISA_JMP, 0, 0, 0, next);
    for (u8 i = 3; i < 7; i++)
        add(&p, ISA_ADDI, i, i, 0, 1);
    add(&p, ISA_CMPI, 2, 0, 0, 64);
    add(&p, ISA_JNZ, 0, 0, 0, loop);
    add(&p, ISA_HALT, 0, 0, 0, 0);
    compare_pieces(&p, STOP_HALT);
}

/* Tables with small indices, some at a window or at the end of storage. */
static void test_tables(void **state)
{
    static const u32 place[] = {0x10000, 0x20000, SYSINFO_BASE - 1024 + 12,
                                RAM + FB_SIZE - 1024, SYSINFO_BASE - 2048};
    (void)state;
    for (u32 i = 0; i < ARRAY_LEN(place); i++) {
        struct program p = {.count = 0};
        u32 loop = here(&p);
        add(&p, ISA_ADDI, 1, 1, 0, 0x01000193);
        add(&p, ISA_SHRI, 2, 1, 0, 24);
        add(&p, ISA_SHLI, 3, 2, 0, 2);
        add(&p, ISA_LOAD32, 4, 3, 0, place[i]);
        add(&p, ISA_ADD, 4, 4, 1, 0);
        add(&p, ISA_STORE32, 4, 3, 0, 0x30000);
        add(&p, ISA_ANDI, 5, 4, 0, 0x1FE);
        add(&p, ISA_ADD, 5, 5, 5, 0);
        add(&p, ISA_STOREX16, 1, 5, 3, 0x40000);
        add(&p, ISA_LOAD, 6, 5, 0, 0x30000);
        add(&p, ISA_LOAD, 7, 6, 0, 0x30001);
        add(&p, ISA_STORE, 7, 6, 0, 0x50000);
        add(&p, ISA_ADDI, 9, 9, 0, 1);
        add(&p, ISA_CMPI, 9, 0, 0, 5 * ROUNDS);
        add(&p, ISA_JNZ, 0, 0, 0, loop);
        add(&p, ISA_HALT, 0, 0, 0, 0);
        compare_pieces(&p, STOP_HALT);
    }
}

/* Block one knows a base from stores to data and loads; block two, which only
 * follows it, stores by that base. Mostly that is data, but every 32nd time
 * its own next instruction: 48 or 52, where that one stores to, in turn. */
static void test_group_behind_join(void **state)
{
    (void)state;
    struct program p = {.count = 0};
    u32 stores = here(&p) + 25 * 8;
    add(&p, ISA_MOVI, 3, 0, 0, ROUNDS);
    add(&p, ISA_MOVI, 11, 0, 0, stores);
    add(&p, ISA_MOVI, 14, 0, 0, stores + 1024);
    add(&p, ISA_JMP, 0, 0, 0, here(&p) + 8); /* so the loop is hot first */
    u32 loop = here(&p);
    add(&p, ISA_LOAD32, 6, 11, 0, 48);
    add(&p, ISA_LOAD32, 9, 11, 0, 52);
    add(&p, ISA_ADD, 10, 10, 6, 0);
    add(&p, ISA_ADD, 15, 15, 9, 0);
    add(&p, ISA_SHRI, 4, 3, 0, 3);
    add(&p, ISA_ANDI, 4, 4, 0, 4);
    add(&p, ISA_ADDI, 4, 4, 0, 48);
    add(&p, ISA_MOV, 12, 14, 0, 0);
    add(&p, ISA_STORE32, 3, 12, 0, 0);
    add(&p, ISA_STORE32, 4, 12, 0, 4);
    add(&p, ISA_INC, 5, 0, 0, 0);
    add(&p, ISA_INC, 5, 0, 0, 0);
    add(&p, ISA_INC, 5, 0, 0, 0);
    add(&p, ISA_ANDI, 13, 3, 0, 31);
    add(&p, ISA_SEL, 12, 11, 14, ISA_CC_Z);
    add(&p, ISA_LOAD32, 7, 12, 0, 0);
    add(&p, ISA_LOAD32, 13, 12, 0, 4);
    add(&p, ISA_CMPI, 3, 0, 0, ROUNDS + 1);
    add(&p, ISA_JZ, 0, 0, 0, stores + 40);
    add(&p, ISA_INC, 5, 0, 0, 0);
    add(&p, ISA_INC, 5, 0, 0, 0);
    assert_int_equal(here(&p), stores);
    add(&p, ISA_STORE32, 7, 12, 0, 0); /* what is there */
    add(&p, ISA_STORE32, 4, 12, 0, 16);
    add(&p, ISA_STORE32, 5, 12, 0, 48);
    add(&p, ISA_SUBI, 3, 3, 0, 1);
    add(&p, ISA_JNZ, 0, 0, 0, loop);
    add(&p, ISA_HALT, 0, 0, 0, 0);
    compare_pieces(&p, STOP_HALT);
}

/* Instructions that core 0 executes as compiled code among the next ones. */
static u64 compiled_part(struct machine *m, u64 insns)
{
    u64 before = m->core[0]->native.done;
    assert_int_equal(machine_step(m, 0, insns), STOP_BUDGET);
    return m->core[0]->native.done - before;
}

/* Code made while one core runs may take for granted that nobody else claims
 * code: it must not be entered once another starts. Then the loop gets hot
 * again. In deterministic mode cores take turns: it stays. */
static void second_core(bool deterministic)
{
    struct program p = {.count = 0};
    u32 again = here(&p);
    add(&p, ISA_MOVI, 1, 0, 0, 0x10000);
    add(&p, ISA_MOVI, 2, 0, 0, ROUNDS);
    u32 loop = here(&p);
    add(&p, ISA_STORE32, 2, 1, 0, 0);
    add(&p, ISA_ADDI, 1, 1, 0, 4);
    add(&p, ISA_SUBI, 2, 2, 0, 1);
    add(&p, ISA_JNZ, 0, 0, 0, loop);
    add(&p, ISA_JMP, 0, 0, 0, again);
    struct config c = config_default;
    c.engine = "jit";
    c.cores = 2;
    c.deterministic = deterministic;
    struct rig r;
    rig_init(&r, &c);
    rig_code(&r, RIG_PC, p.word, p.count);
    assert_true(compiled_part(r.m, 100000) > 0);
    smp_start(r.m->core[0], 1, RIG_PC);
    assert_int_equal(compiled_part(r.m, 600) != 0, deterministic);
    assert_true(compiled_part(r.m, 100000) > 0);
    rig_fini(&r);
}

static void test_second_core(void **state)
{
    (void)state;
    if (engine_find("jit") == NULL)
        return;
    second_core(false);
    second_core(true);
}

static void largest_region(void *to, const struct engine_region *r)
{
    u32 *most = to;
    *most = r->host_bytes > *most ? r->host_bytes : *most;
}

/* Stores to two places far apart, by the same register: what is between them
 * is not looked at for code, which would take a row of thousands of bytes. */
static void test_stores_far_apart(void **state)
{
    enum { FEW = 4096 };
    (void)state;
    struct program p = {.count = 0};
    u32 loop = here(&p);
    add(&p, ISA_ANDI, 2, 2, 0, 0xFFF);
    add(&p, ISA_MOV, 1, 2, 0, 0);
    u32 inner = here(&p);
    add(&p, ISA_STORE, 1, 1, 0, 0x100000);
    add(&p, ISA_STORE, 1, 1, 0, 0x200000);
    add(&p, ISA_ADDI, 1, 1, 0, 1);
    add(&p, ISA_CMPI, 1, 0, 0, 0x1000);
    add(&p, ISA_JNZ, 0, 0, 0, inner);
    add(&p, ISA_ADDI, 2, 2, 0, 7);
    add(&p, ISA_JMP, 0, 0, 0, loop);
    for (u32 i = 0; i < engine_count(); i++) {
        const struct engine *engine = engine_get(i);
        struct rig r;
        struct core *c = start(&r, engine->name, &p)->core[0];
        u32 most = 0;
        assert_int_equal(machine_step(r.m, 0, RUN), STOP_BUDGET);
        if (engine->regions != NULL) {
            engine->regions(c, largest_region, &most);
            assert_in_range(most, 1, FEW);
        }
        rig_fini(&r);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_walks),
        cmocka_unit_test(test_steps_apart),
        cmocka_unit_test(test_walk_out),
        cmocka_unit_test(test_walk_into_itself),
        cmocka_unit_test(test_float_chain),
        cmocka_unit_test(test_store_groups),
        cmocka_unit_test(test_store_pair),
        cmocka_unit_test(test_group_behind_join),
        cmocka_unit_test(test_tables),
        cmocka_unit_test(test_second_core),
        cmocka_unit_test(test_stores_far_apart),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
