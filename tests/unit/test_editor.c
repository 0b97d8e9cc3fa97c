/* SPDX-License-Identifier: MIT
 *
 * The line editor of the monitor, with a terminal of one row that understands
 * what the editor sends: what stands there, and where the cursor is. Each
 * character of the tests is one column wide, but for U+4E2D, which is two.
 */
#include "../../src/debug/editor.h"

#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <util/utf8.h>

#include <setjmp.h>
#include <cmocka.h>

enum { ROW = 600 };

struct terminal {
    struct editor d;
    char cell[ROW][5]; /* a character; "" behind a wide one */
    u32 cursor;
};

static const char wide[] = "\xE4\xB8\xAD";

/* "\r", "ESC [ K", "ESC [ n D", and text. Returns the bytes that it took. */
static size_t take(struct terminal *t, const u8 *p, size_t n)
{
    unsigned back;
    if (*p == '\r') {
        t->cursor = 0;
        return 1;
    }
    if (n >= 3 && memcmp(p, "\x1b[K", 3) == 0) {
        memset(t->cell[t->cursor], 0, sizeof(t->cell) - t->cursor * 5);
        return 3;
    }
    if (*p == 0x1b) {
        assert_int_equal(sscanf((const char *)p, "\x1b[%uD", &back), 1);
        assert_true(back <= t->cursor);
        t->cursor -= back;
        return (size_t)((const u8 *)memchr(p, 'D', n) - p) + 1;
    }
    size_t length = utf8_length(p, n);
    assert_true(length > 0 && *p >= 0x20);
    memcpy(t->cell[t->cursor], p, length);
    t->cursor += memcmp(p, wide, length) == 0 ? 2 : 1;
    assert_true(t->cursor < ROW);
    return length;
}

static void see(struct terminal *t, struct buf *out)
{
    buf_add(out, "", 1); /* for sscanf */
    for (size_t i = 0; i < out->size - 1;)
        i += take(t, out->data + i, out->size - 1 - i);
    buf_free(out);
}

static void keys(struct terminal *t, const char *text)
{
    for (; *text; text++) {
        struct buf out = {0};
        editor_byte(&t->d, (u8)*text, &out);
        see(t, &out);
    }
}

static void expect(const struct terminal *t, const char *row, u32 cursor)
{
    struct buf text = {0};
    for (u32 i = 0; i < ROW; i++)
        buf_add(&text, t->cell[i], strlen(t->cell[i]));
    buf_add(&text, "", 1);
    assert_string_equal((char *)text.data, row);
    assert_int_equal(t->cursor, cursor);
    buf_free(&text);
}

static void init(struct terminal *t, u32 columns)
{
    *t = (struct terminal){.d = {.prompt = "> ", .columns = columns}};
}

static void test_keys(void **state)
{
    struct terminal t;
    (void)state;
    init(&t, 80);
    keys(&t, "one two");
    expect(&t, "> one two", 9);
    keys(&t, "\x1b[D\x1b[DX");
    expect(&t, "> one tXwo", 8);
    keys(&t, "\x01\x1b[C\x04");
    expect(&t, "> oe tXwo", 3);
    keys(&t, "\x05\x17\x7f");
    expect(&t, "> oe", 4);
    keys(&t, "\x15");
    expect(&t, "> ", 2);
    keys(&t, "\x7f\x1b[D\x1b[C\x1b[3~\x1b[99~");
    expect(&t, "> ", 2);
}

/* A character is one step, whatever its bytes; what is none is left out. */
static void test_characters(void **state)
{
    struct terminal t;
    (void)state;
    init(&t, 80);
    keys(&t, "a\xC3\xA4\xE4\xB8\xAD\xF0\x90\x8D\x88z");
    expect(&t, "> a\xC3\xA4\xE4\xB8\xAD\xF0\x90\x8D\x88z", 8);
    keys(&t, "\x1b[D\x1b[D\x1b[D");
    expect(&t, "> a\xC3\xA4\xE4\xB8\xAD\xF0\x90\x8D\x88z", 4);
    keys(&t, "\x7f");
    expect(&t, "> a\xE4\xB8\xAD\xF0\x90\x8D\x88z", 3);
    keys(&t, "\x04\x04");
    expect(&t, "> az", 3);
    keys(&t, "\xFF\x80\xC3(\xE4\xB8");
    expect(&t, "> a(z", 4);
    assert_string_equal(t.d.line, "a(z");
}

/* A long line is shown around the cursor, never wider than the terminal. */
static void test_width(void **state)
{
    struct terminal t;
    (void)state;
    init(&t, 20);
    keys(&t, "abcdefghijklmnopqrstuvwxyz");
    expect(&t, "> jklmnopqrstuvwxyz", 19);
    keys(&t, "\x01");
    expect(&t, "> abcdefghijklmnopq", 2);
    keys(&t, "\x1b[C\x1b[C-");
    expect(&t, "> ab-cdefghijklmnop", 5);
    for (u32 i = 0; i < 30; i++) {
        keys(&t, wide);
        assert_true(t.cursor < 20);
    }
    t.d.columns = 1; /* narrower than the prompt */
    keys(&t, "\x05");
    expect(&t, "> stuvwxyz", 10);
}

static void test_full(void **state)
{
    struct terminal t;
    (void)state;
    init(&t, 40);
    for (u32 i = 0; i < 2 * EDITOR_LINE_MAX; i++)
        keys(&t, i % 2 ? "x" : "\xC3\xA4");
    assert_true(t.d.size <= EDITOR_LINE_MAX);
    assert_true(t.d.size >= EDITOR_LINE_MAX - 1);
    assert_true(t.cursor < 40);
    editor_next(&t.d);
    keys(&t, "\x10");
    assert_true(t.d.size >= EDITOR_LINE_MAX - 1);
    editor_free(&t.d);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_keys), cmocka_unit_test(test_characters),
        cmocka_unit_test(test_width), cmocka_unit_test(test_full)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
