/* SPDX-License-Identifier: MIT
 *
 * Programs of some instruction words, run by the interpreter and by every
 * engine, as a whole and in pieces; the cores must end the same, FLAGS and
 * the last transfers too.
 */
#ifndef TESTS_JIT_RIG_H
#define TESTS_JIT_RIG_H

#include "rig.h"

#include <vm/isa.h>

enum { WORDS_MAX = 64, ROUNDS = 200, RUN = 1000000, RAM = 8 << 20 };

struct program {
    u64 word[WORDS_MAX];
    u32 count;
};

static inline void add(struct program *p, u8 code, u8 d, u8 s, u8 t, u32 imm)
{
    assert_true(p->count < WORDS_MAX);
    p->word[p->count++] = rig_word(code, d, s, t, imm);
}

/* Where the next word will stand. */
static inline u32 here(const struct program *p)
{
    return RIG_PC + 8 * p->count;
}

static inline struct machine *start(struct rig *r, const char *engine,
                                    const struct program *p)
{
    struct config c = config_default;
    c.engine = engine;
    c.ram_bytes = RAM;
    rig_init(r, &c);
    rig_code(r, RIG_PC, p->word, p->count);
    return r->m;
}

static inline void same_trail(const struct core *a, const struct core *b)
{
    u32 n = a->trail_count < TRAIL_LEN ? a->trail_count : TRAIL_LEN;
    assert_true(b->trail_count >= n);
    for (u32 i = 1; i <= n; i++) {
        const struct trail *x = &a->trail[(a->trail_count - i) % TRAIL_LEN];
        const struct trail *y = &b->trail[(b->trail_count - i) % TRAIL_LEN];
        if (x->from != y->from || x->to != y->to || x->kind != y->kind)
            fail_msg("transfer %u: 0x%X -> 0x%X kind %u, not 0x%X -> 0x%X %u",
                     i, y->from, y->to, y->kind, x->from, x->to, x->kind);
    }
}

static inline void same_core(const struct core *a, const struct core *b)
{
    assert_int_equal(a->ip, b->ip);
    assert_int_equal(a->retired, b->retired);
    assert_memory_equal(a->r, b->r, sizeof a->r);
    assert_int_equal(core_flags(a), core_flags(b));
    for (u32 i = 0; i < STACK_COUNT; i++)
        assert_int_equal(a->stack[i].index, b->stack[i].index);
    same_trail(a, b);
}

/* Runs the program on the interpreter and on each engine, in pieces of
 * `slice` instructions, and compares at the end. */
static inline void compare(const struct program *p, enum stop want, u64 slice)
{
    for (u32 i = 0; i < engine_count(); i++) {
        struct rig one, other;
        struct core *a = start(&one, "interp", p)->core[0];
        struct core *b = start(&other, engine_get(i)->name, p)->core[0];
        enum stop why = machine_step(one.m, 0, RUN), again = STOP_BUDGET;
        for (u64 n = 0; again == STOP_BUDGET && n < RUN; n += slice)
            again = machine_step(other.m, 0, slice);
        assert_int_equal(why, want);
        assert_int_equal(again, want);
        same_core(a, b);
        if (slice == RUN)
            assert_true(machine_hash(one.m) == machine_hash(other.m));
        rig_fini(&one);
        rig_fini(&other);
    }
}

static inline void compare_pieces(const struct program *p, enum stop want)
{
    compare(p, want, RUN);
    compare(p, want, 3000);
    compare(p, want, 301);
}

#endif
