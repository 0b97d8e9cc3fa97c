/* SPDX-License-Identifier: MIT
 *
 * Texts with escapes: what each escape stands for, what is refused and where,
 * and every byte there and back.
 */
#include <util/cescape.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <cmocka.h>

static void decodes(const char *text, const char *bytes, size_t n)
{
    struct buf b = {0};
    size_t bad;
    assert_true(cescape_decode(&b, text, strlen(text), &bad));
    assert_int_equal(b.size, n);
    if (n > 0)
        assert_memory_equal(b.data, bytes, n);
    buf_free(&b);
}

static void refuses(const char *text, size_t where)
{
    struct buf b = {0};
    size_t bad = 999;
    assert_false(cescape_decode(&b, text, strlen(text), &bad));
    assert_int_equal(bad, where);
    buf_free(&b);
}

static void test_decode(void **state)
{
    (void)state;
    decodes("", "", 0);
    decodes("plain = text", "plain = text", 12);
    decodes("\\n\\r\\t\\e\\\\\\=", "\n\r\t\033\\=", 6);
    decodes("\\x00a\\xfF1", "\0a\3771", 4);
    refuses("\\", 0);
    refuses("ab\\q", 2);
    refuses("a\\x1", 1);
    refuses("\\x1g", 0);
    refuses("\\xg1", 0);
    refuses("\\101", 0);
}

static void test_every_byte(void **state)
{
    u8 all[256];
    struct buf text = {0};
    (void)state;
    for (u32 i = 0; i < sizeof(all); i++)
        all[i] = (u8)i;
    cescape_encode(&text, all, sizeof(all));
    buf_add(&text, "", 1);
    for (u32 i = 0; text.data[i]; i++)
        assert_in_range(text.data[i], 0x20, 0x7E);
    decodes((char *)text.data, (char *)all, sizeof(all));
    buf_free(&text);
}

static void test_equals(void **state)
{
    (void)state;
    assert_int_equal(cescape_equals("a=b=c", 5), 1);
    assert_int_equal(cescape_equals("a\\=b=c", 6), 4);
    assert_int_equal(cescape_equals("a\\\\=", 4), 3);
    assert_int_equal(cescape_equals("abc", 3), 3);
    assert_int_equal(cescape_equals("ab\\", 3), 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_decode),
        cmocka_unit_test(test_every_byte),
        cmocka_unit_test(test_equals),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
