/* SPDX-License-Identifier: MIT
 *
 * What each directive puts into the image, byte for byte: the bytes behind
 * the header, that is text and then data.
 */
#include "rig_as.h"

struct directive_case {
    const char *source, *hex;
};

#define HALT "00 00 00 00 00 00 00 05 "
#define PAD "00 00 00 00 00 00 00 14 "

static const struct directive_case cases[] = {
    {"", ""},
    {"\n\n; nothing\n", ""},

    /* numbers */
    {".data\n.byte 1, 2, -1, 255, -128, 'a'", "01 02 FF FF 80 61"},
    {".data\n.byte \"ab\", 0", "61 62 00"},
    {".data\n.byte", ""},
    {".data\n.half 0x1234, -2\n.short 1\n.2byte 2\n.word 0x5678",
     "34 12 FE FF 01 00 02 00 78 56"},
    {".data\n.long 0x12345678\n.int -1\n.4byte 1",
     "78 56 34 12 FF FF FF FF 01 00 00 00"},
    {".data\n.quad 0x1122334455667788, -1\n.8byte 0xFFFFFFFFFFFFFFFF",
     "88 77 66 55 44 33 22 11 FF FF FF FF FF FF FF FF "
     "FF FF FF FF FF FF FF FF"},
    {".data\n.float 1.0, -0.5, 1e10", "00 00 80 3F 00 00 00 BF F9 02 15 50"},
    {".data\n.float nan, inf, -inf, 0x1p-1, 3",
     "00 00 C0 7F 00 00 80 7F 00 00 80 FF 00 00 00 3F 00 00 40 40"},
    {".data\n.single 0.1\n.double 1.5", "CD CC CC 3D 00 00 00 00 00 00 F8 3F"},
    {".data\n.BYTE 1\n.Long 2", "01 02 00 00 00"},

    /* texts */
    {".data\n.ascii \"a;b#c//d\"", "61 3B 62 23 63 2F 2F 64"},
    {".data\n.asciz \"a\", \"b\"\n.string \"\"", "61 00 62 00 00"},
    {".data\n.ascii \"\\n\\r\\t\\0\\\\\\\"\\x41\\x4\\101\\7\"",
     "0A 0D 09 00 5C 22 41 04 41 07"},

    /* gaps */
    {".data\n.space 3\n.zero 1\n.skip 2, 0xAA", "00 00 00 00 AA AA"},
    {".data\n.fill 3\n.fill 2, 2, 0x1234\n.fill 1, 8, -1",
     "00 00 00 34 12 34 12 FF FF FF FF FF FF FF FF"},
    {".data\n.byte 1\n.align 4\n.byte 2", "01 00 00 00 02"},
    {".data\n.byte 1\n.align 4, 0xEE\n.byte 2", "01 EE EE EE 02"},
    {".data\n.byte 1\n.balign 2\n.byte 2", "01 00 02"},
    {".data\n.byte 1\n.p2align 2\n.byte 2", "01 00 00 00 02"},
    {".data\n.byte 1\n.p2align 2, , 1\n.byte 2", "01 02"},
    {".data\n.byte 1\n.align 0\n.align 1\n.byte 2", "01 02"},
    /* data is aligned by address, and 0x201C is a multiple of 4 only */
    {".data\n.align 16\n.byte 2", "00 00 00 00 02"},
    {".data\n.byte 1\n.org 0x2020\n.byte 2\n.org . + 2, 9\n.byte 3",
     "01 00 00 00 02 09 09 03"},

    /* code is padded with MOV r0, r0 and aligned from its start */
    {"halt\n.align 16\nhalt", HALT PAD HALT},
    {"halt\n.align 8\nhalt", HALT HALT},
    {".org 0x202C\nhalt", PAD PAD HALT},
    {".byte 1\n.align 8\nhalt", "01 00 00 00 00 00 00 00 " HALT},
    {".byte 1\n.align 16\nhalt",
     "01 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 " HALT},
    /* the text is whole instructions */
    {"halt\n.byte 1\n.data\n.byte 2", HALT "01 00 00 00 00 00 00 00 02"},

    /* sections: text, other code, read-only, data */
    {".data\n.byte 3\n.rodata\n.byte 2\n.text\nhalt", HALT "02 03"},
    {".section .text.b,\"ax\",@progbits\nhalt\n.text\nbrk 1\n"
     ".section \"my data\",\"aw\"\n.byte 5\n.section .rodata.s\n.byte 3\n"
     ".section .data\n.byte 4\n.rodata\n.byte 2\n.section .comment\n.byte 9",
     "01 00 00 00 00 00 00 9B " HALT "02 03 04 05"},
    {".data\n.byte 1\n.previous\nhalt\n.previous\n.byte 2", HALT "01 02"},
    {".section .foo\n.byte 7", "07"},
    {".bss\n.space 4\n.byte 0\n.data\n.byte 1", "01"},
    {".section .zero,\"aw\",@nobits\n.space 4\n.data\n.byte 1", "01"},

    /* symbols */
    {".equ A, 5\n.set B, A+1\nC = B*2\n.data\n.byte A, B, C", "05 06 0C"},
    {".data\n.byte A\n.equ A, B\n.equ B, end - start\nstart: .byte 1\nend:",
     "01 01"},
    {".set A, 1\n.data\n.byte A\n.set A, 2\n.byte A", "01 02"},
    {".data\nx: .long x, y\ny:", "1C 20 00 00 24 20 00 00"},
    {"halt\n.data\nx: .half x", HALT "24 20"},
    {".data\n.byte FB_WIDTH >> 8, FB_HEIGHT >> 8, FB_BPP, INT_TIMER\n"
     ".byte PORT_EXIT\n.long TIME_BASE, FB_SIZE, IVT_BASE, CALL_STACK_BASE",
     "02 01 04 04 FE 00 20 00 00 00 C0 12 00 00 00 00 00 00 08 00 00"},
    {".equ FB_WIDTH, 3\n.data\n.byte FB_WIDTH", "03"},
    {".data\n.byte PORT_EXIT\nFB_SIZE: .byte 1\n.long FB_SIZE",
     "FE 01 1D 20 00 00"},
    {".weak W\n.data\n.long W", "00 00 00 00"},
    {".globl A, B\n.global A\n.local B\n.extern C\n.data\nA: B: .byte 1", "01"},
    {".data\n1: .byte 1\n1: .long 1b, 1f\n1: .byte 2",
     "01 1D 20 00 00 25 20 00 00 02"},
    {".data\n0: .byte 1\n.long 0b, 0b1", "01 1C 20 00 00 01 00 00 00"},
    {".comm X, 4\n.lcomm Y, 8, 16\n.comm X, 6\n.data\n.long X, Y",
     "24 20 00 00 30 20 00 00"},

    /* conditions */
    {".data\n.if 1\n.byte 1\n.else\n.byte 2\n.endif", "01"},
    {".data\n.if 0\n.byte 1\n.elseif 1\n.byte 2\n.else\n.byte 3\n.endif", "02"},
    {".data\n.if 0\n.if 1\n.byte 1\n.else\n.byte 2\n.endif\nnonsense\n"
     ".else\n.byte 3\n.endif",
     "03"},
    {".data\n.ifdef A\n.byte 1\n.endif\n.equ A, 0\n.ifdef A\n.byte 2\n.endif\n"
     ".ifndef A\n.byte 3\n.endif",
     "02"},
    {".data\n.ifeq 0\n.byte 1\n.endif\n.ifne 0\n.byte 2\n.endif", "01"},
    {".data\n.ifc a, a\n.byte 1\n.endif\n.ifnc a, a\n.byte 2\n.endif", "01"},
    {".data\n.ifb\n.byte 1\n.endif\n.ifnb x\n.byte 2\n.endif", "01 02"},
    {".data\n.ifdef FB_SIZE\n.byte 1\n.endif\n.equ FB_SIZE, 1\n"
     ".ifdef FB_SIZE\n.byte 2\n.endif",
     "01 02"},

    /* macros and repeats */
    {".macro m a, b=7\n.byte \\a, \\b\n.endm\n.data\nm 1\nm 2, 3\nM b=4, a=5",
     "01 07 02 03 05 04"},
    {".macro m a:req, rest:vararg\n.byte \\a\n.long \\rest\n.endm\n.data\n"
     "m 1, 2, 3",
     "01 02 00 00 00 03 00 00 00"},
    {".macro m\nl\\@: .long l\\@\n.endm\n.data\nm\nm",
     "1C 20 00 00 20 20 00 00"},
    {".macro m n\n.byte x\\n\\()y\n.asciz \"\\n\"\n.endm\n.equ x1y, 9\n.data\n"
     "m 1",
     "09 0A 00"},
    {".macro m text\n.ascii \"<\\text>\"\n.endm\n.data\nm hi\nm \"a, b\"",
     "3C 68 69 3E 3C 61 2C 20 62 3E"},
    {".macro m text\n.ascii \\text\n.endm\n.data\nm \"a;b\"", "61 3B 62"},
    {".macro m a, b\nload32 \\a, \\b\n.endm\nm r1, [r2 + (4)]",
     "04 00 00 00 00 02 01 0D"},
    {".macro outer\n.macro inner x\n.byte \\x\n.endm\n.endm\n.data\nouter\n"
     "inner 4",
     "04"},
    {".macro m n\n.if \\n\n.byte \\n\nm \\n - 1\n.endif\n.endm\n.data\nm 3",
     "03 02 01"},
    {".macro m n\n.byte 1\n.if \\n\n.exitm\n.endif\n.byte 2\n.endm\n.data\n"
     "m 1\nm 0",
     "01 01 02"},
    {".macro add a\n.byte \\a\n.endm\n.data\nadd 5\n.purgem add\n.text\n"
     "add r1, r2, r3",
     "00 00 00 00 03 02 01 01 05"},
    {".data\n.rept 3\n.byte 1\n.endr", "01 01 01"},
    {".data\n.rept 0\n.byte 1\n.endr\n.rept 2\n.rept 2\n.byte 2\n.endr\n.endr",
     "02 02 02 02"},
    {".data\n.set n, 0\n.rept 3\n.byte n\n.set n, n+1\n.endr", "00 01 02"},
    {".data\n.irp x, 1, 2+3, 'a'\n.byte \\x\n.endr", "01 05 61"},
    {".data\n.irp r, r1, r2\n.text\npush \\r\n.endr",
     "00 00 00 00 00 00 01 08 00 00 00 00 00 00 02 08"},
    {".macro m\n.rept 2\n.byte 1\n.exitm\n.endr\n.endm\n.data\nm\n.byte 2",
     "01 02"},

    /* what only informs others */
    {".file \"x.c\"\n.loc 1 2 3\n.ident \"x\"\n.type f, @function\n"
     ".size f, .-f\n.cfi_startproc\n.CFI_anything 3\n.hidden f\nhalt",
     HALT},
    {"halt\n.end\nnonsense", HALT},
};

