/* SPDX-License-Identifier: MIT
 *
 * The threaded interpreter: every slot of a block holds the address of its
 * body, every body ends by jumping to the next one's (with VM_SWITCH, or a
 * compiler without computed goto, a switch in a loop instead). This file is
 * the loop: entering and leaving blocks. What uops do is in interp_alu.h,
 * interp_mem.h and interp_flow.h.
 *
 * Invariants: `left` is the budget minus all instructions of the blocks
 * entered, the current one whole; where the machine can look (a device, a
 * panic, leaving), c->ip and c->retired are made exact from it.
 */
#include "interp.h"

#include "cache.h"
#include "interp_alu.h"
#include "interp_flow.h"
#include "interp_mem.h"
#include "interp_pair.h"

#include <vm/isa.h>

/* Codes by name, the same names that functions and labels of bodies have. */
enum {
#define CODES_A(name) \
    CODE_##name = UOP_##name, CODE_##name##_F = UOP_##name + FORM_F,
#define CODES_S CODES_A
#define CODES_L CODES_A
#define CODES_F CODES_A
#define CODES_X(name) CODE_##name = UOP_##name,
#define CODES_N CODES_X
#define UOP(name, operands, flags, traits, meaning) CODES_##flags(name)
#include <vm/uop.def>
#define UCC(name, compare, flags)           \
    CODE_BR_##name = UCC_BR + UCC_##name,   \
    CODE_BRI_##name = UCC_BRI + UCC_##name, \
    CODE_SET_##name = UCC_SET + UCC_##name, \
    CODE_SEL_##name = UCC_SEL + UCC_##name,
    UOP_CONDITIONS(UCC)
#undef UCC
};

