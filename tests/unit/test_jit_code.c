/* SPDX-License-Identifier: MIT
 *
 * Calls, atomics and loops that hit lifted code while one core runs, where
 * generated code does not look behind them. As in test_jit.c the interpreter
 * says what is right.
 *
 * A word of code begins with its immediate operand. So one that stands where
 * the first slot of a call stack ends loses its operand when something is
 * pushed: the upper half of a slot is 0.
 */
#include "jit_rig.h"

enum {
    SLOTS = 256,
    STACK_LOW = 0x100000,
    STACK_HIGH = 0x180000,
    ADDER = RIG_PC + 8 * 30,
    ROUTINE = RIG_PC + 8 * 40
};

static u32 last_slot(u32 base)
{
    return base + 8 * (SLOTS - 1);
}

static void fill_to(struct program *p, u32 at)
{
    while (here(p) < at)
        add(p, ISA_MOV, 0, 0, 0, 0);
}

/* r1 = 1, 2 .. : a recursion that deep in one of two stacks, in turn. */
static void deeper(u32 low, u32 high)
{
    struct program p = {.count = 0};
    add(&p, ISA_MOVI, 4, 0, 0, PORT_CALL_BASE);
    add(&p, ISA_MOVI, 5, 0, 0, low);
    u32 loop = here(&p);
    add(&p, ISA_ADDI, 2, 2, 0, 1);
    add(&p, ISA_MOV, 1, 2, 0, 0);
    add(&p, ISA_XORI, 5, 5, 0, low ^ high);
    add(&p, ISA_OUT, 5, 4, 0, 0);
    add(&p, ISA_CALL, 0, 0, 0, ROUTINE);
    add(&p, ISA_JMP, 0, 0, 0, loop);
    fill_to(&p, ROUTINE);
    add(&p, ISA_ADDI, 3, 3, 0, 1);
    add(&p, ISA_SUBI, 1, 1, 0, 1);
    add(&p, ISA_JZ, 0, 0, 0, here(&p) + 16);
    add(&p, ISA_CALL, 0, 0, 0, ROUTINE);
    add(&p, ISA_RET, 0, 0, 0, 0);
    compare_pieces(&p, STOP_PANIC);
}

/* Programs give the call stack another place between calls: it overflows where
 * it is now. */
static void test_moved_stack(void **state)
{
    (void)state;
    deeper(STACK_LOW, STACK_HIGH);
    deeper(STACK_HIGH, STACK_LOW);
}

/* Copies two words to `at`, which add r7 to r3 and jump to r9. */
static void add_adder(struct program *p, u32 at)
{
    add(p, ISA_MOVI, 6, 0, 0, at);
    add(p, ISA_MOVI, 7, 0, 0, ADDER);
    add(p, ISA_MEMCPY, 6, 7, 0, 16);
    add(p, ISA_MOVI, 7, 0, 0, 0);
}

/* The end of a program, and behind it those two words. */
static void end_with_adder(struct program *p)
{
    add(p, ISA_HALT, 0, 0, 0, 0);
    fill_to(p, ADDER);
    add(p, ISA_ADDI, 3, 3, 0, 0);
    add(p, ISA_JMPR, 9, 0, 0, 0);
}

static void go_to_adder(struct program *p, u32 at)
{
    add(p, ISA_MOVI, 9, 0, 0, here(p) + 16);
    add(p, ISA_JMP, 0, 0, 0, at);
}

/* Adds the operand of code in the stack in front of a call and behind it. The
 * stack comes there after `plain` rounds with another one. */
static void code_in_stack(u32 plain, bool goes_back)
{
    struct program p = {.count = 0};
    u32 at = last_slot(STACK_LOW) + 4, on;
    add_adder(&p, at);
    add(&p, ISA_MOVI, 4, 0, 0, PORT_CALL_BASE);
    add(&p, ISA_MOVI, 5, 0, 0, STACK_HIGH);
    add(&p, ISA_OUT, 5, 4, 0, 0);
    u32 loop = here(&p);
    add(&p, ISA_CALL, 0, 0, 0, ROUTINE);
    add(&p, ISA_ADDI, 7, 7, 0, 1);
    add(&p, ISA_CMPI, 7, 0, 0, plain);
    add(&p, ISA_JNZ, 0, 0, 0, on = here(&p) + 24);
    add(&p, ISA_MOVI, 5, 0, 0, STACK_LOW);
    add(&p, ISA_OUT, 5, 4, 0, 0);
    assert_int_equal(here(&p), on);
    add(&p, ISA_STORE32, 7, 6, 0, 0);
    go_to_adder(&p, at);
    add(&p, ISA_CALL, 0, 0, 0, ROUTINE);
    go_to_adder(&p, at);
    if (goes_back)
        add(&p, ISA_XORI, 5, 5, 0, STACK_LOW ^ STACK_HIGH);
    add(&p, ISA_OUT, 5, 4, 0, 0);
    add(&p, ISA_CMPI, 7, 0, 0, plain + ROUNDS);
    add(&p, ISA_JNZ, 0, 0, 0, loop);
    end_with_adder(&p);
    fill_to(&p, ROUTINE);
    add(&p, ISA_ADDI, 8, 8, 0, 1);
    add(&p, ISA_RET, 0, 0, 0, 0);
    compare_pieces(&p, STOP_HALT);
}

