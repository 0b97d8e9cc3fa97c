/* SPDX-License-Identifier: MIT
 *
 * Claims on lifted bytes and their revocation. The code lock orders claims
 * against revocations; the barrier at the end of a claim orders it against
 * stores, which carry no barrier of their own: either the claimer reads the
 * stored bytes, or the store's thread sees the claim (docs/ARCHITECTURE.md).
 *
 * Invariant: a byte that some core's cache was lifted from has its bit set
 * and was what ram->lifted has, or its granule is in that core's stale list.
 */
#include <vm/codemap.h>

#include <linux/membarrier.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <lamp/board.h>
#include <vm/core.h>
#include <vm/machine.h>

/* Where membarrier is missing: changing the protection of a present page
 * makes the kernel interrupt every processor that runs this process. */
static void barrier_by_page(void)
{
    void *p = mmap(NULL, 4096, PROT_READ | PROT_WRITE,
                   MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (p == MAP_FAILED)
        return;
    *(volatile u8 *)p = 1;
    mprotect(p, 4096, PROT_READ);
    munmap(p, 4096);
}

/* A full barrier on every thread of the process. */
static void barrier_all(void)
{
    atomic_thread_fence(memory_order_seq_cst);
    if (syscall(SYS_membarrier, MEMBARRIER_CMD_PRIVATE_EXPEDITED, 0, 0) == 0)
        return;
    if (syscall(SYS_membarrier, MEMBARRIER_CMD_REGISTER_PRIVATE_EXPEDITED, 0,
                0) == 0 &&
        syscall(SYS_membarrier, MEMBARRIER_CMD_PRIVATE_EXPEDITED, 0, 0) == 0)
        return;
    barrier_by_page();
}

static bool fetchable(const struct machine *m, u32 at)
{
    if (at >= m->bus.ram.size ||
        range_overlaps(at, 1, FB_ALIAS_BASE, FB_ALIAS_SIZE))
        return false;
    if (!(ram_marks(&m->bus.ram, at) & MARK_WINDOW))
        return true;
    for (u32 i = 0; i < m->bus.window_count; i++)
        if (at - m->bus.window[i].base < m->bus.window[i].size)
            return false;
    return true;
}

/* True when nothing in the range needs a byte-wise look. */
static bool fetchable_fast(const struct machine *m, u32 pc, u32 n)
{
    const struct ram *r = &m->bus.ram;
    return ram_is_plain(r, pc, n) &&
           !((ram_marks(r, pc) | ram_marks(r, pc + n - 1)) & MARK_WINDOW);
}

/* Sets the bits of the bytes; true when one was new. Lock held: nobody else
 * writes bits. */
static bool claim_bits(struct ram *r, u32 pc, u32 n)
{
    bool fresh = false;
    for (u32 at = pc; at < pc + n;) {
        u32 g = at >> GRANULE_SHIFT, first = at % GRANULE_BYTES;
        u32 count = GRANULE_BYTES - first;
        if (count > pc + n - at)
            count = pc + n - at;
        u64 bits = (((u64)1 << count) - 1) << first;
        u64 old = atomic_load_explicit(&r->code[g], memory_order_relaxed);
        if ((old & bits) != bits) {
            atomic_store_explicit(&r->code[g], old | bits,
                                  memory_order_relaxed);
            if (!(ram_marks(r, at) & MARK_CODE))
                atomic_fetch_or_explicit(&r->map[g], MARK_CODE,
                                         memory_order_relaxed);
            fresh = true;
        }
        at += count;
    }
    return fresh;
}

bool codemap_shared(struct machine *m)
{
    return !m->config.deterministic && atomic_load(&m->started) > 1;
}

static void stale_add(struct core *c, u32 granule)
{
    if (c->stale.count < STALE_MAX)
        c->stale.granule[c->stale.count] = granule;
    if (c->stale.count <= STALE_MAX)
        c->stale.count++;
    core_poke(c, CORE_CODE);
}

/* A core that finds its own store not to hit a claim, since that was dropped
 * just now, has been told before. Lock held. */
static void claims_drop(struct machine *m, u32 at, u32 n)
{
    struct ram *r = &m->bus.ram;
    u32 last = (at + n - 1) >> GRANULE_SHIFT;
    for (u32 g = at >> GRANULE_SHIFT; g <= last; g++) {
        if (atomic_load_explicit(&r->code[g], memory_order_relaxed) == 0)
            continue;
        for (u32 i = 0; i < m->core_count; i++)
            stale_add(m->core[i], g);
        atomic_store_explicit(&r->code[g], 0, memory_order_release);
    }
}

/* A byte that had been claimed is not what it was when it was lifted: whoever
 * stored to it has not got round to looking. Lock held. */
static bool differs(const struct ram *r, u32 pc, const u8 *code, u64 had)
{
    for (; had != 0; had &= had - 1) {
        u32 i = (u32)__builtin_ctzll(had);
        if (code[i] != r->lifted[pc + i])
            return true;
    }
    return false;
}

/* Calls push without a look while one core runs: core->native. */
static void tell_stacks(struct machine *m, u32 pc, u32 n)
{
    for (u32 i = 0; i < m->core_count; i++) {
        struct native *k = &m->core[i]->native;
        if (range_overlaps(pc, n, k->floor_base, k->floor_bytes))
            k->floor_code = true;
    }
}

/* Claims and reads. Nobody shall run new bytes before all others know that
 * theirs are old: who sees what the new ones do, and fences, would run the old
 * ones. Lock held. */
static void claim_and_read(struct machine *m, u32 pc, u8 *code, u32 n)
{
    struct ram *r = &m->bus.ram;
    u64 had = codemap_claims(r, pc, n);
    if (claim_bits(r, pc, n)) {
        atomic_thread_fence(memory_order_seq_cst); /* against DMA */
        if (codemap_shared(m))
            barrier_all();
        else
            tell_stacks(m, pc, n);
    }
    ram_read(r, pc, code, n);
    if (differs(r, pc, code, had)) {
        claims_drop(m, pc, n);
        claim_and_read(m, pc, code, n); /* had none now */
    }
}

bool codemap_claim(struct core *c, u32 pc, u8 *code, u32 n, u32 *bad)
{
    struct machine *m = c->m;
    /* Alone, there is no claim of another core whose barrier lies ahead. */
    if (!codemap_shared(m) && codemap_claimed(&m->bus.ram, pc, n)) {
        ram_read(&m->bus.ram, pc, code, n);
        return true;
    }
    if (UNLIKELY(!fetchable_fast(m, pc, n)))
        for (u32 i = 0; i < n; i++)
            if (!fetchable(m, pc + i)) {
                *bad = pc + i;
                return false;
            }
    pthread_mutex_lock(&m->code_lock);
    claim_and_read(m, pc, code, n);
    memcpy(m->bus.ram.lifted + pc, code, n);
    pthread_mutex_unlock(&m->code_lock);
    return true;
}

void codemap_written_slow(struct machine *m, u32 at, u32 n)
{
    pthread_mutex_lock(&m->code_lock);
    claims_drop(m, at, n);
    pthread_mutex_unlock(&m->code_lock);
}

bool codemap_revoke(struct machine *m, u32 at, u32 n)
{
    if (!codemap_hit(&m->bus.ram, at, n))
        return false;
    pthread_mutex_lock(&m->code_lock);
    claims_drop(m, at, n);
    return true;
}

void codemap_release(struct machine *m)
{
    pthread_mutex_unlock(&m->code_lock);
}

u32 codemap_take(struct core *c, u32 *granules)
{
    pthread_mutex_lock(&c->m->code_lock);
    u32 n = c->stale.count;
    if (n <= STALE_MAX)
        memcpy(granules, c->stale.granule, n * sizeof *granules);
    c->stale.count = 0;
    atomic_fetch_and_explicit(&c->pending, ~(u32)CORE_CODE,
                              memory_order_seq_cst);
    pthread_mutex_unlock(&c->m->code_lock);
    return n;
}

void codemap_forget(struct machine *m)
{
    struct ram *r = &m->bus.ram;
    pthread_mutex_lock(&m->code_lock);
    madvise((void *)r->code, (size_t)1 << (32 - GRANULE_SHIFT + 3),
            MADV_DONTNEED);
    for (u32 i = 0; i < m->core_count; i++) {
        m->core[i]->native.floor_bytes = 0;
        m->core[i]->stale.count = STALE_MAX + 1;
        core_poke(m->core[i], CORE_CODE);
    }
    pthread_mutex_unlock(&m->code_lock);
}
