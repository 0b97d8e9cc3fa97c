/* SPDX-License-Identifier: MIT
 *
 * What only hot code shows: each program runs often enough to be compiled,
 * and must leave the same core as with the interpreter, the FLAGS and the
 * last transfers too. Programs that need both engines to be told apart do
 * nothing where there is only one.
 */
#include "jit_rig.h"

/* A store that panics after `rounds` of a loop of one block, between the uops
 * that record FLAGS. */
static void test_panic_in_loop(void **state)
{
    (void)state;
    for (u32 rounds = 15; rounds < 60; rounds += 2) {
        struct program p = {.count = 0};
        /* r2 comes to the end of storage in the last round */
        u32 end = RAM + FB_SIZE;
        add(&p, ISA_MOVI, 2, 0, 0, end - 4 * rounds);
        u32 loop = here(&p);
        add(&p, ISA_STORE32, 1, 2, 0, 0);
        add(&p, ISA_ADDI, 2, 2, 0, 4);
        add(&p, ISA_ADDI, 1, 1, 0, 0x10000001);
        add(&p, ISA_CMPI, 1, 0, 0, 0x7FFFFFFF);
        add(&p, ISA_JNZ, 0, 0, 0, loop);
        compare_pieces(&p, STOP_PANIC);
    }
}

/* Forward jumps, some taken, in a loop that ends in a division by zero that
 * nobody handles, and a load that panics. */
static void test_panic_in_branches(void **state)
{
    (void)state;
    for (u32 rounds = 20; rounds < 60; rounds += 3) {
        struct program p = {.count = 0};
        add(&p, ISA_MOVI, 1, 0, 0, rounds);
        add(&p, ISA_MOVI, 9, 0, 0, 0x4000);
        u32 loop = here(&p);
        add(&p, ISA_ANDI, 3, 1, 0, 3);
        add(&p, ISA_JZ, 0, 0, 0, loop + 4 * 8);
        add(&p, ISA_ADD, 4, 4, 1, 0);
        add(&p, ISA_LOAD32, 5, 9, 0, 0);
        add(&p, ISA_SUBI, 1, 1, 0, 1);
        add(&p, ISA_JNZ, 0, 0, 0, loop);
        add(&p, ISA_DIV, 6, 4, 1, 0);
        add(&p, ISA_MOVI, 9, 0, 0, 0x50000000);
        add(&p, ISA_JMP, 0, 0, 0, loop);
        compare_pieces(&p, STOP_PANIC);
    }
}

/* Calls and returns, and a function that changes where it returns to. */
static void test_returns(void **state)
{
    struct program p = {.count = 0};
    u32 f = RIG_PC + 8 * 20, g = RIG_PC + 8 * 30;
    (void)state;
    add(&p, ISA_MOVI, 1, 0, 0, ROUNDS);
    u32 loop = here(&p);
    add(&p, ISA_CALL, 0, 0, 0, f);
    add(&p, ISA_MOVI, 7, 0, 0, g);
    add(&p, ISA_CALLR, 7, 0, 0, 0);
    add(&p, ISA_ADDI, 8, 8, 0, 100); /* skipped */
    add(&p, ISA_SUBI, 1, 1, 0, 1);
    add(&p, ISA_JNZ, 0, 0, 0, loop);
    add(&p, ISA_HALT, 0, 0, 0, 0);
    while (p.count < 20)
        add(&p, ISA_MOV, 0, 0, 0, 0);
    add(&p, ISA_ADDI, 2, 2, 0, 3);
    add(&p, ISA_RET, 0, 0, 0, 0);
    while (p.count < 30)
        add(&p, ISA_MOV, 0, 0, 0, 0);
    /* the slot of this call is the last one of the stack */
    add(&p, ISA_MOVI, 3, 0, 0, CALL_STACK_BASE + 8 * (STACK_SLOTS - 1));
    add(&p, ISA_LOAD32, 4, 3, 0, 0);
    add(&p, ISA_ADDI, 4, 4, 0, 8);
    add(&p, ISA_STORE32, 4, 3, 0, 0);
    add(&p, ISA_RET, 0, 0, 0, 0);
    compare_pieces(&p, STOP_HALT);
}

/* Blocks in a row, left in the middle; one comparison for several jumps, the
 * last one behind a load that panics at the end, with FLAGS of the first. */
