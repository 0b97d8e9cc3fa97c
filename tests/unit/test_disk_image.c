/* SPDX-License-Identifier: MIT
 *
 * Image files: every form of --disk, what each refuses and why, overlays,
 * sharing, and a host that fails.
 */
#include "disks.h"

#include <dirent.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>

struct file {
    char dir[32], path[64], argument[128];
};

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

static void setup_named(struct rig *r, struct file *f, const char *option)
{
    struct config c = config_default;
    snprintf(f->argument, sizeof f->argument, "%s%s", f->path, option);
    c.disk = f->argument;
    rig_init(r, &c);
}

static u32 open_files(void)
{
    u32 n = 0;
    DIR *d = opendir("/proc/self/fd");
    assert_non_null(d);
    while (readdir(d) != NULL)
        n++;
    closedir(d);
    return n;
}

/* The error of a machine with such a disk. */
static void assert_no_machine(const char *argument, const char *text)
{
    struct config c = config_default;
    struct err e = {0};
    u32 files = open_files();
    c.disk = argument;
    struct machine *m = machine_new(&c, &host_null, &e);
    assert_null(m);
    assert_int_equal(open_files(), files);
    if (strstr(e.text, text) == NULL)
        fail_msg("\"%s\" does not say \"%s\"", e.text, text);
    assert_true(e.status == 0 || e.status == 1);
}

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
    u32 files = open_files();
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
    assert_int_equal(open_files(), files);
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
                                       "18014398509481985K",
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

/* The host takes no more than so many bytes in a file. */
static void limit_files(rlim_t bytes)
{
    static struct rlimit before;
    struct rlimit now;
    if (bytes == RLIM_INFINITY) {
        assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
        return;
    }
    signal(SIGXFSZ, SIG_IGN);
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
    now = before;
    now.rlim_cur = bytes;
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &now), 0);
}

/* A host that is full: the guest is told, the user too, and what was written
 * before is there. */
static void test_full_host(void **state)
{
    struct file f;
    struct rig r;
    struct capture c;
    char text[1024];
    (void)state;
    file_make(&f);
    setup_named(&r, &f, "");
    put_sectors(&r, AT, SECTORS, 0x66);
    capture_start(&c);
    limit_files(200 * 512);
    u32 result = run(&r, DISK_WRITE, 0, AT, SECTORS);
    limit_files(RLIM_INFINITY);
    assert_true(capture_end(&c, text, sizeof text) >= 1);
    assert_int_equal(result, DISK_ERROR);
    assert_non_null(strstr(text, "cannot write sector 128"));
    assert_int_equal(run(&r, DISK_WRITE, 200, AT, 100), DISK_IDLE);
    rig_fini(&r);
    assert_int_equal(file_byte(&f, 128 * 512 - 1), 0x66);
    file_drop(&f);
}

/* Then nothing is left behind. */
static void test_new_on_full_host(void **state)
{
    struct file f;
    char argument[100];
    (void)state;
    file_make(&f);
    unlink(f.path);
    snprintf(argument, sizeof argument, "new:%s:2G", f.path);
    limit_files((rlim_t)1 << 30);
    assert_no_machine(argument,
                      "disk,1.img of 2147483648 bytes: File too large");
    limit_files(RLIM_INFINITY);
    assert_int_equal(file_size(f.path), -1);
    assert_int_equal(rmdir(f.dir), 0);
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

int main(void)
{
    const struct CMUnitTest tests[] = {
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
        cmocka_unit_test(test_full_host),
        cmocka_unit_test(test_new_on_full_host),
        cmocka_unit_test(test_file_is_not_state),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