static void directives_give_their_bytes(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++)
        check_bytes(cases[i].source, cases[i].hex);
}

static struct image_header header_of(const char *source, u32 base)
{
    struct as_result r;
    struct as_options o = as_options_default;
    o.base = base;
    assert_true(as_assemble(&r, &o, "t.s", source, strlen(source)));
    struct image_header h = image_header_get(r.image.data);
    as_result_free(&r);
    return h;
}

/* Nothing is padded, and empty segments stand where they would begin. */
static void header_says_where_things_are(void **state)
{
    (void)state;
    struct image_header h =
        header_of("halt\n.data\n.byte 1,2,3\n.bss\n.space 5\n", 0x3000);
    assert_int_equal(h.text_base, 0x3000);
    assert_int_equal(h.text_size, 8);
    assert_int_equal(h.data_base, 0x3008);
    assert_int_equal(h.data_size, 3);
    assert_int_equal(h.bss_base, 0x300B);
    assert_int_equal(h.bss_size, 5);
    h = header_of("halt\n", PROGRAM_BASE);
    assert_int_equal(h.data_base, PROGRAM_BASE + 8);
    assert_int_equal(h.bss_base, PROGRAM_BASE + 8);
    assert_int_equal(h.data_size + h.bss_size, 0);
    h = header_of(".data\n.byte 1\n.bss\n.align 4\nx: .space 4\n", 0x3000);
    assert_int_equal(h.bss_base, 0x3001);
    assert_int_equal(h.bss_size, 7);
}

