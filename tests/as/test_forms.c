/* SPDX-License-Identifier: MIT
 *
 * Every way to write an instruction, against its word in the notation of
 * docs/isa.md. The label `label` is the instruction itself, at 0x201C.
 */
#include "rig_as.h"

struct form {
    const char *text;
    u64 word;
};

static const struct form forms[] = {
    /* one of each format */
    {"halt", 0x0500000000000000},
    {"push r7", 0x0807000000000000},
    {"mov r1, r2", 0x1401020000000000},
    {"add r1, r2, r3", 0x0101020300000000},
    {"addi r1, r2, -1", 0x38010200FFFFFFFF},
    {"cmpi r1, 0xFFFFFFFF", 0x13010000FFFFFFFF},
    {"movi r31, -0x80000000", 0x151F000080000000},
    {"inti 0x80", 0x5C00000000000080},
    {"jmp 0x4000", 0x0600000000004000},
    {"jmp label", 0x060000000000201C},
    {"call label+8", 0x0A00000000002024},
    {"ipi r1, r2", 0x4701020000000000},
    {"startap r1, r2, 8", 0x4601020000000008},
    {"memset r1, r2, 100", 0x1601020000000064},
    {"brk 7", 0x9B00000000000007},
    {"cmp r3, r4", 0x1203040000000000},

    /* case, aliases, spaces */
    {"ADD R1, Sp, FP", 0x01011E1F00000000},
    {"Add\tr1 ,r2,\tr3", 0x0101020300000000},

    /* loads */
    {"load32 r1, [r2]", 0x0D01020000000000},
    {"load32 r1, [r2+8]", 0x0D01020000000008},
    {"load32 r1, [r2 - 4]", 0x0D010200FFFFFFFC},
    {"load32 r1, [r2+-4]", 0x0D010200FFFFFFFC},
    {"load32 r1, [8+r2]", 0x0D01020000000008},
    {"load32 r1, [-4 + r2]", 0x0D010200FFFFFFFC},
    {"load32 r1, [r2 + 4*2 - 1]", 0x0D01020000000007},
    {"load32 r1, [r2 + (1<<4)]", 0x0D01020000000010},
    {"load32 r1, [r2 + label]", 0x0D0102000000201C},
    {"load32 r1, [r2 + label - 4]", 0x0D01020000002018},
    {"load32 r1, [ r2 + . - label ]", 0x0D01020000000000},
    {"load32 [r2+8], r1", 0x0D01020000000008},
    {"load32 r1, r2, 8", 0x0D01020000000008},
    {"load32 r1, r2", 0x0D01020000000000},
    {"load r1, [sp]", 0x0C011E0000000000},
    {"ldar r1, [r2+4]", 0x4201020000000004},
    {"loadx r1, [r2+r3]", 0x5D01020300000000},
    {"loadx16 r1, [r2+r3+4]", 0x5E01020300000004},
    {"loadx32 r1, [r2+4+r3]", 0x0E01020300000004},
    {"loadx32 r1, [4+r2+r3]", 0x0E01020300000004},
    {"loadx32 r1, [r2+r3-4]", 0x0E010203FFFFFFFC},
    {"loadx32 [r2+r3], r1", 0x0E01020300000000},
    {"loadx32 r1, r2, r3, 4", 0x0E01020300000004},
    {"loadsx8 r1, [r2+r3+1]", 0x9301020300000001},

    /* stores: the value is rd, on either side, first without brackets */
    {"store32 [r2+8], r1", 0x1001020000000008},
    {"store32 r1, [r2+8]", 0x1001020000000008},
    {"store32 r5, r10, 8", 0x10050A0000000008},
    {"storex [r2+r3+1], r1", 0x5F01020300000001},
    {"storex r1, [r2+r3+1]", 0x5F01020300000001},
    {"storex32 r1, r2, r3, -4", 0x11010203FFFFFFFC},
    {"stlr [r2], r1", 0x4301020000000000},
    {"fstore32 r1, [r2-8]", 0x36010200FFFFFFF8},

    /* atomics */
    {"cas r1, r2, r3, 4", 0x3F01020300000004},
    {"cas r1, r2, r3", 0x3F01020300000000},
    {"cas r1, [r2+4], r3", 0x3F01020300000004},
    {"cas r1, [r2], r3", 0x3F01020300000000},
    {"cas r1, [r2+r3+4], r4", 0},
    {"cas r1, [r2+r3+4]", 0x3F01020300000004},
    {"xadd r3, r2, r3, 0", 0x4003020300000000},
    {"xchg r1, [r2 - 4], r3", 0x41010203FFFFFFFC},

    /* ports */
    {"in r1, [r2]", 0x1801020000000000},
    {"in r1, r2", 0x1801020000000000},
    {"out [r2], r1", 0x1901020000000000},
    {"out r1, [r2]", 0x1901020000000000},
    {"out r1, r2", 0x1901020000000000},

    /* jumps */
    {"jz label", 0x070000000000201C},
    {"jz r3, label", 0x070300000000201C},
    {"rjmp label", 0x4A00000000000000},
    {"rjnz -16", 0x4D000000FFFFFFF0},
    {"rjnz r9, -16", 0x4D090000FFFFFFF0},
    {"rjz label+8", 0x4C00000000000008},
    {"rjz 8+label", 0x4C00000000000008},
    {"rjmp .", 0x4A00000000000000},
    {"rjmp label-label+24", 0x4A00000000000018},
    {"rcall 0x100", 0x4B00000000000100},
    {"rja label", 0x8900000000000000},
    {"callr r4", 0x4904000000000000},
    {"jmpr r4", 0x8104000000000000},

    /* conditions and the memory call */
    {"set r1, ge", 0x8701000000000005},
    {"set r1, GE", 0x8701000000000005},
    {"set r1, 5", 0x8701000000000005},
    {"set r1, 2+3", 0x8701000000000005},
    {"set r1, 10", 0x870100000000000A},
    {"sel r1, r2, r3, be", 0x8801020300000009},
    {"callm [r2+8]", 0x9A00020000000008},
    {"callm r2, 8", 0x9A00020000000008},

    /* numbers and expressions */
    {"movi r1, 0b1010", 0x150100000000000A},
    {"movi r1, 0o17", 0x150100000000000F},
    {"movi r1, 010", 0x150100000000000A},
    {"movi r1, 0XfF", 0x15010000000000FF},
    {"movi r1, 4294967295", 0x15010000FFFFFFFF},
    {"movi r1, 'a'", 0x1501000000000061},
    {"movi r1, '\\n'", 0x150100000000000A},
    {"movi r1, '\\''", 0x1501000000000027},
    {"movi r1, ';'", 0x150100000000003B},
    {"movi r1, '#' # comment", 0x1501000000000023},
    {"movi r1, '\\x41'", 0x1501000000000041},
    {"movi r1, '\\101'", 0x1501000000000041},
    {"movi r1, 1+2*3", 0x1501000000000007},
    {"movi r1, (1+2)*3", 0x1501000000000009},
    {"movi r1, 1<<2+1", 0x1501000000000008},
    {"movi r1, 7&3|8^1", 0x150100000000000B},
    {"movi r1, 0xF0|0x0F&3", 0x15010000000000F3},
    {"movi r1, ~0", 0x15010000FFFFFFFF},
    {"movi r1, ~0x80000000", 0x150100007FFFFFFF},
    {"movi r1, ~7 & 0xFF", 0x15010000000000F8},
    {"movi r1, - -5", 0x1501000000000005},
    {"movi r1, -7/2", 0x15010000FFFFFFFD},
    {"movi r1, -7%3", 0x15010000FFFFFFFF},
    {"movi r1, 17%5", 0x1501000000000002},
    {"movi r1, 0x80000000>>31", 0x1501000000000001},
    {"movi r1, -8>>1", 0x15010000FFFFFFFC},
    {"movi r1, 100-50-25", 0x1501000000000019},
    {"movi r1, 3 == 3", 0x1501000000000001},
    {"movi r1, (1 < 2) + (2 <= 2) + (3 > 2) + (1 != 1)", 0x1501000000000003},
    {"movi r1, !5 + !0", 0x1501000000000001},
    {"movi r1, 1 && 2 || 0", 0x1501000000000001},
    {"movi r1, label", 0x150100000000201C},
    {"movi r1, .", 0x150100000000201C},
    {"movi r1, label & 0xFF", 0x150100000000001C},
    {"movi r1, INT_DISK", 0x1501000000000002},

    /* several labels, comments of all kinds */
    {"a: b: halt", 0x0500000000000000},
    {"a:halt // x", 0x0500000000000000},
    {"/* x */ halt /* y\n z */", 0x0500000000000000},
    {"halt ; x", 0x0500000000000000},
    {"halt # x", 0x0500000000000000},
    {"1: 2: halt", 0x0500000000000000},
};

