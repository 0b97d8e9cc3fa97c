/* SPDX-License-Identifier: MIT
 *
 * The block cache of a core. Blocks live in an arena that is emptied as a
 * whole when full. A block whose bytes changed is not unlinked from those
 * that jump to it: its first slot is replaced by one that looks its address
 * up again, and its cost becomes 0, so links need no check.
 *
 * Invariant: every block that can be entered and is not gone was lifted from
 * the bytes now in memory, or its granule is in core->stale.
 */
#include "cache.h"

#include <stdlib.h>
#include <sys/mman.h>

#include <util/log.h>
#include <vm/codemap.h>
#include <vm/isa.h>
#include <vm/machine.h>
#include <vm/observe.h>
#include <vm/translation.h>

static size_t block_bytes(u32 slots, u32 insns)
{
    size_t n = sizeof(struct block) + slots * sizeof(struct slot) +
               insns * sizeof(u32) + slots * sizeof(u16);
    return (n + 15) & ~(size_t)15;
}

struct cache *cache_new(const void *const *bodies, struct err *e)
{
    struct cache *k = calloc(1, sizeof *k);
    void *arena = mmap(NULL, CACHE_BYTES, PROT_READ | PROT_WRITE,
                       MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    void *cut = malloc(block_bytes(LIFT_UOPS_MAX, LIFT_INSNS_MAX));
    if (k == NULL || arena == MAP_FAILED || cut == NULL) {
        free(k);
        free(cut);
        if (arena != MAP_FAILED)
            munmap(arena, CACHE_BYTES);
        fail_status(e, 90, "no memory for a code cache");
        return NULL;
    }
    k->bodies = bodies;
    k->arena = arena;
    k->cut = cut;
    return k;
}

void cache_free(struct cache *k)
{
    if (k == NULL)
        return;
    munmap(k->arena, CACHE_BYTES);
    free(k->cut);
    free(k);
}

static void cache_flush(struct cache *k)
{
    memset(k->bucket, 0, sizeof k->bucket);
    memset(k->granule, 0, sizeof k->granule);
    k->used = 0;
    k->flushes++;
    log_debug(LOG_block, "code cache emptied");
}

/* Room in the arena, NULL when it is full. */
static void *cache_room(struct cache *k, size_t bytes)
{
    if (CACHE_BYTES - k->used < bytes)
        return NULL;
    void *p = k->arena + k->used;
    k->used += bytes;
    return p;
}

/* Which body runs a uop: branches have one for each condition. */
static u32 body_of(const struct uop *u)
{
    if (u->code == UOP_BR)
        return CODE_BR + u->d;
    if (u->code == UOP_BRI)
        return CODE_BRI + u->d;
    return u->code;
}

/* Fills a block from what was lifted. */
static void block_fill(struct cache *k, struct block *b, const struct lifter *l,
                       u32 insns, const u32 *at)
{
    b->pc = at[0];
    b->insns = b->cost = (u16)insns;
    b->count = (u16)l->count;
    b->gone = false;
    b->last = at[insns - 1];
    b->end = l->pc;
    for (u32 i = 0; i < 2; i++) {
        b->target[i] = l->target[i];
        b->link[i] = NULL;
    }
    b->help = l->help;
    b->at = (u32 *)(void *)&b->slot[l->count];
    b->code = (u16 *)(void *)&b->at[insns];
    memcpy(b->at, at, insns * sizeof *at);
    for (u32 i = 0; i < l->count; i++) {
        const struct uop *u = &l->uop[i];
        b->code[i] = u->code;
        b->slot[i] = (struct slot){
            k->bodies[body_of(u)], u->d, u->a, u->b, u->insn, u->imm};
    }
}

/* Enters a block into the granule index; false: no room. */
static bool block_place(struct cache *k, struct block *b)
{
    u32 last = (b->end - 1) >> GRANULE_SHIFT;
    for (u32 g = b->pc >> GRANULE_SHIFT; g <= last; g++) {
        struct cache_place *p = cache_room(k, 32);
        if (p == NULL)
            return false;
        struct cache_place **head = &k->granule[g % CACHE_GRANULES];
        *p = (struct cache_place){b, g, *head};
        *head = p;
    }
    return true;
}

static struct block *block_add(struct core *c, const struct lifter *l,
                               u32 insns, const u32 *at)
{
    struct cache *k = c->cache;
    struct block *b = cache_room(k, block_bytes(l->count, insns));
    if (b == NULL)
        return NULL;
    block_fill(k, b, l, insns, at);
    if (!block_place(k, b))
        return NULL;
    struct block **head = &k->bucket[cache_hash(b->pc)];
    b->hash_next = *head;
    *head = b;
    return b;
}

/* Tells observers; uops behind the last instruction belong to it. */
static void tell_lifted(struct core *c, const struct lifter *l, u32 insns,
                        const u32 *at)
{
    struct translated_insn n[LIFT_INSNS_MAX] = {0};
    for (u32 i = 0; i < insns; i++)
        n[i].pc = at[i];
    for (u32 i = 0; i < l->count; i++) {
        const struct uop *u = &l->uop[i];
        struct translated_insn *of = &n[u->insn < insns ? u->insn : insns - 1];
        if (of->uops++ == 0)
            of->uop = i;
        of->goes = uop_way(u->code) >= 0;
        if (of->goes)
            of->target = l->target[uop_way(u->code)];
    }
    observe_translated(
        c, &(struct translation){
               .pc = at[0], .insn = n, .insns = insns, .uop = l->uop});
}

static struct block *block_make(struct core *c, u32 pc)
{
    struct lifter l;
    u32 at[LIFT_INSNS_MAX];
    u32 insns = block_lift(c, pc, CACHE_INSNS, &l, at);
    struct block *b = block_add(c, &l, insns, at);
    if (b == NULL) {
        cache_flush(c->cache);
        b = block_add(c, &l, insns, at);
    }
    if (UNLIKELY(c->m->observers != NULL))
        tell_lifted(c, &l, insns, at);
    log_debug(LOG_block, "core %u lifted 0x%08X, %u instructions, %u uops",
              c->id, pc, insns, b->count);
    return b;
}

static struct block *block_find(const struct core *c, u32 pc)
{
    struct block *b = c->cache->bucket[cache_hash(pc)];
    while (b != NULL && b->pc != pc)
        b = b->hash_next;
    return b;
}

bool cache_has(const struct core *c, u32 pc)
{
    return block_find(c, pc) != NULL;
}

struct block *cache_block(struct core *c, u32 pc)
{
    struct block *b = block_find(c, pc);
    return b != NULL ? b : block_make(c, pc);
}

struct block *cache_cut_block(struct core *c, u32 pc, u32 n)
{
    struct lifter l;
    u32 at[LIFT_INSNS_MAX];
    if (n > LIFT_INSNS_MAX)
        n = LIFT_INSNS_MAX;
    u32 insns = block_lift(c, pc, n, &l, at);
    block_fill(c->cache, c->cache->cut, &l, insns, at);
    return c->cache->cut;
}

static void block_drop(struct cache *k, struct block *b)
{
    struct block **p = &k->bucket[cache_hash(b->pc)];
    while (*p != b)
        p = &(*p)->hash_next;
    *p = b->hash_next;
    b->gone = true;
    k->dropped++;
    b->cost = 0;
    b->slot[0].go = k->bodies[CODE_GONE];
}

static void granule_drop(struct cache *k, u32 granule)
{
    struct cache_place **p = &k->granule[granule % CACHE_GRANULES];
    while (*p != NULL) {
        struct cache_place *place = *p;
        if (place->granule == granule && !place->block->gone)
            block_drop(k, place->block);
        if (place->block->gone)
            *p = place->next;
        else
            p = &place->next;
    }
}

void cache_clean(struct core *c)
{
    u32 granules[STALE_MAX];
    u32 n = codemap_take(c, granules);
    void (*changed)(struct core *, u32) = c->cache->changed;
    if (n > STALE_MAX) {
        cache_flush(c->cache);
        if (changed != NULL)
            changed(c, CACHE_ALL);
        return;
    }
    for (u32 i = 0; i < n; i++) {
        granule_drop(c->cache, granules[i]);
        if (changed != NULL)
            changed(c, granules[i]);
    }
}