static bool read_virtual(void *context, const char *path, struct buf *out,
                         struct err *e)
{
    (void)context;
    if (strcmp(path, "inc/a.inc") == 0)
        buf_printf(out, ".byte 1\n.include \"b.inc\"\n");
    else if (strcmp(path, "inc/b.inc") == 0)
        buf_printf(out, ".byte 2\n");
    else if (strcmp(path, "dir/bytes") == 0)
        buf_printf(out, "abcdef");
    else
        return (fail)(e, "cannot open %s", path);
    return true;
}

static void files_are_found(void **state)
{
    (void)state;
    static const char source[] =
        ".data\n.include \"inc/a.inc\"\n.incbin \"bytes\"\n"
        ".incbin \"bytes\", 4\n.incbin \"bytes\", 1, 2\n";
    static const char *const dirs[] = {"nowhere", "dir/"};
    struct as_options o = as_options_default;
    o.include_dirs = dirs;
    o.include_count = 2;
    o.read = read_virtual;
    struct as_result r;
    assert_true(as_assemble(&r, &o, "t.s", source, sizeof(source) - 1));
    assert_int_equal(r.image.size, IMAGE_HEADER_BYTES + 12);
    assert_memory_equal(r.image.data + IMAGE_HEADER_BYTES, "\1\2abcdefefbc",
                        12);
    buf_add(&r.depends, "", 1);
    assert_string_equal((char *)r.depends.data,
                        "t.s\ninc/a.inc\ninc/b.inc\ndir/bytes\n");
    as_result_free(&r);
}

