/* SPDX-License-Identifier: MIT
 *
 * The code cache of the JIT: memory that is mapped twice, once to write and
 * once to run, the map from guest addresses to code, the cells that direct
 * jumps go through, and what must go when guest bytes change.
 *
 * Invariant: an entry of the map or a cell that does not lead to "miss" leads
 * to code made from bytes that are claimed and unchanged, or whose granule is
 * in the stale list of every core. Code is only ever appended; the memory is
 * used anew when no core is inside.
 */
#include "jit.h"

#include <stdlib.h>
#include <sys/mman.h>

#include <util/log.h>
#include <vm/codemap.h>
#include <vm/machine.h>

#define MAP_BYTES ((size_t)1 << 32)

enum { META_ALIGN = 8, RANGE_MIN = 65536 };

static void *reserve(size_t bytes)
{
    void *p = mmap(NULL, bytes, PROT_READ | PROT_WRITE,
                   MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    return p == MAP_FAILED ? NULL : p;
}

/* Maps the same memory to write and to run. Anonymous, so that perf looks for
 * names (VM_PERF_MAP) and not for a file. */
static bool code_map(struct jit *j)
{
    void *rw = mmap(NULL, JIT_CODE_BYTES, PROT_READ | PROT_WRITE,
                    MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (rw == MAP_FAILED)
        return false;
    j->rw = rw;
    void *rx = mremap(rw, 0, JIT_CODE_BYTES, MREMAP_MAYMOVE);
    if (rx == MAP_FAILED)
        return false;
    j->rx = rx;
    return mprotect(rx, JIT_CODE_BYTES, PROT_READ | PROT_EXEC) == 0;
}

static _Atomic u64 *cell_at(struct jit *j, u32 offset)
{
    return (_Atomic u64 *)(void *)(j->rw + offset);
}

/* Loads of 32 bits must miss the register windows, which may lie in RAM; the
 * ranges are what is between them. */
static void ranges_find(struct jit *j, const struct bus *b)
{
    u32 from = 0, end = b->ram.fb_base + b->ram.fb_bytes - 3;
    j->range_bytes = (struct jit_range){0, b->ram.fb_base + b->ram.fb_bytes};
    while (from < end && j->ranges < JIT_RANGES_MAX) {
        u32 to = end, behind = end;
        for (u32 i = 0; i < b->window_count; i++)
            if (b->window[i].base >= from && b->window[i].base < to) {
                to = b->window[i].base;
                behind = to + b->window[i].size;
            }
        if (to - from >= RANGE_MIN)
            j->range[j->ranges++] = (struct jit_range){from, to - from};
        from = behind;
    }
}

struct jit *jit_new(const struct bus *b, struct err *e)
{
    struct jit *j = calloc(1, sizeof *j);
    if (j == NULL) {
        fail_status(e, 90, "no memory for generated code");
        return NULL;
    }
    pthread_mutex_init(&j->lock, NULL);
    j->map = reserve(MAP_BYTES);
    j->meta = reserve(JIT_META_BYTES);
    j->build = jit_build_new();
    if (j->map == NULL || j->meta == NULL || j->build == NULL || !code_map(j)) {
        jit_free(j);
        fail_status(e, 90, "no memory for generated code");
        return NULL;
    }
    j->used = JIT_CELLS_AT + JIT_CELLS * sizeof(u64);
    j->meta_start = j->meta_used = OUT_SITE;
    ranges_find(j, b);
    jit_thunks(j);
    j->code_start = j->used;
    return j;
}

void jit_free(struct jit *j)
{
    if (j->map != NULL)
        munmap((void *)j->map, MAP_BYTES);
    if (j->meta != NULL)
        munmap(j->meta, JIT_META_BYTES);
    jit_build_free(j->build);
    if (j->rw != NULL)
        munmap(j->rw, JIT_CODE_BYTES);
    if (j->rx != NULL)
        munmap((void *)(uintptr_t)j->rx, JIT_CODE_BYTES);
    pthread_mutex_destroy(&j->lock);
    free(j);
}

void *jit_meta(struct jit *j, u32 bytes)
{
    bytes = (bytes + META_ALIGN - 1) & ~(u32)(META_ALIGN - 1);
    if (JIT_META_BYTES - j->meta_used < bytes)
        return NULL;
    void *p = j->meta + j->meta_used;
    j->meta_used += bytes;
    return p;
}

/* --- cells --- */

/* Where an address is or would be in the table of cells. */
static u32 cell_find(const struct jit *j, u32 pc)
{
    u32 i = (pc >> 2) * 0x9E3779B1u % JIT_CELL_HASH;
    while (j->cell_pc[i] != 0 && j->cell_pc[i] != pc + 1)
        i = (i + 1) % JIT_CELL_HASH;
    return i;
}

u32 jit_cell(struct jit *j, u32 pc)
{
    u32 i = cell_find(j, pc);
    if (j->cell_pc[i] == 0) {
        if (j->cells == JIT_CELLS)
            return 0;
        j->cell_pc[i] = pc + 1;
        j->cell_of[i] = (u16)j->cells++;
        u32 entry = atomic_load_explicit(&j->map[pc / 4], memory_order_relaxed);
        u64 to = (u64)(uintptr_t)(j->rx + (entry != 0 ? entry : j->miss));
        atomic_store(cell_at(j, JIT_CELLS_AT + 8u * j->cell_of[i]), to);
    }
    return JIT_CELLS_AT + 8u * j->cell_of[i];
}

/* Where pc leads from now on; 0: nowhere. */
static void entry_set(struct jit *j, u32 pc, u32 offset)
{
    atomic_store_explicit(&j->map[pc / 4], offset, memory_order_release);
    u32 i = cell_find(j, pc);
    if (j->cell_pc[i] == 0)
        return;
    u64 to = (u64)(uintptr_t)(j->rx + (offset != 0 ? offset : j->miss));
    atomic_store_explicit(cell_at(j, JIT_CELLS_AT + 8u * j->cell_of[i]), to,
                          memory_order_release);
}

/* --- coming and going --- */

static bool insn_in(const struct jit_insn *n, u32 granule)
{
    return n->pc >> GRANULE_SHIFT <= granule &&
           granule <= (n->next - 1) >> GRANULE_SHIFT;
}

/* The granule was changed since this core last looked: perhaps after the build
 * had read it, even when another core has claimed it anew. */
static bool build_has(const struct jit_build *b, u32 granule)
{
    for (u32 i = 0; i < b->insns; i++)
        if (insn_in(&b->insn[i], granule))
            return true;
    return false;
}

/* True while every byte of the region is still claimed, as it was when it was
 * read: then whoever changes one later will find the claim. The build names
 * the instructions. Code lock held. */
static bool still_good(const struct core *c, const struct jit_build *b)
{
    if (c->stale.count > STALE_MAX)
        return false;
    for (u32 i = 0; i < c->stale.count; i++)
        if (build_has(b, c->stale.granule[i]))
            return false;
    for (u32 i = 0; i < b->insns; i++)
        if (!codemap_claimed(&c->m->bus.ram, b->insn[i].pc,
                             b->insn[i].next - b->insn[i].pc))
            return false;
    return true;
}

bool jit_publish(struct core *c, struct jit *j, struct jit_region *r)
{
    /* First: who comes by an entry sees this, and so what the region has. */
    atomic_fetch_add_explicit(&j->published, 1, memory_order_release);
    pthread_mutex_lock(&c->m->code_lock);
    bool ok = still_good(c, j->build);
    for (u32 i = 0; ok && i < r->entries; i++)
        if (i == 0 || atomic_load(&j->map[r->entry[i].pc / 4]) == 0)
            entry_set(j, r->entry[i].pc, r->entry[i].at);
    pthread_mutex_unlock(&c->m->code_lock);
    r->older = j->youngest;
    j->youngest = r;
    return ok;
}

/* Enters the region into the granule index; false: no room. */
static bool region_place(struct jit *j, struct jit_region *r,
                         const struct jit_insn *n)
{
    u32 last = (n->next - 1) >> GRANULE_SHIFT;
    for (u32 g = n->pc >> GRANULE_SHIFT; g <= last; g++) {
        struct jit_place **head = &j->granule[g % JIT_GRANULES];
        if (*head != NULL && (*head)->region == r && (*head)->granule == g)
            continue;
        struct jit_place *p = jit_meta(j, sizeof *p);
        if (p == NULL)
            return false;
        *p = (struct jit_place){r, *head, g};
        *head = p;
        atomic_fetch_or_explicit(&j->inside[g % JIT_INSIDE / 8],
                                 (u8)(1 << g % 8), memory_order_relaxed);
    }
    return true;
}

bool jit_place(struct jit *j, struct jit_region *r)
{
    const struct jit_build *b = j->build;
    for (u32 i = 0; i < b->insns; i++)
        if (!region_place(j, r, &b->insn[i]))
            return false;
    return true;
}

static void region_drop(struct jit *j, struct jit_region *r)
{
    for (u32 i = 0; i < r->entries; i++)
        if (atomic_load(&j->map[r->entry[i].pc / 4]) == r->entry[i].at)
            entry_set(j, r->entry[i].pc, 0);
    r->entries = 0;
}

/* True when there was one. Lock held. */
static bool granule_drop(struct jit *j, u32 granule)
{
    struct jit_place **p = &j->granule[granule % JIT_GRANULES];
    bool any = false;
    while (*p != NULL) {
        struct jit_place *place = *p;
        if (place->granule != granule && place->region->entries != 0) {
            p = &place->next;
            continue;
        }
        any |= place->region->entries != 0;
        j->dropped += place->region->entries != 0;
        region_drop(j, place->region);
        *p = place->next;
    }
    return any;
}

void jit_granule_drop(struct jit *j, u32 granule)
{
    pthread_mutex_lock(&j->lock);
    if (granule_drop(j, granule) &&
        j->drops[granule % JIT_GRANULES] < UINT8_MAX)
        j->drops[granule % JIT_GRANULES]++;
    pthread_mutex_unlock(&j->lock);
}

void jit_again(struct jit *j, u32 pc, u8 mask, u8 hint)
{
    pthread_mutex_lock(&j->lock);
    _Atomic u8 *old = &j->hint[jit_hint_slot(pc)];
    *old = (u8)((*old & ~mask) | hint);
    granule_drop(j, pc >> GRANULE_SHIFT);
    pthread_mutex_unlock(&j->lock);
}

static void all_drop(struct jit *j)
{
    for (u32 i = 0; i < JIT_GRANULES; i++) {
        for (struct jit_place *p = j->granule[i]; p != NULL; p = p->next)
            region_drop(j, p->region);
        j->granule[i] = NULL;
    }
}

/* A core that is inside may still run code that nothing leads to. */
static bool somebody_inside(const struct core *c)
{
    bool any = false;
    for (u32 i = 0; i < c->m->core_count; i++)
        any |= atomic_load(&c->m->core[i]->native.inside) != 0;
    return any;
}

/* Drops everything; the memory is free when the last core has come out. Lock
 * held; this core is outside. */
void jit_empty(struct core *c, struct jit *j)
{
    all_drop(j);
    atomic_store(&j->full, true);
    if (somebody_inside(c)) {
        for (u32 i = 0; i < c->m->core_count; i++)
            core_poke(c->m->core[i], CORE_CODE);
        return;
    }
    memset(j->cell_pc, 0, sizeof j->cell_pc);
    memset(j->drops, 0, sizeof j->drops);
    jit_zero(j->inside, ARRAY_LEN(j->inside));
    j->cells = 0;
    j->used = j->code_start;
    j->meta_used = j->meta_start;
    j->youngest = NULL;
    j->flushes++;
    atomic_store(&j->full, false);
    log_debug(LOG_block, "generated code emptied");
}
