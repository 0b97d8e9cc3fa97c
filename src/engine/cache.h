/* SPDX-License-Identifier: MIT
 *
 * Lifted blocks of one core: made on demand (block.c), found by address,
 * dropped when their bytes change. Inside src/engine; own thread only.
 */
#ifndef ENGINE_CACHE_H
#define ENGINE_CACHE_H

#include <util/bits.h>
#include <util/err.h>
#include <vm/core.h>
#include <vm/engine.h>
#include <vm/ram.h>
#include <vm/uop.h>

/* Codes of the forms that record FLAGS, and those that only engines know. */
enum {
    FORM_F = UOP_COUNT,        /* added to a uop code */
    CODE_GONE = 2 * UOP_COUNT, /* first slot of a dropped block */
    CODE_BR,                   /* + condition: bodies of UOP_BR, UOP_BRI */
    CODE_BRI = CODE_BR + UCC_COUNT,
    CODE_COUNT = CODE_BRI + UCC_COUNT
};

/* The columns of uop.def that engines reason with. */
enum flags_class { FLAGS_A, FLAGS_S, FLAGS_L, FLAGS_F, FLAGS_X, FLAGS_N };
enum { UOP_FAULT = 1, UOP_READS = 2, UOP_END = 4 };
struct uop_info {
    u8 flags;       /* enum flags_class */
    u8 traits;      /* UOP_FAULT | UOP_READS | UOP_END */
    bool has_imm_y; /* second operand of A and S is the immediate */
};
extern const struct uop_info uop_info[UOP_COUNT]; /* lift.c */

/* Of the uops that record FLAGS only comparisons write no register. */
static inline bool writes_d(u16 code)
{
    return code != UOP_CMP && code != UOP_CMPI;
}

/* A uop ready to run. */
struct slot {
    const void *go; /* where its body is; with a switch: the code itself */
    u8 d, a, b;
    u8 insn;
    u32 imm;
};

struct block {
    u32 pc;
    u16 insns; /* guest instructions */
    u16 cost;  /* the same; 0 once dropped */
    u16 count; /* slots */
    bool gone;
    u32 last; /* address of the last instruction */
    u32 end;  /* address behind it */
    u32 target[2];
    struct block *link[2];   /* found targets */
    struct block *hash_next; /* same bucket */
    struct uop_help help;
    u16 *code; /* [count]: what each slot is */
    u32 *at;   /* [insns]: guest addresses */
    struct slot slot[];
};

enum {
    CACHE_BUCKETS = 4096,
    CACHE_GRANULES = 1024, /* buckets of the granule index */
#ifndef CACHE_BYTES
    CACHE_BYTES = 4 << 20,
#endif
#ifndef CACHE_INSNS
    CACHE_INSNS = LIFT_INSNS_MAX
#endif
};

/* A block lies in this granule; list of a granule bucket. */
struct cache_place {
    struct block *block;
    u32 granule;
    struct cache_place *next;
};

struct cache {
    const void *const *bodies; /* [CODE_COUNT], for slot.go */
    u8 *arena;
    size_t used;
    u32 flushes; /* blocks found before the last one are no more */
    u64 dropped; /* blocks whose bytes changed */
    struct block *bucket[CACHE_BUCKETS];
    struct cache_place *granule[CACHE_GRANULES];
    struct block *cut; /* room for a block cut to a budget */
    void (*changed)(struct core *c, u32 granule); /* who else must know */
};

/* Granule that stands for all of them. */
#define CACHE_ALL UINT32_MAX

struct cache *cache_new(const void *const *bodies, struct err *e);
void cache_free(struct cache *k);

static inline u32 cache_hash(u32 pc)
{
    return (pc >> 2 ^ pc >> 14) % CACHE_BUCKETS;
}

/* The block at pc, lifted now if need be. Never NULL. */
struct block *cache_block(struct core *c, u32 pc);

/* True when there is a block at pc: the core was there. */
bool cache_has(const struct core *c, u32 pc);

/* A block of at most n instructions that stays out of the cache and is valid
 * until the next call. */
struct block *cache_cut_block(struct core *c, u32 pc, u32 n);

/* Drops what core->stale lists. */
void cache_clean(struct core *c);

/* interp.c: runs the block at c->ip, at most budget instructions of it. */
enum stop interp_block(struct core *c, u64 budget);

/* lift.c: lifts at pc into *l, removes dead flags, fuses. Returns the number
 * of instructions; codes of l->uop are then block codes (FORM_F). at[]:
 * their addresses. */
u32 block_lift(struct core *c, u32 pc, u32 max, struct lifter *l, u32 *at);

/* uop_text.c: the way out of its block (uop.def) that a uop names; -1: none. */
i32 uop_way(u16 code);

/* lift.c: FLAGS as they are before slot n of the block, when an exit is taken
 * there: makes core->flags up to date. */
void block_flags(struct core *c, const struct block *b, u32 n);

#endif
