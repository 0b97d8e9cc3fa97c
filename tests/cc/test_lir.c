/* SPDX-License-Identifier: MIT
 *
 * LIR: builders fold constants as the machine computes, know identities and
 * share equal values; facts about bits hold; the verifier finds what breaks
 * the rules; text names everything.
 */
#include <lir.h>

#include "rig_cc.h"

struct rig {
    struct arena arena;
    struct lir_function f;
    lref a, b; /* parameters */
};

static void open_rig(struct rig *r)
{
    *r = (struct rig){0};
    lir_init(&r->f, &r->arena, "f");
    r->f.result_words = 1;
    r->a = lir_add_raw(&r->f, LIR_PARAM, 0, 0, 0, 0);
    r->b = lir_add_raw(&r->f, LIR_PARAM, 0, 0, 0, 1);
}

static lref finish(struct rig *r, lref value)
{
    struct lir_args args = {0};
    lir_args_add(&r->f, &args, value);
    lref end = lir_add_raw(&r->f, LIR_RETURN, 0, 0, 0, 0);
    lir_at(&r->f, end)->args = args;
    return end;
}

struct fold {
    enum lir_op op;
    u32 a, b, result;
};

static const struct fold folds[] = {
    {LIR_ADD, 0xFFFFFFFF, 2, 1},
    {LIR_SUB, 1, 2, 0xFFFFFFFF},
    {LIR_MUL, 0x10001, 0x10001, 0x20001},
    {LIR_MULHU, 0xFFFFFFFF, 0xFFFFFFFF, 0xFFFFFFFE},
    {LIR_MULHS, 0xFFFFFFFF, 0xFFFFFFFF, 0},
    {LIR_UDIV, 0xFFFFFFFF, 10, 429496729},
    {LIR_UREM, 0xFFFFFFFF, 10, 5},
    {LIR_SDIV, (u32)-7, 2, (u32)-3},
    {LIR_SREM, (u32)-7, 2, (u32)-1},
    {LIR_SHL, 1, 33, 2},
    {LIR_SHR, 0x80000000, 31, 1},
    {LIR_SAR, 0x80000000, 31, 0xFFFFFFFF},
    {LIR_ROL, 0x80000001, 4, 0x18},
    {LIR_AND, 0xFF00, 0x0FF0, 0x0F00},
    {LIR_XOR, 0xFF00, 0x0FF0, 0xF0F0},
};

static void constants_are_folded(void **state)
{
    (void)state;
    struct rig r;
    open_rig(&r);
    for (u32 i = 0; i < ARRAY_LEN(folds); i++) {
        const struct fold *c = &folds[i];
        u32 value = ~c->result;
        lref v = lir_binary(&r.f, c->op, lir_const(&r.f, c->a),
                            lir_const(&r.f, c->b));
        if (!lir_is_const(&r.f, v, &value) || value != c->result)
            fail_msg("%s %#x %#x: %#x, not %#x", lir_op_text[c->op], c->a, c->b,
                     value, c->result);
    }
    arena_free(&r.arena);
}

/* Division by nothing, and -2^31 / -1, must stay or give any word; the host
 * must survive them. */
static void what_traps_on_the_host_does_not_trap(void **state)
{
    (void)state;
    static const enum lir_op ops[] = {LIR_UDIV, LIR_UREM, LIR_SDIV, LIR_SREM};
    struct rig r;
    open_rig(&r);
    for (u32 i = 0; i < ARRAY_LEN(ops); i++) {
        lref zero = lir_const(&r.f, 0), least = lir_const(&r.f, 0x80000000);
        assert_int_not_equal(lir_binary(&r.f, ops[i], r.a, zero), 0);
        assert_int_not_equal(lir_binary(&r.f, ops[i], least, zero), 0);
        lref minus = lir_const(&r.f, 0xFFFFFFFF);
        assert_int_not_equal(lir_binary(&r.f, ops[i], least, minus), 0);
    }
    arena_free(&r.arena);
}