static void test_rows(void **state)
{
    (void)state;
    for (u32 rounds = 300; rounds < 308; rounds++) {
        struct program p = {.count = 0};
        u32 out = RIG_PC + 8 * 16;
        add(&p, ISA_MOVI, 9, 0, 0, RAM + FB_SIZE - 4 * rounds);
        u32 loop = here(&p);
        add(&p, ISA_ADDI, 2, 2, 0, 1);
        add(&p, ISA_ADDI, 9, 9, 0, 4);
        add(&p, ISA_ANDI, 3, 2, 0, 7);
        add(&p, ISA_CMPI, 3, 0, 0, 5);
        add(&p, ISA_JG, 0, 0, 0, out);
        add(&p, ISA_JZ, 0, 0, 0, out + 8);
        add(&p, ISA_STORE32, 2, 9, 0, 0); /* keeps FLAGS; panics at last */
        add(&p, ISA_SET, 4, 0, 0, 2);     /* c */
        add(&p, ISA_ADD, 5, 5, 4, 0);
        add(&p, ISA_SUBI, 6, 3, 0, 2);
        add(&p, ISA_JL, 0, 0, 0, out + 8 * 2);
        add(&p, ISA_JNZ, 0, 0, 0, loop);
        add(&p, ISA_XOR, 7, 7, 2, 0);
        add(&p, ISA_JMP, 0, 0, 0, loop);
        while (p.count < 16)
            add(&p, ISA_MOV, 0, 0, 0, 0);
        add(&p, ISA_ADDI, 7, 7, 0, 1);
        add(&p, ISA_ADDI, 8, 8, 0, 1);
        add(&p, ISA_ADDI, 10, 10, 0, 1);
        add(&p, ISA_JMP, 0, 0, 0, loop);
        compare_pieces(&p, STOP_PANIC);
    }
}

/* Where the jump table of the next two stands, in words. */
enum { TABLE = 48, CASES = 6 };

/* for (;; r2++) switch (r2 % 8) by a table of CASES entries; when r2 is 100,
 * table[1] becomes `change`. Ends when r2 is 300. */
static void add_switch(struct program *p, u32 change)
{
    u32 table = RIG_PC + 8 * TABLE, again = here(p);
    add(p, ISA_ADDI, 2, 2, 0, 1);
    add(p, ISA_CMPI, 2, 0, 0, 300);
    add(p, ISA_JZ, 0, 0, 0, again + 8 * 13);
    add(p, ISA_CMPI, 2, 0, 0, 100);
    add(p, ISA_JNZ, 0, 0, 0, again + 8 * 7);
    add(p, ISA_MOVI, 4, 0, 0, change);
    add(p, ISA_STORE32, 4, 0, 0, table + 4);
    add(p, ISA_ANDI, 3, 2, 0, 7);
    add(p, ISA_CMPI, 3, 0, 0, CASES);
    add(p, ISA_JNC, 0, 0, 0, again);
    add(p, ISA_SHLI, 3, 3, 0, 2);
    add(p, ISA_LOAD32, 3, 3, 0, table);
    add(p, ISA_JMPR, 3, 0, 0, 0);
    add(p, ISA_HALT, 0, 0, 0, 0);
}

static void test_jump_table(void **state)
{
    (void)state;
    /* a case, in the middle of one, elsewhere, misaligned, no code at all */
    const u32 change[] = {17, 16, 40, 0, 0};
    for (u32 i = 0; i < ARRAY_LEN(change); i++) {
        struct program p = {.count = 0};
        u32 to = RIG_PC + 8 * change[i];
        add_switch(&p, i == 3 ? to + 4 : i == 4 ? 0x7FFFFFF0 : to);
        for (u32 n = 0; n < 4; n++) { /* of two instructions each, and back */
            add(&p, ISA_ADDI, (u8)(5 + n), 2, 0, n);
            add(&p, ISA_XOR, 9, 9, (u8)(5 + n), 0);
            add(&p, ISA_JMP, 0, 0, 0, RIG_PC);
        }
        while (p.count < 40)
            add(&p, ISA_MOV, 0, 0, 0, 0);
        add(&p, ISA_ADD, 10, 10, 2, 0);
        add(&p, ISA_JMP, 0, 0, 0, RIG_PC);
        p.count = TABLE;
        for (u32 n = 0; n < CASES; n += 2) {
            u64 even = RIG_PC + 8 * (14 + 3 * n % 12), odd = even + 8 * 3;
            if (n == 4)
                odd = RIG_PC; /* back */
            p.word[p.count++] = odd << 32 | even;
        }
        compare_pieces(&p, i < 3 ? STOP_HALT : STOP_PANIC);
    }
}

