/* SPDX-License-Identifier: MIT
 *
 * The disk controller: commands and their failures, what a guest sees while
 * one runs, its state. Commands run on the machine's worker thread as they do
 * in a real run; the disk is one in memory.
 */
#include "disks.h"

static void test_idle(void **state)
{
    struct rig r;
    (void)state;
    rig_init(&r, NULL);
    for (u32 port = 0x10; port <= 0x14; port++)
        assert_int_equal(rig_in(&r, 0, port), 0);
    assert_false(rig_pending(&r, 0, INT_DISK));
    rig_fini(&r);
}

static void test_registers(void **state)
{
    struct rig r;
    (void)state;
    rig_init(&r, NULL);
    rig_out(&r, 0, 0x11, 0xFFFFFFFF);
    rig_out(&r, 0, 0x12, 0x87654321);
    rig_out(&r, 0, 0x13, 0x12345678);
    assert_int_equal(rig_in(&r, 0, 0x11), 0xFFFFFFFF);
    assert_int_equal(rig_in(&r, 0, 0x12), 0x87654321);
    assert_int_equal(rig_in(&r, 0, 0x13), 0x12345678);
    rig_out(&r, 0, 0x10, 0xABCD);
    assert_int_equal(rig_in(&r, 0, 0x10), 0xABCD);
    finish(&r);
    assert_int_equal(rig_in(&r, 0, 0x10), 0xABCD);
    assert_int_equal(rig_in(&r, 0, 0x11), 0xFFFFFFFF);
    assert_int_equal(rig_in(&r, 0, 0x12), 0x87654321);
    assert_int_equal(rig_in(&r, 0, 0x13), 0x12345678);
    rig_out(&r, 0, 0x15, 5); /* scratch again */
    assert_int_equal(rig_in(&r, 0, 0x15), 5);
    rig_fini(&r);
}

static void test_status_is_read_only(void **state)
{
    (void)state;
    assert_port_ignored(PORT_DISK_STATUS, "port 0x14 DISK_STATUS is read-only");
}

static void test_read(void **state)
{
    static const struct {
        u32 lba, addr, count;
    } row[] = {{0, AT, 1},
               {SECTORS - 1, AT + 3, 1}, /* any address */
               {5, AT, 128},
               {0, AT, SECTORS},
               {7, RAM - 129 * DISK_SECTOR_BYTES, 129},
               {1, 0x00620000 - DISK_SECTOR_BYTES, 1},
               {2, TIME_BASE, 1}}; /* the RAM beneath */
    (void)state;
    for (u32 i = 0; i < ARRAY_LEN(row); i++) {
        struct rig r;
        u32 end = row[i].addr + row[i].count * DISK_SECTOR_BYTES;
        setup_memory(&r);
        assert_int_equal(
            run(&r, DISK_READ, row[i].lba, row[i].addr, row[i].count),
            DISK_IDLE);
        assert_sectors(&r, row[i].addr, row[i].lba, row[i].count);
        if (end < RAM)
            assert_int_equal(byte_at(&r, end), 0);
        assert_int_equal(byte_at(&r, row[i].addr - 1), 0);
        rig_fini(&r);
    }
}

static void test_write(void **state)
{
    struct rig r;
    (void)state;
    setup_memory(&r);
    put_sectors(&r, AT, 200, 0x5C);
    assert_int_equal(run(&r, DISK_WRITE, 50, AT, 200), DISK_IDLE);
    assert_int_equal(run(&r, DISK_READ, 0, AT + BYTES, SECTORS), DISK_IDLE);
    assert_sectors(&r, AT + BYTES, 0, 50);
    for (u32 i = 50 * 512; i < 250 * 512; i++)
        assert_int_equal(byte_at(&r, AT + BYTES + i), 0x5C);
    assert_sectors(&r, AT + BYTES + 250 * 512, 250, 50);
    rig_fini(&r);
}

