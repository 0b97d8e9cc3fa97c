/* SPDX-License-Identifier: MIT
 *
 * The text of instructions: words of docs/isa.md with their texts, the choice
 * of decimal and hex, what has no text, targets, and the tables by name.
 */
#include <format/isa_text.h>

#include <stdarg.h>
#include <stddef.h>

#include <setjmp.h>
#include <cmocka.h>

struct vector {
    const char *text;
    u64 word;
};

/* As in the appendix of docs/isa.md, but for numbers that read otherwise. */
static const struct vector vectors[] = {
    {"add r1, r2, r3", 0x0101020300000000},
    {"sub r1, r2, r3", 0x0201020300000000},
    {"add r4, r4, r4", 0x0104040400000000},
    {"addi r1, r2, -1", 0x38010200FFFFFFFF},
    {"cmp r1, r2", 0x1201020000000000},
    {"cmpi r1, 1", 0x1301000000000001},
    {"mul r1, r2, r3", 0x0301020300000000},
    {"div r1, r2, r3", 0x0401020300000000},
    {"mod r1, r2, r3", 0x1C01020300000000},
    {"mov r1, r2", 0x1401020000000000},
    {"shl r1, r2, r3", 0x2101020300000000},
    {"sar r1, r2, r3", 0x2301020300000000},
    {"rori r1, r2, 40", 0x5101020000000028},
    {"load r1, [r2+1]", 0x0C01020000000001},
    {"load16 r1, [r2+1]", 0x5201020000000001},
    {"load32 r1, [r2+0x4004]", 0x0D01020000004004},
    {"load32 r1, [r2+1]", 0x0D01020000000001},
    {"storex16 [r2+r3+2], r1", 0x6001020300000002},
    {"memcpy r1, r2, 5", 0x1701020000000005},
    {"load32 r1, [r2]", 0x0D01020000000000},
    {"jg 0x4000", 0x2500000000004000},
    {"jl 0x4000", 0x2700000000004000},
    {"rjnz -16", 0x4D000000FFFFFFF0},
    {"jz r5, 0x4000", 0x0705000000004000},
    {"rcall 256", 0x4B00000000000100},
    {"push r1", 0x0801000000000000},
    {"pop r1", 0x0901000000000000},
    {"fadd r1, r2, r3", 0x2B01020300000000},
    {"fsub r1, r2, r3", 0x2C01020300000000},
    {"fmul r1, r2, r3", 0x2D01020300000000},
    {"fdiv r1, r2, r3", 0x2E01020300000000},
    {"fneg r1, r2", 0x2F01020000000000},
    {"fsqrt r1, r2", 0x3101020000000000},
    {"fcmp r1, r2", 0x3201020000000000},
    {"itof r1, r2", 0x3301020000000000},
    {"ftoi r1, r2", 0x3401020000000000},
    {"cas r1, r2, r3, 4", 0x3F01020300000004},
    {"xadd r3, r2, r3, 0", 0x4003020300000000},
    {"cas r1, r2, r3, 2", 0x3F01020300000002},
    {"ldar r1, [r2]", 0x4201020000000000},
    {"inti 0x21", 0x5C00000000000021},
    {"iret", 0x1B00000000000000},
    {"ipi r1, r2", 0x4701020000000000},
    {"in r1, [r2]", 0x1801020000000000},
    {"sdiv r1, r2, r3", 0x8201020300000000},
    {"smod r1, r2, r3", 0x8301020300000000},
    {"mulhs r1, r2, r3", 0x8501020300000000},
    {"set r1, ge", 0x8701000000000005},
    {"sel r1, r2, r3, be", 0x8801020300000009},
    {"rjbe 64", 0x8A00000000000040},
    {"adc r1, r2, r3", 0x8B01020300000000},
    {"sbb r1, r2, r3", 0x8C01020300000000},
    {"bswap r1, r2", 0x9001020000000000},
    {"loadsx16 r1, [r2+r3+2]", 0x9401020300000002},
    {"movs r1, r2, r3", 0x9501020300000000},
    {"movs r1, r2, r1", 0x9501020100000000},
    {"fma r1, r2, r3", 0x9701020300000000},
    {"ftou r1, r2", 0x9801020000000000},
    {"callm [r2+8]", 0x9A00020000000008},

    /* the edges of decimal, hex and left-out numbers */
    {"movi r1, 4096", 0x1501000000001000},
    {"movi r1, -4096", 0x15010000FFFFF000},
    {"movi r1, 0x1001", 0x1501000000001001},
    {"movi r1, 0xFFFFEFFF", 0x15010000FFFFEFFF},
    {"movi r1, 0x80000000", 0x1501000080000000},
    {"load r31, [r0-4096]", 0x0C1F0000FFFFF000},
    {"load r31, [r0+0xFFFFEFFF]", 0x0C1F0000FFFFEFFF},
    {"callm [r2]", 0x9A00020000000000},
    {"cas r1, r2, r3, 0", 0x3F01020300000000},
    {"rjmp 0x10000", 0x4A00000000010000},
    {"rjmp -0x10000", 0x4A000000FFFF0000},
    {"rjmp -0x80000000", 0x4A00000080000000},
    {"jmp 0x0", 0x0600000000000000},
    {"inti 3", 0x5C00000000000003},
    {"brk 0xFFFFFFFF", 0x9B000000FFFFFFFF},
};

