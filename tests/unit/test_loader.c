/* SPDX-License-Identifier: MIT
 *
 * Placing program files: what memory and cores hold afterwards, that a
 * refused file changes nothing, and files that cannot be read. The checks of
 * the segments are in test_image.c and in the selftest loader_checks.
 */
#include <lamp/image.h>
#include <unistd.h>
#include <util/buf.h>

#include "rig.h"

enum { TEXT = 0x4001, DATA = 0x5000, BSS = 0x6001 };

static void add_header(struct buf *b, const struct image_header *h)
{
    const u32 word[] = {h->text_base, h->text_size, h->data_base,
                        h->data_size, h->bss_base,  h->bss_size};
    for (u32 i = 0; i < ARRAY_LEN(word); i++)
        buf_add_le32(b, word[i]);
}

/* 8 bytes of text, 5 of data, 9 of bss, and bytes that are ignored. */
static void make_image(struct buf *b)
{
    const struct image_header h = {TEXT, 8, DATA, 5, BSS, 9};
    add_header(b, &h);
    buf_add(b, "\1\2\3\4\5\6\7\x8", 8);
    buf_add(b, "DATA!", 5);
    buf_add(b, "ignored", 7);
}

static void check_bytes(struct rig *r, u32 at, const char *bytes, u32 n)
{
    char got[16];
    ram_read(&r->m->bus.ram, at, got, n);
    assert_memory_equal(got, bytes, n);
}

static void everything_is_in_its_place(void **state)
{
    struct config c = config_default;
    struct rig r;
    struct buf image = {0};
    (void)state;
    c.ram_init = RAM_PATTERN;
    c.cores = 3;
    rig_init(&r, &c);
    r.m->core[0]->r[5] = 7;
    make_image(&image);
    assert_true(
        machine_load_bytes(r.m, "x.bin", image.data, image.size, &r.err));
    assert_string_equal(r.m->image_name, "x.bin");
    check_bytes(&r, TEXT, "\1\2\3\4\5\6\7\x8", 8);
    check_bytes(&r, DATA, "DATA!", 5);
    check_bytes(&r, BSS, "\0\0\0\0\0\0\0\0\0", 9);
    /* Around them the pattern, and the IVT is empty. */
    assert_int_equal(rig_load32(&r, 0, BSS + 11), (BSS + 11) ^ 0xA5A5A5A5);
    assert_int_equal(rig_load32(&r, 0, 0x4000) & 0xFF, 0xA5);
    assert_int_equal(rig_load32(&r, 0, 0), 0xFFFFFFFF);
    assert_int_equal(rig_load32(&r, 0, 0x7FC), 0xFFFFFFFF);
    assert_int_equal(r.m->core[0]->r[5], 0);
    for (u32 i = 0; i < 3; i++) {
        assert_int_equal(r.m->core[i]->ip, TEXT);
        assert_int_equal(r.m->core[i]->state,
                         i == 0 ? CORE_RUNNING : CORE_PARKED);
    }
    buf_free(&image);
    rig_fini(&r);
}

static void a_second_program_replaces_the_first(void **state)
{
    const u64 first[] = {rig_word(ISA_MOVI, 1, 0, 0, 1),
                         rig_word(ISA_HALT, 0, 0, 0, 0)};
    const u64 second[] = {rig_word(ISA_MOVI, 1, 0, 0, 2),
                          rig_word(ISA_HALT, 0, 0, 0, 0)};
    const u64 *program[] = {first, second};
    struct rig r;
    (void)state;
    rig_init(&r, NULL);
    for (u32 i = 0; i < 2; i++) {
        struct buf image = {0};
        const struct image_header h = {RIG_PC, 16, 0, 0, 0, 0};
        add_header(&image, &h);
        buf_add(&image, program[i], 16); /* hosts are little endian */
        assert_true(
            machine_load_bytes(r.m, "x.bin", image.data, image.size, &r.err));
        assert_true(machine_run(r.m, &r.err));
        assert_int_equal(machine_result(r.m)->state, MACHINE_HALTED);
        assert_int_equal(r.m->core[0]->r[1], i + 1);
        buf_free(&image);
    }
    rig_fini(&r);
}

