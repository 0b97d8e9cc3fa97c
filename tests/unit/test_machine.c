/* SPDX-License-Identifier: MIT
 *
 * The machine as a whole: life, several cores, limits, deterministic runs,
 * pausing. Programs run on real threads here.
 */
#include "machine_rig.h"

#include <unistd.h>

static void test_reset(void **state)
{
    struct rig r;
    struct config config = config_with(4, false);
    (void)state;
    rig_init(&r, &config);
    u32 pool = BOARD_RAM_DEFAULT - 4 * STACK_POOL_STRIDE;
    assert_int_equal(pool, 0x03FFB000);
    for (u32 i = 0; i < 4; i++) {
        const struct core *c = r.m->core[i];
        u32 own = pool + i * STACK_POOL_STRIDE;
        assert_int_equal(c->stack[STACK_CALL].base, own);
        assert_int_equal(c->stack[STACK_DATA].base, own + 0x800);
        assert_int_equal(c->stack[STACK_ISR].base, own + 0xC00);
        assert_int_equal(c->stack[STACK_ISR].index, 256);
        assert_int_equal(c->irq.enable[7], 0xFFFFFFFF);
        assert_int_equal(c->state, i == 0 ? CORE_RUNNING : CORE_PARKED);
        assert_int_equal(c->ip, RIG_PC);
    }
    for (u32 v = 0; v < 256; v++)
        assert_int_equal(word(&r, 8 * v) & word(&r, 8 * v + 4), 0xFFFFFFFF);
    rig_fini(&r);
    rig_init(&r, NULL);
    assert_int_equal(r.m->core[0]->stack[STACK_CALL].base, 0x800);
    assert_int_equal(r.m->core[0]->stack[STACK_DATA].base, 0x1000);
    assert_int_equal(r.m->core[0]->stack[STACK_ISR].base, 0x1800);
    rig_fini(&r);
}

static void test_ram_init(void **state)
{
    struct rig r;
    struct config config = config_default;
    (void)state;
    config.ram_init = RAM_PATTERN;
    rig_init(&r, &config);
    assert_int_equal(word(&r, 0x12344), 0x12344 ^ 0xA5A5A5A5);
    assert_int_equal(word(&r, 0x12348), 0x12348 ^ 0xA5A5A5A5);
    assert_int_equal(word(&r, FB_ALIAS_BASE), 0);
    u64 pattern = machine_hash(r.m);
    rig_fini(&r);
    config.ram_init = RAM_RANDOM;
    rig_init(&r, &config);
    u64 random = machine_hash(r.m);
    u32 first = word(&r, 0x4000);
    rig_fini(&r);
    rig_init(&r, &config);
    assert_true(machine_hash(r.m) == random);
    assert_true(random != pattern);
    rig_fini(&r);
    config.seed = 1;
    rig_init(&r, &config);
    assert_true(word(&r, 0x4000) != first);
    rig_fini(&r);
}

static void test_halt(void **state)
{
    const u64 code[] = {op(ISA_INC, 1, 0, 0, 0), op(ISA_HALT, 0, 0, 0, 0)};
    (void)state;
    for (int det = 0; det < 2; det++) {
        struct rig r;
        struct config config = config_with(2, det);
        rig_init(&r, &config);
        rig_code(&r, RIG_PC, code, 2);
        const struct machine_result *end = run(&r);
        assert_int_equal(end->state, MACHINE_HALTED);
        assert_int_equal(end->status, 0);
        assert_int_equal(end->retired, 2);
        assert_int_equal(r.m->core[0]->ip, RIG_PC + 16);
        assert_string_equal(machine_state_text(r.m), "halted");
        rig_fini(&r);
    }
}

static void test_panic(void **state)
{
    const u64 code[] = {op(ISA_RET, 0, 0, 0, 0)};
    (void)state;
    for (int det = 0; det < 2; det++) {
        struct rig r;
        struct config config = config_with(2, det);
        rig_init(&r, &config);
        rig_code(&r, RIG_PC, code, 1);
        const struct machine_result *end = run(&r);
        assert_int_equal(end->state, MACHINE_PANICKED);
        assert_int_equal(end->status, 1);
        assert_int_equal(r.m->core[0]->panic.cause, PANIC_UNDERFLOW);
        assert_int_equal(r.m->core[0]->panic.ip, RIG_PC);
        rig_fini(&r);
    }
}

