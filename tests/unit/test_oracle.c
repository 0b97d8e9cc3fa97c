/* SPDX-License-Identifier: MIT
 *
 * The judge is judged: the oracle's binary32 against the host's, its FLAGS
 * and conditions against arithmetic on wider integers, its interrupts against
 * the tables of docs/isa.md, section 9; and that the comparison with a
 * machine notices each kind of difference.
 */
#include "rig.h"

#include <math.h>

#include "../oracle/fp32.h"
#include "../oracle/lockstep.h"
#include "../oracle/match.h"
#include "../oracle/progen.h"

enum { RAM_BYTES = 8 * BOARD_RAM_UNIT, HANDLER = 0x5000 };

/* --- binary32 ----------------------------------------------------------- */

static float as_float(u32 bits)
{
    float f;
    memcpy(&f, &bits, 4);
    return f;
}

static u32 as_bits(float f)
{
    u32 bits;
    memcpy(&bits, &f, 4);
    return f != f ? (u32)ISA_NAN : bits;
}

/* Anything, but often an edge, a subnormal, or an exponent near 1. */
static u32 draw_float(u64 *state)
{
    static const u32 edge[] = {0,          0x80000000, 1,          0x80000001,
                               0x007FFFFF, 0x00800000, 0x7F7FFFFF, 0x7F800000,
                               0xFF800000, 0x7FC00000, 0x7F800001, 0x3F800000,
                               0x4F000000, 0xCF000000, 0x4F800000, 0xBF800000};
    u64 x = splitmix64(state);
    u32 bits = (u32)x;
    switch (x >> 61) {
    case 0:
        return edge[x >> 32 & 15];
    case 1:
        return bits & 0x807FFFFF;
    case 2:
    case 3:
    case 4:
        return (bits & 0x807FFFFF) | (u32)(118 + (x >> 40) % 20) << 23;
    default:
        return bits;
    }
}

static void check_arithmetic(u32 a, u32 b, u32 c)
{
    /* volatile: the host must compute, and round, each by itself */
    volatile float x = as_float(a), y = as_float(b), z = as_float(c);
    assert_int_equal(fp32_add(a, b), as_bits(x + y));
    assert_int_equal(fp32_sub(a, b), as_bits(x - y));
    assert_int_equal(fp32_mul(a, b), as_bits(x * y));
    assert_int_equal(fp32_div(a, b), as_bits(x / y));
    assert_int_equal(fp32_sqrt(a), as_bits(sqrtf(x)));
    assert_int_equal(fp32_fma(a, b, c), as_bits(fmaf(x, y, z)));
}

static void check_conversion(u32 a, u32 b)
{
    float x = as_float(a), y = as_float(b);
    u32 r = 0;
    bool fits = x >= -2147483648.0f && x < 2147483648.0f;
    assert_int_equal(fp32_from_i32(a), as_bits((float)(i32)a));
    assert_int_equal(fp32_from_u32(a), as_bits((float)a));
    assert_int_equal(fp32_to_i32(a, &r), fits);
    if (fits)
        assert_int_equal(r, (u32)(i32)x);
    fits = x > -1.0f && x < 4294967296.0f;
    assert_int_equal(fp32_to_u32(a, &r), fits);
    if (fits)
        assert_int_equal(r, (u32)(i64)x);
    assert_int_equal(fp32_compare(a, b), x < y    ? FP32_LESS
                                         : x == y ? FP32_EQUAL
                                         : x > y  ? FP32_GREATER
                                                  : FP32_UNORDERED);
}

static void test_fp32(void **state)
{
    (void)state;
    u64 random = 1;
    for (u32 i = 0; i < 200000; i++) {
        u32 a = draw_float(&random), b = draw_float(&random);
        check_arithmetic(a, b, draw_float(&random));
        check_conversion(a, b);
    }
}

/* --- FLAGS and conditions ----------------------------------------------- */

static void step_word(struct oracle *o, u64 word)
{
    u8 b[8];
    put_le64(b, word);
    assert_true(oracle_poke(o, o->ip, b, 8));
    oracle_step(o);
}

/* 1 when the jump of condition cc is taken after CMP r1, r2. */
static u32 after_compare(struct oracle *o, u32 cc, u32 a, u32 b)
{
    o->r[1] = a;
    o->r[2] = b;
    step_word(o, rig_word(ISA_CMP, 1, 2, 0, 0));
    step_word(o, rig_word(ISA_SET, 3, 0, 0, cc));
    assert_int_equal(o->state, ORACLE_RUNNING);
    o->ip = RIG_PC;
    return o->r[3];
}

