/* SPDX-License-Identifier: MIT
 *
 * Every relocation with the bytes it leaves, at the ends of its range and
 * beyond, against sections, locals, globals and commons; and what is said of
 * damaged ones.
 */
#include "rig_ld.h"

static const char start[] = ".globl _start\n_start: halt\n";
static const u32 data = PROGRAM_BASE + 8;

static void absolute_words(void **state)
{
    (void)state;
    struct link k;
    link_init(&k);
    link_source(&k, "s.o",
                ".globl _start, f\n_start: movi r1, far + 4\n"
                "f: load32 r2, [r3 + here - 1]\nhalt\n"
                ".data\nhere: .long 0, f, _start + 0x7FFFFFFF\n");
    link_source(&k, "b.o", ".globl far\n.data\n.long 0\nfar: .long far - 8\n");
    link_good(&k);
    u32 here = PROGRAM_BASE + 24, far = here + 16;
    assert_int_equal(link_word(&k, PROGRAM_BASE), far + 4);
    assert_int_equal(link_word(&k, PROGRAM_BASE + 8), here - 1);
    assert_int_equal(link_word(&k, here + 4), PROGRAM_BASE + 8);
    assert_int_equal(link_word(&k, here + 8), PROGRAM_BASE + 0x7FFFFFFFu);
    assert_int_equal(link_word(&k, far), far - 8);
    link_free(&k);
}

/* The base of a relative branch is its own address. */
static void relative_words(void **state)
{
    (void)state;
    struct link k;
    link_init(&k);
    link_source(&k, "a.o",
                ".globl _start, back\n_start: rjmp ahead\nback: rjz ahead + 8\n"
                "rjmp _start\n");
    link_source(&k, "b.o", ".globl ahead\nahead: rjmp back\nrjmp ahead\n");
    link_good(&k);
    assert_int_equal(link_word(&k, PROGRAM_BASE), 24);
    assert_int_equal(link_word(&k, PROGRAM_BASE + 8), 24);
    assert_int_equal(link_word(&k, PROGRAM_BASE + 16), (u32)-16);
    assert_int_equal(link_word(&k, PROGRAM_BASE + 24), (u32)-16);
    assert_int_equal(link_word(&k, PROGRAM_BASE + 32), (u32)-8);
    link_free(&k);
}

/* `directive` with a symbol of this value: fits, or the message. */
static void check_narrow(const char *directive, u32 value, const char *message)
{
    char source[100];
    struct ld_define define = {"x", value};
    struct link k;
    link_init(&k);
    k.o.define = &define;
    k.o.define_count = 1;
    snprintf(source, sizeof(source), ".data\n.long 0\n%s x\n.long 0xEEEEEEEE\n",
             directive);
    link_source(&k, "s.o", start);
    link_source(&k, "a.o", source);
    if (message) {
        link_bad(&k, message);
    } else {
        link_good(&k);
        bool byte = strcmp(directive, ".byte") == 0;
        assert_int_equal(link_word(&k, data), 0);
        assert_int_equal(link_word(&k, data + 4),
                         byte ? (value & 0xFF) | 0xEEEEEE00
                              : (value & 0xFFFF) | 0xEEEE0000);
    }
    link_free(&k);
}

static void narrow_fields_are_checked(void **state)
{
    (void)state;
    check_narrow(".byte", 0xFF, NULL);
    check_narrow(".byte", (u32)-128, NULL);
    check_narrow(".byte", 0x100,
                 "lamp-ld: a.o(.data+0x4): relocation ABS8 against 'x' is "
                 "0x100, which does not fit in 8 bits (-128 to 255)\n");
    check_narrow(".byte", (u32)-129,
                 "lamp-ld: a.o(.data+0x4): relocation ABS8 against 'x' is "
                 "0xFFFFFF7F, which does not fit in 8 bits (-128 to 255)\n");
    check_narrow(".half", 0xFFFF, NULL);
    check_narrow(".half", (u32)-32768, NULL);
    check_narrow(".half", 0x10000,
                 "lamp-ld: a.o(.data+0x4): relocation ABS16 against 'x' is "
                 "0x10000, which does not fit in 16 bits (-32768 to 65535)\n");
    check_narrow(".half", (u32)-32769,
                 "lamp-ld: a.o(.data+0x4): relocation ABS16 against 'x' is "
                 "0xFFFF7FFF, which does not fit in 16 bits (-32768 to "
                 "65535)\n");
}

/* Each place that does not fit has its message. */
static void all_overflows_are_listed(void **state)
{
    (void)state;
    struct link k;
    link_init(&k);
    link_source(&k, "s.o", start);
    link_source(&k, "a.o", ".data\nx: .byte x, 0\n.half 5, x + 0x10000\n");
    link_bad(&k, "lamp-ld: a.o(.data+0x0): relocation ABS8 against '.data' is "
                 "0x2024, which does not fit in 8 bits (-128 to 255)\n"
                 "lamp-ld: a.o(.data+0x4): relocation ABS16 against '.data' "
                 "is 0x12024, which does not fit in 16 bits (-32768 to "
                 "65535)\n");
    link_free(&k);
}

/* Where the first relocation section of an object lies in its bytes. */
static u8 *first_rela(const struct buf *object)
{
    u32 headers = get_le32(object->data + 32);
    u32 count = get_le16(object->data + 48);
    for (u32 i = 0; i < count; i++) {
        const u8 *h = object->data + headers + i * 40;
        if (get_le32(h + 4) == 4)
            return object->data + get_le32(h + 16);
    }
    fail_msg("no relocations");
    return NULL;
}

struct damage {
    u32 at; /* in the first entry: 0 offset, 4 type and symbol */
    u32 value;
    const char *message;
};

static void damaged_relocations_are_refused(void **state)
{
    (void)state;
    static const struct damage cases[] = {
        {0, 5,
         "lamp-ld: a.o(.text+0x5): relocation ABS32 against 'x' lies outside "
         "of its section\n"},
        {0, 0xFFFFFFFE,
         "lamp-ld: a.o(.text+0xFFFFFFFE): relocation ABS32 against 'x' lies "
         "outside of its section\n"},
        {4, 0x00000077,
         "lamp-ld: a.o(.text+0x0): relocation of unknown type against '' has "
         "type 119\n"},
        {4, 0x12345601,
         "lamp-ld: a.o: .rela.text: relocation 0 is against symbol 1193046, "
         "which does not exist\n"},
    };
    for (u32 i = 0; i < ARRAY_LEN(cases); i++) {
        struct ld_define define = {"x", 1};
        struct link k;
        link_init(&k);
        k.o.define = &define;
        k.o.define_count = 1;
        link_source(&k, "a.o", ".globl _start\n_start: movi r1, x\n");
        put_le32(first_rela(&k.bytes[0]) + cases[i].at, cases[i].value);
        link_bad(&k, cases[i].message);
        link_free(&k);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(absolute_words),
        cmocka_unit_test(relative_words),
        cmocka_unit_test(narrow_fields_are_checked),
        cmocka_unit_test(all_overflows_are_listed),
        cmocka_unit_test(damaged_relocations_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
