/* SPDX-License-Identifier: MIT
 *
 * The bus: docs/board.md, access rules, row by row; stacks; ports. The same
 * accesses by instructions are in tests/isa.
 */
#include "rig.h"

#include <lamp/dev/fb.h>
#include <lamp/dev/sysinfo.h>

static struct core *core0(struct rig *r)
{
    return r->m->core[0];
}

static void assert_refused(struct rig *r, bool ok, u32 cause)
{
    assert_false(ok);
    assert_true(core0(r)->panic.set);
    assert_int_equal(core0(r)->panic.cause, cause);
    core0(r)->panic.set = false;
}

static u32 load(struct rig *r, u32 at, u32 width)
{
    u32 v = 0;
    assert_true(bus_load(core0(r), at, width, &v));
    return v;
}

static void test_ram(void **state)
{
    struct rig r;
    (void)state;
    rig_init(&r, NULL);
    struct core *c = core0(&r);
    assert_true(bus_store(c, 0x4001, 4, 0x04030201));
    assert_int_equal(load(&r, 0x4001, 4), 0x04030201);
    assert_int_equal(load(&r, 0x4001, 1), 1);
    assert_int_equal(load(&r, 0x4002, 2), 0x0302);
    assert_true(bus_store(c, 0x4002, 1, 0xFFAA));
    assert_int_equal(load(&r, 0x4001, 4), 0x0403AA01);
    u32 v;
    assert_refused(&r, bus_load(c, 0x4001, 2, &v), PANIC_MISALIGNED);
    assert_refused(&r, bus_store(c, 0x4003, 2, 0), PANIC_MISALIGNED);
    rig_fini(&r);
}

static void test_register_window(void **state)
{
    struct rig r;
    (void)state;
    rig_init(&r, NULL);
    struct core *c = core0(&r);
    u32 v;
    assert_int_equal(load(&r, SYSINFO_BASE, 4), SYSINFO_MAGIC_VALUE);
    /* Narrow accesses reach the RAM beneath, a word does not. */
    assert_true(bus_store(c, SYSINFO_BASE, 1, 0x7F));
    assert_int_equal(load(&r, SYSINFO_BASE, 1), 0x7F);
    assert_int_equal(load(&r, SYSINFO_BASE, 4), SYSINFO_MAGIC_VALUE);
    assert_true(bus_store(c, SYSINFO_BASE + 2, 2, 0x1234));
    assert_int_equal(load(&r, SYSINFO_BASE + 2, 2), 0x1234);
    assert_refused(&r, bus_load(c, SYSINFO_BASE + 2, 4, &v), PANIC_MISALIGNED);
    /* One that starts before it is an access to RAM. */
    assert_true(bus_store(c, SYSINFO_BASE - 2, 4, 0xAABBCCDD));
    assert_int_equal(load(&r, SYSINFO_BASE - 2, 4), 0xAABBCCDD);
    assert_int_equal(load(&r, SYSINFO_BASE, 2), 0xAABB);
    /* And the first word behind it too. */
    assert_true(bus_store(c, SYSINFO_BASE + SYSINFO_SIZE, 4, 5));
    assert_int_equal(load(&r, SYSINFO_BASE + SYSINFO_SIZE, 4), 5);
    rig_fini(&r);
}

static void test_window_without_ram(void **state)
{
    struct rig r;
    struct config config = config_default;
    (void)state;
    config.ram_bytes = 4 << 20;
    rig_init(&r, &config);
    struct core *c = core0(&r);
    u32 v;
    assert_int_equal(load(&r, SYSINFO_BASE, 4), SYSINFO_MAGIC_VALUE);
    assert_refused(&r, bus_load(c, SYSINFO_BASE, 1, &v), PANIC_BOUNDS);
    assert_refused(&r, bus_store(c, SYSINFO_BASE, 2, 0), PANIC_BOUNDS);
    assert_refused(&r, bus_load(c, SYSINFO_BASE - 2, 4, &v), PANIC_BOUNDS);
    rig_fini(&r);
}

static void test_out_of_bounds(void **state)
{
    struct rig r;
    (void)state;
    rig_init(&r, NULL);
    struct core *c = core0(&r);
    u32 end = r.m->bus.ram.fb_base + FB_SIZE, v;
    assert_refused(&r, bus_load(c, 0x50000000, 4, &v), PANIC_BOUNDS);
    assert_refused(&r, bus_store(c, end, 1, 0), PANIC_BOUNDS);
    /* Checked whole before anything is written. */
    assert_true(bus_store(c, end - 4, 4, 0x01020304));
    assert_refused(&r, bus_store(c, end - 2, 4, 0xFFFFFFFF), PANIC_BOUNDS);
    assert_int_equal(load(&r, end - 4, 4), 0x01020304);
    assert_refused(&r, bus_load(c, 0xFFFFFFFE, 4, &v), PANIC_BOUNDS);
    rig_fini(&r);
}

