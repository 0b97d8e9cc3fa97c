/* SPDX-License-Identifier: MIT
 *
 * Register allocation: rounds of colouring and spilling until every register
 * has a colour; then the colours are written into the instructions.
 */
#include "allocate.h"

#include <stdlib.h>

enum { ROUNDS_MAX = 40 };

static u32 colours_allowed(const struct mir_function *f)
{
    u32 allowed = MIR_ALLOCATABLE;
    if (f->lir->interrupt)
        allowed &= ~(1u << MIR_FP); /* holds the vector */
    if (f->has_alloca || f->lir->keep_frame)
        allowed &= ~(1u << mir_frame_register(f));
    return allowed;
}

u32 mir_frame_register(const struct mir_function *f)
{
    return f->lir->interrupt ? 28 : MIR_FP;
}

static void apply(struct mir_function *f, const struct colouring *c)
{
    struct registers r;
    for (struct mir_block *b = f->entry; b; b = b->next) {
        u32 kept = 0;
        for (u32 k = 0; k < b->count; k++) {
            struct mir_insn *i = &b->insn[k];
            registers_of(i, &r);
            /* A register that is read and written has both pointers. */
            for (u32 u = 0; u < r.uses; u++)
                *r.use[u] = c->colour[*r.use[u]];
            for (u32 d = 0; d < r.defs; d++)
                *r.def[d] = c->colour[*r.def[d]];
            if (i->op == MIR_COPY && i->rd == i->rs1)
                continue;
            b->insn[kept++] = *i;
        }
        b->count = kept;
    }
}

/* Instructions whose only effect is a register that nobody reads. */
static bool is_pure(const struct mir_insn *i)
{
    if (i->flags & (MIR_VOLATILE | MIR_PARTIAL | MIR_GLUE))
        return false;
    return i->op == MIR_COPY || i->op == MIR_LOADI || i->op == ISA_ADDI;
}

static void drop_dead(struct mir_function *f)
{
    u32 words = (register_count(f) + 63) / 64;
    u64 *live = calloc(words + 1, sizeof(u64));
    struct registers r;
    for (struct mir_block *b = f->entry; b && live; b = b->next) {
        memcpy(live, b->live_out, words * sizeof(u64));
        u32 at = b->count;
        for (u32 k = b->count; k > 0; k--) {
            struct mir_insn *i = &b->insn[k - 1];
            bool glued = k < b->count && (b->insn[k].flags & MIR_GLUE);
            registers_of(i, &r);
            if (is_pure(i) && !glued && i->rd >= MIR_FIRST_VREG &&
                !bit_test(live, i->rd))
                continue;
            for (u32 d = 0; d < r.defs; d++)
                bit_clear(live, *r.def[d]);
            live[0] &= ~(u64)r.def_mask;
            for (u32 u = 0; u < r.uses; u++)
                bit_set(live, *r.use[u]);
            live[0] |= r.use_mask;
            b->insn[--at] = *i;
        }
        memmove(b->insn, b->insn + at, (b->count - at) * sizeof(*b->insn));
        b->count -= at;
    }
    free(live);
}

bool mir_allocate(struct mir_function *f, struct err *e)
{
    u32 first_temp = register_count(f);
    for (u32 round = 0; round < ROUNDS_MAX; round++) {
        u32 n = register_count(f);
        struct colouring c = {.colour = ARENA_ARRAY(f->arena, u8, n + 1),
                              .spilled = ARENA_ARRAY(f->arena, bool, n + 1)};
        mir_liveness(f);
        if (round == 0)
            drop_dead(f);
        if (!colour_registers(f, colours_allowed(f), first_temp, &c, e))
            return false;
        if (c.spills == 0) {
            apply(f, &c);
            return true;
        }
        spill_registers(f, &c);
    }
    return fail(e, "internal error: registers do not converge");
}
