/* SPDX-License-Identifier: MIT
 *
 * Every error and warning with its line and column, the form of a message,
 * and the bounds that keep hostile sources from taking time or memory.
 */
#include "rig_as.h"

struct error_case {
    const char *source;
    u32 line, column;
    const char *text; /* part of the message */
};

static const struct error_case errors[] = {
    /* words */
    {"  lod32 r1, [r2]", 1, 3,
     "unknown instruction 'lod32'; did you mean 'load32'?"},
    {"\n.dta", 2, 1, "unknown directive '.dta'; did you mean '.data'?"},
    {"qqqqqq", 1, 1, "unknown instruction 'qqqqqq'"},
    {"halt halt", 1, 6, "halt takes no operands"},
    {"@", 1, 1, "unexpected '@'"},
    {"halt\n\1", 2, 1, "unexpected character 0x01"},
    {"5", 1, 1, "unexpected '5'"},
    {"r1: halt", 1, 1, "'r1' is the name of a register"},
    {"a:\na:", 2, 1, "'a' is defined already"},
    {"a:\n.equ a, 1", 2, 6, "'a' is defined already"},
    {". = 5", 1, 1, "'.' moves with .org"},

    /* operands */
    {"add r1, r2", 1, 9, "the operands do not fit: add rd, rs1, rs2"},
    {"add", 1, 1, "the operands do not fit: add rd, rs1, rs2"},
    {"add r1, r2, r3, r4, r5, r6", 1, 25, "too many operands"},
    {"add r1, , r3", 1, 9, "an operand is missing"},
    {"add r1, r2,", 1, 12, "an operand is missing"},
    {"add r1, r2, r32", 1, 13, "registers are r0 to r31"},
    {"add r1, r2, r01", 1, 13, "registers are r0 to r31"},
    {"add r1, r2, 5", 1, 13, "a register is needed here; addi takes a number"},
    {"push 5", 1, 6, "a register is needed here"},
    {"cmp r1, 5", 1, 9, "cmpi takes a number"},
    {"movi r1, r2", 1, 10, "a number is needed here"},
    {"call r5", 1, 6, "a number is needed here; callr takes a register"},
    {"movi r1, 2 r2", 1, 12, "unexpected 'r2'"},
    {"add r1, [r2], r3", 1, 9, "add has no memory operand"},
    {"load32 r1, [r2+r3]", 1, 12,
     "load32 takes one register in brackets; loadx32 takes two registers"},
    {"storex16 [r2+4], r1", 1, 10,
     "storex16 takes two registers in brackets; store16 takes one register"},
    {"fload32 r1, [r2+r3]", 1, 13, "fload32 takes one register in brackets"},
    {"loadx32 r1, [r2+r3+r4]", 1, 20, "more than two registers"},
    {"load32 r5, [0x1000]", 1, 12,
     "no absolute addressing: put the address in a register first, for "
     "example movi r5, 0x1000 and then [r5]"},
    {"store32 [x], r1", 1, 9, "movi r2, x and then [r2]"},
    {"x: load32 r5, [x]", 1, 15, "no absolute addressing"},
    {"load32 r1, [r2", 1, 12, "this '[' has no ']'"},
    {"load32 r1, []", 1, 13, "a value is missing"},
    {"load32 r1, [4-r2]", 1, 15, "a register cannot be subtracted"},
    {"load32 r1, [r2+r99]", 1, 16, "registers are r0 to r31"},
    {"load32 r1, [r2|4]", 1, 15, "joined by + or -"},
    {"load32 r1, [r2*4]", 1, 15, "joined by + or -"},
    {"load32 [r1], [r2]", 1, 14, "the operands do not fit"},
    {"load32 [r1]", 1, 8, "the operands do not fit"},
    {"in r1, [r2+4]", 1, 8, "a port number has no offset"},
    {"in r1, 4", 1, 8, "a register is needed here"},
    {"cas [r1], r2, r3", 1, 15, "the operands do not fit"},
    {"cas r1, [r2]", 1, 9, "takes two registers in brackets"},
    {"set r1, r2", 1, 9, "a condition is needed here"},
    {"set r1, xx", 1, 9, "undefined symbol 'xx'"},
    {".data\nhalt", 2, 1, "section .data is not executable"},
    {".arch lamp\n wait", 2, 2, "extension X1; write .arch lamp+x1"},
    {".arch mips", 1, 7, "the architectures are lamp and lamp+x1"},

    /* expressions */
    {"movi r1, nope", 1, 10, "undefined symbol 'nope'"},
    {"start:\nmovi r1, strat", 2, 10, "did you mean 'start'?"},
    {".extern q\nmovi r1, q", 2, 10, "declared but not defined"},
    {"movi r1, 4294967296", 1, 10, "does not fit in 32 bits"},
    {"movi r1, 99999999999999999999", 1, 10, "does not fit in 64 bits"},
    {"movi r1, -0x80000001", 1, 10, "-2147483649 does not fit in 32 bits"},
    {"movi r1, 0xFFFFFFFF+1", 1, 10, "does not fit in 32 bits"},
    {"movi r1, 12ab", 1, 10, "'12ab' is not a number"},
    {"movi r1, 0x", 1, 10, "'0x' is not a number"},
    {"movi r1, 0b2", 1, 10, "'0b2' is not a number"},
    {"movi r1, 1/0", 1, 11, "division by zero"},
    {"movi r1, 1%0", 1, 11, "division by zero"},
    {"movi r1, 1<<64", 1, 11, "shift by 64 is not in 0..63"},
    {"movi r1, 1>>-1", 1, 11, "shift by -1 is not in 0..63"},
    {"movi r1, 0xFFFFFFFF*0xFFFFFFFF", 1, 20, "overflows 64 bits"},
    {"movi r1, 1<<62<<1", 1, 15, "overflows 64 bits"},
    {"movi r1, (1", 1, 10, "this '(' has no ')'"},
    {"movi r1, (1 2)", 1, 13, "unexpected '2'"},
    {"movi r1, 1)", 1, 11, "unexpected ')'"},
    {"movi r1, 1+", 1, 12, "a value is missing"},
    {"movi r1, 'ab'", 1, 10, "a character constant holds one character"},
    {"movi r1, '", 1, 10, "a character constant looks like"},
    {"movi r1, '\\q'", 1, 10, "unknown escape sequence"},
    {"rjmp 1b", 1, 6, "there is no label 1: above here"},
    {"1: rjmp 1f", 1, 9, "there is no label 1: below here"},
    {"movi r1, r2+1", 1, 10, "'r2' is a register; a number is needed"},

    /* directives */
    {".data\n.byte 1 2", 2, 9, "unexpected '2'"},
    {".data\n.byte 1,", 2, 9, "a value is missing"},
    {".data\n.long 0x1FFFFFFFF", 2, 7, "does not fit in 32 bits"},
    {".data\n.float x", 2, 8, "a floating-point number is needed"},
    {".data\n.float 1e99", 2, 8, "the number is too large"},
    {".data\n.float", 2, 7, "a floating-point number is needed"},
    {".data\n.ascii x", 2, 8, "a text in quotes is needed"},
    {".data\n.ascii \"x", 2, 8, "this quote is never closed"},
    {".data\n.ascii \"\\q\"", 2, 9, "unknown escape sequence"},
    {".data\n.space -1", 2, 8, "-1 is negative"},
    {".space 0x7FFFFFFF", 1, 8, "is more than 67108864"},
    {".fill 1, 9", 1, 10, "9 is more than 8"},
    {".align 3", 1, 8, "the alignment must be a power of two"},
    {".p2align 30", 1, 10, "30 is more than 24"},
    {".org 0x100", 1, 6,
     ".org takes an address and cannot go back from 0x201C to 0x100"},
    {".bss\n.byte 1", 2, 1, "section .bss holds nothing but zeros"},
    {".bss\n.space 4, 1", 2, 1, "section .bss holds nothing but zeros"},
    {".section", 1, 9, "the name of the section is missing"},
    {".section x,\"q\"", 1, 12, "'q' is no section flag"},
    {".section x,\"aw\"\n.byte 1\n.section x,\"ax\"", 3, 10,
     "section x has other flags already"},
    {".text 1", 1, 7, "unexpected '1'"},
    {".equ 5, 1", 1, 6, "a name, a comma and a value"},
    {".equ a", 1, 6, "a name, a comma and a value"},
    {".equ a, a", 1, 9, "'a' has no value"},
    {".equ a, b\n.equ b, a", 1, 9, "'b' has no value"},
    {".globl", 1, 7, "a name is missing"},
    {".comm x", 1, 7, "a name and a size"},
    {".globl r5", 1, 8, "'r5' is the name of a register"},
    {".equ sp, 1", 1, 6, "'sp' is the name of a register"},
    {"r5 = 1", 1, 1, "'r5' is the name of a register"},
    {".globl \"\"", 1, 8, "this name is empty"},
    {".globl \"a\\x01\"", 1, 8, "a name cannot hold the character 0x01"},
    {".globl \"a", 1, 8, "this quote is never closed"},
    {"movi r1, \"a b\"", 1, 11, "undefined symbol 'a b'"},
    {".section a\1b", 1, 10, "a name cannot hold the character 0x01"},
    {".section \"a\\0b\"", 1, 10, "a name cannot hold the character 0x00"},
    {"x:\n.comm x, 4", 2, 7, "'x' is defined already"},
    {".include \"nowhere.inc\"", 1, 10, "cannot open nowhere.inc"},
    {".include nowhere", 1, 10, "a text in quotes is needed"},
    {".incbin \"\"", 1, 9, "this is no file name"},
    {".error \"no way\"", 1, 8, "no way"},
    {".if x\n.endif", 1, 5, "undefined symbol 'x'"},
    {".if x\n.endif\nx:", 1, 5, "the value must be known here"},
    {".if 1", 1, 1, "this .if has no .endif"},
    {".else", 1, 6, "there is no .if for this"},
    {".endif", 1, 7, "there is no .if for this"},
    {".if 1\n.else\n.else\n.endif", 3, 6, "has an .else already"},
    {".if 1\n.else\n.elseif 1\n.endif", 3, 8, ".elseif stands behind .else"},
    {".ifdef\n.endif", 1, 7, "a name is missing"},
    {".ifc a\n.endif", 1, 7, "two texts with a comma"},
    {".macro m\nhalt", 1, 1, "there is no .endm for this"},
    {".macro\n.endm", 1, 7, "the name of the macro is missing"},
    {".macro m a, a\n.endm", 1, 13, "this parameter is named twice"},
    {".macro m a:x\n.endm", 1, 12, "use :req or :vararg"},
    {".macro m a\n.endm\nm 1, 2", 3, 6, "macro m takes 1 argument"},
    {".macro m a:req\n.endm\nm", 3, 2, "macro m needs its argument 'a'"},
    {".macro m\nadd r1\n.endm\nm", 2, 5, "the operands do not fit"},
    {".endm", 1, 6, "there is nothing to end here"},
    {".exitm", 1, 7, ".exitm is not in a macro"},
    {".purgem x", 1, 9, "there is no macro 'x'"},
    {".rept -1\n.endr", 1, 6, "the count is negative"},
    {".rept 2", 1, 1, "there is no .endr for this"},
    {".irp\n.endr", 1, 5, "the parameter is missing"},
};

