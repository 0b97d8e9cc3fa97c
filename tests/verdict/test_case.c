/* SPDX-License-Identifier: MIT
 *
 * Case files: what every key gives, what is refused and in which words, and
 * that no bytes do harm. Differences of texts, and what of them is shown.
 */
#include <case.h>
#include <diff.h>
#include <value.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <cmocka.h>

static const char all_keys[] = "# comment\n"
                               "\n"
                               "name: two words \n"
                               "source: a.c b.s\r\n"
                               "flags: -O2 'a b' -g\n"
                               "options: --smp 2\n"
                               "input: x\\n\n"
                               "input: y\n"
                               "send-after: a\\==b=c\n"
                               "expect:  end\n"
                               "> raw \\n line\n"
                               ">\n"
                               "output: p\\x71\n"
                               "contains: c\n"
                               "regex: ^[a-z]+$\n"
                               "message: m\n"
                               "status: 84\n"
                               "screenshot: 0123456789abcdef\n"
                               "screenshot: fedcba9876543210@12\n"
                               "hash: 00000000000000ff\n"
                               "max-insns: 1000\n"
                               "timeout: 1.5\n"
                               "points: 7\n"
                               "skip: later\n";

static void test_all_keys(void **state)
{
    struct test_case c;
    struct err e = {0};
    (void)state;
    if (!case_parse(&c, "d/x.case", all_keys, strlen(all_keys), &e))
        fail_msg("%s", e.text);
    assert_string_equal(c.path, "d/x.case");
    assert_string_equal(c.folder, "d");
    assert_string_equal(c.name, "two words");
    assert_int_equal(c.source.count, 2);
    assert_string_equal(c.source.word[1], "b.s");
    assert_int_equal(c.flags.count, 3);
    assert_string_equal(c.flags.word[1], "a b");
    assert_int_equal(c.options.count, 2);
    assert_int_equal(c.input.size, 3);
    assert_memory_equal(c.input.data, "x\ny", 3);
    assert_string_equal(c.send_after.word[0], "a\\==b=c");
    assert_string_equal(c.expect.word[0], " end");
    assert_true(c.has_output);
    assert_int_equal(c.output.size, 15);
    assert_memory_equal(c.output.data, "raw \\n line\n\npq", 15);
    assert_int_equal(c.status, 84);
    assert_int_equal(c.picture_count, 2);
    assert_true(c.picture[0].at_end && !c.picture[1].at_end);
    assert_int_equal(c.picture[1].frame, 12);
    assert_string_equal(c.hash, "00000000000000ff");
    assert_int_equal(c.max_insns, 1000);
    assert_int_equal(c.timeout_ms, 1500);
    assert_int_equal(c.points, 7);
    assert_string_equal(c.skip, "later");
    case_free(&c);
}

static void test_defaults(void **state)
{
    struct test_case c;
    struct err e = {0};
    (void)state;
    assert_true(case_parse(&c, "x.y.case", "image: a\n>", 10, &e));
    assert_string_equal(c.name, "x.y");
    assert_string_equal(c.folder, ".");
    assert_string_equal(c.image, "a");
    assert_int_equal(c.status, 0);
    assert_int_equal(c.timeout_ms, 10000);
    assert_int_equal(c.points, 1);
    assert_int_equal(c.output.size, 1);
    case_free(&c);
    assert_true(case_parse(&c, "/x.case", "image: a", 8, &e));
    assert_string_equal(c.folder, "/");
    assert_false(c.has_output);
    case_free(&c);
}

/* The message begins with the place and has the text. */
static void refused(const char *text, const char *place, const char *why)
{
    struct test_case c;
    struct err e = {0};
    if (case_parse(&c, "f", text, strlen(text), &e))
        fail_msg("taken: %s", text);
    if (strncmp(e.text, place, strlen(place)) != 0 || !strstr(e.text, why))
        fail_msg("'%s', wanted %s ... %s", e.text, place, why);
    case_free(&c);
}

