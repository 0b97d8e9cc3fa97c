/* SPDX-License-Identifier: MIT
 *
 * The search for texts in a stream, against a plain one over the whole
 * stream: texts that overlap themselves, texts that come twice, and random
 * ones over few letters, where partial matches are frequent.
 */
#include "../../src/host/match.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <cmocka.h>

/* Ends of the matches that do not overlap, from left to right. */
static u32 plain_search(const u8 *stream, u32 n, const u8 *text, u32 size,
                        u32 *ends)
{
    u32 count = 0;
    for (u32 at = 0; at + size <= n;) {
        if (memcmp(stream + at, text, size) != 0) {
            at++;
            continue;
        }
        at += size;
        ends[count++] = at;
    }
    return count;
}

static void check_text(const u8 *stream, u32 n, const u8 *text, u32 size)
{
    u32 ends[512], found = 0;
    u32 count = plain_search(stream, n, text, size, ends);
    struct match x;
    assert_true(match_open(&x, text, size));
    for (u32 i = 0; i < n; i++) {
        if (!match_byte(&x, stream[i]))
            continue;
        assert_true(found < count);
        assert_int_equal(ends[found++], i + 1);
    }
    assert_int_equal(found, count);
    match_close(&x);
}

static void check(const char *stream, const char *text)
{
    check_text((const u8 *)stream, (u32)strlen(stream), (const u8 *)text,
               (u32)strlen(text));
}

static void test_known(void **state)
{
    (void)state;
    check("abc", "abc");
    check("ababac", "abac");
    check("aabaabaaab", "aabaaab");
    check("aaaaaa", "aa");
    check("abababab", "abab");
    check("xyz", "abc");
    check("ab", "abc");
    check("login: login: ", "login: ");
    check_text((const u8 *)"\0\0\1\0\0\0\1", 7, (const u8 *)"\0\0\0\1", 4);
}

static void test_random(void **state)
{
    u8 stream[512], text[12];
    u64 seed = 7;
    (void)state;
    for (int round = 0; round < 20000; round++) {
        u32 letters = 1 + (u32)(splitmix64(&seed) % 3);
        u32 n = (u32)(splitmix64(&seed) % sizeof(stream));
        u32 size = 1 + (u32)(splitmix64(&seed) % sizeof(text));
        for (u32 i = 0; i < n; i++)
            stream[i] = (u8)(254 + splitmix64(&seed) % letters);
        for (u32 i = 0; i < size; i++)
            text[i] = (u8)(254 + splitmix64(&seed) % letters);
        check_text(stream, n, text, size);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_known),
        cmocka_unit_test(test_random),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
