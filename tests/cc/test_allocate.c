/* SPDX-License-Identifier: MIT
 *
 * Register allocation on random functions: after each round, two registers
 * that hold different values at the same time have different colours, no
 * value that lives across a call is in a register which the call destroys,
 * and only allowed colours are given. The check is its own walk over the
 * live registers and shares no code with colouring but their liveness.
 */
#include <allocate.h>

#include "rig_cc.h"

enum { VALUES = 48, ROUNDS = 40 };

static u32 next_random(u32 *seed)
{
    *seed = *seed * 1664525 + 1013904223;
    return *seed >> 8;
}

static lref pick(u32 *seed, const lref *value, u32 count)
{
    return value[next_random(seed) % count];
}

/* A value made of earlier ones, by arithmetic, a load or a call. */
static lref random_value(struct lir_function *f, u32 *seed, const lref *value,
                         u32 count)
{
    static const enum lir_op ops[] = {LIR_ADD,  LIR_SUB, LIR_MUL,  LIR_XOR,
                                      LIR_UDIV, LIR_SHL, LIR_SDIV, LIR_ADD};
    lref a = pick(seed, value, count), b = pick(seed, value, count);
    u32 kind = next_random(seed) % 12;
    if (kind == 0) {
        lref call = lir_add_raw(f, LIR_CALL, 0, 0, 0, 0);
        struct lir_args args = {0};
        lir_args_add(f, &args, a);
        lir_args_add(f, &args, b);
        lir_at(f, call)->call.sym = "g";
        lir_at(f, call)->call.args = args;
        lir_at(f, call)->call.results = 1;
        return lir_add_raw(f, LIR_RESULT, call, 0, 0, 0);
    }
    if (kind == 1)
        return lir_load(f, a, (i32)(next_random(seed) % 64), 4, 0);
    if (kind == 2)
        return lir_select(f, lir_icmp(f, LIR_SLT, a, b), b, a);
    return lir_binary(f, ops[next_random(seed) % ARRAY_LEN(ops)], a, b);
}

/* Values in a loop; many stay live to the end. */
static void make_function(struct lir_function *f, struct arena *a, u32 *seed)
{
    lref value[VALUES];
    u32 count = 0;
    lir_init(f, a, "f");
    f->level = 2;
    f->x1 = next_random(seed) & 1;
    f->result_words = 1;
    for (; count < 6; count++)
        value[count] = lir_add_raw(f, LIR_PARAM, 0, 0, 0, (i32)count);
    struct lir_block *head = lir_block_new(f), *tail = lir_block_new(f);
    u32 outside = 6 + next_random(seed) % 24;
    for (; count < outside; count++)
        value[count] = random_value(f, seed, value, count);
    lir_jump(f, head);
    f->block = head;
    lref phi = lir_phi(f, head);
    value[count++] = phi;
    while (count < VALUES)
        value[count] = random_value(f, seed, value, count), count++;
    lir_branch(f, lir_icmp(f, LIR_ULT, value[VALUES - 1], phi), head, tail);
    lir_find_preds(f);
    lref from[2];
    for (u32 k = 0; k < 2; k++)
        from[k] = head->preds[k] == head ? value[VALUES - 1] : value[0];
    lir_phi_set(f, phi, from, 2);
    f->block = tail;
    lref sum = value[0];
    for (u32 k = 1; k < VALUES; k++)
        sum = lir_binary(f, LIR_XOR, sum, value[k]);
    struct lir_args result = {0};
    lir_args_add(f, &result, sum);
    lref end = lir_add_raw(f, LIR_RETURN, 0, 0, 0, 0);
    lir_at(f, end)->args = result;
}

static u32 colour_of(const struct colouring *c, u32 reg)
{
    return reg < MIR_FIRST_VREG ? reg : c->colour[reg];
}

/* `reg` is written while `live` are live behind the instruction. */
static bool definition_is_free(const struct mir_insn *i, u32 reg,
                               const u64 *live, const struct colouring *c,
                               u32 count)
{
    u32 colour = colour_of(c, reg);
    for (u32 r = 0; r < count && colour != COLOUR_NONE; r++) {
        bool copy = i->op == MIR_COPY && r == i->rs1;
        if (r != reg && !copy && bit_test(live, r) && colour_of(c, r) == colour)
            return false;
    }
    return true;
}

static bool insn_is_sound(struct mir_insn *i, u64 *live,
                          const struct colouring *c, u32 count)
{
    struct registers r;
    registers_of(i, &r);
    for (u32 d = 0; d < r.defs; d++) {
        if (!definition_is_free(i, *r.def[d], live, c, count))
            return false;
    }
    for (u32 d = 0; d < r.defs; d++)
        bit_clear(live, *r.def[d]);
    for (u32 v = MIR_FIRST_VREG; v < count; v++) {
        if (bit_test(live, v) && c->colour[v] != COLOUR_NONE &&
            (r.def_mask >> c->colour[v] & 1))
            return false;
    }
    live[0] &= ~(u64)r.def_mask;
    for (u32 u = 0; u < r.uses; u++)
        bit_set(live, *r.use[u]);
    live[0] |= r.use_mask;
    return true;
}

static void check_colours(struct mir_function *m, const struct colouring *c,
                          u32 seed)
{
    u32 count = register_count(m), words = (count + 63) / 64;
    u64 *live = calloc(words + 1, sizeof(u64));
    assert_non_null(live);
    for (u32 v = MIR_FIRST_VREG; v < count; v++)
        assert_true(c->colour[v] == COLOUR_NONE ||
                    (MIR_ALLOCATABLE >> c->colour[v] & 1));
    for (struct mir_block *b = m->entry; b; b = b->next) {
        memcpy(live, b->live_out, words * sizeof(u64));
        for (u32 k = b->count; k > 0; k--) {
            if (!insn_is_sound(&b->insn[k - 1], live, c, count))
                fail_msg("function of seed %u: instruction %u of b%u", seed,
                         k - 1, b->id);
        }
    }
    free(live);
}

/* All rounds of one function; the number of them. */
static u32 allocate_checked(struct mir_function *m, u32 seed)
{
    struct err e = {0};
    u32 first_temp = register_count(m), round = 0;
    for (; round < ROUNDS; round++) {
        u32 n = register_count(m);
        struct colouring c = {.colour = ARENA_ARRAY(m->arena, u8, n + 1),
                              .spilled = ARENA_ARRAY(m->arena, bool, n + 1)};
        mir_liveness(m);
        if (!colour_registers(m, MIR_ALLOCATABLE, first_temp, &c, &e))
            fail_msg("function of seed %u: %s", seed, e.text);
        check_colours(m, &c, seed);
        if (c.spills == 0)
            return round;
        spill_registers(m, &c);
    }
    fail_msg("function of seed %u: no end", seed);
    return round;
}

static void live_values_have_registers_of_their_own(void **state)
{
    (void)state;
    u32 spilling = 0;
    for (u32 seed = 1; seed <= 300; seed++) {
        struct arena a = {0};
        struct lir_function f;
        struct mir_function m;
        struct err e = {0};
        u32 random = seed * 7919;
        make_function(&f, &a, &random);
        lir_prune(&f);
        lir_count_uses(&f);
        lir_find_loops(&f);
        if (!lir_verify(&f, &e) || !mir_select(&m, &f, &e))
            fail_msg("function of seed %u: %s", seed, e.text);
        mir_layout(&m, false);
        assert_true(mir_verify(&m, &e));
        spilling += allocate_checked(&m, seed) > 0;
        arena_free(&a);
    }
    assert_true(spilling > 100); /* or nothing hard was tried */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(live_values_have_registers_of_their_own),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