static void defines_override(void **state)
{
    (void)state;
    static const char source[] = ".data\n.byte A, B, C, FB_BPP\n";
    static const char *const defines[] = {"A", "B=2", "C=B*3", "FB_BPP=8"};
    struct as_options o = as_options_default;
    o.defines = defines;
    o.define_count = 4;
    struct as_result r;
    assert_true(as_assemble(&r, &o, "t.s", source, sizeof(source) - 1));
    assert_memory_equal(r.image.data + IMAGE_HEADER_BYTES, "\1\2\6\10", 4);
    as_result_free(&r);
}

static void listing_and_map_tell_addresses(void **state)
{
    (void)state;
    static const char source[] = "start: movi r1, msg ; first\n"
                                 ".data\nmsg: .ascii \"0123456789\"\n"
                                 ".bss\n.space 3\n";
    struct as_options o = as_options_default;
    o.listing = o.map = true;
    struct as_result r;
    assert_true(as_assemble(&r, &o, "t.s", source, sizeof(source) - 1));
    buf_add(&r.listing, "", 1);
    buf_add(&r.map, "", 1);
    assert_string_equal(
        (char *)r.listing.data,
        "     1     0000201C  24 20 00 00 00 00 01 15"
        "  start: movi r1, msg ; first\n"
        "     2                                        .data\n"
        "     3     00002024  30 31 32 33 34 35 36 37"
        "  msg: .ascii \"0123456789\"\n"
        "           0000202C  38 39\n"
        "     4                                        .bss\n"
        "     5     0000202E                           .space 3\n"
        "           ... 3 bytes in all\n");
    assert_non_null(
        strstr((char *)r.map.data, "0x0000201C-0x00002023          8  text"));
    assert_non_null(strstr((char *)r.map.data, "0x00002024 .data    msg"));
    as_result_free(&r);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(directives_give_their_bytes),
        cmocka_unit_test(header_says_where_things_are),
        cmocka_unit_test(files_are_found),
        cmocka_unit_test(defines_override),
        cmocka_unit_test(listing_and_map_tell_addresses),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
