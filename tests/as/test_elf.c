/* SPDX-License-Identifier: MIT
 *
 * Objects: what they cannot hold, with the place of each error; the values
 * that a section's bytes have before linking; the same bytes each time. How
 * other programs read them is in objects.sh.
 */
#include "rig_as.h"

#include <format/elf.h>

static bool assemble_object(struct as_result *r, const char *source)
{
    struct as_options o = as_options_default;
    o.elf = o.debug = true;
    return as_assemble(r, &o, "t.s", source, strlen(source));
}

struct error_case {
    const char *source;
    u32 line, column;
    const char *text;
};

static const struct error_case errors[] = {
    {"x: movi r1, x*2", 1, 14, "an address is not known before linking"},
    {"x: movi r1, ~x", 1, 13, "an address is not known before linking"},
    {"x: movi r1, -x", 1, 13, "an address is not known before linking"},
    {"movi r1, a+b", 1, 11, "an object can hold label + number"},
    {"x: movi r1, y-x\n.data\ny:", 1, 14, "of two labels of one section"},
    {"x: .if x\n.endif", 1, 8, "a number is needed here; an address"},
    {"x: .if x > 4\n.endif", 1, 10, "an address is not known"},
    {"x: .space x", 1, 11, "a number is needed here; an address"},
    {"x: .rept x\n.endr", 1, 10, "a number is needed here; an address"},
    {".hidden 5", 1, 9, "a name is missing here"},
    {".size 5, 1", 1, 7, "a name is missing here"},
    {".org x\n.data\nx:", 1, 6, "a number is needed here; an address"},
    {".arch lamp+x1\nx: set r1, x", 2, 12,
     "a number is needed here; an address"},
    {".data\n.fill 1, 3, x", 2, 1, "an address takes 1, 2, 4 or 8 bytes"},
    {".bss\n.long x", 2, 1, "section .bss holds nothing but zeros"},
    {".globl a\n.set a, b", 2, 1, "'a' is an alias of 'b', which is not"},
    {".size f", 1, 8, "a comma and a size are needed"},
    {".loc x", 1, 6, "a number is needed here; an address"},
    {".file 70000 \"x\"", 1, 7, "70000 is more than 65536"},
};

static bool error_is(const struct error_case *c)
{
    struct as_result r;
    char want[400];
    snprintf(want, sizeof(want), "t.s:%u:%u: error: ", c->line, c->column);
    bool ok = assemble_object(&r, c->source);
    buf_add(&r.messages, "", 1);
    const char *have = (const char *)r.messages.data;
    const char *text = strstr(have, want);
    bool same = !ok && text && strstr(text, c->text) && r.image.size == 0;
    if (!same)
        print_message("source:\n%s\nwant: %s%s\nhave: %s", c->source, want,
                      c->text, have);
    as_result_free(&r);
    return same;
}

static void errors_name_their_place(void **state)
{
    (void)state;
    u32 wrong = 0;
    for (size_t i = 0; i < ARRAY_LEN(errors); i++)
        wrong += !error_is(&errors[i]);
    assert_int_equal(wrong, 0);
}

/* The bytes of a section in hex, relocated places zero. */
static void check_section(const char *source, const char *name, const char *hex)
{
    u8 want[256];
    size_t n = hex_bytes(hex, want, sizeof(want));
    struct as_result r;
    struct elf f;
    struct err e = {0};
    assert_true(assemble_object(&r, source));
    assert_true(elf_read(&f, r.image.data, r.image.size, "t.o", &e));
    u32 s = elf_find(&f, name);
    assert_int_not_equal(s, 0);
    assert_int_equal(f.section[s].size, n);
    assert_memory_equal(elf_bytes(&f, s), want, n);
    elf_free(&f);
    as_result_free(&r);
}

static void known_values_stand_in_sections(void **state)
{
    (void)state;
    check_section("a: halt\nb: rjmp a\nmovi r1, b-a\nmovi r2, a\n", ".text",
                  "00 00 00 00 00 00 00 05  F8 FF FF FF 00 00 00 4A"
                  "08 00 00 00 00 00 01 15  00 00 00 00 00 00 02 15");
    check_section(".data\n.byte 1\n.org 4\nx: .quad x+1\n.half x, 7\n", ".data",
                  "01 00 00 00 00 00 00 00 00 00 00 00 00 00 07 00");
    check_section(".text\n.byte 1, 2, 3\n", ".text", "01 02 03 00 00 00 00 00");
    /* Another definition of a weak label does not change what is here. */
    check_section(".data\n.byte 1\n.weak w\nw: .byte 2, . - w, end - w\nend:",
                  ".data", "01 02 01 03");
}

static void the_same_source_gives_the_same_bytes(void **state)
{
    (void)state;
    static const char source[] = ".globl a, b, c\na: call c\nb: call \"x y\"\n"
                                 ".section s,\"aw\"\n.long a, b, c\n.comm d, 4";
    struct as_result first, second;
    assert_true(assemble_object(&first, source));
    assert_true(assemble_object(&second, source));
    assert_int_equal(first.image.size, second.image.size);
    assert_memory_equal(first.image.data, second.image.data, first.image.size);
    as_result_free(&first);
    as_result_free(&second);
}

/* Sections, symbols and relocations are found by tables. */
static void much_is_assembled(void **state)
{
    (void)state;
    struct buf source = {0};
    for (int i = 0; i < 20000; i++) {
        if (i % 2 == 0)
            buf_printf(&source, ".section s%d,\"aw\"\n", i);
        buf_printf(&source, ".globl n%d\nn%d: .long n%d, x%d\n", i, i,
                   19999 - i, i);
    }
    buf_add(&source, "", 1);
    struct as_result r;
    struct elf f;
    struct err e = {0};
    assert_true(assemble_object(&r, (const char *)source.data));
    assert_true(elf_read(&f, r.image.data, r.image.size, "t.o", &e));
    assert_true(f.symbol_count > 40000);
    assert_int_not_equal(elf_find(&f, ".relas19998"), 0);
    elf_free(&f);
    as_result_free(&r);
    buf_free(&source);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(errors_name_their_place),
        cmocka_unit_test(known_values_stand_in_sections),
        cmocka_unit_test(the_same_source_gives_the_same_bytes),
        cmocka_unit_test(much_is_assembled),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