static void test_strict(void **state)
{
    struct rig r;
    struct config config = config_default;
    (void)state;
    config.strict = true;
    rig_init(&r, &config);
    struct core *c = core0(&r);
    u32 v;
    assert_refused(&r, bus_load(c, 0x4001, 4, &v), PANIC_MISALIGNED);
    assert_true(core0(&r)->panic.strict);
    assert_refused(&r, bus_load(c, TIME_BASE, 1, &v), PANIC_DEVICE);
    assert_true(core0(&r)->panic.strict);
    assert_refused(&r, bus_store(c, IOMMU_BASE, 4, 0), PANIC_DEVICE);
    assert_refused(&r, bus_load(c, MMU_BASE + MMU_SIZE - 1, 1, &v),
                   PANIC_DEVICE);
    assert_true(bus_load(c, MMU_BASE + MMU_SIZE, 1, &v));
    /* What panics anyway is no matter of --strict. */
    assert_refused(&r, bus_load(c, 0x4001, 2, &v), PANIC_MISALIGNED);
    assert_false(core0(&r)->panic.strict);
    u32 done;
    assert_refused(&r, bus_fill(c, TIME_BASE - 3, 0, 8, &done, "memset"),
                   PANIC_DEVICE);
    assert_int_equal(done, 3);
    rig_fini(&r);
}

static void test_fill_and_copy(void **state)
{
    struct rig r;
    (void)state;
    rig_init(&r, NULL);
    struct core *c = core0(&r);
    u32 end = r.m->bus.ram.fb_base + FB_SIZE, done;
    assert_true(bus_fill(c, TIME_BASE - 4, 0x11, 40, &done, "memset"));
    assert_int_equal(load(&r, TIME_BASE + 5, 1), 0x11);
    assert_int_equal(load(&r, TIME_BASE, 4), 1); /* the device */
    assert_refused(&r, bus_fill(c, end - 3, 0x22, 10, &done, "memset"),
                   PANIC_BOUNDS);
    assert_int_equal(done, 3);
    assert_int_equal(load(&r, end - 1, 1), 0x22);
    assert_refused(&r, bus_copy(c, 0x4000, end - 2, 10, &done, "memcpy"),
                   PANIC_BOUNDS);
    assert_int_equal(done, 2);
    assert_true(bus_copy(c, 0x4000, 0x5000, 0, &done, "memcpy"));
    rig_fini(&r);
}

/* Every overlap against a loop over bytes. */
static void test_copy_overlap(void **state)
{
    struct rig r;
    (void)state;
    rig_init(&r, NULL);
    struct core *c = core0(&r);
    u8 model[600], out[600];
    for (int gap = -40; gap <= 40; gap++) {
        u32 from = 100, to = (u32)(100 + gap), done;
        for (u32 i = 0; i < sizeof model; i++)
            model[i] = (u8)(i * 31 + i / 7);
        ram_write(&r.m->bus.ram, 0x8000, model, sizeof model);
        for (u32 i = 0; i < 300; i++)
            model[to + i] = model[from + i];
        assert_true(
            bus_copy(c, 0x8000 + to, 0x8000 + from, 300, &done, "memcpy"));
        assert_int_equal(done, 300);
        ram_read(&r.m->bus.ram, 0x8000, out, sizeof out);
        assert_memory_equal(out, model, sizeof out);
    }
    rig_fini(&r);
}

/* The two windows are one storage: overlap in disguise. */
static void test_copy_between_windows(void **state)
{
    struct rig r;
    (void)state;
    rig_init(&r, NULL);
    struct core *c = core0(&r);
    u32 fb = r.m->bus.ram.fb_base, done;
    assert_true(bus_store(c, fb, 4, 0x04030201));
    assert_true(bus_copy(c, FB_ALIAS_BASE + 1, fb, 5, &done, "memcpy"));
    assert_int_equal(load(&r, fb, 4), 0x01010101);
    assert_int_equal(load(&r, fb + 5, 1), 0x01);
    rig_fini(&r);
}

static void test_atomics(void **state)
{
    struct rig r;
    (void)state;
    rig_init(&r, NULL);
    struct core *c = core0(&r);
    assert_non_null(bus_atomic(c, 0x4000, "cas"));
    assert_non_null(bus_atomic_fast(&r.m->bus.ram, 0x4000));
    assert_null(bus_atomic_fast(&r.m->bus.ram, 0x4002));
    assert_null(bus_atomic_fast(&r.m->bus.ram, FB_ALIAS_BASE));
    assert_null(bus_atomic_fast(&r.m->bus.ram, r.m->bus.ram.fb_base));
    assert_null(bus_atomic_fast(&r.m->bus.ram, TIME_BASE));
    assert_refused(&r, bus_atomic(c, 0x4002, "cas"), PANIC_MISALIGNED_ATOMIC);
    assert_refused(&r, bus_atomic(c, TIME_BASE + 4, "cas"),
                   PANIC_ATOMIC_DEVICE);
    assert_refused(&r, bus_atomic(c, FB_ALIAS_BASE, "cas"),
                   PANIC_ATOMIC_DEVICE);
    assert_refused(&r, bus_atomic(c, r.m->bus.ram.fb_base, "cas"),
                   PANIC_ATOMIC_DEVICE);
    assert_refused(&r, bus_atomic(c, 0x50000000, "cas"), PANIC_BOUNDS);
    rig_fini(&r);
}

