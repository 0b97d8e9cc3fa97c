/* SPDX-License-Identifier: MIT
 *
 * The machine as a whole: life, several cores, interrupts, pausing, limits,
 * deterministic runs, timers, jobs. Programs run on real threads here.
 */
#include "rig.h"

#include <unistd.h>

#include <lamp/dev/intc.h>
#include <lamp/dev/time.h>
#include <vm/snap.h>

static u64 op(u8 code, u8 d, u8 s, u8 t, u32 imm)
{
    return rig_word(code, d, s, t, imm);
}

static struct config config_with(u32 cores, bool deterministic)
{
    struct config c = config_default;
    c.cores = cores;
    c.deterministic = deterministic;
    c.timeout_ns = (u64)20 * 1000000000; /* a hang fails instead of hanging */
    return c;
}

static const struct machine_result *run(struct rig *r)
{
    if (!machine_run(r->m, &r->err))
        fail_msg("machine_run: %s", r->err.text);
    return machine_result(r->m);
}

static u32 word(struct rig *r, u32 at)
{
    return ram_get32(&r->m->bus.ram, at);
}

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

/* The handler counts ticks; the program waits for ten of them. */
static void test_ticks(void **state)
{
    const u64 code[] = {
        op(ISA_MOVI, 1, 0, 0, TIME_BASE),
        op(ISA_MOVI, 2, 0, 0, 1000),
        op(ISA_STORE32, 2, 1, 0, TIME_CTRL),
        op(ISA_WAIT, 0, 0, 0, 0),
        op(ISA_LOAD32, 3, 0, 0, 0x8000),
        op(ISA_CMPI, 3, 0, 0, 10),
        op(ISA_JL, 0, 0, 0, RIG_PC + 24),
        op(ISA_LOAD32, 4, 1, 0, TIME_BOOT_LO),
        op(ISA_HALT, 0, 0, 0, 0),
    };
    const u64 handler[] = {
        op(ISA_LOAD32, 5, 0, 0, 0x8000), op(ISA_INC, 5, 0, 0, 0),
        op(ISA_STORE32, 5, 0, 0, 0x8000), op(ISA_IRET, 0, 0, 0, 0)};
    (void)state;
    for (int det = 0; det < 2; det++) {
        struct rig r;
        struct config config = config_with(1, det);
        rig_init(&r, &config);
        rig_code(&r, RIG_PC, code, ARRAY_LEN(code));
        rig_code(&r, 0x5000, handler, ARRAY_LEN(handler));
        ram_put32(&r.m->bus.ram, 8 * INT_TIMER, 0x5000);
        assert_int_equal(run(&r)->state, MACHINE_HALTED);
        assert_int_equal(word(&r, 0x8000), 10);
        u32 ns = r.m->core[0]->r[4];
        assert_true(ns >= 10 * 1000000);
        /* Virtual time: ten periods and less than a turn. */
        if (det)
            assert_true(ns < 10 * 1000000 + 20000);
        rig_fini(&r);
    }
}