/* Failure, and not a byte moved either way. */
static void assert_fails(struct rig *r, u32 what, u32 lba, u32 addr, u32 count)
{
    u64 disk = rig_hash(r, "disk"), ram = ram_hash(&r->m->bus.ram);
    command(r, what, lba, addr, count);
    assert_int_equal(status(r), DISK_BUSY);
    assert_int_equal(finish(r), DISK_ERROR);
    assert_true(ram_hash(&r->m->bus.ram) == ram);
    rig_reset_device(r, "disk");
    assert_true(rig_hash(r, "disk") == disk);
}

static void test_ranges(void **state)
{
    static const struct {
        u32 lba, addr, count;
    } row[] = {{SECTORS, AT, 1},
               {SECTORS - 1, AT, 2},
               {0, AT, SECTORS + 1},
               {0xFFFFFFFF, AT, 1},
               {0xFFFFFFFF, AT, 0},
               {1, AT, 0xFFFFFFFF}, /* wraps in 32 bits */
               {SECTORS + 1, AT, 0},
               {0, RAM - 511, 1},
               {0, RAM - 512, 2},
               {0, RAM, 1},
               {0, RAM + 1, 0},
               {0, 0xFFFFFE00, 1},
               {0, 0xFFFFFFFF, 0},
               {0, 0x00620000, 1}, /* framebuffer windows */
               {0, 0x00620000 - 511, 1},
               {0, 0x0074BFFF, 1},
               {0, 0x0074C000 - 200 * 512, 200},
               {0, 0x00600000, 257}};
    struct rig r;
    (void)state;
    setup_memory(&r);
    put_sectors(&r, AT, SECTORS, 0x77);
    rig_acknowledge(&r, 0, INT_DISK);
    for (u32 i = 0; i < ARRAY_LEN(row); i++) {
        assert_fails(&r, DISK_READ, row[i].lba, row[i].addr, row[i].count);
        assert_fails(&r, DISK_WRITE, row[i].lba, row[i].addr, row[i].count);
    }
    rig_fini(&r);
}

static void test_nothing_to_transfer(void **state)
{
    static const u32 lba[] = {0, SECTORS}, addr[] = {0, AT, 0x00620000, RAM};
    struct rig r;
    (void)state;
    setup_memory(&r);
    u64 ram = ram_hash(&r.m->bus.ram);
    for (u32 i = 0; i < 8; i++) {
        u32 what = i % 2 ? DISK_READ : DISK_WRITE;
        assert_int_equal(run(&r, what, lba[i / 4], addr[i % 4], 0), DISK_IDLE);
    }
    assert_true(ram_hash(&r.m->bus.ram) == ram);
    rig_fini(&r);
}

static void test_unknown_commands(void **state)
{
    static const u32 what[] = {0, 4, 0x101, 0xFFFFFFFF};
    struct rig r;
    (void)state;
    setup_memory(&r);
    for (u32 i = 0; i < ARRAY_LEN(what); i++) {
        command(&r, what[i], 0, AT, 1);
        assert_int_equal(status(&r), DISK_BUSY);
        assert_int_equal(finish(&r), DISK_ERROR);
        assert_int_equal(byte_at(&r, AT), 0);
    }
    rig_fini(&r);
}

static void test_no_disk(void **state)
{
    struct rig r;
    u64 bytes = 99;
    (void)state;
    rig_init(&r, NULL);
    for (u32 what = 0; what < 5; what++) {
        command(&r, what, 0, AT, 0);
        assert_int_equal(status(&r), DISK_BUSY);
        assert_int_equal(finish(&r), DISK_ERROR);
    }
    assert_int_equal(rig_ctl(&r, "disk", DEVICE_SIZE, &bytes), 0);
    assert_int_equal(bytes, 0);
    rig_fini(&r);
}

static void test_flush(void **state)
{
    struct rig r;
    (void)state;
    setup_memory(&r);
    /* LBA, ADDR and COUNT mean nothing here. */
    assert_int_equal(run(&r, DISK_FLUSH, ~0u, ~0u, ~0u), DISK_IDLE);
    rig_fini(&r);
}

/* The status keeps its value until the next command that is accepted. */
static void test_status_stays(void **state)
{
    struct rig r;
    (void)state;
    setup_memory(&r);
    assert_int_equal(run(&r, 9, 0, AT, 1), DISK_ERROR);
    rig_out(&r, 0, PORT_DISK_LBA, 1);
    assert_int_equal(status(&r), DISK_ERROR);
    assert_int_equal(run(&r, DISK_READ, 0, AT, 1), DISK_IDLE);
    rig_fini(&r);
}