static void test_conditions(void **state)
{
    (void)state;
    static const u32 v[] = {0,          1,          2,         0x7FFFFFFF,
                            0x80000000, 0x80000001, 0xFFFFFFFF};
    struct oracle o;
    assert_true(oracle_init(&o, RAM_BYTES));
    oracle_reset(&o, RIG_PC);
    for (u32 i = 0; i < ARRAY_LEN(v) * ARRAY_LEN(v); i++) {
        u32 a = v[i % ARRAY_LEN(v)], b = v[i / ARRAY_LEN(v)];
        i32 x = (i32)a, y = (i32)b;
        assert_int_equal(after_compare(&o, ISA_CC_Z, a, b), a == b);
        assert_int_equal(after_compare(&o, ISA_CC_NZ, a, b), a != b);
        assert_int_equal(after_compare(&o, ISA_CC_C, a, b), a < b);
        assert_int_equal(after_compare(&o, ISA_CC_NC, a, b), a >= b);
        assert_int_equal(after_compare(&o, ISA_CC_A, a, b), a > b);
        assert_int_equal(after_compare(&o, ISA_CC_BE, a, b), a <= b);
        assert_int_equal(after_compare(&o, ISA_CC_G, a, b), x > y);
        assert_int_equal(after_compare(&o, ISA_CC_GE, a, b), x >= y);
        assert_int_equal(after_compare(&o, ISA_CC_L, a, b), x < y);
        assert_int_equal(after_compare(&o, ISA_CC_LE, a, b), x <= y);
    }
    oracle_fini(&o);
}

/* --- opcodes ------------------------------------------------------------ */

/* Every row of isa.def is executed as something, every other code is not. */
static void test_opcodes(void **state)
{
    (void)state;
    static const bool defined[256] = {
#define ISA_OP(code, name, format, flags, shape, argument, meaning) \
    [code] = true,
#include <lamp/isa.def>
    };
    struct oracle o;
    assert_true(oracle_init(&o, RAM_BYTES));
    for (u32 op = 0; op < 256; op++) {
        oracle_reset(&o, RIG_PC);
        step_word(&o, rig_word((u8)op, 1, 2, 3, 0));
        bool unknown = o.state == ORACLE_PANICKED &&
                       strcmp(o.cause, "unknown opcode") == 0;
        if (unknown == defined[op])
            fail_msg("opcode 0x%02X: %s", op, o.cause ? o.cause : "executed");
    }
    oracle_fini(&o);
}

/* --- interrupts --------------------------------------------------------- */

static void give_handler(struct oracle *o, u32 v, u32 at)
{
    u8 b[8];
    put_le64(b, at);
    assert_true(oracle_poke(o, 8 * v, b, 8));
}

static void test_delivery_order(void **state)
{
    (void)state;
    struct oracle o;
    assert_true(oracle_init(&o, RAM_BYTES));
    oracle_reset(&o, RIG_PC);
    for (u32 v = 3; v < 7; v++)
        oracle_request(&o, v);
    o.priority[6] = o.priority[5] = 2;
    o.enable[3] = 0;
    give_handler(&o, 3, HANDLER);
    give_handler(&o, 4, HANDLER);
    give_handler(&o, 6, HANDLER + 8);
    assert_int_equal(oracle_deliverable(&o), 5); /* the lower of two */
    oracle_deliver(&o);                          /* 5 has no handler */
    assert_int_equal(o.serving, 6);
    assert_int_equal(o.ip, HANDLER + 8);
    assert_false(o.pending[5] || o.in_service[5] || o.pending[6]);
    assert_true(o.in_service[6] && o.pending[3] && o.pending[4]);
    assert_int_equal(oracle_deliverable(&o), ORACLE_NOBODY); /* in a handler */
    step_word(&o, rig_word(ISA_IRET, 0, 0, 0, 0));
    assert_int_equal(o.ip, RIG_PC);
    assert_true(o.must_deliver);
    assert_false(o.in_service[6]);
    oracle_deliver(&o);
    assert_int_equal(o.serving, 4); /* 3 is disabled */
    oracle_fini(&o);
}

static void test_frame(void **state)
{
    (void)state;
    struct oracle o;
    assert_true(oracle_init(&o, RAM_BYTES));
    oracle_reset(&o, RIG_PC);
    for (u32 n = 0; n < 32; n++)
        o.r[n] = 0x100 + n;
    o.flags = 0xABCD0009;
    give_handler(&o, 9, HANDLER);
    oracle_request(&o, 9);
    oracle_deliver(&o);
    u32 top = o.stack[ORACLE_ISR].base + 8 * o.stack[ORACLE_ISR].index;
    assert_int_equal(o.stack[ORACLE_ISR].index, 256 - 34);
    for (u32 n = 0; n < 32; n++) {
        assert_int_equal(oracle_ram32(&o, top + 8 * (31 - n)), 0x100 + n);
        assert_int_equal(oracle_ram32(&o, top + 8 * (31 - n) + 4), 0);
    }
    assert_int_equal(oracle_ram32(&o, top + 8 * 32), 0xABCD0009);
    assert_int_equal(oracle_ram32(&o, top + 8 * 33), RIG_PC);
    assert_int_equal(o.r[31], 9);
    assert_int_equal(o.flags, 0xABCD0009);
    oracle_fini(&o);
}

