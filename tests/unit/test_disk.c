/* SPDX-License-Identifier: MIT
 *
 * The disk: commands and their failures, what a guest sees while one runs,
 * image files in every form of --disk, overlays, state. Commands run on the
 * machine's worker thread as they do in a real run.
 */
#include "devices.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <time.h>
#include <lamp/dev/disk.h>

enum {
    SECTORS = 300, /* more than two chunks */
    BYTES = SECTORS * DISK_SECTOR_BYTES,
    AT = 0x00100000,
    RAM = BOARD_RAM_DEFAULT
};

/* --- images -------------------------------------------------------------- */

struct file {
    char dir[32], path[64], argument[128];
};

/* Every sector differs from every other. */
static u8 pattern(u64 at)
{
    return (u8)(at * 7 + at / DISK_SECTOR_BYTES * 13 + 1);
}

static void pattern_fill(u8 *bytes, u32 n)
{
    for (u32 i = 0; i < n; i++)
        bytes[i] = pattern(i);
}

static void file_bytes(const struct file *f, const u8 *bytes, size_t n)
{
    FILE *out = fopen(f->path, "wb");
    assert_non_null(out);
    if (n != 0)
        assert_int_equal(fwrite(bytes, 1, n, out), n);
    assert_int_equal(fclose(out), 0);
}

static void file_make(struct file *f)
{
    static u8 bytes[BYTES];
    strcpy(f->dir, "/tmp/test_disk.XXXXXX");
    assert_non_null(mkdtemp(f->dir));
    snprintf(f->path, sizeof f->path, "%s/disk,1.img", f->dir);
    pattern_fill(bytes, BYTES);
    file_bytes(f, bytes, BYTES);
}

static void file_drop(struct file *f)
{
    unlink(f->path);
    assert_int_equal(rmdir(f->dir), 0);
}

static u8 file_byte(const struct file *f, long at)
{
    FILE *in = fopen(f->path, "rb");
    assert_non_null(in);
    assert_int_equal(fseek(in, at, SEEK_SET), 0);
    int c = fgetc(in);
    fclose(in);
    return (u8)c;
}

static off_t file_size(const char *path)
{
    struct stat st;
    return stat(path, &st) == 0 ? st.st_size : -1;
}

/* --- machines ------------------------------------------------------------ */

static void setup_named(struct rig *r, struct file *f, const char *option)
{
    struct config c = config_default;
    snprintf(f->argument, sizeof f->argument, "%s%s", f->path, option);
    c.disk = f->argument;
    rig_init(r, &c);
}

static void setup_memory(struct rig *r)
{
    static u8 bytes[BYTES];
    struct config c = config_default;
    pattern_fill(bytes, BYTES);
    c.disk_memory = bytes;
    c.disk_memory_bytes = BYTES;
    rig_init(r, &c);
    memset(bytes, 0, BYTES); /* the disk has its own copy */
}

/* The error of a machine with such a disk. */
static void assert_no_machine(const char *argument, const char *text)
{
    struct config c = config_default;
    struct err e = {0};
    c.disk = argument;
    struct machine *m = machine_new(&c, &host_null, &e);
    assert_null(m);
    if (strstr(e.text, text) == NULL)
        fail_msg("\"%s\" does not say \"%s\"", e.text, text);
    assert_true(e.status == 0 || e.status == 1);
}

/* --- commands ------------------------------------------------------------ */

static void command(struct rig *r, u32 what, u32 lba, u32 addr, u32 count)
{
    rig_out(r, 0, PORT_DISK_LBA, lba);
    rig_out(r, 0, PORT_DISK_ADDR, addr);
    rig_out(r, 0, PORT_DISK_COUNT, count);
    rig_out(r, 0, PORT_DISK_CMD, what);
}

/* As the device loop does when the worker tells it. */
static void reap(struct rig *r)
{
    pthread_mutex_lock(&r->m->lock);
    worker_reap(r->m);
    pthread_mutex_unlock(&r->m->lock);
}

static u32 status(struct rig *r)
{
    return rig_in(r, 0, PORT_DISK_STATUS);
}

/* Lets the command end; its status. One request was made, none is left. */
static u32 finish(struct rig *r)
{
    worker_finish(r->m);
    assert_true(rig_pending(r, 0, INT_DISK));
    rig_acknowledge(r, 0, INT_DISK);
    reap(r);
    assert_false(rig_pending(r, 0, INT_DISK));
    return status(r);
}

