/* SPDX-License-Identifier: MIT
 *
 * Interrupt requests and their delivery (docs/isa.md, section 9). Banks are
 * guarded by the machine lock; a core learns of a request through CORE_IRQ in
 * its pending word, and clears that bit before it looks.
 *
 * Invariant: while a core is unmasked, outside a handler and has a bit of
 * PENDING & ENABLE set, CORE_IRQ is set or the core is about to look.
 */
#include <vm/irq.h>

#include <lamp/board.h>
#include <util/log.h>
#include <vm/isa.h>
#include <vm/machine.h>
#include <vm/observe.h>

static struct irq_bank *bank(struct machine *m, u32 cpu)
{
    return &m->core[cpu]->irq;
}

static void wake(struct machine *m, struct core *c)
{
    core_poke(c, CORE_IRQ);
    if (m->config.deterministic)
        pthread_cond_signal(&m->det_wake);
    else
        pthread_cond_signal(&c->wake);
}

const char *irq_vector_name(u32 v)
{
    switch (v) {
#define BOARD_VECTOR(name, number, meaning) \
    case number:                            \
        return #name;
#include <lamp/board.def>
    default:
        return NULL;
    }
}

static void observe(struct machine *m, u32 cpu, enum irq_event event, u32 v)
{
    if (UNLIKELY(m->observers != NULL))
        observe_irq(m->core[cpu], event, v);
}

void irq_raise(struct machine *m, u32 cpu, u32 v)
{
    irq_pending_or(m, cpu, v / 32, (u32)1 << v % 32);
    log_debug(LOG_irq, "vector 0x%02X requested on core %u", v, cpu);
}

void irq_lower(struct machine *m, u32 cpu, u32 v)
{
    bank(m, cpu)->pending[v / 32] &= ~((u32)1 << v % 32);
}

void irq_eoi(struct machine *m, u32 cpu, u32 v)
{
    struct irq_bank *b = bank(m, cpu);
    u32 bit = (u32)1 << v % 32;
    observe(m, cpu, IRQ_ENDED, v);
    if (b->in_service[v / 32] & bit)
        b->in_service[v / 32] &= ~bit;
    else
        b->pending[v / 32] &= ~bit;
}

u32 irq_pending_word(struct machine *m, u32 cpu, u32 word)
{
    return bank(m, cpu)->pending[word] | bank(m, cpu)->in_service[word];
}

void irq_pending_or(struct machine *m, u32 cpu, u32 word, u32 bits)
{
    struct irq_bank *b = bank(m, cpu);
    for (u32 i = 0; UNLIKELY(m->observers != NULL) && i < 32; i++)
        if (bits >> i & 1)
            observe_irq(m->core[cpu], IRQ_RAISED, word * 32 + i);
    b->pending[word] |= bits;
    if (b->pending[word] & b->enable[word])
        wake(m, m->core[cpu]);
}

u32 irq_enable_word(struct machine *m, u32 cpu, u32 word)
{
    return bank(m, cpu)->enable[word];
}

void irq_enable_set(struct machine *m, u32 cpu, u32 word, u32 bits)
{
    struct irq_bank *b = bank(m, cpu);
    b->enable[word] = bits;
    if (b->pending[word] & b->enable[word])
        wake(m, m->core[cpu]);
}

u8 irq_priority(struct machine *m, u32 v)
{
    return m->priority[v];
}

void irq_priority_set(struct machine *m, u32 v, u8 priority)
{
    m->priority[v] = priority;
}

void irq_send(struct core *from, u32 cpu, u32 v)
{
    pthread_mutex_lock(&from->m->lock);
    irq_raise(from->m, cpu, v);
    pthread_mutex_unlock(&from->m->lock);
}

bool irq_wanted_locked(const struct core *c)
{
    const struct irq_bank *b = &c->irq;
    u32 any = 0;
    for (u32 i = 0; i < IRQ_WORDS; i++)
        any |= b->pending[i] & b->enable[i];
    return any != 0;
}

bool irq_wanted(struct core *c)
{
    pthread_mutex_lock(&c->m->lock);
    bool any = irq_wanted_locked(c);
    pthread_mutex_unlock(&c->m->lock);
    return any;
}

void irq_recheck(struct core *c)
{
    if (irq_wanted(c))
        core_poke(c, CORE_IRQ);
}

void irq_software(struct core *c, u32 v)
{
    observe(c->m, c->id, IRQ_SOFTWARE, v);
    c->serving = IRQ_NONE;
}

void irq_served(struct core *c)
{
    observe(c->m, c->id, IRQ_RETURNED, c->serving);
    if (c->serving == IRQ_NONE)
        return;
    pthread_mutex_lock(&c->m->lock);
    c->irq.in_service[c->serving / 32] &= ~((u32)1 << c->serving % 32);
    pthread_mutex_unlock(&c->m->lock);
    c->serving = IRQ_NONE;
}

/* Highest priority, then lowest number; IRQ_NONE when nothing is wanted. */
static u32 choose(const struct machine *m, const struct irq_bank *b)
{
    u32 best = IRQ_NONE;
    for (u32 word = 0; word < IRQ_WORDS; word++)
        for (u32 bits = b->pending[word] & b->enable[word]; bits != 0;
             bits &= bits - 1) {
            u32 v = word * 32 + (u32)__builtin_ctz(bits);
            if (best == IRQ_NONE || m->priority[v] > m->priority[best])
                best = v;
        }
    return best;
}

/* One round of the loop in docs/isa.md; *more: it may go on. */
static bool deliver_one(struct core *c, bool *more)
{
    u32 v = choose(c->m, &c->irq);
    *more = v != IRQ_NONE;
    if (!*more)
        return true;
    u32 word = v / 32, bit = (u32)1 << v % 32;
    observe(c->m, c->id, IRQ_CHOSEN, v);
    switch (c->isa->irq(c, v)) {
    case IRQ_EMPTY:
        c->irq.pending[word] &= ~bit;
        return true;
    case IRQ_PANIC:
        return false;
    case IRQ_ENTERED:
        c->irq.pending[word] &= ~bit;
        c->irq.in_service[word] |= bit;
        c->serving = v;
        observe(c->m, c->id, IRQ_DELIVERED, v);
        log_debug(LOG_irq, "vector 0x%02X delivered on core %u", v, c->id);
        *more = false;
        return true;
    }
    return true;
}

bool irq_deliver(struct core *c)
{
    bool ok = true, more = true;
    atomic_fetch_and_explicit(&c->pending, ~(u32)CORE_IRQ,
                              memory_order_seq_cst);
    if (c->in_isr || c->irq_masked)
        return true; /* IRET and unmasking look again */
    pthread_mutex_lock(&c->m->lock);
    while (ok && more)
        ok = deliver_one(c, &more);
    pthread_mutex_unlock(&c->m->lock);
    return ok;
}