/* --- the comparison ----------------------------------------------------- */

/* A machine that equals the oracle, then with one thing changed. */
enum change {
    CHANGE_NOTHING,
    CHANGE_REGISTER,
    CHANGE_FLAGS,
    CHANGE_STACK,
    CHANGE_PENDING,
    CHANGE_PRIORITY,
    CHANGE_PORT,
    CHANGE_RETIRED,
    CHANGE_MEMORY,
    CHANGE_ELSEWHERE,
    CHANGE_PIXEL,
    CHANGES
};

static void change(struct machine *m, enum change what)
{
    struct core *c = m->core[0];
    u32 fb = m->bus.ram.fb_base;
    c->r[7] += what == CHANGE_REGISTER;
    c->stack[STACK_DATA].index -= what == CHANGE_STACK;
    c->irq.pending[3] ^= what == CHANGE_PENDING;
    m->priority[200] ^= what == CHANGE_PRIORITY;
    m->bus.scratch[0xE0] ^= what == CHANGE_PORT;
    c->retired += what == CHANGE_RETIRED;
    if (what == CHANGE_FLAGS)
        core_flags_set(c, core_flags(c) ^ 0x40000000);
    if (what == CHANGE_MEMORY)
        ram_put8(&m->bus.ram, RIG_PC, 1);
    if (what == CHANGE_ELSEWHERE)
        ram_put8(&m->bus.ram, 0x00345678, 1);
    if (what == CHANGE_PIXEL)
        ram_put8(&m->bus.ram, fb + 0x12345, 1);
}

static void test_match_notices(void **state)
{
    (void)state;
    struct err e;
    struct oracle o;
    struct machine *m = match_machine("interp", RAM_BYTES, 1, false, &e);
    assert_non_null(m);
    assert_true(oracle_init(&o, RAM_BYTES));
    for (enum change what = CHANGE_NOTHING; what < CHANGES; what++) {
        struct buf why = {0};
        oracle_reset(&o, RIG_PC);
        assert_true(oracle_poke(&o, RIG_PC, (const u8 *)"\0\0\0\0", 4));
        machine_reset(m, RIG_PC);
        match_load(m, &o);
        change(m, what);
        bool same =
            match_core(&o, m, STOP_BUDGET, &why) & match_storage(&o, m, &why);
        if (same != (what == CHANGE_NOTHING))
            fail_msg("change %d: %s", what, same ? "missed" : "seen");
        buf_free(&why);
    }
    oracle_fini(&o);
    machine_free(m);
}

/* An engine that is wrong about interrupts is found. */
static enum irq_entry late_irq(struct core *c, u32 vector)
{
    enum irq_entry result = lamp_isa.irq(c, vector);
    c->r[30] ^= result == IRQ_ENTERED;
    return result;
}

static void test_lockstep_notices(void **state)
{
    (void)state;
    static struct lockstep l;
    static struct isa wrong;
    struct buf why = {0};
    struct err e;
    bool same = true;
    assert_true(lockstep_open(&l, &e));
    wrong = lamp_isa;
    wrong.irq = late_irq;
    l.side[0].isa.inner = &wrong;
    for (u64 seed = 0; same && seed < 500; seed++)
        same = lockstep_run(&l, &(struct lockstep_program){.seed = seed}, &why);
    assert_false(same);
    buf_add(&why, "", 1);
    assert_non_null(strstr((const char *)why.data, "r[30]"));
    assert_non_null(strstr((const char *)why.data, "again: lockstep"));
    buf_free(&why);
    lockstep_close(&l);
}

static void test_programs_repeat(void **state)
{
    (void)state;
    struct oracle a, b;
    assert_true(oracle_init(&a, PROGEN_RAM_LARGE));
    assert_true(oracle_init(&b, PROGEN_RAM_LARGE));
    for (u64 seed = 1; seed < 60; seed += 2) {
        static struct gen one, other;
        progen_make(&one, &a, seed);
        progen_make(&other, &b, seed);
        assert_int_equal(one.budget, other.budget);
        assert_memory_equal(a.r, b.r, sizeof a.r);
        assert_memory_equal(a.ram, b.ram, PROGEN_RAM_LARGE);
        oracle_run(&b, 50); /* and what ran before leaves no trace */
    }
    oracle_fini(&a);
    oracle_fini(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_fp32),
        cmocka_unit_test(test_conditions),
        cmocka_unit_test(test_opcodes),
        cmocka_unit_test(test_delivery_order),
        cmocka_unit_test(test_frame),
        cmocka_unit_test(test_match_notices),
        cmocka_unit_test(test_lockstep_notices),
        cmocka_unit_test(test_programs_repeat),
    };
    return cmocka_run_group_tests_name("oracle", tests, NULL, NULL);
}
