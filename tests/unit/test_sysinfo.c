/* SPDX-License-Identifier: MIT
 *
 * SYSINFO: the value of every word, the features of machines with and without
 * a disk and more cores, and the refusal of every write.
 */
#include "devices.h"

#include <lamp/dev/sysinfo.h>

static const u64 boot_time = 0x1122334455667788;

static u32 word(struct rig *r, u32 off)
{
    return rig_load32(r, 0, SYSINFO_BASE + off);
}

/* Offsets and values as docs/board.md lists them, for a machine of one core,
 * no disk and the default RAM. */
static const struct {
    u32 off, value;
    const char *name;
} row[] = {{0x00, 0x31494D56, "MAGIC"},
           {0x04, 0x706D614C, "VENDOR"}, /* "Lamp" */
           {0x08, 0x00004D56, "VENDOR"}, /* "VM" */
           {0x0C, 0, "VENDOR"},
           {0x10, 0, "VENDOR"},
           {0x14, 0x04000000, "RAM_LO"},
           {0x18, 0, "RAM_HI"},
           {0x1C, 0, "DISK_LO"},
           {0x20, 0, "DISK_HI"},
           {0x24, 1, "CORES"},
           {0x28, 2, "VERSION"},
           {0x2C, 1, "ARCH"},
           {0x30, 1, "ENDIAN"},
           {0x34, 32, "PHYS_BITS"},
           {0x38, 4096, "PAGE_SIZE"},
           {0x3C, 1000000000, "TIMER_HZ"},
           {0x40, 0x00070033, "FEATURES"},
           {0x44, 640, "FB_WIDTH"},
           {0x48, 480, "FB_HEIGHT"},
           {0x4C, 4, "FB_BPP"},
           {0x50, 2560, "FB_STRIDE"},
           {0x54, 0x55667788, "BOOT_LO"},
           {0x58, 0x11223344, "BOOT_HI"}};

static void test_values(void **state)
{
    struct rig r;
    (void)state;
    rig_init(&r, NULL);
    r.m->start_unix = boot_time;
    assert_int_equal(ARRAY_LEN(row) * 4, SYSINFO_SIZE);
    for (u32 i = 0; i < ARRAY_LEN(row); i++) {
        assert_int_equal(row[i].off, 4 * i);
        assert_int_equal(word(&r, row[i].off), row[i].value);
    }
    rig_fini(&r);
}

static void test_read_only(void **state)
{
    struct rig r;
    char text[64];
    (void)state;
    rig_init(&r, NULL);
    r.m->start_unix = boot_time;
    for (u32 i = 0; i < ARRAY_LEN(row); i++) {
        snprintf(text, sizeof text, "SYSINFO +0x%02X %s is read-only",
                 row[i].off, row[i].name);
        assert_store_refused(&r, 0, SYSINFO_BASE + row[i].off, ~0u,
                             PANIC_READ_ONLY, text);
        assert_int_equal(word(&r, row[i].off), row[i].value);
    }
    rig_fini(&r);
}

/* The boot time is that of the machine's start and stays. */
static void test_boot_time(void **state)
{
    struct config c = config_default;
    struct rig r;
    (void)state;
    c.deterministic = true;
    rig_init(&r, &c);
    u64 start = (u64)1735689600 * 1000000000;
    assert_int_equal(word(&r, SYSINFO_BOOT_LO), (u32)start);
    assert_int_equal(word(&r, SYSINFO_BOOT_HI), start >> 32);
    rig_time(&r, 0x900000000);
    assert_int_equal(word(&r, SYSINFO_BOOT_LO), (u32)start);
    assert_int_equal(word(&r, SYSINFO_BOOT_HI), start >> 32);
    rig_fini(&r);
}

static void test_cores(void **state)
{
    static const u32 cores[] = {2, 3, BOARD_CORES_MAX};
    struct config c = config_default;
    (void)state;
    for (u32 i = 0; i < ARRAY_LEN(cores); i++) {
        struct rig r;
        c.cores = cores[i];
        rig_init(&r, &c);
        assert_int_equal(word(&r, SYSINFO_CORES), cores[i]);
        assert_int_equal(word(&r, SYSINFO_FEATURES), 0x0007003B);
        assert_int_equal(
            rig_load32(&r, cores[i] - 1, SYSINFO_BASE + SYSINFO_CORES),
            cores[i]);
        rig_fini(&r);
    }
}

static void test_ram(void **state)
{
    static const u32 bytes[] = {0x00400000, 0x00800000, 0x80000000};
    struct config c = config_default;
    (void)state;
    for (u32 i = 0; i < ARRAY_LEN(bytes); i++) {
        struct rig r;
        c.ram_bytes = bytes[i];
        rig_init(&r, &c);
        assert_int_equal(word(&r, SYSINFO_RAM_LO), bytes[i]);
        assert_int_equal(word(&r, SYSINFO_RAM_HI), 0);
        rig_fini(&r);
    }
}

static void test_disk(void **state)
{
    static const u8 image[3 * 512] = {0};
    struct config c = config_default;
    struct rig r;
    (void)state;
    c.disk_memory = image;
    c.disk_memory_bytes = sizeof image;
    rig_init(&r, &c);
    assert_int_equal(word(&r, SYSINFO_DISK_LO), sizeof image);
    assert_int_equal(word(&r, SYSINFO_DISK_HI), 0);
    assert_int_equal(word(&r, SYSINFO_FEATURES), 0x00070037);
    rig_fini(&r);
}

/* A disk of more than 4 GiB, made of nothing. */
static void test_big_disk(void **state)
{
    char name[] = "/tmp/test_sysinfo.XXXXXX", argument[64];
    struct config c = config_default;
    struct rig r;
    (void)state;
    int fd = mkstemp(name);
    assert_true(fd >= 0);
    assert_int_equal(ftruncate(fd, 0x300000200), 0);
    close(fd);
    snprintf(argument, sizeof argument, "%s,ro", name);
    c.disk = argument;
    rig_init(&r, &c);
    assert_int_equal(word(&r, SYSINFO_DISK_LO), 0x00000200);
    assert_int_equal(word(&r, SYSINFO_DISK_HI), 3);
    rig_fini(&r);
    unlink(name);
}

/* The words before and behind the window are storage. */
static void test_edges(void **state)
{
    struct rig r;
    u32 v;
    (void)state;
    rig_init(&r, NULL);
    assert_int_equal(SYSINFO_BASE, 0x0074C000);
    rig_store32(&r, 0, SYSINFO_BASE - 4, 0x12345678); /* last pixel */
    rig_store32(&r, 0, SYSINFO_BASE + SYSINFO_SIZE, 0x9ABCDEF0);
    assert_int_equal(word(&r, (u32)-4), 0x12345678);
    assert_int_equal(word(&r, SYSINFO_SIZE), 0x9ABCDEF0);
    assert_true(bus_store(r.m->core[0], SYSINFO_BASE, 2, 0xBEEF));
    assert_true(bus_load(r.m->core[0], SYSINFO_BASE, 2, &v));
    assert_int_equal(v, 0xBEEF);
    assert_int_equal(word(&r, SYSINFO_MAGIC), SYSINFO_MAGIC_VALUE);
    rig_fini(&r);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_values),    cmocka_unit_test(test_read_only),
        cmocka_unit_test(test_boot_time), cmocka_unit_test(test_cores),
        cmocka_unit_test(test_ram),       cmocka_unit_test(test_disk),
        cmocka_unit_test(test_big_disk),  cmocka_unit_test(test_edges),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