static void a_refused_file_changes_nothing(void **state)
{
    struct rig r;
    struct buf image = {0};
    (void)state;
    rig_init(&r, NULL);
    rig_store32(&r, 0, TEXT + 3, 0x12345678);
    r.m->core[0]->r[5] = 7;
    make_image(&image);
    for (size_t n = 0; n < IMAGE_HEADER_BYTES + 13; n++) {
        r.err.text[0] = '\0';
        assert_false(machine_load_bytes(r.m, "x.bin", image.data, n, &r.err));
        assert_non_null(strstr(r.err.text, "x.bin"));
        assert_int_equal(r.err.status, 0);
    }
    put_le32(image.data + 16, 0x61FFFF);
    assert_false(
        machine_load_bytes(r.m, "x.bin", image.data, image.size, &r.err));
    assert_non_null(strstr(r.err.text, "bss segment 0x0061FFFF-0x00620007"));
    assert_int_equal(rig_load32(&r, 0, TEXT + 3), 0x12345678);
    assert_int_equal(r.m->core[0]->r[5], 7);
    assert_int_equal(r.m->core[0]->ip, RIG_PC);
    buf_free(&image);
    rig_fini(&r);
}

static void random_bytes_never_hurt(void **state)
{
    struct rig r;
    u64 seed = 1;
    u32 loaded = 0;
    (void)state;
    rig_init(&r, NULL);
    for (u32 i = 0; i < 300; i++) {
        u8 bytes[512];
        for (u32 k = 0; k < sizeof(bytes); k++)
            bytes[k] = (u8)splitmix64(&seed);
        for (u32 k = 0; k < 6 && i % 2; k++) /* more plausible headers */
            put_le32(bytes + 4 * k, (u32)splitmix64(&seed) % 0x4000);
        loaded += machine_load_bytes(r.m, "x.bin", bytes,
                                     splitmix64(&seed) % 513, &r.err);
    }
    assert_true(loaded < 300);
    rig_fini(&r);
}

static void unreadable_files_say_why(void **state)
{
    static const struct {
        const char *path, *reason;
    } rows[] = {
        {"/nonexistent/x.bin", "No such file"},
        {"/dev", "not a regular file"},
        {"/dev/null", "not a regular file"},
    };
    struct rig r;
    (void)state;
    rig_init(&r, NULL);
    for (u32 i = 0; i < ARRAY_LEN(rows); i++) {
        assert_false(machine_load(r.m, rows[i].path, &r.err));
        assert_non_null(strstr(r.err.text, rows[i].path));
        assert_non_null(strstr(r.err.text, rows[i].reason));
    }
    rig_fini(&r);
}

static void files_of_any_size(void **state)
{
    char path[] = "/tmp/lamp-loader-XXXXXX";
    struct rig r;
    struct buf image = {0};
    int fd = mkstemp(path);
    (void)state;
    assert_true(fd >= 0);
    rig_init(&r, NULL);
    assert_false(machine_load(r.m, path, &r.err)); /* empty */
    assert_non_null(strstr(r.err.text, path));
    make_image(&image);
    assert_int_equal(write(fd, image.data, image.size), image.size);
    assert_true(machine_load(r.m, path, &r.err));
    check_bytes(&r, DATA, "DATA!", 5);
    assert_int_equal(ftruncate(fd, (off_t)1 << 40), 0); /* sparse */
    assert_false(machine_load(r.m, path, &r.err));
    assert_non_null(strstr(r.err.text, "larger"));
    close(fd);
    unlink(path);
    buf_free(&image);
    rig_fini(&r);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(everything_is_in_its_place),
        cmocka_unit_test(a_second_program_replaces_the_first),
        cmocka_unit_test(a_refused_file_changes_nothing),
        cmocka_unit_test(random_bytes_never_hurt),
        cmocka_unit_test(unreadable_files_say_why),
        cmocka_unit_test(files_of_any_size),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
