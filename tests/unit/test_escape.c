/* SPDX-License-Identifier: MIT
 *
 * The terminal's escape key: what is taken out, what stays, and that it does
 * not matter how the bytes are cut into reads.
 */
#include "../../src/host/escape.h"

#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>

static void check(const char *in, const char *left, u32 wishes)
{
    for (u32 piece = 1; piece <= strlen(in) + 1; piece++) {
        struct escape x = {0};
        u8 bytes[64];
        u32 kept = 0, wished = 0, n = (u32)strlen(in);
        for (u32 at = 0; at < n; at += piece) {
            u32 part = n - at < piece ? n - at : piece;
            memcpy(bytes + kept, in + at, part);
            kept += escape_filter(&x, bytes + kept, part, &wished);
        }
        assert_int_equal(kept, strlen(left));
        assert_memory_equal(bytes, left, kept);
        assert_int_equal(wished, wishes);
    }
}

static void test_filter(void **state)
{
    (void)state;
    check("plain\r\n\x03", "plain\r\n\x03", 0);
    check("a\x01xb", "ab", ESCAPE_QUIT);
    check("\x01h", "", ESCAPE_HELP);
    check("\x01?", "", ESCAPE_HELP);
    check("a\x01\x01"
          "b",
          "a\x01"
          "b",
          0);
    check("\x01\x01x", "\x01x", 0);
    check("a\x01"
          "cb",
          "ab", ESCAPE_MONITOR);
    check("\x01qz", "z", ESCAPE_HINT);
    check("\x01h\x01x", "", ESCAPE_HELP | ESCAPE_QUIT);
    check("end\x01", "end", 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_filter)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
