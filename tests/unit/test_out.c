/* SPDX-License-Identifier: MIT
 *
 * Answers of verbs: the same tree as JSON and as text.
 */
#include "rig.h"

#include <vm/out.h>

static char shown[4096];

static const char *finish(struct out *o,
                          bool (*write)(const struct out *o, struct buf *b))
{
    struct buf b = {0};
    assert_true(write(o, &b));
    snprintf(shown, sizeof(shown), "%.*s", (int)b.size, (char *)b.data);
    buf_free(&b);
    return shown;
}

static void is_both(struct out *o, const char *json, const char *text)
{
    assert_string_equal(finish(o, out_json), json);
    assert_string_equal(finish(o, out_print), text);
    out_free(o);
}

static void test_empty(void **state)
{
    struct out *o = out_new();
    (void)state;
    assert_true(out_empty(o));
    is_both(o, "{}", "");
}

static void test_values(void **state)
{
    struct out *o = out_new();
    (void)state;
    out_number(o, "count", 18446744073709551615u);
    out_hex(o, "ip", 0x201C, 8);
    out_flag(o, "yes", true);
    out_flag(o, "no", false);
    out_text(o, "name", "%s+%d", "main", 4);
    assert_false(out_empty(o));
    is_both(o,
            "{\"count\":18446744073709551615,\"ip\":8220,\"yes\":true,"
            "\"no\":false,\"name\":\"main+4\"}",
            "count: 18446744073709551615\nip: 0x0000201C\nyes: yes\nno: no\n"
            "name: main+4\n");
}

static void test_table(void **state)
{
    struct out *o = out_new();
    (void)state;
    out_list(o, "cores");
    for (u32 i = 9; i < 11; i++) {
        out_object(o, NULL);
        out_number(o, "core", i);
        out_text(o, "state", i == 9 ? "waiting" : "parked");
        if (i == 10) /* a value that the first row lacks */
            out_hex(o, "ip", 1, 2);
        out_end(o);
    }
    out_end(o);
    is_both(o,
            "{\"cores\":[{\"core\":9,\"state\":\"waiting\"},"
            "{\"core\":10,\"state\":\"parked\",\"ip\":1}]}",
            "core  state    ip\n9     waiting\n10    parked   0x01\n");
}

static void test_lists_in_cells(void **state)
{
    struct out *o = out_new();
    (void)state;
    out_list(o, "devices");
    out_object(o, NULL);
    out_text(o, "device", "ps2");
    out_list(o, "ports");
    out_hex(o, NULL, 4, 2);
    out_hex(o, NULL, 5, 2);
    out_end(o);
    out_end(o);
    out_end(o);
    is_both(o, "{\"devices\":[{\"device\":\"ps2\",\"ports\":[4,5]}]}",
            "device  ports\nps2     0x04, 0x05\n");
}

static void test_lines(void **state)
{
    struct out *o = out_new();
    (void)state;
    out_list(o, "lines");
    out_text(o, NULL, "one  ");
    out_text(o, NULL, "two");
    out_end(o);
    out_list(o, "none");
    out_end(o);
    is_both(o, "{\"lines\":[\"one  \",\"two\"],\"none\":[]}", "one\ntwo\n");
}

/* Side by side, as many as fit in a line. */
static void test_cells(void **state)
{
    struct out *o = out_new();
    char key[8];
    (void)state;
    out_object(o, "registers");
    for (u32 i = 0; i < 6; i++) {
        snprintf(key, sizeof(key), "r%u", 8 + i);
        out_hex(o, key, i, 8);
    }
    out_end(o);
    is_both(o,
            "{\"registers\":{\"r8\":0,\"r9\":1,\"r10\":2,\"r11\":3,\"r12\":4,"
            "\"r13\":5}}",
            "r8  0x00000000  r9  0x00000001  r10 0x00000002  r11 0x00000003  "
            "r12 0x00000004\nr13 0x00000005\n");
}

static void test_readers(void **state)
{
    struct out *o = out_new();
    (void)state;
    out_for(o, OUT_PROGRAM);
    out_text(o, "bytes", "00");
    out_object(o, "of");
    out_number(o, "n", 1);
    out_end(o);
    out_for(o, OUT_PERSON);
    out_list(o, "rows");
    out_text(o, NULL, "a row");
    out_end(o);
    out_for(o, OUT_BOTH);
    out_flag(o, "all", true);
    is_both(o, "{\"bytes\":\"00\",\"of\":{\"n\":1},\"all\":true}",
            "a row\nall: yes\n");
}

static const char *as_json(const char *text, size_t n)
{
    struct buf b = {0};
    json_quote(&b, text, n);
    snprintf(shown, sizeof(shown), "%.*s", (int)b.size, (char *)b.data);
    buf_free(&b);
    return shown;
}

static void test_escapes(void **state)
{
    static const struct {
        const char *text, *json;
    } cases[] = {
        {"", "\"\""},
        {"a\"b\\c", "\"a\\\"b\\\\c\""},
        {"\n\r\t\b\f", "\"\\n\\r\\t\\b\\f\""},
        {"\x01\x1b\x7f", "\"\\u0001\\u001b\\u007f\""},
        {"\xC3\xA4\xE2\x82\xAC\xF0\x9F\x98\x80",
         "\"\xC3\xA4\xE2\x82\xAC\xF0\x9F\x98\x80\""},
        {"\xC3", "\"\\ufffd\""},                       /* cut */
        {"\xC3(", "\"\\ufffd(\""},                     /* no continuation */
        {"\x80z", "\"\\ufffdz\""},                     /* only a continuation */
        {"\xC0\x80", "\"\\ufffd\\ufffd\""},            /* too long a form */
        {"\xED\xA0\x80", "\"\\ufffd\\ufffd\\ufffd\""}, /* surrogate */
        {"\xF4\x90\x80\x80", "\"\\ufffd\\ufffd\\ufffd\\ufffd\""},
        {"\xFF", "\"\\ufffd\""},
    };
    (void)state;
    for (u32 i = 0; i < ARRAY_LEN(cases); i++)
        assert_string_equal(as_json(cases[i].text, strlen(cases[i].text)),
                            cases[i].json);
    assert_string_equal(as_json("a\0b", 3), "\"a\\u0000b\"");
}

/* A name cannot steer the terminal. */
static void test_control_characters(void **state)
{
    struct out *o = out_new();
    (void)state;
    out_text(o, "name", "a\x1b[31mb\n");
    is_both(o, "{\"name\":\"a\\u001b[31mb\\n\"}", "name: a?[31mb?\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_empty),
        cmocka_unit_test(test_values),
        cmocka_unit_test(test_table),
        cmocka_unit_test(test_lists_in_cells),
        cmocka_unit_test(test_lines),
        cmocka_unit_test(test_cells),
        cmocka_unit_test(test_readers),
        cmocka_unit_test(test_escapes),
        cmocka_unit_test(test_control_characters),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
