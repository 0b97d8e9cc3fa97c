/* SPDX-License-Identifier: MIT
 *
 * The JIT as an engine. Code that is entered often is compiled (jit_region.c,
 * jit_live.c, jit_emit*.c); everything else, and the last instructions of a
 * budget, is the interpreter's, block by block. Both work on the same core.
 *
 * Invariant: while native.inside is 0 nothing of the core refers to the code
 * cache: FLAGS are resolved, the ring of transfers is empty.
 */
#include "jit.h"

#include "jit_exact.h"

#include <stdlib.h>

#include <util/log.h>
#include <vm/codemap.h>
#include <vm/engine.h>
#include <vm/machine.h>

/* What the emitters take for granted. */
static bool host_can(void)
{
    return __builtin_cpu_supports("bmi") && __builtin_cpu_supports("bmi2") &&
           __builtin_cpu_supports("fma") && __builtin_cpu_supports("lzcnt") &&
           __builtin_cpu_supports("popcnt");
}

/* --- compiling --- */

enum compiled { COMPILED, NOT_NOW, NO_ROOM };

static enum compiled compile_locked(struct core *c, struct jit *j)
{
    struct jit_build *b = j->build;
    b->c = c;
    b->j = j;
    if (atomic_load(&j->full))
        return NO_ROOM;
    if (atomic_load(&j->map[c->ip / 4]) != 0)
        return COMPILED; /* by another core */
    if (!jit_region_find(b, c->ip))
        return NOT_NOW;
    if (!jit_region_plan(b) || !jit_region_emit(b) || !jit_place(j, b->region))
        return NO_ROOM;
    log_debug(LOG_block, "core %u compiled 0x%08X, %u instructions", c->id,
              c->ip, b->insns);
    if (!jit_publish(c, j, b->region))
        return NOT_NOW;
    if (UNLIKELY(c->m->observers != NULL))
        jit_tell(b);
    return COMPILED;
}

static bool compile(struct core *c)
{
    struct jit *j = c->m->jit;
    pthread_mutex_lock(&j->lock);
    enum compiled done = compile_locked(c, j);
    if (done == NO_ROOM)
        jit_empty(c, j);
    pthread_mutex_unlock(&j->lock);
    return done == COMPILED;
}

/* --- running --- */

/* Makes the core exact after generated code has answered. */
static void came_out(struct core *c, u32 answer)
{
    struct jit *j = jit_told(c);
    jit_stack_out(c);
    if (answer >= OUT_SITE)
        jit_leave_at(c, jit_at(j, answer));
    jit_flags(c, 0);
    jit_trail(c);
    c->retired = c->native.total - (u64)((i64)c->native.left >> JIT_LEFT_SHIFT);
}

/* Whether code has been claimed in a call stack, which may be large: it is
 * searched again only when it has moved or had some. */
static bool has_code(struct core *c, u32 base, u32 bytes)
{
    struct native *n = &c->native;
    const struct ram *r = &c->m->bus.ram;
    if (n->floor_base != base || n->floor_bytes != bytes || n->floor_code) {
        n->floor_base = base;
        n->floor_bytes = bytes;
        n->floor_code = ram_has_marks(r, base, bytes, MARK_CODE) &&
                        codemap_hit(r, base, bytes);
    }
    return n->floor_code;
}

/* Calls push without C, except where a slot may lie across two granules, and,
 * since generated code does not look behind them while one core runs, where
 * code has been claimed in the stack. */
static void floor_set(struct core *c)
{
    const struct stack *s = &c->stack[STACK_CALL];
    bool plain =
        s->base % s->slot == 0 &&
        (codemap_shared(c->m) || !has_code(c, s->base, s->count * s->slot));
    c->native.call_floor = plain ? s->base : UINT32_MAX;
}

/* Runs generated code from c->ip on; false: there is none. *answer: OUT_LOOK,
 * OUT_MISS or OUT_STOP + why. */
static bool run_native(struct core *c, u64 left, u32 *answer)
{
    struct jit *j = c->m->jit;
    /* Ordered before the look at `full`, where another core may set it. */
    atomic_store_explicit(&c->native.inside, 1,
                          c->m->core_count > 1 ? memory_order_seq_cst
                                               : memory_order_relaxed);
    u32 at = atomic_load_explicit(&j->map[c->ip / 4], memory_order_acquire);
    if ((c->ip & 3) != 0 || at == 0 || atomic_load(&j->full)) {
        atomic_store_explicit(&c->native.inside, 0, memory_order_release);
        return false;
    }
    jit_enter *enter = (jit_enter *)(uintptr_t)(j->rx + j->enter);
    u64 before = c->retired;
    c->native.total = before + left;
    jit_stack_in(c);
    floor_set(c);
    u32 out = enter(c, j->rx + at, left << JIT_LEFT_SHIFT, c->m->bus.ram.base);
    came_out(c, out);
    c->native.done += c->retired - before;
    atomic_store_explicit(&c->native.inside, 0, memory_order_release);
    *answer = out >= OUT_SITE ? OUT_LOOK : out;
    return true;
}

