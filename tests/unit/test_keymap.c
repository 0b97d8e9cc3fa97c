/* SPDX-License-Identifier: MIT
 *
 * The key tables: scan codes of every kind of key, text, the window's own
 * keys, and that held keys are released once.
 */
#include "../../src/host/keymap.h"

#include <stdlib.h>

#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>

static void check_scan(u32 usage, bool down, const char *bytes, u32 n)
{
    u8 scan[KEY_SCAN_BYTES];
    assert_int_equal(keymap_scan(usage, down, scan), n);
    assert_memory_equal(scan, bytes, n);
}

static void test_scan_codes(void **state)
{
    (void)state;
    check_scan(USAGE_A, true, "\x1E", 1);
    check_scan(USAGE_A, false, "\x9E", 1);
    check_scan(0x1D, true, "\x2C", 1); /* Z */
    check_scan(0x27, true, "\x0B", 1); /* 0 */
    check_scan(USAGE_ENTER, false, "\x9C", 1);
    check_scan(0x29, true, "\x01", 1);      /* Escape */
    check_scan(0x2C, true, "\x39", 1);      /* Space */
    check_scan(0x38, true, "\x35", 1);      /* / */
    check_scan(0x45, true, "\x58", 1);      /* F12 */
    check_scan(0x52, true, "\xE0\x48", 2);  /* Up */
    check_scan(0x52, false, "\xE0\xC8", 2); /* Up */
    check_scan(0x58, true, "\xE0\x1C", 2);  /* keypad Enter */
    check_scan(0x63, true, "\x53", 1);      /* keypad . */
    check_scan(0x64, true, "\x56", 1);      /* non-US \ */
    check_scan(0x73, true, "\x76", 1);      /* F24 */
    check_scan(0xE4, false, "\xE0\x9D", 2); /* right Ctrl */
    check_scan(0xE5, true, "\x36", 1);      /* right Shift */
}

static void test_sequences(void **state)
{
    (void)state;
    check_scan(0x48, true, "\xE1\x1D\x45\xE1\x9D\xC5", 6); /* Pause */
    check_scan(0x48, false, "", 0);
    check_scan(0x46, true, "\xE0\x2A\xE0\x37", 4); /* Print Screen */
    check_scan(0x46, false, "\xE0\xB7\xE0\xAA", 4);
}

/* Every key has a make code below 0x80 that no other key has (but for the two
 * positions of the backslash), and unknown keys make nothing. */
static void test_whole_table(void **state)
{
    static u8 seen[2][0x80];
    u8 scan[KEY_SCAN_BYTES], up[KEY_SCAN_BYTES];
    u32 keys = 0;
    (void)state;
    for (u32 usage = 0; usage < KEY_USAGES + 10; usage++) {
        u32 n = keymap_scan(usage, true, scan);
        if (n == 0 || n > 2)
            continue;
        keys++;
        bool extended = n == 2;
        assert_true(!extended || scan[0] == 0xE0);
        u8 code = scan[n - 1];
        assert_in_range(code, 1, 0x7F);
        assert_true(seen[extended][code]++ == 0 || code == 0x2B);
        assert_int_equal(keymap_scan(usage, false, up), n);
        assert_int_equal(up[n - 1], code | 0x80);
    }
    assert_true(keys > 110);
    assert_int_equal(keymap_scan(0, true, scan), 0);
    assert_int_equal(keymap_scan(0xFFFFFFFF, true, scan), 0);
}

static void check_text(u32 usage, u32 symbol, u32 modifiers, const char *text)
{
    u8 bytes[KEY_TEXT_BYTES];
    u32 n = keymap_text(usage, symbol, modifiers, bytes);
    assert_int_equal(n, strlen(text));
    assert_memory_equal(bytes, text, n);
}

static void test_text(void **state)
{
    (void)state;
    check_text(USAGE_ENTER, '\r', 0, "\n");
    check_text(0x58, 0, 0, "\n");
    check_text(0x2A, 8, 0, "\b");
    check_text(0x2B, 9, 0, "\t");
    check_text(0x29, 27, 0, "\x1B");
    check_text(0x52, 0, 0, "\x1B[A");
    check_text(0x51, 0, 0, "\x1B[B");
    check_text(0x4F, 0, 0, "\x1B[C");
    check_text(0x50, 0, 0, "\x1B[D");
    /* Printed characters come from the window system. */
    check_text(USAGE_A, 'a', 0, "");
    check_text(USAGE_A, 'a', KEY_CTRL, "\x01");
    check_text(USAGE_A, 'q', KEY_CTRL, "\x11"); /* another layout */
    check_text(0x1D, 'z', KEY_CTRL, "\x1A");
    check_text(USAGE_A, 0x444, KEY_CTRL, "\x01"); /* no Latin letters */
    check_text(USAGE_A, 'a', KEY_CTRL | KEY_ALT, "");
    check_text(USAGE_A, 'a', KEY_ALT, "");
    check_text(0x1E, '1', KEY_CTRL, "");
}