static void test_code_in_stack(void **state)
{
    (void)state;
    for (u32 plain = 1; plain < 1000; plain += 333) {
        code_in_stack(plain, false);
        code_in_stack(plain, true);
    }
}

/* An atomic changes data many times, then a word of code, which runs before
 * and behind it; and so again. */
static void atomic_on_code(u8 code)
{
    struct program p = {.count = 0};
    add_adder(&p, STACK_LOW);
    add(&p, ISA_MOVI, 10, 0, 0, STACK_HIGH);
    u32 loop = here(&p);
    add(&p, ISA_ADDI, 7, 7, 0, 1);
    add(&p, ISA_ANDI, 1, 7, 0, 31);
    add(&p, ISA_SEL, 11, 6, 10, ISA_CC_Z);
    add(&p, ISA_LOAD32, 2, 11, 0, 0);
    add(&p, code, 2, 11, 7, 0);
    add(&p, ISA_ANDI, 1, 7, 0, 30); /* twice in a row */
    add(&p, ISA_JNZ, 0, 0, 0, here(&p) + 24);
    go_to_adder(&p, STACK_LOW);
    add(&p, ISA_CMPI, 7, 0, 0, 30 * ROUNDS);
    add(&p, ISA_JNZ, 0, 0, 0, loop);
    end_with_adder(&p);
    compare_pieces(&p, STOP_HALT);
}

static void test_atomics(void **state)
{
    (void)state;
    atomic_on_code(ISA_CAS);
    atomic_on_code(ISA_XADD);
    atomic_on_code(ISA_XCHG);
    atomic_on_code(ISA_STLR);
}

/* A loop stores to one place; for each run of it that place is one access
 * further, from 28 bytes in front of code up to the code's operand. */
static void up_to_code(u8 store, u32 width, u32 imm, u32 at)
{
    enum { BEFORE = 28, INDEX = 24, AGAIN = 4 };
    struct program p = {.count = 0};
    bool sum =
        store == ISA_STOREX || store == ISA_STOREX16 || store == ISA_STOREX32;
    u32 last = at - imm - (sum ? INDEX : 0), first = last - BEFORE;
    add_adder(&p, at);
    add(&p, ISA_MOVI, 11, 0, 0, sum ? INDEX : 0);
    add(&p, ISA_MOVI, 12, 0, 0, first);
    add(&p, ISA_MOV, 10, 12, 0, 0);
    u32 again = here(&p);
    add(&p, ISA_MOVI, 2, 0, 0, 150);
    u32 loop = here(&p);
    add(&p, ISA_ADDI, 7, 7, 0, 1);
    add(&p, store, 7, 10, 11, imm);
    add(&p, ISA_SUBI, 2, 2, 0, 1);
    add(&p, ISA_JNZ, 0, 0, 0, loop);
    go_to_adder(&p, at);
    add(&p, ISA_ADDI, 10, 10, 0, width);
    add(&p, ISA_CMPI, 10, 0, 0, last + width);
    add(&p, ISA_SEL, 10, 12, 10, ISA_CC_Z);
    add(&p, ISA_ADDI, 8, 8, 0, 1);
    add(&p, ISA_CMPI, 8, 0, 0, AGAIN * (BEFORE / width + 1));
    add(&p, ISA_JNZ, 0, 0, 0, again);
    end_with_adder(&p);
    compare_pieces(&p, STOP_HALT);
}

static void test_loop_beside(void **state)
{
    static const u8 store[][3] = {{ISA_STORE, ISA_STORE16, ISA_STORE32},
                                  {ISA_STOREX, ISA_STOREX16, ISA_STOREX32}};
    static const u32 imm[] = {0, 4, 0u - 4, 10000};
    (void)state;
    for (u32 k = 0; k < 3; k++)
        for (u32 i = 0; i < ARRAY_LEN(imm); i++)
            for (u32 n = 0; n < 4; n++)
                up_to_code(store[n / 2][k], 1u << k, imm[i],
                           STACK_LOW + 48 + 4 * (n % 2));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_moved_stack),
        cmocka_unit_test(test_code_in_stack),
        cmocka_unit_test(test_atomics),
        cmocka_unit_test(test_loop_beside),
    };
    cmocka_set_message_output(CM_OUTPUT_STDOUT);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
