/* SPDX-License-Identifier: MIT
 *
 * See lockstep.h. One program is a sequence of slices: every engine runs one,
 * the oracle follows until it has completed as many instructions, and all are
 * compared. Invariant: between slices the oracle and all machines are in the
 * same state, as far as it was compared.
 */
#include "lockstep.h"
#include "match.h"

#include <vm/engine.h>

static const struct {
    u32 ram, cores;
    bool strict;
} kind[LOCKSTEP_KINDS] = {{PROGEN_RAM_SMALL, 1, false},
                          {PROGEN_RAM_LARGE, 1, false},
                          {PROGEN_RAM_LARGE, 1, true},
                          {PROGEN_RAM_LARGE, PROGEN_CORES, false}};

enum { STRICT_ONE_IN = 8, SHORT_SLICE = 8, MOVED_MAX = 1 << 20 };

static u32 kind_of(const struct lockstep_program *p)
{
    if (p->seed % STRICT_ONE_IN == STRICT_ONE_IN - 1)
        return 2;
    if (p->bytes == NULL && progen_cores(p->seed) != 1)
        return 3;
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

static bool side_open(struct lockstep_side *s, const char *engine,
                      struct err *e)
{
    s->engine = engine;
    s->isa.isa = lamp_isa;
    s->isa.inner = &lamp_isa;
    s->isa.isa.irq = noted_irq;
    for (u32 i = 0; i < LOCKSTEP_KINDS; i++) {
        s->machine[i] = match_machine(engine, kind[i].ram, kind[i].cores,
                                      kind[i].strict, e);
        if (s->machine[i] == NULL)
            return false;
        for (u32 n = 0; n < kind[i].cores; n++)
            s->machine[i]->core[n]->isa = &s->isa.isa;
    }
    return true;
}

bool lockstep_open(struct lockstep *l, struct err *e)
{
    memset(l, 0, sizeof *l);
    if (engine_count() > LOCKSTEP_ENGINES)
        return fail(e, "more than %d engines", LOCKSTEP_ENGINES);
    for (u32 i = 0; i < LOCKSTEP_KINDS; i++) {
        if (!oracle_init(&l->oracle[i], kind[i].ram))
            return fail(e, "no memory for the oracle");
        l->oracle[i].strict = kind[i].strict;
        for (u32 n = 1; n < kind[i].cores; n++)
            oracle_join(&l->others[n - 1], &l->oracle[i]);
    }
    for (; l->sides < engine_count(); l->sides++)
        if (!side_open(&l->side[l->sides], engine_get(l->sides)->name, e))
            return false;
    return true;
}

void lockstep_close(struct lockstep *l)
{
    storm_close(l);
    for (u32 i = 0; i < LOCKSTEP_KINDS; i++) {
        oracle_fini(&l->oracle[i]);
        for (u32 n = 0; n < LOCKSTEP_ENGINES; n++)
            if (l->side[n].machine[i] != NULL)
                machine_free(l->side[n].machine[i]);
    }
}

/* --- comparing ---------------------------------------------------------- */

static bool same_deliveries(const struct lockstep_side *a,
                            const struct lockstep_side *b, struct buf *why)
{
    u32 n = a->isa.count < LOCKSTEP_LOG ? a->isa.count : LOCKSTEP_LOG;
    if (a->isa.count == b->isa.count &&
        memcmp(a->isa.log, b->isa.log, n * sizeof a->isa.log[0]) == 0)
        return true;
    u32 i = 0;
    while (i < n && i < b->isa.count &&
           memcmp(&a->isa.log[i], &b->isa.log[i], sizeof a->isa.log[0]) == 0)
        i++;
    buf_printf(why, "  deliveries   %s %u, %s %u; they differ from number %u\n",
               a->engine, a->isa.count, b->engine, b->isa.count, i);
    return false;
}

/* The engines with each other. */
static bool compare_sides(struct lockstep *l, struct buf *why)
{
    u32 id = l->o->id;
    for (u32 i = l->from + 1; i < l->to; i++) {
        struct lockstep_side *a = &l->side[l->from], *b = &l->side[i];
        bool ok = same_deliveries(a, b, why);
        if (a->stop[id] != b->stop[id]) {
            buf_printf(why, "  stop         %u and %u\n", a->stop[id],
                       b->stop[id]);
            ok = false;
        }
        ok &= match_cores(a->m->core[id], b->m->core[id], why);
        if (ok)
            continue;
        buf_printf(why, "  that is %s (first) and %s\n", a->engine, b->engine);
        return false;
    }
    return true;
}

/* One core of each engine with the oracle. */
static bool compare_core(struct lockstep *l, struct oracle *o, struct buf *why)
{
    for (u32 i = l->from; i < l->to; i++) {
        struct lockstep_side *s = &l->side[i];
        if (match_core(o, s->m, s->stop[o->id], why))
            continue;
        buf_printf(why, "  that is core %u of the oracle and %s\n", o->id,
                   s->engine);
        return false;
    }
    return true;
}

/* Each engine with the oracle. */
static bool compare_oracle(struct lockstep *l, bool pages, struct buf *why)
{
    bool ok = true;
    for (u32 i = 0; i < oracle_first(l->o)->cores; i++)
        ok &= compare_core(l, oracle_core(l->o, i), why);
    for (u32 i = l->from; pages && ok && i < l->to; i++) {
        ok = match_pages(l->o, l->side[i].m, why);
        if (!ok)
            buf_printf(why, "  that is the oracle and %s\n", l->side[i].engine);
    }
    if (pages)
        oracle_settle(l->o);
    return ok;
}

static bool compare_storage(struct lockstep *l, struct buf *why)
{
    bool ok = true;
    for (u32 i = l->from; ok && i < l->to; i++) {
        ok = match_storage(oracle_first(l->o), l->side[i].m, why);
        if (!ok)
            buf_printf(why, "  that is the oracle and %s, at the end\n",
                       l->side[i].engine);
    }
    return ok;
}

/* --- slices ------------------------------------------------------------- */

static u32 below(struct lockstep *l, u32 n)
{
    return (u32)((splitmix64(&l->random) >> 32) * n >> 32);
}

/* Mostly long: generated code is left some hundred instructions before the
 * end of a slice. */
static u64 slice_length(struct lockstep *l)
{
    static const u32 most[] = {3,    40,   600,  2000, 2000,
                               4000, 4000, 8000, 8000, 20000};
    u32 n = most[l->program.habit % ARRAY_LEN(most)];
    if (below(l, 16) == 0)
        n = most[below(l, ARRAY_LEN(most))];
    return 1 + below(l, n);
}

/* What cannot be compared does not count. */
static void count_slice(struct lockstep *l, u64 native)
{
    u64 done = l->o->retired - l->slice_from;
    l->done += done;
    if (l->o->opaque)
        return;
    l->counts.slices++;
    l->counts.instructions += done;
    l->counts.native += native;
    if (l->events != NULL)
        events_slice(l->events, 2 * native >= done);
}

static u64 native_of(const struct lockstep *l)
{
    return l->side[l->to - 1].m->core[l->o->id]->native.done;
}

static bool slice(struct lockstep *l, struct buf *why)
{
    u64 length = slice_length(l), native = native_of(l);
    bool cut = l->cut_length != 0 && l->slice == l->cut_slice;
    l->slice_from = l->o->retired;
    l->slice_length = cut ? l->cut_length : length;
    for (u32 i = l->from; i < l->to; i++) {
        struct lockstep_side *s = &l->side[i];
        s->isa.count = 0;
        storm_begin(l->storm, s->m, l->o->id);
        s->stop[l->o->id] = machine_step(s->m, l->o->id, l->slice_length);
        storm_end(l->storm, s->m);
    }
    if (!lockstep_follow(l, why))
        return false;
    bool over = l->o->state != ORACLE_RUNNING;
    bool pages = l->fine || over || l->slice_length > SHORT_SLICE;
    count_slice(l, native_of(l) - native);
    if (l->o->opaque)
        return true;
    bool ok = compare_sides(l, why);
    return compare_oracle(l, pages, why) && ok;
}

/* --- between slices ----------------------------------------------------- */

static void load_pages(struct lockstep *l)
{
    for (u32 i = l->from; i < l->to; i++)
        match_load_pages(l->side[i].m, l->o);
    oracle_settle(l->o);
}

/* A device wants an interrupt of the core whose turn it is. */
static void request(struct lockstep *l)
{
    u32 v = below(l, PROGEN_VECTORS);
    oracle_request(l->o, v);
    for (u32 i = l->from; i < l->to; i++) {
        struct machine *m = l->side[i].m;
        pthread_mutex_lock(&m->lock);
        irq_raise(m, l->o->id, v);
        pthread_mutex_unlock(&m->lock);
    }
}

/* What a program must not notice when: somebody else interrupts, or stores. */
static void disturb(struct lockstep *l, struct buf *why)
{
    if (l->program.quiet)
        return;
    if (below(l, 4) == 0) {
        request(l);
        if (l->events != NULL)
            events_add(l->events, EVENT_REQUEST);
    }
    if (below(l, 12) == 0 && compare_oracle(l, true, why)) {
        progen_patch(&l->program);
        load_pages(l);
        if (l->events != NULL)
            events_add(l->events, EVENT_OUTER_STORE);
    }
}

static void live(struct lockstep *l, struct oracle *o)
{
    for (u32 i = l->from; i < l->to; i++) {
        match_load(l->side[i].m, o);
        l->side[i].stop[o->id] = STOP_BUDGET;
    }
    oracle_settle(o);
    l->waiting[o->id] = 0;
    l->life_end[o->id] = o->retired + progen_life(&l->program);
    l->counts.lives++;
    if (l->events != NULL)
        events_live(l->events, &l->program);
}

/* A core that has ended, or lived long enough. One that waits goes on when
 * something is there to take. */
static void revive(struct lockstep *l)
{
    struct oracle *o = l->o;
    if (o->state == ORACLE_WAITING && oracle_wanted(o)) {
        o->state = ORACLE_RUNNING;
        for (u32 i = l->from; i < l->to; i++)
            l->side[i].stop[o->id] = STOP_BUDGET;
    }
    if (o->state == ORACLE_RUNNING && o->retired < l->life_end[o->id])
        return;
    progen_revive(&l->program, o);
    live(l, o);
}

/* Whose turn it is; parked cores have none. */
static void choose_core(struct lockstep *l)
{
    u32 cores = oracle_first(l->o)->cores;
    do
        l->o = oracle_core(l->o, cores == 1 ? 0 : below(l, cores));
    while (l->o->state == ORACLE_PARKED);
}

/* False: the run is over. Not every program that moves megabytes in a loop
 * must be seen to its end; a machine that has ended ends for good. */
static bool goes_on(const struct lockstep *l)
{
    return oracle_first(l->o)->moved < MOVED_MAX &&
           l->done < l->program.budget && !l->o->opaque &&
           l->slice < l->program.budget && !l->side[l->from].m->ending &&
           !(l->cut_length != 0 && l->slice > l->cut_slice);
}

static bool run(struct lockstep *l, struct buf *why)
{
    l->done = 0;
    for (l->slice = 0; goes_on(l); l->slice++) {
        choose_core(l);
        revive(l);
        disturb(l, why);
        if (why->size != 0 || !slice(l, why))
            return false;
    }
    return l->o->opaque || compare_storage(l, why);
}

bool lockstep_once(struct lockstep *l, const struct lockstep_program *p,
                   struct buf *why)
{
    u32 i = kind_of(p);
    l->o = &l->oracle[i];
    l->o->storm = l->storm != NULL;
    for (u32 n = 1; n < l->o->cores; n++)
        oracle_core(l->o, n)->storm = l->o->storm;
    l->random = p->seed;
    if (p->bytes != NULL)
        progen_from_bytes(&l->program, l->o, p->bytes, p->size);
    else
        progen_make(&l->program, l->o, p->seed);
    for (u32 n = l->from; n < l->to; n++) {
        l->side[n].m = l->side[n].machine[i];
        machine_reset(l->side[n].m, l->o->ip);
    }
    for (u32 n = l->o->cores; n-- != 0;)
        live(l, oracle_core(l->o, n));
    return run(l, why);
}

/* One engine after the other. */
static bool run_in_storm(struct lockstep *l, const struct lockstep_program *p,
                         struct buf *why)
{
    l->fine = true;
    for (u32 i = 0; i < l->sides; i++) {
        l->traced = 0;
        l->from = i;
        l->to = i + 1;
        if (!lockstep_once(l, p, why) || why->size != 0) {
            lockstep_report_once(l, p, why);
            return false;
        }
    }
    return true;
}

bool lockstep_run(struct lockstep *l, const struct lockstep_program *p,
                  struct buf *why)
{
    l->counts.programs++;
    if (l->storm != NULL)
        return run_in_storm(l, p, why);
    l->from = 0;
    l->to = l->sides;
    if (lockstep_once(l, p, why) && why->size == 0)
        return true;
    lockstep_report(l, p, why);
    return false;
}
