/* SPDX-License-Identifier: MIT
 *
 * The threaded interpreter: every slot of a block holds the address of its
 * body, every body ends by jumping to the next one's (with VM_SWITCH, or a
 * compiler without computed goto, a switch in a loop instead). This file is
 * the frame: entering and leaving blocks, what happens beside the fast path.
 * The bodies are in interp_alu.inc, interp_mem.inc and interp_flow.inc.
 *
 * Invariants: `left` is the budget minus all instructions of the blocks
 * entered, the current one whole; where the machine can look (a device, a
 * panic, leaving), SYNC or an exit makes c->ip and c->retired exact.
 */
#include <vm/engine.h>

#include "cache.h"
#include "math.h"

#include <vm/bus.h>
#include <vm/codemap.h>
#include <vm/isa.h>
#include <vm/machine.h>

/* The found block behind way out i, remembered in the link. */
static struct block *way_out(struct core *c, struct block *b, u32 i)
{
    u32 flushes = c->cache->flushes;
    struct block *next = cache_block(c, b->target[i]);
    if (flushes == c->cache->flushes)
        b->link[i] = next;
    return next;
}

/* Where the instruction behind a slot's stands. */
static u32 behind(const struct block *b, const struct slot *u)
{
    u32 next = u->insn + 1u;
    return next < b->insns ? b->at[next] : b->end;
}

/* Names of the bodies that are not uop codes. */
enum {
#define FORM_NAME_A(name) UOP_##name##_F = UOP_##name + FORM_F,
#define FORM_NAME_S FORM_NAME_A
#define FORM_NAME_L FORM_NAME_A
#define FORM_NAME_F FORM_NAME_A
#define FORM_NAME_X(name)
#define FORM_NAME_N(name)
#define UOP(name, operands, flags, traits, meaning) FORM_NAME_##flags(name)
#include <vm/uop.def>
#define UCC(name, compare, flags)          \
    CODE_BR_##name = CODE_BR + UCC_##name, \
    CODE_BRI_##name = CODE_BRI + UCC_##name,
    UOP_CONDITIONS(UCC)
#undef UCC
};

#if defined(VM_SWITCH) || !defined(__GNUC__)
#define BODY(code) case code:
#define GO() goto dispatch
#define BODY_ADDRESS(code) ((const void *)(uintptr_t)(code))
#else
#define BODY(code) L_##code:
#define GO() goto * u->go
#define BODY_ADDRESS(code) &&L_##code
#endif

#define NEXT() \
    do {       \
        u++;   \
        GO();  \
    } while (0)

/* Makes address and count exact while the slot's instruction runs. */
#define SYNC()                                                           \
    do {                                                                 \
        c->ip = b->at[u->insn];                                          \
        c->retired =                                                     \
            done_before + (u64)(budget_all - left) - b->insns + u->insn; \
    } while (0)

/* Counts what ran when everything up to the block's end did. */
#define COUNT() (c->retired = done_before + (u64)(budget_all - left))

#define ENTER(block)                                                           \
    do {                                                                       \
        b = (block);                                                           \
        if (UNLIKELY(                                                          \
                atomic_load_explicit(&c->pending, memory_order_relaxed) != 0)) \
            goto asked_to_leave;                                               \
        left -= b->cost;                                                       \
        if (UNLIKELY(left < 0))                                                \
            goto budget_short;                                                 \
        u = b->slot;                                                           \
        GO();                                                                  \
    } while (0)

#define EXIT(i)                           \
    do {                                  \
        struct block *next_ = b->link[i]; \
        if (UNLIKELY(next_ == NULL))      \
            next_ = way_out(c, b, i);     \
        ENTER(next_);                     \
    } while (0)

#define TAKEN(kind)                                 \
    do {                                            \
        core_trail(c, b->last, b->target[1], kind); \
        EXIT(1);                                    \
    } while (0)

#define INDIRECT(address)                                        \
    do {                                                         \
        u32 pc_ = (address);                                     \
        struct block *next_ = c->cache->bucket[cache_hash(pc_)]; \
        if (UNLIKELY(next_ == NULL || next_->pc != pc_))         \
            next_ = cache_block(c, pc_);                         \
        ENTER(next_);                                            \
    } while (0)

/* After a store that took the slow path. What it asked for happens at once,
 * wherever the block ends: then all engines do the same. */
#define STORED()                                                               \
    do {                                                                       \
        if (UNLIKELY(                                                          \
                atomic_load_explicit(&c->pending, memory_order_relaxed) != 0)) \
            goto asked_by_store;                                               \
        NEXT();                                                                \
    } while (0)

/* The block at c->ip. A debugger that passes over a point there wants that
 * instruction only, and points everywhere else. */
static struct block *block_here(struct core *c, bool over)
{
    if (LIKELY(!over))
        return cache_block(c, c->ip);
    c->over = true;
    struct block *b = cache_cut_block(c, c->ip, 1);
    c->over = false;
    return b;
}

