/* SPDX-License-Identifier: MIT
 *
 * The hardware stacks as context ports see and move them, and their places at
 * reset (docs/board.md). Invariant: a stack lies wholly in RAM and touches no
 * framebuffer window, so that slot accesses need no check.
 */
#include <vm/context.h>

#include <lamp/board.h>
#include <vm/machine.h>

_Static_assert((int)CONTEXT_CALL == (int)STACK_CALL &&
                   (int)CONTEXT_DATA == (int)STACK_DATA &&
                   (int)CONTEXT_ISR == (int)STACK_ISR,
               "one numbering of stacks");

enum { STACK_COUNT_MAX = 65536 };

static bool stack_fits(const struct machine *m, u32 base, u32 count, u32 slot)
{
    return ram_is_plain(&m->bus.ram, base, (u64)count * slot);
}

u32 context_index(struct machine *m, u32 cpu, enum context_stack s)
{
    return m->core[cpu]->stack[s].index;
}

u32 context_base(struct machine *m, u32 cpu, enum context_stack s)
{
    return m->core[cpu]->stack[s].base;
}

u32 context_count(struct machine *m, u32 cpu, enum context_stack s)
{
    return m->core[cpu]->stack[s].count;
}

u32 context_irq_masked(struct machine *m, u32 cpu)
{
    return m->core[cpu]->irq_masked;
}

u32 context_in_isr(struct machine *m, u32 cpu)
{
    return m->core[cpu]->in_isr;
}

bool context_set_index(struct machine *m, u32 cpu, enum context_stack s, u32 v)
{
    struct stack *st = &m->core[cpu]->stack[s];
    if (v > st->count)
        return false;
    st->index = v;
    return true;
}

bool context_set_base(struct machine *m, u32 cpu, enum context_stack s, u32 v)
{
    struct stack *st = &m->core[cpu]->stack[s];
    if (!stack_fits(m, v, st->count, st->slot))
        return false;
    st->base = v;
    return true;
}

bool context_set_count(struct machine *m, u32 cpu, enum context_stack s, u32 v)
{
    struct stack *st = &m->core[cpu]->stack[s];
    if (v == 0 || v > STACK_COUNT_MAX || !stack_fits(m, st->base, v, st->slot))
        return false;
    st->count = v;
    st->index = v;
    return true;
}

void context_set_irq_masked(struct machine *m, u32 cpu, u32 v)
{
    struct core *c = m->core[cpu];
    c->irq_masked = v != 0;
    /* After OUT to this port is a delivery point: look again there. */
    core_poke(c, CORE_IRQ);
}

static struct stack stack_at(u32 base, u32 slot)
{
    return (struct stack){base, STACK_SLOTS, STACK_SLOTS, slot};
}

bool stacks_valid(const struct core *c)
{
    for (u32 i = 0; i < STACK_COUNT; i++) {
        const struct stack *s = &c->stack[i];
        if (s->slot != (i == STACK_DATA ? 4 : 8) || s->count == 0 ||
            s->count > STACK_COUNT_MAX || s->index > s->count ||
            !stack_fits(c->m, s->base, s->count, s->slot))
            return false;
    }
    return true;
}

void stacks_reset(struct core *c)
{
    const struct machine *m = c->m;
    u32 call = CALL_STACK_BASE, data = DATA_STACK_BASE, isr = ISR_STACK_BASE;
    if (m->core_count > 1) {
        u32 own = m->bus.ram.size - STACK_POOL_STRIDE * m->core_count +
                  STACK_POOL_STRIDE * c->id;
        call = own + STACK_POOL_CALL;
        data = own + STACK_POOL_DATA;
        isr = own + STACK_POOL_ISR;
    }
    c->stack[STACK_CALL] = stack_at(call, 8);
    c->stack[STACK_DATA] = stack_at(data, 4);
    c->stack[STACK_ISR] = stack_at(isr, 8);
}