static void identities_and_equal_values_are_known(void **state)
{
    (void)state;
    struct rig r;
    u32 value = 1;
    open_rig(&r);
    struct lir_function *f = &r.f;
    assert_int_equal(lir_binary_imm(f, LIR_ADD, r.a, 0), r.a);
    assert_int_equal(lir_binary_imm(f, LIR_MUL, r.a, 1), r.a);
    assert_int_equal(lir_binary_imm(f, LIR_AND, r.a, 0xFFFFFFFF), r.a);
    assert_int_equal(lir_binary_imm(f, LIR_OR, r.a, 0), r.a);
    assert_true(lir_is_const(f, lir_binary(f, LIR_XOR, r.a, r.a), &value));
    assert_int_equal(value, 0);
    assert_int_equal(lir_binary(f, LIR_ADD, r.a, r.b),
                     lir_binary(f, LIR_ADD, r.a, r.b));
    assert_int_equal(lir_select(f, lir_const(f, 1), r.a, r.b), r.a);
    assert_int_equal(lir_select(f, lir_const(f, 0), r.a, r.b), r.b);
    /* Loads are not pure: memory may change between them. */
    assert_int_not_equal(lir_load(f, r.a, 0, 4, LIR_VOLATILE),
                         lir_load(f, r.a, 0, 4, LIR_VOLATILE));
    arena_free(&r.arena);
}

static void known_bits_hold(void **state)
{
    (void)state;
    struct rig r;
    open_rig(&r);
    struct lir_function *f = &r.f;
    lref byte = lir_load(f, r.a, 0, 1, 0);
    lref half = lir_load(f, r.a, 2, 2, LIR_SIGNED);
    assert_int_equal(lir_known_zeros(f, byte) & 0xFFFFFF00, 0xFFFFFF00);
    assert_true(lir_sign_bits(f, half) >= 17);
    assert_true(lir_sign_bits(f, r.a) == 1 && lir_known_zeros(f, r.a) == 0);
    assert_int_equal(lir_zext(f, byte, 8), byte);
    assert_int_equal(lir_sext(f, half, 16), half);
    assert_int_not_equal(lir_sext(f, byte, 8), byte);
    arena_free(&r.arena);
}

static void broken_rules_are_found(void **state)
{
    (void)state;
    struct rig r;
    struct err e = {0};
    open_rig(&r);
    lref sum = lir_binary(&r.f, LIR_ADD, r.a, r.b);
    assert_false(lir_verify(&r.f, &e)); /* no end yet */
    assert_non_null(strstr(e.text, "does not end"));
    finish(&r, sum);
    lir_find_preds(&r.f);
    assert_true(lir_verify(&r.f, &e));
    lir_at(&r.f, sum)->a = r.f.insn_count + 5;
    assert_false(lir_verify(&r.f, &e));
    assert_non_null(strstr(e.text, "operand"));
    lir_at(&r.f, sum)->a = r.a;
    lir_block_new(&r.f);
    assert_false(lir_verify(&r.f, &e));
    assert_non_null(strstr(e.text, "is empty"));
    lir_prune(&r.f); /* nothing leads there */
    assert_true(lir_verify(&r.f, &e));
    arena_free(&r.arena);
}

static void text_has_all(void **state)
{
    (void)state;
    struct rig r;
    struct buf out = {0};
    open_rig(&r);
    lref loaded = lir_load(&r.f, r.a, 8, 2, LIR_SIGNED);
    lir_store(&r.f, r.b, -4, loaded, 1, 0);
    finish(&r, lir_icmp(&r.f, LIR_SLT, loaded, r.b));
    lir_find_preds(&r.f);
    lir_print(&r.f, &out);
    const char *text = rig_text(&out);
    static const char *const wanted[] = {"function f", "load.2s", "store.1",
                                         "icmp.slt",   "return",  "b0"};
    for (u32 i = 0; i < ARRAY_LEN(wanted); i++) {
        if (!strstr(text, wanted[i]))
            fail_msg("no %s in\n%s", wanted[i], text);
    }
    buf_free(&out);
    arena_free(&r.arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(constants_are_folded),
        cmocka_unit_test(what_traps_on_the_host_does_not_trap),
        cmocka_unit_test(identities_and_equal_values_are_known),
        cmocka_unit_test(known_bits_hold),
        cmocka_unit_test(broken_rules_are_found),
        cmocka_unit_test(text_has_all),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