/* Runs the core; with c == NULL only hands out the table of bodies. */
static enum stop interp_run_bodies(struct core *c, u64 budget,
                                   const void *const **bodies)
{
    static const void *const table[CODE_COUNT] = {
#define FORM_TABLE_A(name) [UOP_##name + FORM_F] = BODY_ADDRESS(UOP_##name##_F),
#define FORM_TABLE_S FORM_TABLE_A
#define FORM_TABLE_L FORM_TABLE_A
#define FORM_TABLE_F FORM_TABLE_A
#define FORM_TABLE_X(name)
#define FORM_TABLE_N(name)
#define UOP(name, operands, flags, traits, meaning) \
    [UOP_##name] = BODY_ADDRESS(UOP_##name), FORM_TABLE_##flags(name)
#include <vm/uop.def>
#define UCC(name, compare, flags)                          \
    [CODE_BR + UCC_##name] = BODY_ADDRESS(CODE_BR_##name), \
               [CODE_BRI + UCC_##name] = BODY_ADDRESS(CODE_BRI_##name),
        UOP_CONDITIONS(UCC)
#undef UCC
            [CODE_GONE] = BODY_ADDRESS(CODE_GONE),
    };
    if (c == NULL) {
        *bodies = table;
        return STOP_BUDGET;
    }

    u32 *const r = c->r;
    struct ram *const ram = &c->m->bus.ram;
    u8 *const mem = ram->base;
    const _Atomic u8 *const map = ram->map;
    const u64 done_before = c->retired;
    const i64 budget_all = budget < INT64_MAX / 2 ? (i64)budget : INT64_MAX / 2;
    i64 left = budget_all;
    const bool over = c->over;
    c->over = false;
    struct block *b = block_here(c, over);
    const struct slot *u;
    ENTER(b);

#if defined(VM_SWITCH) || !defined(__GNUC__)
dispatch:
    switch ((uintptr_t)u->go) {
#endif

#include "interp_alu.inc"
#include "interp_mem.inc"
#include "interp_flow.inc"

#if defined(VM_SWITCH) || !defined(__GNUC__)
    }
#endif

asked_to_leave: /* before block b */
    COUNT();
    c->ip = b->pc;
    if (atomic_load_explicit(&c->pending, memory_order_relaxed) != CORE_CODE)
        return STOP_PENDING;
    cache_clean(c);
    ENTER(block_here(c, over));

budget_short: /* block b is longer than what is left */
    left += b->cost;
    if (left == 0) {
        COUNT();
        c->ip = b->pc;
        return STOP_BUDGET;
    }
    ENTER(cache_cut_block(c, b->pc,
                          left < LIFT_INSNS_MAX ? (u32)left : LIFT_INSNS_MAX));

asked_by_store: /* by the instruction of slot u, which is complete */
    block_flags(c, b, (u32)(u - b->slot) + 1);
left_early: /* behind the instruction of slot u, FLAGS recorded */
    left += b->insns - (u->insn + 1);
    COUNT();
    c->ip = behind(b, u);
    if (atomic_load_explicit(&c->pending, memory_order_relaxed) & CORE_CODE)
        cache_clean(c);
    INDIRECT(c->ip);

panicked: /* in slot u, after SYNC */
    block_flags(c, b, (u32)(u - b->slot));
    return STOP_PANIC;
}

static enum stop interp_run(struct core *c, u64 budget)
{
    if (atomic_load_explicit(&c->pending, memory_order_relaxed) & CORE_CODE)
        cache_clean(c);
    return interp_run_bodies(c, budget, NULL);
}

enum stop interp_block(struct core *c, u64 budget)
{
    u64 whole = cache_block(c, c->ip)->insns;
    return interp_run_bodies(c, whole < budget ? whole : budget, NULL);
}

static bool interp_attach(struct core *c, struct err *e)
{
    const void *const *bodies;
    interp_run_bodies(NULL, 0, &bodies);
    c->cache = cache_new(bodies, e);
    return c->cache != NULL;
}

static void interp_detach(struct core *c)
{
    cache_free(c->cache);
    c->cache = NULL;
}

static void interp_stats(const struct core *c, struct engine_stats *s)
{
    const struct cache *k = c->cache;
    s->bytes = k->used;
    s->capacity = CACHE_BYTES;
    s->flushes = k->flushes;
    s->dropped = k->dropped;
    for (u32 i = 0; i < CACHE_BUCKETS; i++)
        for (const struct block *b = k->bucket[i]; b; b = b->hash_next)
            s->blocks++;
}

const struct engine interp_engine = {
    .name = "interp",
    .about = "threaded interpreter",
    .attach = interp_attach,
    .detach = interp_detach,
    .run = interp_run,
    .stats = interp_stats,
};