#if defined(VM_SWITCH) || !defined(__GNUC__)
#define BODY(name) case CODE_##name:
#define GO() goto dispatch
#define GO_ALONE() goto dispatch
#define BODY_ADDRESS(name) ((const void *)(uintptr_t)CODE_##name)
#define BODIES_BEGIN() \
    dispatch:          \
    switch ((uintptr_t)u->go) {
#define BODIES_END() }
#define INTERP_PAIRS(P)
#else
#define BODY(name) L_##name:
#define GO() goto * u->go
#define GO_ALONE() goto *table[b->code[u - b->slot]]
#define BODY_ADDRESS(name) &&L_##name
#define BODIES_BEGIN()
#define BODIES_END()
#define INTERP_PAIRS(P) PAIRS(P)
#endif

#define NEXT() \
    do {       \
        u++;   \
        GO();  \
    } while (0)

/* Enters block b, whose instructions are taken off `left` already. */
#define ENTER()                                                                \
    do {                                                                       \
        if (UNLIKELY(left < 0))                                                \
            goto budget_short;                                                 \
        if (UNLIKELY(                                                          \
                atomic_load_explicit(&c->pending, memory_order_relaxed) != 0)) \
            goto asked_to_leave;                                               \
        u = b->slot;                                                           \
        GO();                                                                  \
    } while (0)

#define ENTER_BLOCK(block) \
    do {                   \
        b = (block);       \
        left -= b->insns;  \
        ENTER();           \
    } while (0)

#define PASS()              \
    do {                    \
        u += 1 + WAY_SLOTS; \
        GO();               \
    } while (0)

#define FALL()                             \
    do {                                   \
        const struct way *w = slot_way(u); \
        if (UNLIKELY(w->link == NULL))     \
            goto unlinked;                 \
        b = w->link;                       \
        left -= w->toll;                   \
        ENTER();                           \
    } while (0)

#define TAKEN()                                                      \
    do {                                                             \
        c->trail[c->trail_count++ % TRAIL_LEN] = slot_way(u)->trail; \
        FALL();                                                      \
    } while (0)

#define INDIRECT()                                 \
    do {                                           \
        b = c->cache->bucket[cache_hash(c->ip)];   \
        if (UNLIKELY(b == NULL || b->pc != c->ip)) \
            goto lost;                             \
        ENTER_BLOCK(b);                            \
    } while (0)

/* Runs the uop of slot u; falls out where the next slot follows. */
#define RUN(name, half)                                            \
    switch (do_##name((struct frame){c, u, b, left, mem, half})) { \
    case AFTER_NEXT:                                               \
        break;                                                     \
    case AFTER_PASS:                                               \
        PASS();                                                    \
    case AFTER_FALL:                                               \
        FALL();                                                    \
    case AFTER_TAKEN:                                              \
        TAKEN();                                                   \
    case AFTER_INDIRECT:                                           \
        INDIRECT();                                                \
    case AFTER_ALONE:                                              \
        goto alone;                                                \
    case AFTER_GONE:                                               \
        goto gone;                                                 \
    default:                                                       \
        goto beside;                                               \
    }

/* Every body: X(its name). */
#define EVERY_A(name) X(name) X(name##_F)
#define EVERY_S EVERY_A
#define EVERY_L EVERY_A
#define EVERY_F EVERY_A
#define EVERY_X(name) X(name)
#define EVERY_N EVERY_X
#define UCC(name, compare, flags) \
    X(BR_##name)                  \
    X(BRI_##name) X(SET_##name) X(SEL_##name)

/* Behind way out w: the block, found or made now and remembered. */
static struct block *way_link(struct core *c, struct way *w)
{
    u32 flushes = c->cache->flushes, refund = w->refund;
    struct block *next = cache_block(c, w->trail.to);
    if (flushes == c->cache->flushes) {
        w->link = next;
        w->toll = (i32)next->insns - (i32)refund;
    }
    return next;
}

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

/* Runs the core; with c == NULL only hands out the bodies. */
static enum stop interp_run_bodies(struct core *c, u64 budget,
                                   struct bodies *bodies)
{
    static const void *const table[CODE_COUNT] = {
#define X(name) [CODE_##name] = BODY_ADDRESS(name),
#define UOP(name, operands, flags, traits, meaning) EVERY_##flags(name)
#include <vm/uop.def>
        UOP_CONDITIONS(UCC) X(GONE)
#undef X
    };
    static const struct pair pairs[] = {
#define P(x, y) {CODE_##x, CODE_##y, BODY_ADDRESS(x##_##y)},
        INTERP_PAIRS(P)
#undef P
            {0, 0, NULL}};
    if (c == NULL) {
        *bodies = (struct bodies){table, pairs, ARRAY_LEN(pairs) - 1};
        return STOP_BUDGET;
    }

    u8 *const mem = c->m->bus.ram.base;
    i64 left = budget < INT64_MAX / 2 ? (i64)budget : INT64_MAX / 2;
    const u64 total = c->retired + (u64)left;
    const bool over = c->over;
    c->over = false;
    c->cache->total = total;
    const struct block *b = block_here(c, over);
    const struct slot *u;
    ENTER_BLOCK(b);

    BODIES_BEGIN()
#define X(name)          \
    BODY(name)           \
    {                    \
        RUN(name, false) \
        NEXT();          \
    }
#define UOP(name, operands, flags, traits, meaning) EVERY_##flags(name)
#include <vm/uop.def>
    UOP_CONDITIONS(UCC)
    X(GONE)
#undef X
#define P(x, y)      \
    BODY(x##_##y)    \
    {                \
        RUN(x, true) \
        u++;         \
        RUN(y, true) \
        NEXT();      \
    }
    INTERP_PAIRS(P)
#undef P
    BODIES_END()

unlinked: /* the way of slot u */
    left += slot_way(u)->refund;
    ENTER_BLOCK(way_link(c, slot_way(u)));

lost: /* no block at c->ip where it was looked for */
    ENTER_BLOCK(cache_block(c, c->ip));

alone: /* slot u, which a pair has left as it was */
    GO_ALONE();

gone: /* block b has been dropped */
    left += b->insns;
    ENTER_BLOCK(cache_block(c, b->pc));

asked_to_leave: /* before block b */
    left += b->insns;
    c->retired = total - (u64)left;
    c->ip = b->pc;
    if (atomic_load_explicit(&c->pending, memory_order_relaxed) != CORE_CODE)
        return STOP_PENDING;
    cache_clean(c);
    ENTER_BLOCK(block_here(c, over));

budget_short: /* block b is longer than what is left */
    left += b->insns;
    if (left == 0) {
        c->retired = total;
        c->ip = b->pc;
        return STOP_BUDGET;
    }
    ENTER_BLOCK(cache_cut_block(
        c, b->pc, left < LIFT_INSNS_MAX ? (u32)left : LIFT_INSNS_MAX));

beside: /* behind slot u */
    if (c->cache->after == AFTER_STOP)
        return c->cache->why;
    if (c->cache->after == AFTER_EARLY) {
        left += b->insns - (u->insn + 1);
        c->ip = slot_behind(b, u);
        c->retired = total - (u64)left;
        if (atomic_load_explicit(&c->pending, memory_order_relaxed) & CORE_CODE)
            cache_clean(c);
    }
    INDIRECT();
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
    struct bodies bodies;
    interp_run_bodies(NULL, 0, &bodies);
    c->cache = cache_new(&bodies, e);
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
