/* SPDX-License-Identifier: MIT
 *
 * Which guest bytes have been lifted, and how cores learn that such bytes
 * changed (docs/isa.md, section 7, code modification). Translated code never
 * outlives the bytes it was lifted from:
 *
 *  - Before an engine reads the bytes of an instruction it claims them, which
 *    sets their bits in ram->code and marks their granules MARK_CODE.
 *  - Whoever stores to a granule marked MARK_CODE calls codemap_written after
 *    the store. If it hit a claimed byte, the granule's claims are dropped
 *    and every core that has a cache gets it in its stale list.
 *
 * A store that does not see the mark is visible to the claimer: claiming ends
 * with a barrier on all threads when other threads run.
 */
#ifndef VM_CODEMAP_H
#define VM_CODEMAP_H

#include <util/bits.h>
#include <vm/ram.h>

struct core;
struct machine;

/* Claims the n (1..16) bytes at pc and copies them to `code`. False: a byte
 * lies outside RAM or in a window; nothing is claimed, and *bad is its
 * address. Lock not held. */
bool codemap_claim(struct core *c, u32 pc, u8 *code, u32 n, u32 *bad);

/* Several cores may be running at the same time; once they do they never
 * stop. While it is false only the running core claims, so that a granule
 * without MARK_CODE keeps to be one until that core lifts something. */
bool codemap_shared(struct machine *m);

/* After a store to [at, at + n). */
void codemap_written_slow(struct machine *m, u32 at, u32 n);

/* Which of n bytes, fewer than a granule has, are claimed: a bit each. */
static inline u64 codemap_claims(const struct ram *r, u32 at, u32 n)
{
    u32 g = at >> GRANULE_SHIFT, first = at % GRANULE_BYTES;
    u64 bits = atomic_load_explicit(&r->code[g], memory_order_acquire) >> first;
    if (first + n > GRANULE_BYTES)
        bits |= atomic_load_explicit(&r->code[g + 1], memory_order_relaxed)
                << (GRANULE_BYTES - first);
    return bits & (((u64)1 << n) - 1);
}
/* All of them. */
static inline bool codemap_claimed(const struct ram *r, u32 at, u32 n)
{
    return codemap_claims(r, at, n) == ((u64)1 << n) - 1;
}

/* True when one of any number of bytes is claimed. */
static inline bool codemap_hit(const struct ram *r, u32 at, u32 n)
{
    u32 g = at >> GRANULE_SHIFT, last = (at + n - 1) >> GRANULE_SHIFT;
    for (;; g++) {
        u64 bits = atomic_load_explicit(&r->code[g], memory_order_relaxed);
        if (bits != 0) {
            u32 from = g == at >> GRANULE_SHIFT ? at % GRANULE_BYTES : 0;
            u32 to =
                g == last ? (at + n - 1) % GRANULE_BYTES : GRANULE_BYTES - 1;
            if ((bits << (GRANULE_BYTES - 1 - to) >> (GRANULE_BYTES - 1 - to) >>
                 from) != 0)
                return true;
        }
        if (g == last)
            return false;
    }
}

static inline void codemap_written(struct machine *m, const struct ram *r,
                                   u32 at, u32 n)
{
    if (n != 0 && UNLIKELY(codemap_hit(r, at, n)))
        codemap_written_slow(m, at, n);
}

/* For a store that other cores may wait for, before it: when it will hit a
 * claimed byte, claims are dropped now, and until codemap_release nobody
 * claims anew. False: it will not hit one; nothing to release. */
bool codemap_revoke(struct machine *m, u32 at, u32 n);
void codemap_release(struct machine *m);

/* Drops all claims; every cache starts anew. No core may be running. */
void codemap_forget(struct machine *m);

/* Moves this core's stale list out; returns how many granules, or
 * STALE_MAX + 1 for everything. Own thread. */
u32 codemap_take(struct core *c, u32 *granules);

#endif
