/* SPDX-License-Identifier: MIT
 *
 * See lockstep.h. One program on one engine is a sequence of slices: the
 * engine runs one, the oracle follows until it has completed as many
 * instructions, and both are compared. After a difference the program is run
 * again with a trace and full comparison after each slice, so that what is
 * reported is the first one.
 */
#include "lockstep.h"
#include "match.h"
#include "progen.h"

#include <format/isa_text.h>
#include <vm/engine.h>

static const struct {
    u32 ram;
    bool strict;
} kind[LOCKSTEP_KINDS] = {{PROGEN_RAM_SMALL, false},
                          {PROGEN_RAM_LARGE, false},
                          {PROGEN_RAM_LARGE, true}};

enum { STRICT_ONE_IN = 8 };

static u32 kind_of(const struct lockstep_program *p)
{
    if (p->seed % STRICT_ONE_IN == STRICT_ONE_IN - 1)
        return 2;
    return p->bytes != NULL || progen_ram(p->seed) == PROGEN_RAM_LARGE;
}

/* --- making ------------------------------------------------------------- */

static enum irq_entry noted_irq(struct core *c, u32 vector)
{
    /* cores point to the first member */
    struct lockstep_isa *h = (struct lockstep_isa *)(void *)c->isa;
    if (h->count < LOCKSTEP_LOG) {
        struct lockstep_delivery *d = &h->log[h->count];
        d->retired = c->retired;
        d->vector = vector;
        d->ip = c->ip;
        memcpy(d->r, c->r, sizeof d->r);
    }
    h->count++;
    return h->inner->irq(c, vector);
}

bool lockstep_open(struct lockstep *l, struct err *e)
{
    memset(l, 0, sizeof *l);
    l->isa.isa = lamp_isa;
    l->isa.inner = &lamp_isa;
    l->isa.isa.irq = noted_irq;
    if (engine_count() > LOCKSTEP_ENGINES)
        return fail(e, "more than %d engines", LOCKSTEP_ENGINES);
    for (u32 i = 0; i < LOCKSTEP_KINDS; i++) {
        if (!oracle_init(&l->oracle[i], kind[i].ram))
            return fail(e, "no memory for the oracle");
        l->oracle[i].strict = kind[i].strict;
        for (u32 n = 0; n < engine_count(); n++) {
            struct machine *m = match_machine(engine_get(n)->name, kind[i].ram,
                                              kind[i].strict, e);
            l->machine[i][n] = m;
            if (m == NULL)
                return false;
            m->core[0]->isa = &l->isa.isa;
        }
    }
    return true;
}

void lockstep_close(struct lockstep *l)
{
    for (u32 i = 0; i < LOCKSTEP_KINDS; i++) {
        oracle_fini(&l->oracle[i]);
        for (u32 n = 0; n < LOCKSTEP_ENGINES; n++)
            if (l->machine[i][n] != NULL)
                machine_free(l->machine[i][n]);
    }
}

/* --- the oracle follows ------------------------------------------------- */

static bool complain(struct buf *why, const char *text)
{
    buf_printf(why, "  %s\n", text);
    return false;
}

static void trace_step(struct lockstep *l)
{
    struct oracle *o = l->o;
    u8 b[8] = {0};
    if (!l->fine)
        return;
    oracle_peek(o, o->ip, b, 8);
    l->trace[o->retired % LOCKSTEP_TRACE] =
        (struct lockstep_trace){o->retired, o->ip, get_le64(b)};
}

/* A MOVS or FILL is next that must not be done in one go. */
static bool long_move(const struct oracle *o)
{
    u8 b[8] = {0};
    oracle_peek(o, o->ip, b, 8);
    struct isa_word w = isa_decode(get_le64(b));
    return (w.op == ISA_MOVS || w.op == ISA_FILL) && w.rs2 < ISA_REGISTERS &&
           o->r[w.rs2] > ISA_BLOCK_POLL_BYTES;
}

/* One instruction; no delivery is due before it. */
static bool follow_step(struct lockstep *l, struct buf *why)
{
    struct oracle *o = l->o;
    bool deliverable = oracle_deliverable(o) != ORACLE_NOBODY;
    if (deliverable && o->must_deliver)
        return complain(why, "no delivery at a mandatory delivery point");
    l->waiting = deliverable ? l->waiting + 1 : 0;
    if (l->waiting > ISA_DELIVERY_INSTRUCTIONS)
        return complain(why, "a request waits for more than 1024 instructions");
    bool late = deliverable && long_move(o);
    trace_step(l);
    oracle_step(o);
    if (late && o->state != ORACLE_PANICKED)
        return complain(why, "a request waits for MOVS or FILL to end");
    return true;
}

/* The engine was interrupted inside MOVS or FILL: get as far. */
static bool follow_move(struct lockstep *l, const struct lockstep_delivery *d)
{
    struct oracle *o = l->o;
    u8 word[8];
    if (!oracle_peek(o, o->ip, word, 8))
        return false;
    u32 count = isa_decode(get_le64(word)).rs2 % ISA_REGISTERS;
    return oracle_move_some(o, o->r[count] - d->r[count]) &&
           memcmp(o->r, d->r, sizeof o->r) == 0;
}