/* Counts an entry at ip; true: often enough. */
static bool heated(struct core *c)
{
    struct jit_heat *h = &c->jit->heat[c->ip / 4 % JIT_HEAT];
    if (h->ip != c->ip) {
        if (h->count > 1) {
            h->count--;
            return false;
        }
        *h = (struct jit_heat){.ip = c->ip};
    }
    u32 g = c->ip >> GRANULE_SHIFT;
    u8 bits = atomic_load_explicit(&c->m->jit->inside[g % JIT_INSIDE / 8],
                                   memory_order_relaxed);
    bool inside = bits >> g % 8 & 1;
    if (++h->count < (inside ? JIT_HOT_INSIDE : JIT_HOT))
        return false;
    h->count = 0;
    return true;
}

/* Cold code: one block by the interpreter, or a region is made of it. Where
 * generated code was only left, perhaps between a comparison and who wants to
 * know of it, nothing shall begin. */
static enum stop run_cold(struct core *c, u64 left, bool entered)
{
    if (entered && (c->ip & 3) == 0 && heated(c) && compile(c))
        return STOP_BUDGET;
    return interp_block(c, left);
}

/* Before the pending word is read: who sets it afterwards sets this again. */
static void limit_set(struct core *c)
{
    const u64 limit = (u64)JIT_LIMIT << JIT_LEFT_SHIFT;
    if (atomic_load_explicit(&c->native.limit, memory_order_relaxed) != limit)
        atomic_store(&c->native.limit, limit);
}

static enum stop jit_run(struct core *c, u64 budget)
{
    enum { LEFT_MAX = 1 << 30 };
    u64 end = c->retired + budget;
    bool entered = true;
    for (;;) {
        limit_set(c);
        u32 pending = atomic_load_explicit(&c->pending, memory_order_seq_cst);
        if (pending == CORE_CODE)
            cache_clean(c);
        else if (pending != 0)
            return STOP_PENDING;
        u64 left = end - c->retired, before = c->retired;
        if (left == 0)
            return STOP_BUDGET;
        u32 answer = OUT_MISS;
        enum stop why = STOP_BUDGET;
        if (!run_native(c, left < LEFT_MAX ? left : LEFT_MAX, &answer))
            why = run_cold(c, left, entered);
        else if (answer >= OUT_STOP)
            return (enum stop)(answer - OUT_STOP);
        else if (c->retired == before && left < JIT_LIMIT + JIT_BLOCK_INSNS)
            return interp_engine.run(c, left); /* too few for a look */
        entered = answer != OUT_LOOK;
        if (why != STOP_BUDGET)
            return why;
    }
}

/* --- life --- */

static void code_changed(struct core *c, u32 granule)
{
    struct jit *j = c->m->jit;
    if (granule != CACHE_ALL) {
        jit_granule_drop(j, granule);
        return;
    }
    /* A reset, perhaps: what comes is another program. */
    memset(c->jit->heat, 0, sizeof c->jit->heat);
    pthread_mutex_lock(&j->lock);
    jit_zero(j->hint, ARRAY_LEN(j->hint));
    jit_empty(c, j);
    pthread_mutex_unlock(&j->lock);
}

/* The first core makes the code cache. */
static bool cache_attach(struct core *c, struct err *e)
{
    if (c->m->jit == NULL)
        c->m->jit = jit_new(&c->m->bus, e);
    if (c->m->jit == NULL)
        return false;
    c->m->jit->users++;
    c->native.map = (const void *)c->m->jit->map;
    return true;
}

static bool jit_attach(struct core *c, struct err *e)
{
    if (!interp_engine.attach(c, e) || !cache_attach(c, e))
        return false;
    c->jit = calloc(1, sizeof *c->jit);
    if (c->jit == NULL)
        return fail_status(e, 90, "no memory for core %u", c->id);
    c->cache->changed = code_changed;
    return true;
}

static void jit_detach(struct core *c)
{
    struct jit *j = c->m->jit;
    if (c->native.map != NULL && --j->users == 0) {
        jit_free(j);
        c->m->jit = NULL;
    }
    free(c->jit);
    c->jit = NULL;
    interp_engine.detach(c);
}

/* What was compiled so far may rely on being alone: it goes, and nobody
 * enters it again. */
static void jit_shared(struct core *c)
{
    atomic_store(&c->m->jit->full, true);
    core_poke(c, CORE_CODE);
}

static void jit_stats(const struct core *c, struct engine_stats *s)
{
    struct jit *j = c->m->jit;
    interp_engine.stats(c, s);
    pthread_mutex_lock(&j->lock);
    s->native_bytes = j->used;
    s->native_capacity = JIT_CODE_BYTES;
    s->native_dropped = j->dropped;
    s->flushes += j->flushes;
    pthread_mutex_unlock(&j->lock);
}

static void jit_regions(const struct core *c,
                        void (*see)(void *to, const struct engine_region *r),
                        void *to)
{
    struct jit *j = c->m->jit;
    pthread_mutex_lock(&j->lock);
    for (const struct jit_region *r = j->youngest; r != NULL; r = r->older)
        if (r->entries != 0)
            see(to, &(struct engine_region){.pc = r->pc,
                                            .first = r->first,
                                            .last = r->last,
                                            .insns = r->insns,
                                            .entries = r->entries,
                                            .at = r->at,
                                            .host_bytes = r->size});
    pthread_mutex_unlock(&j->lock);
}

const struct engine jit_engine = {
    .name = "jit",
    .about = "compiles to x86-64",
    .usable = host_can,
    .attach = jit_attach,
    .detach = jit_detach,
    .run = jit_run,
    .shared = jit_shared,
    .stats = jit_stats,
    .regions = jit_regions,
};