static u32 run(struct rig *r, u32 what, u32 lba, u32 addr, u32 count)
{
    command(r, what, lba, addr, count);
    return finish(r);
}

static u8 byte_at(struct rig *r, u32 at)
{
    return ram_get8(&r->m->bus.ram, at);
}

static void assert_sectors(struct rig *r, u32 at, u32 lba, u32 count)
{
    for (u32 i = 0; i < count * DISK_SECTOR_BYTES; i++)
        if (byte_at(r, at + i) != pattern((u64)lba * DISK_SECTOR_BYTES + i))
            fail_msg("byte %u of sector %u", i % 512, lba + i / 512);
}

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

static void put_sectors(struct rig *r, u32 at, u32 count, u8 value)
{
    ram_fill(&r->m->bus.ram, at, value, count * DISK_SECTOR_BYTES);
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

/* --- image files --------------------------------------------------------- */

static void test_file(void **state)
{
    struct file f;
    struct rig r;
    u64 bytes = 0;
    (void)state;
    file_make(&f);
    setup_named(&r, &f, "");
    assert_int_equal(rig_ctl(&r, "disk", DEVICE_SIZE, &bytes), 1);
    assert_int_equal(bytes, BYTES);
    assert_int_equal(run(&r, DISK_READ, 0, AT, SECTORS), DISK_IDLE);
    assert_sectors(&r, AT, 0, SECTORS);
    put_sectors(&r, AT, 1, 0x99);
    assert_int_equal(run(&r, DISK_WRITE, SECTORS - 1, AT, 1), DISK_IDLE);
    assert_int_equal(run(&r, DISK_FLUSH, 0, 0, 0), DISK_IDLE);
    assert_int_equal(file_byte(&f, BYTES - 1), 0x99);
    assert_int_equal(file_byte(&f, BYTES - 513), pattern(BYTES - 513));
    rig_fini(&r);
    assert_int_equal(file_size(f.path), BYTES);
    file_drop(&f);
}

static void test_read_only_file(void **state)
{
    struct file f;
    struct rig r;
    (void)state;
    file_make(&f);
    setup_named(&r, &f, ",ro");
    assert_int_equal(run(&r, DISK_READ, 3, AT, 1), DISK_IDLE);
    assert_sectors(&r, AT, 3, 1);
    put_sectors(&r, AT, 1, 0x99);
    assert_int_equal(run(&r, DISK_WRITE, 3, AT, 1), DISK_ERROR);
    assert_int_equal(run(&r, DISK_WRITE, 3, AT, 0), DISK_ERROR);
    assert_int_equal(run(&r, DISK_FLUSH, 0, 0, 0), DISK_IDLE);
    rig_fini(&r);
    assert_int_equal(file_byte(&f, 3 * 512), pattern(3 * 512));
    file_drop(&f);
}

/* Changed sectors are read back between others that were not; the file stays
 * as it was and the next machine starts from it. */
static void test_overlay(void **state)
{
    struct file f;
    struct rig r;
    (void)state;
    file_make(&f);
    setup_named(&r, &f, ",overlay");
    put_sectors(&r, AT, 2, 0x42);
    assert_int_equal(run(&r, DISK_WRITE, 10, AT, 1), DISK_IDLE);
    assert_int_equal(run(&r, DISK_WRITE, 12, AT, 2), DISK_IDLE);
    assert_int_equal(run(&r, DISK_WRITE, SECTORS - 1, AT, 1), DISK_IDLE);
    assert_int_equal(run(&r, DISK_READ, 0, AT, SECTORS), DISK_IDLE);
    assert_sectors(&r, AT, 0, 10);
    assert_int_equal(byte_at(&r, AT + 10 * 512), 0x42);
    assert_sectors(&r, AT + 11 * 512, 11, 1);
    assert_int_equal(byte_at(&r, AT + 13 * 512 + 511), 0x42);
    assert_sectors(&r, AT + 14 * 512, 14, SECTORS - 15);
    assert_int_equal(byte_at(&r, AT + BYTES - 1), 0x42);
    rig_fini(&r);
    assert_int_equal(file_byte(&f, 10 * 512), pattern(10 * 512));
    setup_named(&r, &f, ",overlay");
    assert_int_equal(run(&r, DISK_READ, 0, AT, SECTORS), DISK_IDLE);
    assert_sectors(&r, AT, 0, SECTORS);
    rig_fini(&r);
    file_drop(&f);
}

/* Only at the end, and only these two, are options. */
static void test_names_with_commas(void **state)
{
    static const char *const name[] = {"a,ro,b", "a,", ",", "a,rw", "new"};
    struct file f;
    (void)state;
    file_make(&f);
    unlink(f.path);
    for (u32 i = 0; i < ARRAY_LEN(name); i++) {
        struct rig r;
        snprintf(f.path, sizeof f.path, "%s/%s", f.dir, name[i]);
        file_bytes(&f, (const u8[512]){7}, 512);
        setup_named(&r, &f, "");
        assert_int_equal(run(&r, DISK_WRITE, 0, AT, 1), DISK_IDLE);
        rig_fini(&r);
        assert_int_equal(file_byte(&f, 0), 0);
        unlink(f.path);
    }
    assert_int_equal(rmdir(f.dir), 0);
}

static void test_one_option_is_taken(void **state)
{
    struct file f;
    char other[80];
    (void)state;
    file_make(&f);
    snprintf(other, sizeof other, "%s,overlay,ro", f.path);
    assert_no_machine(other, "disk,1.img,overlay: No such file");
    file_drop(&f);
}

static void test_new(void **state)
{
    static const struct {
        const char *size;
        long bytes;
    } row[] = {{"512", 512},        {"0x1000", 4096}, {"2K", 2048},
               {"0x2K", 2048},      {"3M", 3 << 20},  {"1G", 1 << 30},
               {"1048576", 1 << 20}};
    struct file f;
    (void)state;
    file_make(&f);
    unlink(f.path);
    snprintf(f.path, sizeof f.path, "%s/a:b,ro", f.dir);
    for (u32 i = 0; i < ARRAY_LEN(row); i++) {
        struct config c = config_default;
        struct stat st;
        struct rig r;
        snprintf(f.argument, sizeof f.argument, "new:%s:%s", f.path,
                 row[i].size);
        c.disk = f.argument;
        rig_init(&r, &c);
        assert_int_equal(stat(f.path, &st), 0);
        assert_int_equal(st.st_size, row[i].bytes);
        assert_true(st.st_blocks < 16); /* sparse */
        put_sectors(&r, AT, 1, 0x11);
        assert_int_equal(run(&r, DISK_WRITE, 0, AT, 1), DISK_IDLE);
        assert_int_equal(
            run(&r, DISK_READ, row[i].bytes / 512 - 1, AT + 512, 1), DISK_IDLE);
        rig_fini(&r);
        assert_int_equal(file_byte(&f, 0), 0x11);
        unlink(f.path);
    }
    file_drop(&f);
}

static void test_new_refused(void **state)
{
    static const char *const size[] = {"0",
                                       "511",
                                       "513",
                                       "1k",
                                       "1T",
                                       "-512",
                                       "+512",
                                       " 512",
                                       "",
                                       "0x",
                                       "512,ro",
                                       "1MB",
                                       "K",
                                       "18446744073709551616",
                                       "18014398509481984K",
                                       "8589934592G"};
    struct file f;
    char argument[200];
    (void)state;
    file_make(&f);
    snprintf(argument, sizeof argument, "new:%s:1M", f.path);
    assert_no_machine(argument, "disk,1.img: File exists");
    assert_int_equal(file_size(f.path), BYTES);
    unlink(f.path);
    for (u32 i = 0; i < ARRAY_LEN(size); i++) {
        snprintf(argument, sizeof argument, "new:%s:%s", f.path, size[i]);
        assert_no_machine(argument, "SIZE must be");
        assert_int_equal(file_size(f.path), -1);
    }
    assert_no_machine("new:abc", "must be new:FILE:SIZE");
    assert_no_machine("new::1M", "must be new:FILE:SIZE");
    assert_no_machine("new:", "must be new:FILE:SIZE");
    snprintf(argument, sizeof argument, "new:%s/no/x:1M", f.dir);
    assert_no_machine(argument, "/no/x: No such file");
    rmdir(f.dir);
}

static void test_refused(void **state)
{
    struct file f;
    char name[80], other[200];
    (void)state;
    file_make(&f);
    assert_no_machine(f.dir, "Is a directory");
    snprintf(name, sizeof name, "%s,ro", f.dir);
    assert_no_machine(name, "is a directory");
    snprintf(name, sizeof name, "%s/none", f.dir);
    snprintf(other, sizeof other, "cannot open disk image %s: No such file",
             name);
    assert_no_machine(name, other);
    assert_int_equal(file_size(name), -1); /* and none was made */
    assert_no_machine("", "no file is named");
    assert_no_machine(",ro", "no file is named");
    assert_no_machine(",overlay", "no file is named");
    file_bytes(&f, (const u8[513]){0}, 513);
    assert_no_machine(f.path, "has 513 bytes, not a multiple of 512");
    file_bytes(&f, (const u8[511]){0}, 511);
    assert_no_machine(f.path, "has 511 bytes, not a multiple of 512");
    file_bytes(&f, NULL, 0);
    assert_no_machine(f.path, "is empty");
    unlink(f.path);
    assert_int_equal(mkfifo(f.path, 0600), 0);
    assert_no_machine(f.path, "is not a regular file");
    snprintf(name, sizeof name, "%s,ro", f.path);
    assert_no_machine(name, "is not a regular file");
    file_drop(&f);
}

static void test_unreadable(void **state)
{
    struct file f;
    (void)state;
    file_make(&f);
    assert_int_equal(chmod(f.path, 0), 0);
    if (geteuid() != 0)
        assert_no_machine(f.path, "Permission denied");
    file_drop(&f);
}

/* One machine writes, or any number read. */
static void test_shared(void **state)
{
    struct file f;
    struct rig a, b;
    char reader[100];
    (void)state;
    file_make(&f);
    snprintf(reader, sizeof reader, "%s,ro", f.path);
    setup_named(&a, &f, "");
    assert_no_machine(f.path, "in use by another machine");
    assert_no_machine(reader, "in use by another machine");
    rig_fini(&a);
    setup_named(&a, &f, ",ro");
    setup_named(&b, &f, ",overlay");
    assert_no_machine(f.path, "in use by another machine");
    rig_fini(&a);
    rig_fini(&b);
    setup_named(&a, &f, "");
    rig_fini(&a);
    file_drop(&f);
}

/* An image that became shorter: a failure, told to the user too, and never
 * half a success. */
static void test_short_file(void **state)
{
    struct file f;
    struct rig r;
    struct capture c;
    char text[1024];
    (void)state;
    file_make(&f);
    setup_named(&r, &f, "");
    assert_int_equal(truncate(f.path, 250 * 512 + 100), 0);
    capture_start(&c);
    assert_int_equal(run(&r, DISK_READ, 0, AT, SECTORS), DISK_ERROR);
    assert_true(capture_end(&c, text, sizeof text) >= 1);
    assert_non_null(strstr(text, f.path));
    assert_int_equal(run(&r, DISK_READ, 249, AT, 1), DISK_IDLE);
    rig_fini(&r);
    file_drop(&f);
}

/* --- state --------------------------------------------------------------- */

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

/* The file is not part of the machine's state, with or without options. */
static void test_file_is_not_state(void **state)
{
    struct file f;
    struct rig r;
    (void)state;
    file_make(&f);
    setup_named(&r, &f, "");
    run(&r, DISK_WRITE, 8, AT, 1);
    u64 hash = rig_hash(&r, "disk");
    put_sectors(&r, AT, 1, 0x42);
    run(&r, DISK_WRITE, 8, AT, 1);
    assert_true(rig_hash(&r, "disk") == hash);
    rig_fini(&r);
    file_drop(&f);
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
        cmocka_unit_test(test_file),
        cmocka_unit_test(test_read_only_file),
        cmocka_unit_test(test_overlay),
        cmocka_unit_test(test_names_with_commas),
        cmocka_unit_test(test_one_option_is_taken),
        cmocka_unit_test(test_new),
        cmocka_unit_test(test_new_refused),
        cmocka_unit_test(test_refused),
        cmocka_unit_test(test_unreadable),
        cmocka_unit_test(test_shared),
        cmocka_unit_test(test_short_file),
        cmocka_unit_test(test_state),
        cmocka_unit_test(test_bad_state),
        cmocka_unit_test(test_file_is_not_state),
        cmocka_unit_test(test_read_only_memory),
        cmocka_unit_test(test_memory_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