static void test_refused(void **state)
{
    (void)state;
    refused("", "f: ", "image or source");
    refused("image: a\nsource: b\n", "f: ", "exclude");
    refused("image: a\nflags: b\n", "f: ", "source");
    refused("image: a\nimage: b\n", "f:2: image: ", "twice");
    refused("image:\n", "f:1: image: ", "missing");
    refused("\n\nimag: a\n", "f:3: ", "did you mean image");
    refused("zzzzzzzz: a\n", "f:1: ", "--keys");
    refused("\033[31m: a\n", "f:1: ", "'\\e[31m'");
    refused("image a\n", "f:1: ", "KEY: VALUE");
    refused(" image: a\n", "f:1: ", "unknown key");
    refused("status: 256\n", "f:1: status: ", "0 to 255");
    refused("status: -1\n", "f:1: ", "0 to 255");
    refused("status: 0x1\n", "f:1: ", "0 to 255");
    refused("status: 99999999999999999999\n", "f:1: ", "0 to 255");
    refused("max-insns: 0\n", "f:1: ", "from 1");
    refused("timeout: 0\n", "f:1: ", "0.001 to 86400");
    refused("timeout: 1.2345\n", "f:1: ", "0.001 to 86400");
    refused("timeout: 86401\n", "f:1: ", "0.001 to 86400");
    refused("hash: 123\n", "f:1: ", "16 hex");
    refused("hash: 0123456789ABCDEF\n", "f:1: ", "16 hex");
    refused("screenshot: 0123456789abcdef@x\n", "f:1: ", "frame");
    refused("input: a\\q\n", "f:1: input: ", "character 2");
    refused("send-after: abc\n", "f:1: ", "TEXT=INPUT");
    refused("send-after: =abc\n", "f:1: ", "TEXT=INPUT");
    refused("expect: \n", "f:1: ", "missing");
    refused("regex: a(\n", "f:1: regex: ", "(");
    refused("regex: ((a{999}){999}){999}\n", "f:1: ", "repeats");
    refused("regex: a+++++++++++++++++++++++\n", "f:1: ", "repeats");
    refused("regex: ((((((((((((((((a+)+)+)+)+)+)+)+)+)+)+)+)+)+)+)+)+\n",
            "f:1: ", "repeats");
    refused("regex: (a*)\\1\n", "f:1: ", "references");
    refused("options: 'a\n", "f:1: ", "quote");
    refused("input: a\ninput-file: b\nimage: c\n", "f: ", "exclude");
    refused("> a\noutput-file: b\nimage: c\n", "f: ", "exclude");
}

static void test_hostile(void **state)
{
    char text[sizeof(all_keys)];
    struct test_case c;
    u64 seed = 3;
    u32 taken = 0;
    (void)state;
    for (int round = 0; round < 20000; round++) {
        struct err e = {0};
        memcpy(text, all_keys, sizeof(text));
        for (u32 i = (u32)(splitmix64(&seed) % 4); i < 4; i++)
            text[splitmix64(&seed) % sizeof(text)] = (char)splitmix64(&seed);
        size_t n =
            round % 2 ? sizeof(text) - 1 : splitmix64(&seed) % sizeof(text);
        bool ok = case_parse(&c, "f", text, n, &e);
        taken += ok;
        assert_true(ok || strncmp(e.text, "f:", 2) == 0);
        case_free(&c);
    }
    assert_in_range(taken, 100, 19900);
}

static void test_too_many(void **state)
{
    struct buf b = {0};
    (void)state;
    for (int i = 0; i < 65; i++)
        buf_printf(&b, "contains: a\n");
    buf_add(&b, "", 1);
    refused((char *)b.data, "f:65: contains: ", "64");
    buf_free(&b);
    refused("image: a\nskip: b\nname: c\n\nskip: d", "f:5: skip", "twice");
}

static void diff_is(const char *want, const char *got, const char *shown)
{
    struct buf a = {(u8 *)want, strlen(want), 0, false};
    struct buf b = {(u8 *)got, strlen(got), 0, false}, out = {0};
    diff_lines(&out, &a, &b, "", 6);
    buf_add(&out, "", 1);
    assert_string_equal((char *)out.data, shown);
    buf_free(&out);
}

static void test_diff(void **state)
{
    (void)state;
    diff_is("", "", "");
    diff_is("a\nb\n", "a\nb\n", " a\n b\n");
    diff_is("a\n", "b\n", "-a\n+b\n");
    diff_is("a\n", "a", "-a\n+a  (no line feed at the end)\n");
    diff_is("", "x\n", "+x\n");
    diff_is("x\n", "", "-x\n");
    diff_is("1\n2\n3\n4\n5\n", "1\n2\n3\nx\n5\n", " 2\n 3\n-4\n+x\n 5\n");
    diff_is("a\nb\nc\n", "b\nc\nd\n", "-a\n b\n c\n+d\n");
    diff_is("a\nb\nc\nd\n", "e\nf\ng\nh\n",
            "-a\n-b\n-c\n-d\n+e\n+f\n... 2 more lines\n");
    diff_is("\303\244\n", "\377\033\\\t\1\n",
            "-\303\244\n+\\xFF\\e\\\t\\x01\n");
    diff_is("\302\205\357\277\277\n", "", "-\\xC2\\x85\\xEF\\xBF\\xBF\n");
}

/* Too many lines for the table: replaced, and at once. */
static void test_large_diff(void **state)
{
    struct buf want = {0}, got = {0}, out = {0};
    (void)state;
    for (int i = 0; i < 30000; i++) {
        buf_printf(&want, "%d\n", i);
        buf_printf(&got, "%d\n", i * 2 + 1);
    }
    diff_lines(&out, &want, &got, "", 2);
    buf_add(&out, "", 1);
    assert_string_equal((char *)out.data, "-0\n-1\n... 59998 more lines\n");
    buf_free(&want);
    buf_free(&got);
    buf_free(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_all_keys),   cmocka_unit_test(test_defaults),
        cmocka_unit_test(test_refused),    cmocka_unit_test(test_hostile),
        cmocka_unit_test(test_too_many),   cmocka_unit_test(test_diff),
        cmocka_unit_test(test_large_diff),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