static void test_stacks(void **state)
{
    struct rig r;
    (void)state;
    rig_init(&r, NULL);
    struct core *c = core0(&r);
    u32 v;
    assert_refused(&r, bus_pop(c, STACK_CALL, &v, "ret"), PANIC_UNDERFLOW);
    assert_true(bus_store(c, CALL_STACK_BASE + 0x7FC, 4, 0xFFFFFFFF));
    for (u32 i = 0; i < STACK_SLOTS; i++)
        assert_true(bus_push(c, STACK_CALL, i, "call"));
    assert_refused(&r, bus_push(c, STACK_CALL, 0, "call"), PANIC_OVERFLOW);
    /* The upper half of a slot is zeroed. */
    assert_int_equal(load(&r, CALL_STACK_BASE + 0x7FC, 4), 0);
    assert_int_equal(load(&r, CALL_STACK_BASE, 4), 255);
    assert_true(bus_pop(c, STACK_CALL, &v, "ret"));
    assert_int_equal(v, 255);
    assert_true(bus_push(c, STACK_DATA, 7, "push"));
    assert_int_equal(load(&r, DATA_STACK_BASE + 0x3FC, 4), 7);
    rig_fini(&r);
}

static void test_scratch_ports(void **state)
{
    struct rig r;
    (void)state;
    rig_init(&r, NULL);
    u32 v;
    assert_int_equal(rig_in(&r, 0, 0xE0), 0);
    rig_out(&r, 0, 0xE0, 0x12345678);
    assert_int_equal(rig_in(&r, 0, 0xE0), 0x12345678);
    assert_refused(&r, bus_port_read(core0(&r), 256, &v), PANIC_PORT);
    assert_refused(&r, bus_port_write(core0(&r), 0xFFFFFFFF, 0), PANIC_PORT);
    assert_string_equal(bus_port_name(PORT_DISK_CMD), "DISK_CMD");
    assert_string_equal(bus_port_name(0xE0), "scratch");
    rig_fini(&r);
}

/* A store to a row that was presented marks it damaged, once. */
static void test_framebuffer_damage(void **state)
{
    struct rig r;
    u8 rows[FB_HEIGHT];
    (void)state;
    rig_init(&r, NULL);
    struct core *c = core0(&r);
    for (int i = 0; i < 3; i++) /* all rows are new at first */
        device_ctl(r.m->fb, DEVICE_DAMAGE, rows);
    assert_int_equal(device_ctl(r.m->fb, DEVICE_DAMAGE, rows), 0);
    assert_true(ram_marks(&r.m->bus.ram, FB_ALIAS_BASE) & MARK_CLEAN);
    assert_true(bus_store(c, FB_ALIAS_BASE + 7 * FB_STRIDE + 8, 4, 1));
    assert_false(
        ram_marks(&r.m->bus.ram, r.m->bus.ram.fb_base + 7 * FB_STRIDE) &
        MARK_CLEAN);
    assert_int_equal(device_ctl(r.m->fb, DEVICE_DAMAGE, rows), 1);
    assert_int_equal(rows[7], 1);
    assert_int_equal(rows[6] + rows[8], 0);
    device_ctl(r.m->fb, DEVICE_DAMAGE, rows);
    u32 done;
    assert_true(bus_fill(c, r.m->bus.ram.fb_base + 10 * FB_STRIDE - 1, 9, 2,
                         &done, "memset"));
    assert_int_equal(device_ctl(r.m->fb, DEVICE_DAMAGE, rows), 2);
    assert_int_equal(rows[9] + rows[10], 2);
    rig_fini(&r);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_ram),
        cmocka_unit_test(test_register_window),
        cmocka_unit_test(test_window_without_ram),
        cmocka_unit_test(test_out_of_bounds),
        cmocka_unit_test(test_strict),
        cmocka_unit_test(test_fill_and_copy),
        cmocka_unit_test(test_copy_overlap),
        cmocka_unit_test(test_copy_between_windows),
        cmocka_unit_test(test_atomics),
        cmocka_unit_test(test_stacks),
        cmocka_unit_test(test_scratch_ports),
        cmocka_unit_test(test_framebuffer_damage),
    };
    cmocka_set_message_output(CM_OUTPUT_STDOUT);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