/* Registers are sampled with the command; a second command is ignored and
 * makes no request of its own. */
static void test_while_busy(void **state)
{
    struct config c = config_default;
    u8 bytes[4 * DISK_SECTOR_BYTES];
    struct rig r;
    (void)state;
    pattern_fill(bytes, sizeof bytes);
    c.disk_memory = bytes;
    c.disk_memory_bytes = sizeof bytes;
    c.deterministic = true; /* busy until virtual time says otherwise */
    rig_init(&r, &c);
    command(&r, DISK_READ, 1, AT, 1);
    command(&r, DISK_READ, 2, AT + 0x1000, 2);
    rig_out(&r, 0, PORT_DISK_CMD, 77);
    assert_int_equal(status(&r), DISK_BUSY);
    assert_int_equal(rig_in(&r, 0, PORT_DISK_CMD), DISK_READ);
    rig_time(&r, 99999);
    assert_int_equal(status(&r), DISK_BUSY);
    assert_false(rig_pending(&r, 0, INT_DISK));
    assert_int_equal(byte_at(&r, AT), 0); /* nothing of it is seen early */
    rig_time(&r, 100000);
    assert_int_equal(status(&r), DISK_IDLE);
    assert_true(rig_pending(&r, 0, INT_DISK));
    assert_sectors(&r, AT, 1, 1);
    rig_acknowledge(&r, 0, INT_DISK);
    rig_time(&r, 10000000);
    assert_false(rig_pending(&r, 0, INT_DISK));
    assert_int_equal(byte_at(&r, AT + 0x1000), 0);
    /* What was written meanwhile counts for the next one. */
    rig_out(&r, 0, PORT_DISK_CMD, DISK_READ);
    rig_time(&r, 20000000);
    assert_sectors(&r, AT + 0x1000, 2, 2);
    rig_fini(&r);
}

static void test_only_core_0_is_told(void **state)
{
    static const u8 bytes[DISK_SECTOR_BYTES] = {1};
    struct config c = config_default;
    struct rig r;
    (void)state;
    c.cores = 2;
    c.disk_memory = bytes;
    c.disk_memory_bytes = sizeof bytes;
    rig_init(&r, &c);
    rig_out(&r, 1, PORT_DISK_CMD, DISK_READ);
    worker_finish(r.m);
    assert_true(rig_pending(&r, 0, INT_DISK));
    assert_false(rig_pending(&r, 1, INT_DISK));
    rig_fini(&r);
}

/* A late end of a command from before a reset is not seen after it. */
static void test_reset(void **state)
{
    struct rig r;
    (void)state;
    setup_memory(&r);
    u64 fresh = rig_hash(&r, "disk");
    run(&r, 9, 1, 2, 3);
    rig_reset_device(&r, "disk");
    for (u32 port = 0x10; port <= 0x14; port++)
        assert_int_equal(rig_in(&r, 0, port), 0);
    assert_true(rig_hash(&r, "disk") == fresh);
    rig_fini(&r);
}

static void test_quiet(void **state)
{
    struct rig r;
    (void)state;
    setup_memory(&r);
    struct device *d = rig_device(&r, "disk");
    assert_true(d->class->quiet(d));
    command(&r, DISK_READ, 0, AT, SECTORS);
    assert_false(d->class->quiet(d));
    finish(&r);
    assert_true(d->class->quiet(d));
    rig_fini(&r);
}