static bool error_is(const struct error_case *c)
{
    struct as_result r;
    char want[400];
    snprintf(want, sizeof(want), "t.s:%u:%u: error: ", c->line, c->column);
    bool ok = assemble(&r, c->source);
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

static void check_messages(const char *source, bool want_ok, const char *want)
{
    struct as_result r;
    bool ok = assemble(&r, source);
    buf_add(&r.messages, "", 1);
    assert_string_equal((char *)r.messages.data, want);
    as_result_free(&r);
    assert_int_equal(ok, want_ok);
}

static void messages_show_line_and_caret(void **state)
{
    (void)state;
    check_messages("halt\n\tmovi\tr1, \xC3\xA4 ; x\n", false,
                   "t.s:2:11: error: undefined symbol '\xC3\xA4'\n"
                   "    \tmovi\tr1, \xC3\xA4 ; x\n"
                   "    \t    \t    ^\n"
                   "1 error\n");
    check_messages(".macro m x\n movi r1, \\x\n.endm\n m y\n m z\n", false,
                   "t.s:2:11: error: undefined symbol 'y'\n"
                   "     movi r1, y\n"
                   "              ^\n"
                   "t.s:4: note: in the expansion of m\n"
                   "t.s:2:11: error: undefined symbol 'z'\n"
                   "     movi r1, z\n"
                   "              ^\n"
                   "t.s:5: note: in the expansion of m\n"
                   "2 errors\n");
}

static void warnings_do_not_fail(void **state)
{
    (void)state;
    check_messages(".data\n.byte 300\n", true,
                   "t.s:2:7: warning: 300 does not fit in 8 bits and is cut\n"
                   "    .byte 300\n"
                   "          ^\n"
                   "1 warning\n");
    check_messages(".warning \"careful\"\n", true,
                   "t.s:1:10: warning: careful\n"
                   "    .warning \"careful\"\n"
                   "             ^\n"
                   "1 warning\n");
    check_bytes(".data\n.byte 300\n.half -32769", "2C FF 7F");
}

static void twenty_errors_are_enough(void **state)
{
    (void)state;
    struct buf source = {0};
    for (int i = 0; i < 30; i++)
        buf_printf(&source, "bad%d\n", i);
    struct as_result r;
    struct as_options o = as_options_default;
    assert_false(as_assemble(&r, &o, "t.s", source.data, source.size));
    buf_add(&r.messages, "", 1);
    const char *text = (const char *)r.messages.data;
    assert_non_null(strstr(text, "t.s:20:1: error"));
    assert_null(strstr(text, "t.s:21:1: error"));
    assert_non_null(strstr(text, "stopped after 20\n20 errors\n"));
    as_result_free(&r);
    buf_free(&source);
}

static void check_bounded(const char *source, size_t size, const char *text)
{
    struct as_result r;
    struct as_options o = as_options_default;
    o.max_lines = 100 * 1000;
    assert_false(as_assemble(&r, &o, "t.s", source, size));
    buf_add(&r.messages, "", 1);
    if (!strstr((char *)r.messages.data, text))
        fail_msg("want: %s\nhave: %.1000s", text, (char *)r.messages.data);
    as_result_free(&r);
}

static void hostile_sources_are_bounded(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        {".macro m\nm\n.endm\nm", "inside each other"},
        {".include \"t.s\"", "inside each other"},
        {".rept 1000000000\n.endr", "more than 100000 lines"},
        {".rept 1000000000\nhalt\n.endr", "more than 100000 lines"},
        {".rept 4\n.space 0x3000000\n.endr", "larger than 67108864 bytes"},
        {".macro m a\nm \\a\\a\\a\\a\n.endm\nm xxxxxxxx", "expansion"},
        {"a: .space b-a\nb: .space 1+b-a\n.data\n.space c-a\nc:\n",
         "do not settle"},
        {".org 0xFFFFFFF0", "larger than 67108864 bytes"},
    };
    for (size_t i = 0; i < ARRAY_LEN(cases); i++)
        check_bounded(cases[i][0], strlen(cases[i][0]), cases[i][1]);
    struct buf deep = {0};
    buf_printf(&deep, "movi r1, ");
    for (int i = 0; i < 100000; i++)
        buf_add(&deep, "(-", 2);
    check_bounded((char *)deep.data, deep.size, "nested more than 100 deep");
    deep.size = 0;
    for (int i = 0; i < 1000; i++)
        buf_printf(&deep, ".if 1\n");
    check_bounded((char *)deep.data, deep.size, "nested more than 100 deep");
    deep.size = 0;
    for (int i = 0; i < 20001; i++)
        buf_printf(&deep, ".section s%d\n", i);
    check_bounded((char *)deep.data, deep.size, "more than 20000 sections");
    buf_free(&deep);
}