/* A recursion that overflows the call stack, after many that did not. */
static void test_overflow(void **state)
{
    struct program p = {.count = 0};
    (void)state;
    add(&p, ISA_ADDI, 2, 2, 0, 10);
    add(&p, ISA_MOV, 1, 2, 0, 0);
    add(&p, ISA_CALL, 0, 0, 0, RIG_PC + 8 * 5);
    add(&p, ISA_JMP, 0, 0, 0, RIG_PC);
    add(&p, ISA_HALT, 0, 0, 0, 0);
    add(&p, ISA_SUBI, 1, 1, 0, 1);
    add(&p, ISA_JZ, 0, 0, 0, RIG_PC + 8 * 8);
    add(&p, ISA_CALL, 0, 0, 0, RIG_PC + 8 * 5);
    add(&p, ISA_ADDI, 3, 3, 0, 1);
    add(&p, ISA_RET, 0, 0, 0, 0);
    compare_pieces(&p, STOP_PANIC);
}

/* A hot loop that changes an instruction of itself, and reads data that
 * stands in the granule of its code. */
static void test_changing_code(void **state)
{
    (void)state;
    for (u32 target = 5; target < 8; target++) {
        struct program p = {.count = 0};
        u32 at = RIG_PC + target * 8, data = RIG_PC + 8 * 12;
        add(&p, ISA_MOVI, 1, 0, 0, at);
        add(&p, ISA_MOVI, 9, 0, 0, data);
        u32 loop = here(&p);
        add(&p, ISA_ADDI, 2, 2, 0, 1);
        add(&p, ISA_ANDI, 5, 2, 0, 15);
        add(&p, ISA_JNZ, 0, 0, 0, loop + 4 * 8); /* mostly not changed */
        add(&p, ISA_STORE32, 2, 1, 0, 0);
        add(&p, ISA_ADDI, 3, 3, 0, 0);
        add(&p, ISA_ADDI, 3, 3, 0, 0);
        add(&p, ISA_STORE32, 2, 9, 0, 0);
        add(&p, ISA_CMPI, 2, 0, 0, 20 * ROUNDS);
        add(&p, ISA_JNZ, 0, 0, 0, loop);
        add(&p, ISA_HALT, 0, 0, 0, 0);
        add(&p, ISA_MOV, 0, 0, 0, 0);
        if (target == 5)
            p.word[5] = rig_word(ISA_STORE32, 2, 1, 0, 8);
        compare_pieces(&p, STOP_HALT);
    }
}

/* Accesses through one base, which at last leaves the range it was in. */
static void test_base(void **state)
{
    struct program p = {.count = 0};
    (void)state;
    add(&p, ISA_MOVI, 1, 0, 0, SYSINFO_BASE - 128 * 8);
    u32 loop = here(&p);
    add(&p, ISA_LOAD32, 2, 1, 0, 0);
    add(&p, ISA_LOAD32, 3, 1, 0, 4);
    add(&p, ISA_ADD, 4, 4, 2, 0);
    add(&p, ISA_STORE32, 4, 1, 0, (u32)-8);
    add(&p, ISA_STORE16, 4, 1, 0, (u32)-4);
    add(&p, ISA_LOAD, 6, 1, 0, (u32)-3);
    add(&p, ISA_XOR, 5, 5, 3, 0);
    add(&p, ISA_ADDI, 1, 1, 0, 8);
    add(&p, ISA_CMPI, 1, 0, 0, SYSINFO_BASE + 8);
    add(&p, ISA_JNZ, 0, 0, 0, loop);
    add(&p, ISA_HALT, 0, 0, 0, 0);
    compare_pieces(&p, STOP_HALT);
}

/* Copies that overlap through the framebuffer's two windows repeat what they
 * have copied, from either window to the other. */
static void test_copy_windows(void **state)
{
    (void)state;
    for (u32 upper = 0; upper < 2; upper++) {
        u32 low = FB_ALIAS_BASE + 64, high = RAM + 64;
        struct program p = {.count = 0};
        add(&p, ISA_MOVI, 1, 0, 0, upper ? high : low);
        add(&p, ISA_MOVI, 2, 0, 0, (upper ? low : high) + 10);
        add(&p, ISA_MOVI, 3, 0, 0, ROUNDS);
        u32 loop = here(&p);
        add(&p, ISA_STORE32, 3, 1, 0, 0);
        add(&p, ISA_MEMCPY, 2, 1, 0, 51);
        add(&p, ISA_LOAD32, 4, 2, 0, 40);
        add(&p, ISA_ADD, 5, 5, 4, 0);
        add(&p, ISA_SUBI, 3, 3, 0, 1);
        add(&p, ISA_JNZ, 0, 0, 0, loop);
        add(&p, ISA_HALT, 0, 0, 0, 0);
        compare_pieces(&p, STOP_HALT);
    }
}