static void test_limits(void **state)
{
    const u64 code[] = {op(ISA_INC, 1, 0, 0, 0), op(ISA_INC, 2, 0, 0, 0),
                        op(ISA_RJMP, 0, 0, 0, (u32)-16)};
    (void)state;
    for (int det = 0; det < 2; det++) {
        struct rig r;
        struct config config = config_with(1, det);
        config.max_insns = 1000001;
        rig_init(&r, &config);
        rig_code(&r, RIG_PC, code, 3);
        const struct machine_result *end = run(&r);
        assert_int_equal(end->state, MACHINE_STOPPED);
        assert_int_equal(end->reason, STOPPED_INSNS);
        assert_int_equal(end->status, 124);
        assert_int_equal(end->retired, 1000001);
        rig_fini(&r);
        config = config_with(1, det);
        config.timeout_ns = 20 * 1000000;
        rig_init(&r, &config);
        rig_code(&r, RIG_PC, code, 3);
        end = run(&r);
        assert_int_equal(end->reason, STOPPED_TIMEOUT);
        assert_int_equal(end->status, 124);
        rig_fini(&r);
    }
}

/* Core 0 starts the others, all add to a counter 1000 times and raise a
 * flag; core 0 halts when it has seen all flags. */
static void smp_program(struct rig *r)
{
    const u64 boot[] = {op(ISA_MOVI, 1, 0, 0, 1),          /* 3000 */
                        op(ISA_MOVI, 2, 0, 0, 0x4000),     /* 3008 */
                        op(ISA_STARTAP, 1, 2, 0, 0),       /* 3010 */
                        op(ISA_INC, 1, 0, 0, 0),           /* 3018 */
                        op(ISA_CMPI, 1, 0, 0, 4),          /* 3020 */
                        op(ISA_JNZ, 0, 0, 0, RIG_PC + 16), /* 3028 */
                        op(ISA_MOVI, 3, 0, 0, 0x8000),     /* 3030 */
                        op(ISA_LDAR, 4, 3, 0, 64),         /* 3038 */
                        op(ISA_PAUSE, 0, 0, 0, 0),         /* 3040 */
                        op(ISA_CMPI, 4, 0, 0, 3),          /* 3048 */
                        op(ISA_JNZ, 0, 0, 0, RIG_PC + 56), /* 3050 */
                        op(ISA_HALT, 0, 0, 0, 0)};
    const u64 work[] = {
        op(ISA_MOVI, 3, 0, 0, 0x8000),                           /* 4000 */
        op(ISA_MOVI, 5, 0, 0, 1),      op(ISA_XADD, 6, 3, 5, 0), /* 4010 */
        op(ISA_INC, 7, 0, 0, 0),       op(ISA_CMPI, 7, 0, 0, 1000),
        op(ISA_JNZ, 0, 0, 0, 0x4010),  op(ISA_XADD, 6, 3, 5, 64), /* 4030 */
        op(ISA_WAIT, 0, 0, 0, 0),      op(ISA_RJMP, 0, 0, 0, (u32)-8)};
    rig_code(r, RIG_PC, boot, ARRAY_LEN(boot));
    rig_code(r, 0x4000, work, ARRAY_LEN(work));
}

static void test_several_cores(void **state)
{
    (void)state;
    for (int det = 0; det < 2; det++) {
        struct rig r;
        struct config config = config_with(4, det);
        rig_init(&r, &config);
        smp_program(&r);
        const struct machine_result *end = run(&r);
        assert_int_equal(end->state, MACHINE_HALTED);
        assert_int_equal(word(&r, 0x8000), 3000);
        assert_int_equal(r.m->core[3]->r[7], 1000);
        rig_fini(&r);
    }
}

static u64 det_hash(u64 seed, u64 *retired)
{
    struct rig r;
    struct config config = config_with(4, true);
    config.seed = seed;
    rig_init(&r, &config);
    smp_program(&r);
    *retired = run(&r)->retired;
    u64 hash = machine_hash(r.m);
    rig_fini(&r);
    return hash;
}

