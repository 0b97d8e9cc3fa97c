/* SPDX-License-Identifier: MIT
 *
 * Encodings of x86-64 instructions against those of the GNU assembler, one or
 * more for each form that the JIT uses: prefixes, registers that need REX,
 * bases that need a SIB byte or a displacement, short and long immediates.
 */
#ifdef VM_JIT
#include "rig.h"

#include "../../src/engine/jit_x86.h"

static struct {
    u8 byte[64];
    struct x86 x;
} code;

static struct x86 *begin(void)
{
    code.x =
        (struct x86){code.byte, code.byte, code.byte + sizeof code.byte, false};
    return &code.x;
}

/* Compares what was emitted with bytes in hexadecimal. */
static void is(const char *want)
{
    char got[3 * sizeof code.byte + 1] = "";
    for (const u8 *p = code.byte; p < code.x.at; p++)
        sprintf(got + strlen(got), p == code.byte ? "%02x" : " %02x", *p);
    assert_string_equal(got, want);
    begin();
}

static void test_moves(void **state)
{
    struct x86 *x = begin();
    (void)state;
    x86_mov(x, RBX, x86_r(RCX));
    is("8b d9");
    x86_mov(x, R9, x86_m(RBP, 0x48));
    is("44 8b 4d 48");
    x86_mov_to(x, x86_m(RBP, 0x80), R13);
    is("44 89 ad 80 00 00 00");
    x86_mov_i(x, RAX, 0x12345678);
    is("b8 78 56 34 12");
    x86_mov_i(x, R12, 1);
    is("41 bc 01 00 00 00");
    x86_mov_mi(x, x86_m(RBP, 4), 7);
    is("c7 45 04 07 00 00 00");
    x86_op(x, 0x8B | X_W, RSP, x86_m(RBP, 0x300), 0);
    is("48 8b a5 00 03 00 00");
    x86_mov(x, RAX, x86_r(RAX)); /* nothing to do */
    is("");
}

static void test_addresses(void **state)
{
    struct x86 *x = begin();
    (void)state;
    x86_mov(x, RDX, x86_mx(R14, RAX, 0, 0));
    is("41 8b 14 06");
    x86_mov(x, RDX, x86_mx(R14, R13, 0, 0x201C));
    is("43 8b 94 2e 1c 20 00 00");
    x86_mov_to(x, x86_m(R12, 0), RAX);
    is("41 89 04 24");
    x86_mov_to(x, x86_m(R13, 0), RAX);
    is("41 89 45 00");
    x86_lea(x, RAX, x86_mx(RBX, RSI, 3, 16));
    is("8d 44 f3 10");
    x86_op(x, 0x8D | X_W, R15, x86_m(R15, -0x400), 0);
    is("4d 8d bf 00 fc ff ff");
    x86_op(x, 0xFF, 4, x86_m(X86_RIP, 0x1234 + 6), 0);
    is("ff 25 34 12 00 00");
    /* the displacement counts from behind the immediate */
    x86_op(x, 0xC7, 0, x86_m(X86_RIP, 0x1234 + 10), 4);
    x86_imm(x, 5, 4);
    is("c7 05 34 12 00 00 05 00 00 00");
}

static void test_arithmetic(void **state)
{
    struct x86 *x = begin();
    (void)state;
    x86_alu_rr(x, X_ADD, RBX, x86_r(RSI));
    is("03 de");
    x86_alu_mr(x, X_ADD, x86_m(RBP, 8), RDI);
    is("01 7d 08");
    x86_alu_i(x, X_SUB, x86_r(R8), 127);
    is("41 83 e8 7f");
    x86_alu_i(x, X_CMP, x86_r(RDI), 128);
    is("81 ff 80 00 00 00");
    x86_alu_i(x, X_AND, x86_m(RBP, 12), -2);
    is("83 65 0c fe");
    x86_alu_i(x, X_AND | X_W, x86_r(RSP), -16);
    is("48 83 e4 f0");
    x86_test_rr(x, R9, R9);
    is("45 85 c9");
    x86_shift_i(x, 4, x86_r(RBX), 5);
    is("c1 e3 05");
    x86_shift_cl(x, 7, x86_r(R9));
    is("41 d3 f9");
    x86_op(x, X_0F | 0xAF, RBX, x86_r(R9), 0);
    is("41 0f af d9");
    x86_op(x, X_F3 | X_0F | 0xBD, RBX, x86_r(RSI), 0);
    is("f3 0f bd de");
}

