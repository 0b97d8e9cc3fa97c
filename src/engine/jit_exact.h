/* SPDX-License-Identifier: MIT
 *
 * Making the core's state exact where generated code calls out or leaves:
 * registers, FLAGS, address, count, the call stack and the trail of transfers,
 * from what that code keeps in host registers and in the ring. The tables
 * written when the code was made say where everything is.
 *
 * Invariant: after jit_sync() the core has all guest registers. What every
 * call out does is inline: device registers and interrupts live on it.
 */
#ifndef ENGINE_JIT_EXACT_H
#define ENGINE_JIT_EXACT_H

#include "jit.h"

#include <vm/machine.h>

static inline const u8 *jit_alloc_of(const struct core *c,
                                     const struct jit_site *s)
{
    return jit_at(c->m->jit, s->alloc);
}

/* Writes back what only host registers have. */
static inline void jit_sync(struct core *c, const struct jit_site *s)
{
    const u8 *guest = jit_alloc_of(c, s);
    for (u32 bits = s->dirty; bits != 0; bits &= bits - 1) {
        u32 host = (u32)__builtin_ctz(bits);
        c->r[guest[host]] = (u32)c->native.save[host];
    }
}

/* The other way, after the core's registers were changed. */
static inline void jit_reload(struct core *c, const struct jit_site *s)
{
    const u8 *guest = jit_alloc_of(c, s);
    for (u32 host = 0; host < NATIVE_REGS; host++)
        if (guest[host] < ARRAY_LEN(c->r))
            c->native.save[host] = c->r[guest[host]];
}

/* The call stack between R13, as in native.save, and c->stack. */
static inline void jit_stack_out(struct core *c)
{
    struct stack *s = &c->stack[STACK_CALL];
    s->index = ((u32)c->native.save[R13] - s->base) / s->slot;
}
static inline void jit_stack_in(struct core *c)
{
    const struct stack *s = &c->stack[STACK_CALL];
    c->native.save[R13] = s->base + s->index * s->slot;
    c->native.call_end = s->base + s->count * s->slot;
}

/* What code says of itself was written before it was published, perhaps by
 * another core while this one was in generated code. */
static inline struct jit *jit_told(struct core *c)
{
    struct jit *j = c->m->jit;
    (void)atomic_load_explicit(&j->published, memory_order_acquire);
    return j;
}

/* Address and count while the instruction of the site runs. */
static inline void jit_exact(struct core *c, const struct jit_site *s)
{
    i64 left = ((i64)c->native.left >> JIT_LEFT_SHIFT) + s->adj;
    c->ip = s->ip;
    c->retired = c->native.total - (u64)left;
}

/* Gives back what was counted and is not done. */
static inline void jit_uncount(struct core *c, u32 insns)
{
    c->native.left += (u64)insns << JIT_LEFT_SHIFT;
}

/* c->flags from a recipe, 0: from what c->flags.kind says; and as they are at
 * the site. */
void jit_flags(struct core *c, u32 recipe);
void jit_flags_at(struct core *c, const struct jit_site *s);
/* The transfers in the ring go to c->trail. */
void jit_trail(struct core *c);
/* Leaving in front of the instruction, from generated code. */
void jit_leave_at(struct core *c, const struct jit_site *s);
/* Leaving from a call out, which answers what these return. The instruction
 * is done and its FLAGS are in the core; it was a load; it keeps FLAGS. */
u32 jit_leave_done(struct core *c, const struct jit_site *s);
u32 jit_leave_loaded(struct core *c, const struct jit_site *s);
u32 jit_leave_behind(struct core *c, const struct jit_site *s);
/* The instruction has panicked. */
u32 jit_leave_panic(struct core *c, const struct jit_site *s);

#endif