static void test_own_keys(void **state)
{
    u32 both = KEY_CTRL | KEY_ALT;
    (void)state;
    assert_int_equal(keymap_action(USAGE_F11, 0), KEY_FULLSCREEN);
    assert_int_equal(keymap_action(USAGE_ENTER, KEY_ALT), KEY_FULLSCREEN);
    assert_int_equal(keymap_action(USAGE_ENTER, 0), KEY_PASSED);
    assert_int_equal(keymap_action(USAGE_G, both), KEY_CAPTURE);
    assert_int_equal(keymap_action(USAGE_G, KEY_CTRL), KEY_PASSED);
    assert_int_equal(keymap_action(USAGE_A, both), KEY_PASSED);
    assert_int_equal(keymap_action(USAGE_F12, 0), KEY_DEBUGGER);
}

static void test_list_names_own_keys(void **state)
{
    char *text = NULL;
    size_t size = 0;
    (void)state;
    FILE *out = open_memstream(&text, &size);
    keymap_print(out);
    fclose(out);
    assert_non_null(strstr(text, "F11"));
    assert_non_null(strstr(text, "Alt+Enter"));
    assert_non_null(strstr(text, "Ctrl+Alt+G"));
    assert_non_null(strstr(text, "F12"));
    free(text);
}

static void test_release_only_what_is_held(void **state)
{
    struct keyboard k = {0};
    u8 scan[KEY_SCAN_BYTES];
    (void)state;
    assert_int_equal(keyboard_event(&k, USAGE_A, false, scan), 0);
    assert_int_equal(keyboard_event(&k, USAGE_A, true, scan), 1);
    assert_int_equal(keyboard_event(&k, USAGE_A, true, scan), 1); /* repeat */
    assert_int_equal(keyboard_event(&k, USAGE_A, false, scan), 1);
    assert_int_equal(keyboard_event(&k, USAGE_A, false, scan), 0);
    assert_int_equal(keyboard_event(&k, KEY_USAGES, true, scan), 0);
    assert_int_equal(keyboard_event(&k, 0x01, true, scan), 0); /* unknown */
    assert_int_equal(keyboard_release(&k, scan), 0);
}

static void test_release_all(void **state)
{
    struct keyboard k = {0};
    u8 scan[KEY_SCAN_BYTES];
    (void)state;
    keyboard_event(&k, 0x52, true, scan); /* Up */
    keyboard_event(&k, 0x48, true, scan); /* Pause has no release */
    keyboard_event(&k, 0xE0, true, scan); /* left Ctrl */
    assert_int_equal(keyboard_release(&k, scan), 2);
    assert_memory_equal(scan, "\xE0\xC8", 2);
    assert_int_equal(keyboard_release(&k, scan), 1);
    assert_int_equal(scan[0], 0x9D);
    assert_int_equal(keyboard_release(&k, scan), 0);
    assert_int_equal(keyboard_event(&k, 0x52, false, scan), 0);
}

/* A key is whose it was when it went down. */
static void test_kept_keys(void **state)
{
    struct keyboard k = {0};
    u8 scan[KEY_SCAN_BYTES];
    (void)state;
    keyboard_keep(&k, USAGE_A);
    assert_true(keyboard_keeps(&k, USAGE_A));
    assert_int_equal(keyboard_event(&k, USAGE_A, false, scan), 0);
    assert_false(keyboard_keeps(&k, USAGE_A));
    keyboard_event(&k, USAGE_A, true, scan);
    keyboard_keep(&k, USAGE_A); /* too late: the guest must see the release */
    assert_true(keyboard_holds(&k, USAGE_A));
    assert_false(keyboard_keeps(&k, USAGE_A));
    assert_int_equal(keyboard_event(&k, USAGE_A, false, scan), 1);
    keyboard_keep(&k, USAGE_A);
    assert_int_equal(keyboard_release(&k, scan), 0);
    assert_false(keyboard_keeps(&k, USAGE_A));
    keyboard_keep(&k, KEY_USAGES);
    assert_false(keyboard_keeps(&k, KEY_USAGES));
    assert_false(keyboard_holds(&k, KEY_USAGES));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_scan_codes),
        cmocka_unit_test(test_sequences),
        cmocka_unit_test(test_whole_table),
        cmocka_unit_test(test_text),
        cmocka_unit_test(test_own_keys),
        cmocka_unit_test(test_list_names_own_keys),
        cmocka_unit_test(test_release_only_what_is_held),
        cmocka_unit_test(test_release_all),
        cmocka_unit_test(test_kept_keys),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