/* A push that overflows its stack behind an instruction whose FLAGS follow
 * from no registers, in a loop of one block that ends with other FLAGS. */
static void test_flags_in_loop(void **state)
{
    (void)state;
    struct program p = {.count = 0};
    add(&p, ISA_MOVI, 1, 0, 0, 1);
    add(&p, ISA_MOVI, 2, 0, 0, 0x7FC00000);
    u32 loop = here(&p);
    add(&p, ISA_FCMP, 5, 6, 0, 0);
    add(&p, ISA_SBB, 3, 4, 1, 0); /* C and S */
    add(&p, ISA_PUSH, 3, 0, 0, 0);
    add(&p, ISA_FCMP, 2, 0, 0, 0); /* O: unordered */
    add(&p, ISA_RJA, 0, 0, 0, loop - here(&p));
    compare_pieces(&p, STOP_PANIC);
}

/* IN changes the register that FLAGS were made of, before or behind a store
 * that panics in some round of a loop of one block. */
static void test_flags_before_in(void **state)
{
    (void)state;
    for (u32 order = 0; order < 3; order++) {
        struct program p = {.count = 0};
        add(&p, ISA_MOVI, 2, 0, 0, 0x20);
        add(&p, ISA_MOVI, 4, 0, 0, RAM + FB_SIZE - 4 * ROUNDS);
        u32 loop = here(&p);
        if (order == 2)
            add(&p, ISA_CMP, 1, 3, 0, 0);
        if (order != 1)
            add(&p, ISA_IN, 1, 2, 0, 0);
        add(&p, ISA_STORE32, 1, 4, 0, 0);
        if (order == 1)
            add(&p, ISA_IN, 1, 2, 0, 0);
        add(&p, ISA_ADDI, 4, 4, 0, 4);
        add(&p, ISA_ADDI, 1, 1, 0, 0x80000005);
        add(&p, ISA_CMP, 1, 3, 0, 0);
        add(&p, ISA_JNZ, 0, 0, 0, loop);
        compare_pieces(&p, STOP_PANIC);
    }
}

/* The same where another region made the FLAGS, by registers of the core. */
static void test_flags_before_in_elsewhere(void **state)
{
    (void)state;
    struct program p = {.count = 0};
    add(&p, ISA_MOVI, 2, 0, 0, 0x20);
    add(&p, ISA_MOVI, 4, 0, 0, RAM + FB_SIZE - 4 * ROUNDS);
    u32 loop = here(&p);
    add(&p, ISA_ADDI, 4, 4, 0, 4);
    add(&p, ISA_MOVI, 6, 0, 0, here(&p) + 5 * 8);
    add(&p, ISA_ADDI, 1, 1, 0, 0x80000005);
    add(&p, ISA_CMP, 1, 3, 0, 0);
    add(&p, ISA_JMPR, 6, 0, 0, 0);
    add(&p, ISA_HALT, 0, 0, 0, 0);
    add(&p, ISA_IN, 1, 2, 0, 0);
    add(&p, ISA_STORE32, 1, 4, 0, 0);
    add(&p, ISA_MOVI, 6, 0, 0, loop);
    add(&p, ISA_JMPR, 6, 0, 0, 0);
    compare_pieces(&p, STOP_PANIC);
}

/* Interrupts that the program makes itself come where they must. */
static void test_interrupts(void **state)
{
    struct program p = {.count = 0};
    u32 handler = RIG_PC + 8 * 20;
    (void)state;
    add(&p, ISA_MOVI, 1, 0, 0, handler);
    add(&p, ISA_MOVI, 2, 0, 0, 8 * 0x40);
    add(&p, ISA_STORE32, 1, 2, 0, 0);
    add(&p, ISA_STORE32, 0, 2, 0, 4);
    add(&p, ISA_MOVI, 3, 0, 0, ROUNDS);
    add(&p, ISA_MOVI, 4, 0, 0, 0x40);
    u32 loop = here(&p);
    add(&p, ISA_INTI, 0, 0, 0, 0x40);
    add(&p, ISA_IPI, 0, 4, 0, 0);
    add(&p, ISA_ADDI, 6, 6, 0, 1);
    add(&p, ISA_SUBI, 3, 3, 0, 1);
    add(&p, ISA_JNZ, 0, 0, 0, loop);
    add(&p, ISA_HALT, 0, 0, 0, 0);
    while (p.count < 20)
        add(&p, ISA_MOV, 0, 0, 0, 0);
    add(&p, ISA_MOVI, 10, 0, 0, 0x9000);
    add(&p, ISA_LOAD32, 11, 10, 0, 0);
    add(&p, ISA_ADDI, 11, 11, 0, 1);
    add(&p, ISA_STORE32, 11, 10, 0, 0);
    add(&p, ISA_IRET, 0, 0, 0, 0);
    compare_pieces(&p, STOP_HALT);
}

