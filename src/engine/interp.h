/* SPDX-License-Identifier: MIT
 *
 * Inside the interpreter. A uop is a function do_<code> that is inlined into
 * the bodies which have it; what it returns says how to go on. What happens
 * beside the fast path is in interp_slow.c, so that the loop keeps its values
 * in registers.
 */
#ifndef ENGINE_INTERP_H
#define ENGINE_INTERP_H

#include "cache.h"
#include "math.h"

#include <vm/bus.h>
#include <vm/core.h>
#include <vm/engine.h>
#include <vm/machine.h>

/* How to go on behind a uop; those from AFTER_INDIRECT on also by
 * cache->after. */
enum after {
    AFTER_NEXT,     /* the next slot */
    AFTER_PASS,     /* the slot behind the way of this one */
    AFTER_FALL,     /* the way of the slot, no control transfer */
    AFTER_TAKEN,    /* the way of the slot */
    AFTER_GONE,     /* the block is no more: find its address again */
    AFTER_ALONE,    /* not done: the body of the slot alone can do it */
    AFTER_BESIDE,   /* cache->after */
    AFTER_INDIRECT, /* to c->ip */
    AFTER_EARLY,    /* look who asked, then go on behind the instruction;
                       FLAGS are recorded */
    AFTER_STOP      /* cache->why; c->ip and c->retired are exact */
};

/* What a uop sees: slot u of block b runs. */
struct frame {
    struct core *c;
    const struct slot *u;
    const struct block *b;
    i64 left;  /* budget minus the instructions of all blocks, b whole */
    u8 *mem;   /* host address of guest address 0 */
    bool half; /* it is the half of a pair */
};

#define ALWAYS_INLINE static inline __attribute__((always_inline))
#define DO(name) ALWAYS_INLINE enum after do_##name(const struct frame f)

/* A function of interp_slow.c instead of the fast path; in pairs nothing, to
 * keep them small. */
#define SLOW(call) (f.half ? AFTER_ALONE : (call) ? AFTER_NEXT : AFTER_BESIDE)

/* Operands of the uop. */
#define D_ f.c->r[f.u->d]
#define A_ f.c->r[f.u->a]
#define B_ f.c->r[f.u->b]
#define I_ f.u->imm

/* Storage, and the marks of its granule. */
#define MEM(type, at)                                            \
    atomic_load_explicit((_Atomic type *)(void *)(f.mem + (at)), \
                         memory_order_relaxed)
#define PUT(type, at, v)                                                     \
    atomic_store_explicit((_Atomic type *)(void *)(f.mem + (at)), (type)(v), \
                          memory_order_relaxed)
#define MARKS(at) MEM_MARKS(f.mem, at)
#define MEM_MARKS(mem, at)                                                \
    atomic_load_explicit(                                                 \
        (_Atomic u8 *)((mem)-RAM_MAP_DISTANCE + ((at) >> GRANULE_SHIFT)), \
        memory_order_relaxed)
#define MEM_CODE(mem, at)                                                   \
    atomic_load_explicit((_Atomic u64 *)(void *)((mem)-RAM_CODE_DISTANCE) + \
                             ((at) >> GRANULE_SHIFT),                       \
                         memory_order_relaxed)

/* Where the instruction behind a slot's stands. */
static inline u32 slot_behind(const struct block *b, const struct slot *u)
{
    u32 next = u->insn + 1u;
    return next < b->insns ? b->at[next] : b->end;
}

/* interp_slow.c. Each makes c->ip and c->retired exact first. True: go on;
 * else cache->after says how. */

/* The value goes to cache->value. */
bool interp_load(struct core *c, const struct slot *u, const struct block *b,
                 i64 left, u32 at, u32 width);
bool interp_pop(struct core *c, const struct slot *u, const struct block *b,
                i64 left, u32 stack, const char *name);
/* Stores register d. */
bool interp_store(struct core *c, const struct slot *u, const struct block *b,
                  i64 left, u32 at, u32 width);
/* Has stored to a granule where code is. */
bool interp_stored(struct core *c, const struct slot *u, const struct block *b,
                   i64 left, u32 at, u32 width);
bool interp_push(struct core *c, const struct slot *u, const struct block *b,
                 i64 left);
/* Pushes the address behind the block. */
bool interp_push_call(struct core *c, const struct slot *u,
                      const struct block *b, i64 left, const char *name);
/* MEMCPY, else MEMSET. */
bool interp_bulk(struct core *c, const struct slot *u, const struct block *b,
                 i64 left, bool copy);
/* OUT, else IN. */
bool interp_port(struct core *c, const struct slot *u, const struct block *b,
                 i64 left, bool out);
bool interp_divzero(struct core *c, const struct slot *u, const struct block *b,
                    i64 left);
bool interp_help(struct core *c, const struct slot *u, const struct block *b,
                 i64 left);
/* The word of an atomic; NULL: see cache->after. */
_Atomic u32 *interp_atomic(struct core *c, const struct slot *u,
                           const struct block *b, i64 left, u32 at,
                           const char *name);

#endif