static void test_deterministic(void **state)
{
    u64 n, again, other;
    (void)state;
    u64 hash = det_hash(0, &n);
    for (int i = 0; i < 3; i++) {
        assert_true(det_hash(0, &again) == hash);
        assert_int_equal(again, n);
    }
    u64 seeded = det_hash(77, &n);
    assert_true(det_hash(77, &again) == seeded);
    assert_int_equal(again, n);
    assert_true(seeded != hash);
    assert_true(det_hash(78, &other) != seeded);
}

/* Several machines in one process do not know of each other. */
static void test_two_machines(void **state)
{
    struct rig a, b;
    const u64 code[] = {op(ISA_INC, 1, 0, 0, 0), op(ISA_HALT, 0, 0, 0, 0)};
    (void)state;
    rig_init(&a, NULL);
    rig_init(&b, NULL);
    rig_code(&a, RIG_PC, code, 2);
    rig_out(&b, 0, 0xE0, 1);
    assert_int_equal(run(&a)->state, MACHINE_HALTED);
    assert_int_equal(rig_in(&a, 0, 0xE0), 0);
    assert_int_equal(machine_result(b.m)->state, MACHINE_CREATED);
    rig_fini(&a);
    assert_int_equal(rig_in(&b, 0, 0xE0), 1);
    rig_fini(&b);
}

/* --- pausing, from the device thread of a host --------------------------- */

struct pausing_host {
    struct host host;
    u32 rounds;
    u64 hash[2], retired[2];
};

static u64 retired_all(const struct machine *m)
{
    u64 n = 0;
    for (u32 i = 0; i < m->core_count; i++)
        n += m->core[i]->retired;
    return n;
}

static void pausing_service(struct host *h, struct machine *m)
{
    struct pausing_host *p = (struct pausing_host *)h;
    if (++p->rounds % 2 != 0 || p->rounds > 40)
        return;
    machine_pause(m);
    assert_string_equal(machine_state_text(m), "paused");
    for (u32 i = 0; i < 2; i++) {
        p->hash[i] = machine_hash(m);
        p->retired[i] = retired_all(m);
        usleep(1000);
    }
    assert_true(p->hash[0] == p->hash[1]);
    assert_int_equal(p->retired[0], p->retired[1]);
    machine_resume(m);
    if (p->rounds == 40)
        machine_stop(m, STOPPED_ESCAPE, 0);
}

/* Keeps the loop going round. */
static void pausing_frame(struct host *h, struct machine *m,
                          const struct host_frame *f)
{
    (void)h;
    (void)m;
    (void)f;
}

static void test_pause(void **state)
{
    static const struct host_class class = {
        .name = "pausing", .service = pausing_service, .frame = pausing_frame};
    const u64 code[] = {op(ISA_MOVI, 1, 0, 0, 1), op(ISA_MOVI, 2, 0, 0, 0x4000),
                        op(ISA_STARTAP, 1, 2, 0, 0), op(ISA_INC, 3, 0, 0, 0),
                        op(ISA_RJMP, 0, 0, 0, (u32)-8)};
    const u64 other[] = {op(ISA_WAIT, 0, 0, 0, 0)};
    (void)state;
    for (int det = 0; det < 2; det++) {
        struct pausing_host host = {.host = {&class}};
        struct config config = config_with(3, det);
        struct rig r;
        r.m = machine_new(&config, &host.host, &r.err);
        assert_non_null(r.m);
        machine_reset(r.m, RIG_PC);
        rig_code(&r, RIG_PC, code, ARRAY_LEN(code));
        rig_code(&r, 0x4000, other, 1);
        const struct machine_result *end = run(&r);
        assert_int_equal(end->state, MACHINE_STOPPED);
        assert_int_equal(end->status, 0);
        assert_int_equal(host.rounds, 40);
        rig_fini(&r);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_reset),
        cmocka_unit_test(test_ram_init),
        cmocka_unit_test(test_halt),
        cmocka_unit_test(test_panic),
        cmocka_unit_test(test_limits),
        cmocka_unit_test(test_several_cores),
        cmocka_unit_test(test_deterministic),
        cmocka_unit_test(test_two_machines),
        cmocka_unit_test(test_pause),
    };
    cmocka_set_message_output(CM_OUTPUT_STDOUT);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