/* SEL into a register that FLAGS follow from, while they are still needed: a
 * store behind it could panic. Operands change from round to round. */
static void sel_loop(struct program *p, u8 op, u8 d, u32 cond)
{
    enum { SUM = 2, X, Y, SEED, OTHER, COUNT, AT, SEEN };
    add(p, ISA_MOVI, COUNT, 0, 0, ROUNDS);
    add(p, ISA_MOVI, AT, 0, 0, 0x10000);
    add(p, ISA_MOVI, OTHER, 0, 0, 0x12345678);
    u32 loop = here(p);
    add(p, ISA_ADDI, SEED, SEED, 0, 0x9E3779B1);
    add(p, ISA_MOV, X, SEED, 0, 0);
    add(p, ISA_SHLI, Y, SEED, 0, 3);
    add(p, op, SUM, X, Y, 0);
    add(p, ISA_SEL, d, OTHER, SUM, cond);
    add(p, ISA_STORE32, d, AT, 0, 0);
    add(p, ISA_XOR, SEEN, SEEN, d, 0);
    add(p, ISA_ADDI, COUNT, COUNT, 0, UINT32_MAX);
    add(p, ISA_JNZ, 0, 0, 0, loop);
    add(p, ISA_HALT, 0, 0, 0, 0);
}

static void test_select(void **state)
{
    (void)state;
    static const u8 op[] = {ISA_SUB, ISA_ADD, ISA_CMP};
    for (u32 i = 0; i < ARRAY_LEN(op); i++)
        for (u8 d = 2; d < 5; d++)
            for (u32 cond = 0; cond < 10; cond++) {
                struct program p = {.count = 0};
                sel_loop(&p, op[i], d, cond);
                compare(&p, STOP_HALT, RUN);
            }
}

static u64 code_bytes(const struct machine *m, const struct engine *e)
{
    struct engine_stats s = {0};
    e->stats(m->core[0], &s);
    return s.native_bytes;
}

/* Many places that are entered ten times each stay with the interpreter, also
 * when they lie so that they share a counter. */
static void test_cold_places(void **state)
{
    (void)state;
    enum { PLACES = 60, APART = 1 << 16, VISITS = 10 };
    for (u32 i = 0; i < engine_count(); i++) {
        struct program p = {.count = 0};
        add(&p, ISA_MOVI, 1, 0, 0, VISITS);
        struct rig r;
        start(&r, engine_get(i)->name, &p);
        for (u32 k = 0; k < PLACES; k++) {
            u32 at = RIG_PC + 8 + k * APART;
            u64 go[] = {rig_word(ISA_JMP, 0, 0, 0, at + APART)};
            rig_code(&r, at, go, 1);
        }
        u64 last[] = {rig_word(ISA_ADDI, 1, 1, 0, UINT32_MAX),
                      rig_word(ISA_JNZ, 0, 0, 0, RIG_PC + 8),
                      rig_word(ISA_HALT, 0, 0, 0, 0)};
        rig_code(&r, RIG_PC + 8 + PLACES * APART, last, ARRAY_LEN(last));
        u64 before = code_bytes(r.m, engine_get(i));
        assert_int_equal(machine_step(r.m, 0, RUN), STOP_HALT);
        assert_int_equal(code_bytes(r.m, engine_get(i)), before);
        rig_fini(&r);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_panic_in_loop),
        cmocka_unit_test(test_panic_in_branches),
        cmocka_unit_test(test_returns),
        cmocka_unit_test(test_rows),
        cmocka_unit_test(test_jump_table),
        cmocka_unit_test(test_overflow),
        cmocka_unit_test(test_changing_code),
        cmocka_unit_test(test_base),
        cmocka_unit_test(test_copy_windows),
        cmocka_unit_test(test_flags_in_loop),
        cmocka_unit_test(test_flags_before_in),
        cmocka_unit_test(test_flags_before_in_elsewhere),
        cmocka_unit_test(test_interrupts),
        cmocka_unit_test(test_select),
        cmocka_unit_test(test_cold_places),
    };
    cmocka_set_message_output(CM_OUTPUT_STDOUT);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