static void test_state(void **state)
{
    struct rig r;
    struct buf saved;
    (void)state;
    setup_memory(&r);
    u64 fresh = rig_hash(&r, "disk");
    put_sectors(&r, AT, 2, 0x42);
    run(&r, DISK_WRITE, 8, AT, 2);
    u64 changed = rig_hash(&r, "disk");
    rig_save(&r, "disk", &saved);
    put_sectors(&r, AT, 2, 0x43);
    run(&r, DISK_WRITE, 8, AT, 2);
    assert_true(rig_hash(&r, "disk") != changed); /* bytes count */
    run(&r, DISK_WRITE, SECTORS - 1, AT, 1);
    assert_true(rig_restore(&r, "disk", &saved));
    assert_true(rig_hash(&r, "disk") == changed);
    assert_true(changed != fresh);
    run(&r, DISK_READ, 0, AT, SECTORS);
    assert_sectors(&r, AT, 0, 8);
    assert_int_equal(byte_at(&r, AT + 8 * 512), 0x42);
    assert_int_equal(byte_at(&r, AT + 10 * 512 - 1), 0x42);
    assert_sectors(&r, AT + 10 * 512, 10, SECTORS - 10);
    rig_fini(&r);
}

/* State from elsewhere: cut off, a sector that is not there, a command that
 * nobody would end. */
static void test_bad_state(void **state)
{
    enum { STATUS = 16, FIRST = 28 }; /* offsets in what is saved */
    struct rig r;
    struct buf saved;
    (void)state;
    setup_memory(&r);
    put_sectors(&r, AT, 1, 0x42);
    run(&r, DISK_WRITE, 8, AT, 1);
    rig_save(&r, "disk", &saved);
    assert_int_equal(saved.size, FIRST + 8 + DISK_SECTOR_BYTES);
    assert_int_equal(get_le64(saved.data + FIRST), 8);
    put_le64(saved.data + FIRST, SECTORS);
    assert_false(rig_restore(&r, "disk", &saved));
    rig_save(&r, "disk", &saved);
    put_le64(saved.data + FIRST - 8, UINT64_MAX);
    assert_false(rig_restore(&r, "disk", &saved));
    run(&r, DISK_WRITE, 8, AT, 1);
    rig_save(&r, "disk", &saved);
    saved.size--;
    assert_false(rig_restore(&r, "disk", &saved));
    rig_save(&r, "disk", &saved);
    put_le32(saved.data + STATUS, DISK_BUSY);
    assert_false(rig_restore(&r, "disk", &saved));
    assert_int_equal(run(&r, DISK_READ, 0, AT, 1), DISK_IDLE);
    rig_fini(&r);
}

static void test_read_only_memory(void **state)
{
    static const u8 bytes[DISK_SECTOR_BYTES] = {3};
    struct config c = config_default;
    struct rig r;
    (void)state;
    c.disk_memory = bytes;
    c.disk_memory_bytes = sizeof bytes;
    c.disk_memory_read_only = true;
    rig_init(&r, &c);
    assert_int_equal(run(&r, DISK_WRITE, 0, AT, 1), DISK_ERROR);
    assert_int_equal(run(&r, DISK_READ, 0, AT, 1), DISK_IDLE);
    assert_int_equal(byte_at(&r, AT), 3);
    rig_fini(&r);
}

static void test_memory_refused(void **state)
{
    struct config c = config_default;
    struct err e = {0};
    (void)state;
    c.disk_memory = (const u8 *)"x";
    c.disk_memory_bytes = 513;
    assert_null(machine_new(&c, &host_null, &e));
    assert_non_null(strstr(e.text, "513 bytes"));
    c.disk_memory_bytes = 0;
    assert_null(machine_new(&c, &host_null, &e));
    assert_non_null(strstr(e.text, " 0 bytes"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_idle),
        cmocka_unit_test(test_registers),
        cmocka_unit_test(test_status_is_read_only),
        cmocka_unit_test(test_read),
        cmocka_unit_test(test_write),
        cmocka_unit_test(test_ranges),
        cmocka_unit_test(test_nothing_to_transfer),
        cmocka_unit_test(test_unknown_commands),
        cmocka_unit_test(test_no_disk),
        cmocka_unit_test(test_flush),
        cmocka_unit_test(test_status_stays),
        cmocka_unit_test(test_while_busy),
        cmocka_unit_test(test_only_core_0_is_told),
        cmocka_unit_test(test_reset),
        cmocka_unit_test(test_quiet),
        cmocka_unit_test(test_state),
        cmocka_unit_test(test_bad_state),
        cmocka_unit_test(test_read_only_memory),
        cmocka_unit_test(test_memory_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
