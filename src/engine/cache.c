/* SPDX-License-Identifier: MIT
 *
 * The block cache of a core. Blocks live in an arena that is emptied as a
 * whole when full. A block whose bytes changed is not unlinked from those
 * that jump to it: its first slot is replaced by one that looks its address
 * up again, so links need no check.
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

struct cache *cache_new(const struct bodies *bodies, struct err *e)
{
    struct cache *k = calloc(1, sizeof *k);
    void *arena = mmap(NULL, CACHE_BYTES, PROT_READ | PROT_WRITE,
                       MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    void *cut = malloc(block_bytes(BLOCK_SLOTS_MAX, LIFT_INSNS_MAX));
    if (k == NULL || arena == MAP_FAILED || cut == NULL) {
        free(k);
        free(cut);
        if (arena != MAP_FAILED)
            munmap(arena, CACHE_BYTES);
        fail_status(e, 90, "no memory for a code cache");
        return NULL;
    }
    k->bodies = *bodies;
    pair_init(k);
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
    memset(k->changes, 0, sizeof k->changes);
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

/* Slots that hold what was lifted. */
static u32 slots_needed(const struct lifted *f)
{
    u32 n = f->l.count;
    for (u32 i = 0; i < f->l.count; i++)
        if (has_way(f->l.uop[i].code))
            n += WAY_SLOTS;
    return n;
}

static void way_fill(struct block *b, u32 n, const struct lifted *f,
                     const struct uop *u)
{
    struct way *w = slot_way(&b->slot[n]);
    bool falls = u->code == UOP_NEXT;
    *w = (struct way){0};
    w->refund = falls ? 0 : f->insns - (u->insn + 1u);
    w->trail.to = falls ? f->l.pc : f->to[u->insn];
    w->trail.from = falls ? 0 : f->at[u->insn];
    w->trail.kind = u->code == UOP_CALL ? TRANSFER_CALL : TRANSFER_JUMP;
    for (u32 i = 0; i < WAY_SLOTS; i++)
        b->code[n + 1 + i] = UOP_NEXT;
}

/* Fills a block from what was lifted. */
static void block_fill(struct cache *k, struct block *b, const struct lifted *f)
{
    *b = (struct block){.pc = f->at[0],
                        .insns = (u16)f->insns,
                        .count = (u16)slots_needed(f),
                        .last = f->at[f->insns - 1],
                        .end = f->l.pc,
                        .help = f->l.help};
    b->at = (u32 *)(void *)&b->slot[b->count];
    b->code = (u16 *)(void *)&b->at[f->insns];
    memcpy(b->at, f->at, f->insns * sizeof *f->at);
    u32 n = 0;
    for (u32 i = 0; i < f->l.count; i++) {
        const struct uop *u = &f->l.uop[i];
        b->code[n] = u->code;
        b->slot[n] = (struct slot){NULL, u->d, u->a, u->b, u->insn, u->imm};
        if (has_way(u->code)) {
            way_fill(b, n, f, u);
            n += WAY_SLOTS;
        }
        n++;
    }
    pair_up(k, b);
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

static struct block *block_add(struct core *c, const struct lifted *f)
{
    struct cache *k = c->cache;
    struct block *b = cache_room(k, block_bytes(slots_needed(f), f->insns));
    if (b == NULL)
        return NULL;
    block_fill(k, b, f);
    if (!block_place(k, b))
        return NULL;
    struct block **head = &k->bucket[cache_hash(b->pc)];
    b->hash_next = *head;
    *head = b;
    return b;
}

/* Tells observers; uops behind the last instruction belong to it, but for
 * the way to the next block where the instruction names another or stops. */
static void tell_lifted(struct core *c, const struct lifted *f)
{
    struct translated_insn n[LIFT_INSNS_MAX] = {0};
    for (u32 i = 0; i < f->insns; i++)
        n[i].pc = f->at[i];
    for (u32 i = 0; i < f->l.count; i++) {
        const struct uop *u = &f->l.uop[i];
        u32 last = u->insn < f->insns ? u->insn : f->insns - 1;
        struct translated_insn *of = &n[last];
        if (u->code == UOP_NEXT && (of->goes || f->l.stops))
            break;
        if (of->uops++ == 0)
            of->uop = i;
        i32 way = uop_way(u->code);
        of->goes = way >= 0;
        if (of->goes)
            of->target = way == 0 ? f->l.pc : f->to[last];
    }
    observe_translated(
        c, &(struct translation){
               .pc = f->at[0], .insn = n, .insns = f->insns, .uop = f->l.uop});
}

static struct block *block_make(struct core *c, u32 pc)
{
    struct lifted f;
    /* Where code changes all the time, what stands behind the store that
     * changes it need not be lifted anew with it as well. */
    f.stores_end = c->cache->changes[(pc >> GRANULE_SHIFT) % CACHE_GRANULES] >=
                   CACHE_CHANGES;
    block_lift(c, pc, CACHE_INSNS, &f);
    struct block *b = block_add(c, &f);
    if (b == NULL) {
        cache_flush(c->cache);
        b = block_add(c, &f);
    }
    if (UNLIKELY(c->m->observers != NULL))
        tell_lifted(c, &f);
    log_debug(LOG_block, "core %u lifted 0x%08X, %u instructions, %u uops",
              c->id, pc, f.insns, f.l.count);
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
    struct lifted f;
    f.stores_end = false;
    block_lift(c, pc, n < LIFT_INSNS_MAX ? n : LIFT_INSNS_MAX, &f);
    block_fill(c->cache, c->cache->cut, &f);
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
    b->slot[0].go = k->bodies.one[CODE_GONE];
}

static void granule_drop(struct cache *k, u32 granule)
{
    struct cache_place **p = &k->granule[granule % CACHE_GRANULES];
    bool any = false;
    while (*p != NULL) {
        struct cache_place *place = *p;
        if (place->granule == granule && !place->block->gone) {
            block_drop(k, place->block);
            any = true;
        }
        if (place->block->gone)
            *p = place->next;
        else
            p = &place->next;
    }
    u8 *changes = &k->changes[granule % CACHE_GRANULES];
    *changes = (u8)(*changes + (any && *changes < UINT8_MAX));
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
