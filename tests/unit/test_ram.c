/* SPDX-License-Identifier: MIT
 *
 * Guest storage: mapping, marks, bulk access, hash.
 */
#include "rig.h"

enum { MIB = 1 << 20 };

static void with_ram(u32 size, void (*body)(struct ram *r))
{
    struct ram r;
    struct err e;
    assert_true(ram_init(&r, size, &e));
    body(&r);
    ram_fini(&r);
}

static void check_regions(struct ram *r)
{
    u32 fb = r->fb_base;
    assert_true(ram_has(r, 0, 1));
    assert_true(ram_has(r, fb - 4, 8));
    assert_true(ram_has(r, fb + FB_SIZE - 1, 1));
    assert_false(ram_has(r, (u64)fb + FB_SIZE - 3, 4));
    assert_true(ram_has(r, FB_ALIAS_BASE, FB_SIZE));
    assert_false(ram_has(r, 0xFFFFFFFF, 4));
    assert_true(ram_is_plain(r, 0, 4096));
    assert_false(ram_is_plain(r, fb - 3, 4));
    assert_false(ram_is_plain(r, FB_ALIAS_BASE + FB_SIZE - 1, 1));
}

static void check_marks(struct ram *r)
{
    u32 fb_end = r->fb_base + FB_SIZE;
    assert_int_equal(ram_marks(r, 0), 0);
    assert_int_equal(ram_marks(r, r->fb_base), MARK_FB);
    assert_int_equal(ram_marks(r, fb_end - 1), MARK_FB);
    assert_int_equal(ram_marks(r, fb_end), MARK_OUT);
    assert_int_equal(ram_marks(r, 0xFFFFFFFF), MARK_OUT);
    assert_int_equal(ram_marks(r, 0x90000000), MARK_OUT);
    assert_int_equal(ram_marks(r, FB_ALIAS_BASE), MARK_FB);
    assert_int_equal(ram_marks(r, FB_ALIAS_BASE + FB_SIZE - 1), MARK_FB);
}

static void test_default_size(void **state)
{
    (void)state;
    with_ram(64 * MIB, check_regions);
    with_ram(64 * MIB, check_marks);
}

static void check_four(struct ram *r)
{
    assert_int_equal(ram_marks(r, FB_ALIAS_BASE - 1), MARK_OUT);
    assert_int_equal(ram_marks(r, FB_ALIAS_BASE + FB_SIZE), MARK_OUT);
    assert_false(ram_has(r, FB_ALIAS_BASE - 1, 2));
    assert_false(ram_is_plain(r, 4 * MIB, 1));
}

static void test_four_mib(void **state)
{
    (void)state;
    with_ram(4 * MIB, check_regions);
    with_ram(4 * MIB, check_marks);
    with_ram(4 * MIB, check_four);
}

static void test_two_gib(void **state)
{
    (void)state;
    with_ram(2048u * MIB, check_regions);
    with_ram(2048u * MIB, check_marks);
}

static void check_alias(struct ram *r)
{
    ram_put32(r, r->fb_base + 40, 0x11223344);
    assert_int_equal(ram_get32(r, FB_ALIAS_BASE + 40), 0x11223344);
    ram_put8(r, FB_ALIAS_BASE + FB_SIZE - 1, 0x55);
    assert_int_equal(ram_get8(r, r->fb_base + FB_SIZE - 1), 0x55);
}

static void test_windows_share_storage(void **state)
{
    (void)state;
    with_ram(4 * MIB, check_alias);
    with_ram(64 * MIB, check_alias);
}

/* Every alignment and length against a plain byte array. */
static void check_bulk(struct ram *r)
{
    u8 model[128], out[128];
    for (u32 at = 0; at < 17; at++)
        for (u32 n = 0; n < 40; n++) {
            for (u32 i = 0; i < sizeof model; i++)
                model[i] = (u8)(i * 7 + at + n);
            ram_write(r, 4096, model, sizeof model);
            ram_copy(r, 4096 + 60 + (n & 7), 4096 + at, n);
            memmove(model + 60 + (n & 7), model + at, n);
            ram_fill(r, 4096 + at, (u8)n, n / 2);
            memset(model + at, (int)n, n / 2);
            ram_read(r, 4096, out, sizeof out);
            assert_memory_equal(out, model, sizeof out);
        }
}

static void test_bulk(void **state)
{
    (void)state;
    with_ram(4 * MIB, check_bulk);
}

static void check_words(struct ram *r)
{
    for (u32 i = 0; i < 5; i++) {
        ram_put32_any(r, 64 + 8 * i + i, 0xA1B2C3D4);
        assert_int_equal(ram_get32_any(r, 64 + 8 * i + i), 0xA1B2C3D4);
        assert_int_equal(ram_get8(r, 64 + 8 * i + i), 0xD4);
        assert_int_equal(ram_get8(r, 64 + 8 * i + i + 4), 0);
    }
}

static void test_words_of_any_alignment(void **state)
{
    (void)state;
    with_ram(4 * MIB, check_words);
}

static void check_hash(struct ram *r)
{
    u64 zero = ram_hash(r);
    ram_put8(r, 5 * 4096 + 1, 1);
    u64 one = ram_hash(r);
    assert_true(one != zero);
    ram_put8(r, 5 * 4096 + 1, 0);
    ram_put8(r, 6 * 4096 + 1, 1);
    assert_true(ram_hash(r) != one);
    ram_put8(r, 6 * 4096 + 1, 0);
    assert_true(ram_hash(r) == zero);
    ram_put8(r, FB_ALIAS_BASE, 1);
    assert_true(ram_hash(r) != zero);
    ram_clear(r);
    assert_true(ram_hash(r) == zero);
    assert_int_equal(ram_get8(r, r->fb_base), 0);
}

static void test_hash(void **state)
{
    (void)state;
    with_ram(4 * MIB, check_hash);
    with_ram(64 * MIB, check_hash);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_default_size),
        cmocka_unit_test(test_four_mib),
        cmocka_unit_test(test_two_gib),
        cmocka_unit_test(test_windows_share_storage),
        cmocka_unit_test(test_bulk),
        cmocka_unit_test(test_words_of_any_alignment),
        cmocka_unit_test(test_hash),
    };
    cmocka_set_message_output(CM_OUTPUT_STDOUT);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