static void words_have_their_texts(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(vectors); i++) {
        u8 code[8];
        char text[ISA_TEXT_BYTES];
        put_le64(code, vectors[i].word);
        assert_int_equal(isa_text(text, sizeof(text), code, 0x3000), 8);
        assert_string_equal(text, vectors[i].text);
        assert_true(isa_text_exact(code));
    }
}

static void junk_in_unused_fields_is_not_shown(void **state)
{
    (void)state;
    static const struct vector junk[] = {
        {"ret", 0x0B28FF4012345678},
        {"add r1, r2, r3", 0x0101020300000001},
        {"mov r1, r2", 0x1401020100000000},
        {"jz 0x4000", 0x0720000000004000}, /* r32 is ignored too */
        {"movi r1, 5", 0x1501000100000005},
    };
    for (size_t i = 0; i < ARRAY_LEN(junk); i++) {
        u8 code[8];
        char text[ISA_TEXT_BYTES];
        put_le64(code, junk[i].word);
        assert_int_equal(isa_text(text, sizeof(text), code, 0), 8);
        assert_string_equal(text, junk[i].text);
        assert_false(isa_text_exact(code));
    }
}

static void some_words_have_no_text(void **state)
{
    (void)state;
    static const u64 words[] = {
        0x0000000000000000, /* undefined */
        0x6100000000000000,
        0xFFFFFFFFFFFFFFFF,
        0x9C00000000000000,
        0x0120020300000000, /* used registers of 32 and more */
        0x0101200300000000,
        0x010102FF00000000,
        0x870100000000000A, /* conditions of 10 and more */
        0x88010203FFFFFFFF,
    };
    for (size_t i = 0; i < ARRAY_LEN(words); i++) {
        u8 code[8];
        char text[ISA_TEXT_BYTES] = "old";
        put_le64(code, words[i]);
        assert_int_equal(isa_text(text, sizeof(text), code, 0), 0);
        assert_string_equal(text, "");
        assert_false(isa_text_exact(code));
    }
}

/* No size of the buffer is too small, and the longest text has its place. */
static void texts_are_cut_and_terminated(void **state)
{
    (void)state;
    u8 code[8];
    char text[ISA_TEXT_BYTES + 1], whole[ISA_TEXT_BYTES];
    put_le64(code, 0x941F1F1FEDCBA987);
    isa_text(whole, sizeof(whole), code, 0);
    assert_string_equal(whole, "loadsx16 r31, [r31+r31+0xEDCBA987]");
    for (size_t size = 0; size <= ISA_TEXT_BYTES; size++) {
        memset(text, '#', sizeof(text));
        assert_int_equal(isa_text(text, size, code, 0), 8);
        assert_int_equal(text[size], '#');
        if (size == 0)
            continue;
        size_t n = strlen(whole) < size - 1 ? strlen(whole) : size - 1;
        assert_int_equal(strlen(text), n);
        assert_memory_equal(text, whole, n);
    }
}

static void targets_are_addresses(void **state)
{
    (void)state;
    u8 code[8];
    u32 target = 1;
    put_le64(code, 0x4D000000FFFFFFF0); /* rjnz -16 */
    assert_true(isa_text_target(code, 0x3000, &target));
    assert_int_equal(target, 0x2FF0);
    put_le64(code, 0x0600000000004000); /* jmp 0x4000 */
    assert_true(isa_text_target(code, 0x3000, &target));
    assert_int_equal(target, 0x4000);
    put_le64(code, 0x0101020300000000); /* add */
    assert_false(isa_text_target(code, 0x3000, &target));
}

static void tables_agree(void **state)
{
    (void)state;
    const struct isa_row *row;
    size_t n = 0;
    for (; (row = isa_row_at(n)) != NULL; n++) {
        assert_ptr_equal(isa_row_find(row->op), row);
        assert_ptr_equal(isa_row_named(row->name, strlen(row->name)), row);
        assert_true(strlen(row->name) < ISA_NAME_BYTES);
        assert_int_equal(isa_row_is_x1(row), row->op >= 0x80);
    }
    assert_int_equal(n, 96 + 28);
    assert_null(isa_row_find(0));
    assert_null(isa_row_find(256));
    assert_non_null(isa_row_named("lOaD32", 6));
    assert_null(isa_row_named("load3", 5));
    assert_string_equal(isa_name_nearest("laod32", 6), "LOAD32");
    for (u32 cc = 0; cc < ISA_CC_COUNT; cc++) {
        const char *name = isa_cond_name(cc);
        assert_int_equal(isa_cond_named(name, strlen(name)), cc);
    }
    assert_null(isa_cond_name(ISA_CC_COUNT));
    assert_int_equal(isa_cond_named("xx", 2), -1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_have_their_texts),
        cmocka_unit_test(junk_in_unused_fields_is_not_shown),
        cmocka_unit_test(some_words_have_no_text),
        cmocka_unit_test(texts_are_cut_and_terminated),
        cmocka_unit_test(targets_are_addresses),
        cmocka_unit_test(tables_agree),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