/* Bytes of registers that have one only with REX, and halves. */
static void test_widths(void **state)
{
    struct x86 *x = begin();
    (void)state;
    x86_op(x, X_BYTE | 0x88, RSI, x86_mx(R14, RAX, 0, 0), 0);
    is("41 88 34 06");
    x86_op(x, X_BYTE | 0x88, RSI, x86_m(RAX, 0), 0);
    is("40 88 30");
    x86_op(x, X_66 | 0x89, R11, x86_mx(R14, RAX, 0, 0), 0);
    is("66 45 89 1c 06");
    x86_op(x, X_0F | 0xB6, R10, x86_mx(R14, RAX, 0, 0), 0);
    is("45 0f b6 14 06");
    x86_op(x, X_BYTE | 0xF6, 0, x86_r(RDI), 1);
    x86_imm(x, 3, 1);
    is("40 f6 c7 03");
    x86_op(x, X_0F | X_BYTE | 0x95, 0, x86_r(RAX), 0);
    is("0f 95 c0");
}

static void test_vector(void **state)
{
    struct x86 *x = begin();
    (void)state;
    x86_vex(x, X_66 | X_0F38 | 0xF7, RBX, RCX, x86_r(RSI));
    is("c4 e2 71 f7 de");
    x86_vex(x, X_F2 | X_0F3A | 0xF0, R8, 0, x86_r(RDI));
    x86_imm(x, 7, 1);
    is("c4 63 7b f0 c7 07");
    x86_vex(x, X_66 | X_0F38 | 0xB9, 0, 1, x86_r(2));
    is("c4 e2 71 b9 c2");
    x86_op(x, X_66 | X_0F | 0x6E, 0, x86_r(R9), 0);
    is("66 41 0f 6e c1");
    x86_op(x, X_F3 | X_0F | 0x58, 0, x86_m(RBP, 16), 0);
    is("f3 0f 58 45 10");
    x86_op(x, X_F3 | X_0F | X_W | 0x2A, 0, x86_r(RAX), 0);
    is("f3 48 0f 2a c0");
}

static void test_atomics(void **state)
{
    struct x86 *x = begin();
    (void)state;
    x86_op(x, X_LOCK | X_0F | 0xB1, RCX, x86_mx(R14, RDX, 0, 0), 0);
    is("f0 41 0f b1 0c 16");
    x86_op(x, X_LOCK | X_0F | 0xC1, RCX, x86_mx(R14, RAX, 0, 0), 0);
    is("f0 41 0f c1 0c 06");
}

static void test_jumps(void **state)
{
    struct x86 *x = begin();
    (void)state;
    x86_jmp_to(x, code.byte);
    is("eb fe");
    u8 *jump = x86_jcc(x, CC_NE);
    x86_imm(x, 0x90, 1);
    x86_here(x, jump);
    is("0f 85 01 00 00 00 90");
    x86_call_to(x, code.byte + 5);
    is("e8 00 00 00 00");
    x86_jcc_to(x, CC_L, code.byte);
    is("7c fe");
}

/* At the end of the room nothing is written, and that is said. */
/* Each length of filling, as the GNU assembler fills. */
static void test_align(void **state)
{
    (void)state;
    static _Alignas(64) u8 room[96];
    for (u32 at = 0; at < 64; at++) {
        struct x86 x = {room, room + at, room + sizeof room, false};
        x86_align(&x, 32);
        assert_int_equal(x.at - room, (at + 31) / 32 * 32);
    }
    static const char *const want[] = {"90",
                                       "66 90",
                                       "0f 1f 00",
                                       "0f 1f 40 00",
                                       "0f 1f 44 00 00",
                                       "66 0f 1f 44 00 00",
                                       "0f 1f 80 00 00 00 00",
                                       "0f 1f 84 00 00 00 00 00",
                                       "66 0f 1f 84 00 00 00 00 00"};
    for (u32 n = 1; n <= ARRAY_LEN(want); n++) {
        char got[64] = "";
        struct x86 x = {room, room + 32 - n, room + sizeof room, false};
        x86_align(&x, 32);
        for (u32 i = 0; i < n; i++)
            sprintf(got + strlen(got), i ? " %02x" : "%02x", room[32 - n + i]);
        assert_string_equal(got, want[n - 1]);
    }
}

static void test_full(void **state)
{
    struct x86 *x = begin();
    (void)state;
    for (u32 i = 0; i < sizeof code.byte; i++)
        x86_mov_i(x, RAX, i);
    assert_true(x->full);
    assert_true(x->at <= x->end);
    x86_link(x, x86_jmp(x), x->at);
    x86_imm(x, 0, 8);
    assert_true(x->at <= x->end);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_moves),      cmocka_unit_test(test_addresses),
        cmocka_unit_test(test_arithmetic), cmocka_unit_test(test_widths),
        cmocka_unit_test(test_vector),     cmocka_unit_test(test_atomics),
        cmocka_unit_test(test_jumps),      cmocka_unit_test(test_full),
        cmocka_unit_test(test_align),
    };
    cmocka_set_message_output(CM_OUTPUT_STDOUT);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
#else
int main(void)
{
    return 0; /* no such code on this host */
}
#endif