static bool follow_delivery(struct lockstep *l,
                            const struct lockstep_delivery *d, struct buf *why)
{
    struct oracle *o = l->o;
    u32 v = oracle_deliverable(o);
    if (o->ip == d->ip && memcmp(o->r, d->r, sizeof o->r) != 0 &&
        !follow_move(l, d))
        return complain(why, "registers differ at a delivery");
    if (v != d->vector || o->ip != d->ip) {
        buf_printf(why,
                   "  delivery of vector 0x%X at 0x%08X, the oracle "
                   "expects 0x%X at 0x%08X\n",
                   d->vector, d->ip, v, o->ip);
        return false;
    }
    l->waiting = 0;
    oracle_deliver_one(o, v);
    return true;
}

/* Until the oracle has completed as many instructions as the engine and has
 * taken the deliveries that the engine took. */
static bool follow(struct lockstep *l, enum stop stop, struct buf *why)
{
    struct oracle *o = l->o;
    u64 target = l->m->core[0]->retired;
    if (l->isa.count > LOCKSTEP_LOG)
        return complain(why, "too many deliveries in one slice");
    while (o->state == ORACLE_RUNNING && !o->opaque) {
        bool more = l->next_delivery < l->isa.count;
        const struct lockstep_delivery *d =
            more ? &l->isa.log[l->next_delivery] : NULL;
        if (d != NULL && d->retired == o->retired) {
            l->next_delivery++;
            if (!follow_delivery(l, d, why))
                return false;
        } else if (o->retired < target ||
                   (stop == STOP_PANIC && o->retired == target)) {
            if (!follow_step(l, why))
                return false;
        } else {
            return true;
        }
    }
    return true;
}

/* --- slices ------------------------------------------------------------- */

static u64 slice_length(struct lockstep *l, u32 habit)
{
    static const u32 most[] = {1, 1, 3, 8, 40, 600};
    u32 n = most[habit % ARRAY_LEN(most)];
    return 1 + splitmix64(&l->slices) % n;
}

static bool compare(struct lockstep *l, enum stop stop, bool pages,
                    struct buf *why)
{
    bool ok = match_core(l->o, l->m, stop, why);
    return (!pages || match_pages(l->o, l->m, why)) && ok;
}

/* One slice; *over: the program has ended. */
static bool slice(struct lockstep *l, u64 length, bool *over, struct buf *why)
{
    struct oracle *o = l->o;
    l->isa.count = 0;
    l->next_delivery = 0;
    enum stop stop = machine_step(l->m, 0, length);
    bool ok = follow(l, stop, why);
    *over = o->state != ORACLE_RUNNING || o->opaque;
    if (o->opaque)
        return true;
    return compare(l, stop, l->fine || length > 8, why) && ok;
}

static bool run(struct lockstep *l, u64 budget, u32 habit, struct buf *why)
{
    bool over = false;
    l->waiting = 0;
    while (!over && l->o->retired < budget)
        if (!slice(l, slice_length(l, habit), &over, why))
            return false;
    return l->o->opaque || match_storage(l->o, l->m, why);
}

static bool run_engine(struct lockstep *l, const struct lockstep_program *p,
                       u32 engine, struct buf *why)
{
    u32 i = kind_of(p);
    l->o = &l->oracle[i];
    l->m = l->machine[i][engine];
    l->slices = p->seed;
    u64 budget = p->bytes != NULL ? progen_from_bytes(l->o, p->bytes, p->size)
                                  : progen_make(l->o, p->seed);
    machine_reset(l->m, l->o->ip);
    match_load(l->m, l->o);
    u32 habit = (u32)(splitmix64(&l->slices) >> 40);
    bool ok = run(l, budget, habit, why);
    l->programs++;
    l->instructions += l->o->retired;
    return ok;
}

/* --- reports ------------------------------------------------------------ */

static void report_trace(const struct lockstep *l, struct buf *why)
{
    u64 last = l->o->retired,
        from = last < LOCKSTEP_TRACE - 1 ? 0 : last - (LOCKSTEP_TRACE - 1);
    buf_printf(why,
               "last instructions of the oracle (index, address, word):\n");
    for (u64 i = from; i <= last; i++) {
        const struct lockstep_trace *t = &l->trace[i % LOCKSTEP_TRACE];
        char text[ISA_TEXT_BYTES];
        u8 code[8];
        if (t->index != i || t->word == 0)
            continue;
        put_le64(code, t->word);
        isa_text(text, sizeof text, code, t->pc);
        buf_printf(why, "  %6llu 0x%08X %016llX %s\n", (unsigned long long)i,
                   t->pc, (unsigned long long)t->word, text);
    }
}

static void report(struct lockstep *l, const struct lockstep_program *p,
                   u32 engine, struct buf *why)
{
    why->size = 0;
    if (p->bytes != NULL)
        buf_printf(why, "program of %zu bytes", p->size);
    else
        buf_printf(why, "seed %llu", (unsigned long long)p->seed);
    buf_printf(why, ", engine %s, RAM %u MiB%s:\n", engine_get(engine)->name,
               l->o->ram_size >> 20, l->o->strict ? ", strict" : "");
    l->fine = true;
    memset(l->trace, 0, sizeof l->trace);
    if (run_engine(l, p, engine, why))
        buf_printf(why, "  gone when run again\n");
    l->fine = false;
    buf_printf(why, "after %llu instructions\n",
               (unsigned long long)l->o->retired);
    report_trace(l, why);
    if (p->bytes == NULL)
        buf_printf(why, "again: lockstep --seed-from %llu --count 1\n",
                   (unsigned long long)p->seed);
}

bool lockstep_run(struct lockstep *l, const struct lockstep_program *p,
                  struct buf *why)
{
    for (u32 n = 0; n < engine_count(); n++)
        if (!run_engine(l, p, n, why)) {
            report(l, p, n, why);
            return false;
        }
    return true;
}
