/* SPDX-License-Identifier: MIT
 *
 * A core's state, its run loop between deliveries, and its host thread. What
 * runs on a core's thread starts here. A running core's state is written by
 * its own thread only; others set bits in the pending word.
 */
#include <vm/core.h>

#include <stdarg.h>
#include <stdio.h>

#include <vm/control.h>
#include <vm/debug.h>
#include <vm/engine.h>
#include <vm/isa.h>
#include <vm/machine.h>
#include <vm/snap.h>

bool core_init(struct core *c, struct machine *m, u32 id, struct err *e)
{
    c->id = id;
    c->m = m;
    c->isa = &lamp_isa;
    c->engine = engine_find(m->config.engine);
    if (c->engine == NULL)
        return fail(e, "unknown engine '%s'", m->config.engine);
    c->det = m->config.deterministic;
    c->strict = m->config.strict || m->config.check_alignment;
    pthread_cond_init(&c->wake, NULL);
    return c->engine->attach(c, e);
}

void core_fini(struct core *c)
{
    if (c->engine != NULL)
        c->engine->detach(c);
    pthread_cond_destroy(&c->wake);
}

void core_reset(struct core *c, u32 entry)
{
    memset(c->r, 0, sizeof c->r);
    c->flags = (struct flags){.kind = FLAGS_WORD};
    stacks_reset(c);
    atomic_fetch_and(&c->pending, CORE_PAUSE); /* a debugger may hold it */
    c->trail_count = 0;
    c->retired = 0;
    c->in_isr = c->irq_masked = 0;
    c->serving = IRQ_NONE;
    c->irq = (struct irq_bank){0};
    memset(c->irq.enable, 0xFF, sizeof c->irq.enable);
    c->panic.set = false;
    c->breaks = 0;
    c->spins = 0;
    c->spun = 0;
    c->state = c->id == 0 ? CORE_RUNNING : CORE_PARKED;
    c->isa->reset(c, entry);
}

u32 core_flags(const struct core *c)
{
    const struct flags *f = &c->flags;
    u32 a = f->a, b = f->b, r, bits;
    switch (f->kind) {
    case FLAGS_ADD:
        r = a + b;
        bits = (r < a ? UFLAG_C : 0u) |
               ((~(a ^ b) & (a ^ r)) >> 31 ? UFLAG_O : 0u);
        break;
    case FLAGS_SUB:
        r = a - b;
        bits =
            (a < b ? UFLAG_C : 0u) | (((a ^ b) & (a ^ r)) >> 31 ? UFLAG_O : 0u);
        break;
    default:
        return f->word;
    }
    bits |= (r == 0 ? UFLAG_Z : 0u) | (r >> 31 ? UFLAG_S : 0u);
    return (f->word & ~(u32)UFLAGS) | bits;
}

void core_flags_set(struct core *c, u32 word)
{
    c->flags.word = word;
    c->flags.kind = FLAGS_WORD;
}

static void stack_sync(struct stack *st, struct snap *s)
{
    SNAP_BEGIN(s, "stack", st);
    SNAP(s, st->base);
    SNAP(s, st->index);
    SNAP(s, st->count);
    SNAP(s, st->slot);
    SNAP_END(s, st);
}

static void irq_bank_sync(struct irq_bank *b, struct snap *s)
{
    SNAP_BEGIN(s, "irq", b);
    SNAP_ARRAY(s, b->pending);
    SNAP_ARRAY(s, b->in_service);
    SNAP_ARRAY(s, b->enable);
    SNAP_END(s, b);
}

/* Refuses a loaded state that breaks an invariant; the core is then as after
 * power-on as far as that goes. */
static void core_check(struct core *c, struct snap *s)
{
    bool ok = stacks_valid(c) && c->state <= CORE_WAITING &&
              (c->serving < IRQ_VECTORS || c->serving == IRQ_NONE);
    if (ok)
        return;
    s->failed = true;
    stacks_reset(c);
    c->serving = IRQ_NONE;
    c->state = CORE_PARKED;
}

/* What the guest can see. Lazy flags are visited as the word they stand for,
 * so that engines that keep them differently agree. */
void core_sync(struct core *c, struct snap *s)
{
    u32 flags = core_flags(c);
    u64 retired = c->retired;
    snap_begin(s, "core");
    snap_array(s, "r", c->r, sizeof c->r[0], ARRAY_LEN(c->r));
    snap_field(s, "ip", &c->ip, sizeof c->ip);
    snap_field(s, "flags", &flags, sizeof flags);
    snap_field(s, "in_isr", &c->in_isr, sizeof c->in_isr);
    snap_field(s, "irq_masked", &c->irq_masked, sizeof c->irq_masked);
    snap_field(s, "serving", &c->serving, sizeof c->serving);
    snap_field(s, "state", &c->state, sizeof c->state);
    snap_field(s, "retired", &retired, sizeof retired);
    s->seen = 0;
    for (u32 i = 0; i < STACK_COUNT; i++)
        stack_sync(&c->stack[i], s);
    irq_bank_sync(&c->irq, s);
    if (s->mode == SNAP_LOAD) {
        core_flags_set(c, flags);
        c->retired = retired;
        core_poke(c, CORE_IRQ);
        core_check(c, s);
    }
}

const char *panic_cause_text(enum panic_cause cause)
{
    static const char *const text[] = {
#define PANIC_TEXT(name, text) text,
        PANIC_CAUSES(PANIC_TEXT)
#undef PANIC_TEXT
    };
    return text[cause];
}