static void forms_give_their_words(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(forms); i++) {
        char source[256];
        snprintf(source, sizeof(source), "label: %s\n", forms[i].text);
        struct as_result r;
        bool ok = assemble(&r, source);
        if (forms[i].word == 0) { /* a form that must be refused */
            assert_false(ok);
            as_result_free(&r);
            continue;
        }
        u64 word = ok ? get_le64(r.image.data + IMAGE_HEADER_BYTES) : 0;
        if (word != forms[i].word || r.image.size != IMAGE_HEADER_BYTES + 8)
            fail_msg("%s gives %016llX\n%.*s", forms[i].text,
                     (unsigned long long)word, (int)r.messages.size,
                     (const char *)r.messages.data);
        as_result_free(&r);
    }
}

static void x1_needs_its_architecture(void **state)
{
    (void)state;
    static const char source[] = "wait\n";
    static const char allowed[] = ".arch lamp+x1\nwait\n.arch lamp\n";
    struct as_result r;
    struct as_options o = as_options_default;
    assert_false(as_assemble(&r, &o, "t.s", source, sizeof(source) - 1));
    assert_non_null(strstr((char *)r.messages.data, "-march=lamp+x1"));
    as_result_free(&r);
    assert_true(as_assemble(&r, &o, "t.s", allowed, sizeof(allowed) - 1));
    as_result_free(&r);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(forms_give_their_words),
        cmocka_unit_test(x1_needs_its_architecture),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