/* Virtual time is instructions: K cores running, 10000/K ps each. */
static void test_virtual_time(void **state)
{
    const u64 code[] = {op(ISA_MOVI, 1, 0, 0, TIME_BASE),
                        op(ISA_MOVI, 0, 0, 0, 0),
                        op(ISA_MOVI, 0, 0, 0, 0),
                        op(ISA_LOAD32, 2, 1, 0, TIME_MONO_LO),
                        op(ISA_LOAD32, 3, 1, 0, TIME_REAL_LO),
                        op(ISA_LOAD32, 4, 1, 0, TIME_REAL_HI),
                        op(ISA_HALT, 0, 0, 0, 0)};
    struct rig r;
    struct config config = config_with(1, true);
    (void)state;
    rig_init(&r, &config);
    rig_code(&r, RIG_PC, code, ARRAY_LEN(code));
    run(&r);
    const struct core *c = r.m->core[0];
    assert_int_equal(c->r[2], 30); /* three instructions before it */
    u64 unix_ns = c->r[3] | (u64)c->r[4] << 32;
    assert_true(unix_ns == (u64)1735689600 * 1000000000 + 40);
    rig_fini(&r);
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

/* --- interrupts ---------------------------------------------------------- */

static void test_delivery_order(void **state)
{
    struct rig r;
    (void)state;
    rig_init(&r, NULL);
    struct machine *m = r.m;
    struct core *c = m->core[0];
    const u64 iret = op(ISA_IRET, 0, 0, 0, 0);
    for (u32 v = 0; v < 256; v++)
        ram_put32(&m->bus.ram, 8 * v, 0x5000 + 8 * v);
    for (u32 v = 0; v < 256; v++)
        rig_code(&r, 0x5000 + 8 * v, &iret, 1);
    pthread_mutex_lock(&m->lock);
    irq_priority_set(m, 200, 9);
    irq_raise(m, 0, 40);
    irq_raise(m, 0, 200);
    irq_raise(m, 0, 7);
    pthread_mutex_unlock(&m->lock);
    static const u32 order[] = {200, 7, 40};
    for (u32 i = 0; i < 3; i++) {
        assert_true(irq_deliver(c));
        assert_int_equal(c->ip, 0x5000 + 8 * order[i]);
        assert_int_equal(c->r[31], order[i]);
        assert_int_equal(c->serving, order[i]);
        assert_int_equal(machine_step(m, 0, 0), STOP_BUDGET); /* in handler */
        assert_int_equal(c->ip, 0x5000 + 8 * order[i]);
        c->engine->run(c, 1); /* iret */
        assert_int_equal(c->ip, RIG_PC);
    }
    assert_false(irq_wanted(c));
    rig_fini(&r);
}

/* A waiting core is woken by an IPI that comes at any moment: ping-pong with
 * interrupts masked and acknowledged by EOI. */
static void test_no_lost_wakeups(void **state)
{
    enum { ROUNDS = 2000, VECTOR = 9 };
    const u64 boot[] = {
        op(ISA_MOVI, 1, 0, 0, 1),
        op(ISA_MOVI, 2, 0, 0, 0x4000),
        op(ISA_MOVI, 5, 0, 0, VECTOR),
        op(ISA_MOVI, 7, 0, 0, PORT_IRQ_MASKED),
        op(ISA_MOVI, 8, 0, 0, INTC_BASE + INTC_EOI),
        op(ISA_OUT, 1, 7, 0, 0),
        op(ISA_STARTAP, 1, 2, 0, 0),
        op(ISA_WAIT, 0, 0, 0, 0), /* 3038: pong */
        op(ISA_STORE32, 5, 8, 0, 0),
        op(ISA_IPI, 1, 5, 0, 0),
        op(ISA_INC, 6, 0, 0, 0),
        op(ISA_CMPI, 6, 0, 0, ROUNDS),
        op(ISA_JNZ, 0, 0, 0, RIG_PC + 0x38),
        op(ISA_HALT, 0, 0, 0, 0),
    };
    const u64 other[] = {
        op(ISA_MOVI, 1, 0, 0, 1),
        op(ISA_MOVI, 5, 0, 0, VECTOR),
        op(ISA_MOVI, 7, 0, 0, PORT_IRQ_MASKED),
        op(ISA_MOVI, 8, 0, 0, INTC_BASE + INTC_EOI),
        op(ISA_OUT, 1, 7, 0, 0),
        op(ISA_IPI, 9, 5, 0, 0), /* 4028: masked now, so ask core 0 */
        op(ISA_WAIT, 0, 0, 0, 0),
        op(ISA_STORE32, 5, 8, 0, 0),
        op(ISA_RJMP, 0, 0, 0, (u32)-24),
    };
    (void)state;
    for (int det = 0; det < 2; det++) {
        struct rig r;
        struct config config = config_with(2, det);
        rig_init(&r, &config);
        rig_code(&r, RIG_PC, boot, ARRAY_LEN(boot));
        rig_code(&r, 0x4000, other, ARRAY_LEN(other));
        assert_int_equal(run(&r)->state, MACHINE_HALTED);
        assert_int_equal(r.m->core[0]->r[6], ROUNDS);
        rig_fini(&r);
    }
}

/* --- clock, jobs, snap --------------------------------------------------- */

static u32 fired[8], fired_count;

static void timer_fired(void *arg)
{
    fired[fired_count++] = (u32)(uintptr_t)arg;
}

static void test_timers(void **state)
{
    struct rig r;
    struct config config = config_with(1, true);
    struct timer t[4];
    static const u64 when[] = {30, 10, 20, 10};
    (void)state;
    rig_init(&r, &config);
    fired_count = 0;
    memset(t, 0, sizeof t);
    for (u32 i = 0; i < 4; i++) {
        t[i].fire = timer_fired;
        t[i].arg = (void *)(uintptr_t)i;
        timer_arm(r.m, &t[i], when[i]);
    }
    assert_int_equal(clock_next(r.m), 10);
    timer_cancel(r.m, &t[2]);
    r.m->virtual_ps = 29999;
    clock_fire(r.m);
    assert_int_equal(fired_count, 2);
    assert_int_equal(fired[0], 1);
    assert_int_equal(fired[1], 3);
    assert_int_equal(clock_next(r.m), 30);
    timer_arm(r.m, &t[0], 5);
    clock_fire(r.m);
    assert_int_equal(fired_count, 3);
    assert_true(clock_next(r.m) == CLOCK_NEVER);
    rig_fini(&r);
}

struct snapped {
    u32 a;
    u8 b[4];
    u64 c;
};

static void snapped_sync(struct snapped *p, struct snap *s)
{
    SNAP_BEGIN(s, "snapped", p);
    SNAP(s, p->a);
    SNAP_ARRAY(s, p->b);
    SNAP(s, p->c);
    SNAP_END(s, p);
}

static void test_snap(void **state)
{
    struct snapped from = {0x11223344, {1, 2, 3, 4}, 0x8877665544332211};
    struct snapped to = {0};
    struct buf b = {0};
    struct snap s;
    (void)state;
    snap_init(&s, SNAP_SAVE);
    s.out = &b;
    snapped_sync(&from, &s);
    assert_int_equal(b.size, 16);
    assert_int_equal(b.data[0], 0x44);
    assert_int_equal(b.data[8], 0x11);
    snap_init(&s, SNAP_LOAD);
    s.in = b.data;
    s.in_size = b.size;
    snapped_sync(&to, &s);
    assert_false(s.failed);
    assert_memory_equal(&from, &to, sizeof from);
    snap_init(&s, SNAP_LOAD);
    s.in = b.data;
    s.in_size = b.size - 1;
    snapped_sync(&to, &s);
    assert_true(s.failed);
    snap_init(&s, SNAP_HASH);
    snapped_sync(&from, &s);
    u64 hash = s.hash;
    from.b[3]++;
    snap_init(&s, SNAP_HASH);
    snapped_sync(&from, &s);
    assert_true(s.hash != hash);
    b.size = 0;
    snap_init(&s, SNAP_DUMP);
    s.out = &b;
    snapped_sync(&from, &s);
    buf_add(&b, "", 1);
    assert_non_null(strstr((char *)b.data, "p->a = 0x11223344"));
    buf_free(&b);
}

/* Save, load into another machine: the same state. */
static void test_sync_round_trip(void **state)
{
    struct rig r, copy;
    struct buf b = {0};
    struct snap s;
    (void)state;
    rig_init(&r, NULL);
    rig_init(&copy, NULL);
    rig_out(&r, 0, 0xE0, 5);
    rig_out(&r, 0, PORT_SERIAL_CTRL, 1);
    r.m->core[0]->r[7] = 77;
    r.m->core[0]->flags = (struct flags){1, 2, FLAGS_SUB, 0};
    snap_init(&s, SNAP_SAVE);
    s.out = &b;
    machine_sync(r.m, &s);
    assert_true(machine_hash(copy.m) != machine_hash(r.m));
    snap_init(&s, SNAP_LOAD);
    s.in = b.data;
    s.in_size = b.size;
    machine_sync(copy.m, &s);
    assert_false(s.failed);
    assert_int_equal(s.in_at, b.size);
    assert_true(machine_hash(copy.m) == machine_hash(r.m));
    buf_free(&b);
    rig_fini(&copy);
    rig_fini(&r);
}

/* Each broken invariant of a core is refused when it is loaded. */
static void test_sync_refuses(void **state)
{
    (void)state;
    for (u32 i = 0; i < 5; i++) {
        struct rig r;
        struct buf b = {0};
        struct snap s;
        rig_init(&r, NULL);
        struct core *c = r.m->core[0];
        struct stack good = c->stack[STACK_CALL];
        u32 serving = c->serving;
        c->stack[STACK_CALL].base += i == 0 ? BOARD_RAM_DEFAULT : 0;
        c->stack[STACK_CALL].index += i == 1;
        c->stack[STACK_CALL].count = i == 2 ? 0 : good.count;
        c->stack[STACK_CALL].slot += i == 3;
        c->serving = i == 4 ? 256 : serving;
        snap_init(&s, SNAP_SAVE);
        s.out = &b;
        core_sync(c, &s);
        snap_init(&s, SNAP_LOAD);
        s.in = b.data;
        s.in_size = b.size;
        core_sync(c, &s);
        assert_true(s.failed);
        assert_memory_equal(&c->stack[STACK_CALL], &good, sizeof good);
        assert_int_equal(c->serving, IRQ_NONE);
        buf_free(&b);
        rig_fini(&r);
    }
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
        cmocka_unit_test(test_ticks),
        cmocka_unit_test(test_virtual_time),
        cmocka_unit_test(test_pause),
        cmocka_unit_test(test_delivery_order),
        cmocka_unit_test(test_no_lost_wakeups),
        cmocka_unit_test(test_timers),
        cmocka_unit_test(test_snap),
        cmocka_unit_test(test_sync_round_trip),
        cmocka_unit_test(test_sync_refuses),
        cmocka_unit_test(test_two_machines),
    };
    cmocka_set_message_output(CM_OUTPUT_STDOUT);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