static void panic_set(struct core *c, enum panic_cause cause, bool strict,
                      const char *format, va_list args)
{
    struct panic *p = &c->panic;
    p->set = true;
    p->strict = strict;
    p->cause = cause;
    p->ip = c->ip;
    int n = snprintf(p->text, sizeof p->text, "%s: ", panic_cause_text(cause));
    vsnprintf(p->text + n, sizeof p->text - (size_t)n, format, args);
}

void core_panic(struct core *c, enum panic_cause cause, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    panic_set(c, cause, false, format, args);
    va_end(args);
}

void core_panic_strict(struct core *c, enum panic_cause cause,
                       const char *format, ...)
{
    va_list args;
    va_start(args, format);
    /* Alignment may be checked without --strict: an ordinary panic. */
    panic_set(c, cause, c->m->config.strict, format, args);
    va_end(args);
}

/* Runs until the budget is used up or something else than a delivery or
 * changed code makes the engine stop. */
enum stop core_run(struct core *c, u64 budget)
{
    for (;;) {
        u32 pending = atomic_load_explicit(&c->pending, memory_order_acquire);
        if (pending & (CORE_STOP | CORE_PAUSE | CORE_DEBUG))
            return STOP_PENDING;
        if ((pending & CORE_IRQ) && !irq_deliver(c))
            return STOP_PANIC;
        if (budget == 0)
            return STOP_BUDGET;
        u64 part = budget, before = c->retired;
        if (UNLIKELY(c->m->debug != NULL)) {
            if (!debug_before(c))
                return STOP_BREAK;
            part = debug_budget(c) < budget ? debug_budget(c) : budget;
        }
        if (UNLIKELY(c->m->control != NULL)) {
            if (!control_before(c))
                return STOP_BREAK;
            part = control_budget(c) < part ? control_budget(c) : part;
        }
        enum stop why = c->engine->run(c, part);
        c->over = false;
        budget -= c->retired - before;
        if (why == STOP_BREAK && c->m->control != NULL &&
            !control_takes_break(c))
            continue;
        if (why == STOP_WAIT && irq_wanted(c))
            continue;
        if (why != STOP_PENDING && why != STOP_BUDGET)
            return why;
    }
}

bool core_has_work(struct core *c)
{
    if (c->state == CORE_WAITING && irq_wanted_locked(c))
        c->state = CORE_RUNNING;
    return c->state == CORE_RUNNING;
}

/* Waits, lock held, until a parked or waiting core has something to do;
 * false: the machine ends. */
static bool core_sleep(struct core *c)
{
    struct machine *m = c->m;
    while (!atomic_load(&m->ending)) {
        if ((atomic_load(&c->pending) & CORE_PAUSE) || core_has_work(c))
            return true;
        atomic_fetch_add(&m->sleeping, 1);
        pthread_cond_wait(&c->wake, &m->lock);
        atomic_fetch_sub(&m->sleeping, 1);
    }
    return false;
}

/* Stands still while the machine is paused; lock held. */
static void core_hold(struct core *c)
{
    struct machine *m = c->m;
    m->paused_cores++;
    pthread_cond_broadcast(&m->progress);
    while ((atomic_load(&c->pending) & CORE_PAUSE) && !atomic_load(&m->ending))
        pthread_cond_wait(&c->wake, &m->lock);
    m->paused_cores--;
}

/* Instructions this core may run before it must ask again (--max-insns). */
static u64 insns_take(struct core *c)
{
    enum { SHARE = 10000 };
    struct machine *m = c->m;
    if (m->config.max_insns == 0)
        return UINT64_MAX / 2;
    u64 n = m->core_count == 1 || m->insns_left < SHARE ? m->insns_left : SHARE;
    m->insns_left -= n;
    return n;
}

static void insns_give_back(struct core *c, u64 n)
{
    if (c->m->config.max_insns != 0)
        c->m->insns_left += n;
}

/* The debugger of the device thread takes over; lock held. */
void core_break(struct core *c)
{
    c->m->break_wanted = true;
    /* Until it lets us go; deterministic mode has one thread for all. */
    if (c->det)
        machine_poke_all(c->m, CORE_PAUSE);
    else
        core_poke(c, CORE_PAUSE);
    machine_kick(c->m);
}

void *core_main(void *arg)
{
    struct core *c = arg;
    struct machine *m = c->m;
    pthread_mutex_lock(&m->lock);
    while (core_sleep(c)) {
        if (atomic_load(&c->pending) & CORE_PAUSE) {
            core_hold(c);
            continue;
        }
        u64 budget = insns_take(c), before = c->retired;
        pthread_mutex_unlock(&m->lock);
        enum stop why = budget != 0 ? core_run(c, budget) : STOP_BUDGET;
        pthread_mutex_lock(&m->lock);
        insns_give_back(c, budget - (c->retired - before));
        if (why == STOP_WAIT)
            c->state = CORE_WAITING;
        else if (why == STOP_BREAK)
            core_break(c);
        else if (why == STOP_BUDGET && m->config.max_insns != 0 &&
                 m->insns_left == 0)
            machine_end(m, MACHINE_STOPPED, 124, c->id, STOPPED_INSNS);
        else if (why == STOP_PANIC && m->control && control_takes_panic(c))
            core_break(c);
        else if (why == STOP_HALT || why == STOP_PANIC)
            machine_core_ended(c, why);
    }
    pthread_mutex_unlock(&m->lock);
    return NULL;
}
