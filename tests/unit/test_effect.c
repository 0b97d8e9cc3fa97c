/* SPDX-License-Identifier: MIT
 *
 * What isa->effect says of registers, against what instructions do: bits of
 * registers that count as undefined are changed at random, and only bits of
 * the result that the check calls undefined may differ then. Nor may any
 * other register, and FLAGS only where the result is undefined.
 */
#include "rig.h"

#include <debug/checks.h>

enum { TRIALS = 300, REGISTERS = 32 };

struct state {
    u32 r[REGISTERS], flags;
};

static u64 seed = 11;

static u32 any(void)
{
    u32 n = (u32)splitmix64(&seed);
    switch (splitmix64(&seed) % 4) {
    case 0:
        return n & 63;
    case 1:
        return n % 2 ? 0x80000000 : 0xFFFFFFFF;
    default:
        return n;
    }
}

static void put(struct core *c, const struct state *s)
{
    memcpy(c->r, s->r, sizeof(s->r));
    core_flags_set(c, s->flags);
    c->ip = RIG_PC;
}

/* One instruction from the state; *after: the state behind it. */
static void step(struct rig *r, const struct state *s, struct state *after)
{
    struct core *c = r->m->core[0];
    put(c, s);
    assert_int_equal(machine_step(r->m, 0, 1), STOP_BUDGET);
    memcpy(after->r, c->r, sizeof(c->r));
    after->flags = core_flags(c);
}

static bool is_computation(const struct effect *e)
{
    return e->mix != MIX_NOTHING && e->mix != MIX_LOAD && e->where == 0 &&
           !e->stores && !e->decides && e->order == ORDER_NONE;
}

static void random_state(struct state *s, u32 *undefined)
{
    for (u32 i = 0; i < REGISTERS; i++) {
        s->r[i] = any();
        undefined[i] = splitmix64(&seed) % 3 ? any() & any() : 0;
    }
    s->flags = (u32)splitmix64(&seed) & UFLAGS;
}

static void compare(const struct effect *e, u32 bits,
                    const struct state *before, const struct state *other,
                    const struct state *a, const struct state *b,
                    const char *name)
{
    bool writes = e->mix != MIX_COMPARE;
    for (u32 i = 0; i < REGISTERS; i++) {
        u32 may = before->r[i] ^ other->r[i];
        if (writes && i == e->d)
            may = bits;
        if (((a->r[i] ^ b->r[i]) & ~may) != 0)
            fail_msg("%s: r%u is %08X or %08X, undefined are %08X", name, i,
                     a->r[i], b->r[i], may);
    }
    if (bits == 0 && a->flags != b->flags)
        fail_msg("%s: FLAGS differ, the result does not", name);
    if (!e->flags_out && a->flags != before->flags)
        fail_msg("%s: records FLAGS", name);
}

static bool divides_by_zero(u8 op, const struct state *s, u8 divisor)
{
    bool divides =
        op == ISA_DIV || op == ISA_MOD || op == ISA_SDIV || op == ISA_SMOD;
    return divides && s->r[divisor] == 0;
}

/* False: the instruction computes nothing from registers. */
static bool trial(struct rig *r, u8 op, const char *name)
{
    struct core *c = r->m->core[0];
    struct state one, two, after_one, after_two;
    u32 undefined[REGISTERS];
    struct effect e;
    u8 code[8], d = any() % 32, a = any() % 32, b = any() % 32;
    u32 imm = op == ISA_SET || op == ISA_SEL ? any() % 10 : any();
    u64 word = rig_word(op, d, a, b, imm);
    rig_code(r, RIG_PC, &word, 1);
    put_le64(code, word);
    random_state(&one, undefined);
    two = one;
    for (u32 i = 0; i < REGISTERS; i++)
        two.r[i] ^= undefined[i] & any();
    put(c, &one);
    c->isa->effect(c, code, &e);
    if (!is_computation(&e))
        return false;
    if (divides_by_zero(op, &one, b) || divides_by_zero(op, &two, b))
        return true;
    u32 bits = check_result(&e, c, undefined);
    step(r, &one, &after_one);
    step(r, &two, &after_two);
    compare(&e, bits, &one, &two, &after_one, &after_two, name);
    return true;
}

static void results_depend_on_what_effect_says(void **state)
{
    struct config config = config_default;
    struct rig r;
    u32 computations = 0;
    (void)state;
    config.engine = "interp";
    rig_init(&r, &config);
    for (u32 op = 0; op < 256; op++) {
        const char *name = r.m->core[0]->isa->op_name(op);
        bool computes = name != NULL;
        for (u32 i = 0; computes && i < TRIALS; i++)
            computes = trial(&r, (u8)op, name);
        computations += computes;
    }
    assert_in_range(computations, 55, 100);
    rig_fini(&r);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(results_depend_on_what_effect_says),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