static void odd_bytes_are_no_harm(void **state)
{
    (void)state;
    check_bounded("\0halt\n", 6, "unexpected character 0x00");
    check_bounded("halt\n a /* never closed\nhalt", 27,
                  "t.s:2:4: error: this comment is never closed");
    check_bounded("/*/", 3, "t.s:1:1: error: this comment is never closed");
    check_bounded(".include \"a\0b\"\n", 15, "this is no file name");
    struct as_result r;
    struct as_options o = as_options_default;
    assert_true(as_assemble(&r, &o, "t.s", "halt\r\n.data\r\n.byte 1\r", 21));
    assert_int_equal(r.image.size, IMAGE_HEADER_BYTES + 9);
    as_result_free(&r);
}

/* The image must fit below 4 GiB, and -D must be sound. */
static void options_are_checked(void **state)
{
    (void)state;
    struct as_result r;
    struct as_options o = as_options_default;
    o.base = 0xFFFFFFF8;
    assert_true(as_assemble(&r, &o, "t.s", "halt", 4));
    as_result_free(&r);
    assert_false(as_assemble(&r, &o, "t.s", "halt\nhalt", 9));
    as_result_free(&r);
    static const char *const bad[] = {"=1",    "r1=2",  "A=",          "A=B",
                                      "A=1 2", "A B=1", "A=4294967296"};
    o.base = PROGRAM_BASE;
    o.define_count = 1;
    for (size_t i = 0; i < ARRAY_LEN(bad); i++) {
        o.defines = &bad[i];
        assert_false(as_assemble(&r, &o, "t.s", "halt", 4));
        assert_true(r.messages.size > 0);
        as_result_free(&r);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(errors_name_their_place),
        cmocka_unit_test(messages_show_line_and_caret),
        cmocka_unit_test(warnings_do_not_fail),
        cmocka_unit_test(twenty_errors_are_enough),
        cmocka_unit_test(hostile_sources_are_bounded),
        cmocka_unit_test(odd_bytes_are_no_harm),
        cmocka_unit_test(options_are_checked),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
