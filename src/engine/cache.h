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

/* Codes of bodies: those of uops, of their forms that record FLAGS, and those
 * that only the interpreter knows. */
enum {
    FORM_F = UOP_COUNT,        /* added to a uop code */
    CODE_GONE = 2 * UOP_COUNT, /* first slot of a dropped block */
    /* + condition: bodies of UOP_BR, UOP_BRI, UOP_SET, UOP_SEL */
    UCC_BR,
    UCC_BRI = UCC_BR + UCC_COUNT,
    UCC_SET = UCC_BRI + UCC_COUNT,
    UCC_SEL = UCC_SET + UCC_COUNT,
    CODE_COUNT = UCC_SEL + UCC_COUNT
};

/* The columns of uop.def that engines reason with. */
enum flags_class { FLAGS_A, FLAGS_S, FLAGS_L, FLAGS_F, FLAGS_X, FLAGS_N };
enum { UOP_FAULT = 1, UOP_READS = 2, UOP_END = 4, UOP_WAY = 8 };
struct uop_info {
    u8 flags;       /* enum flags_class */
    u8 traits;      /* UOP_FAULT | UOP_READS | UOP_END | UOP_WAY */
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

/* A direct way out of a block. It lies in the slots behind the one whose uop
 * goes it: no address needs to be computed for it. */
struct way {
    struct block *link; /* the block behind it, once found */
    i32 toll;           /* instructions of link less refund */
    u32 refund;         /* instructions of the block behind this way out */
    struct trail trail; /* of the transfer; `to` is the target */
};
enum { WAY_SLOTS = sizeof(struct way) / sizeof(struct slot) };

struct block {
    u32 pc;
    u16 insns; /* guest instructions */
    u16 count; /* slots */
    bool gone;
    u32 last;                /* address of the last instruction */
    u32 end;                 /* address behind it */
    struct block *hash_next; /* same bucket */
    struct uop_help help;
    u16 *code; /* [count]: what each slot is; UOP_NEXT for a part of a way */
    u32 *at;   /* [insns]: guest addresses */
    struct slot slot[];
};

static inline struct way *slot_way(const struct slot *u)
{
    return (struct way *)(uintptr_t)(u + 1);
}

/* Slots of the longest block. */
enum { BLOCK_SLOTS_MAX = LIFT_UOPS_MAX + WAY_SLOTS * (LIFT_INSNS_MAX + 1) };

enum {
    CACHE_BUCKETS = 4096,
    CACHE_GRANULES = 1024, /* buckets of the granule index */
    CACHE_CHANGES = 16,    /* of a granule, before its blocks end at stores */
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

/* A body that runs two slots. */
struct pair {
    u16 first, second; /* codes of bodies */
    const void *go;
};

/* What an engine offers for slot.go. */
struct bodies {
    const void *const *one; /* [CODE_COUNT] */
    const struct pair *pair;
    u32 pairs;
};

enum { PAIR_BUCKETS = 2048 };

struct cache {
    struct bodies bodies;
    u16 pair[PAIR_BUCKETS]; /* pair.c: index + 1 of a pair */
    u8 *arena;
    size_t used;
    u32 flushes; /* blocks found before the last one are no more */
    u64 dropped; /* blocks whose bytes changed */
    struct block *bucket[CACHE_BUCKETS];
    struct cache_place *granule[CACHE_GRANULES];
    u8 changes[CACHE_GRANULES]; /* times that blocks there went, or 255 */
    struct block *cut;          /* room for a block cut to a budget */

    /* of the run that is going on, see interp.c */
    u64 total;     /* c->retired when all of the budget is used */
    u32 value;     /* that a slow load got */
    u32 after;     /* enum after */
    enum stop why; /* with AFTER_STOP */

    void (*changed)(struct core *c, u32 granule); /* who else must know */
};

/* Granule that stands for all of them. */
#define CACHE_ALL UINT32_MAX

struct cache *cache_new(const struct bodies *bodies, struct err *e);
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

/* A block as lifted; codes of uops are those of bodies (FORM_F). */
struct lifted {
    struct lifter l;
    bool stores_end; /* wanted: it ends behind its first store */
    u32 insns;
    u32 at[LIFT_INSNS_MAX]; /* their addresses */
    u32 to[LIFT_INSNS_MAX]; /* where those lead that jump or call directly */
};

/* lift.c: lifts at most max instructions at pc, removes dead flags, fuses.
 * b->stores_end is set by the caller. */
void block_lift(struct core *c, u32 pc, u32 max, struct lifted *b);

/* pair.c: makes pairs known; lets slots of a block run in pairs. */
void pair_init(struct cache *k);
void pair_up(const struct cache *k, struct block *b);

static inline bool uop_is_store(u16 code)
{
    return (code >= UOP_ST8 && code <= UOP_ST32) ||
           (code >= UOP_STX8 && code <= UOP_STX32);
}

/* True for a uop that has a way behind it; any code of a body. */
static inline bool has_way(u16 code)
{
    return (uop_info[code % FORM_F].traits & UOP_WAY) != 0;
}

/* The way out of its block (uop.def) that a uop names; -1: none. */
static inline i32 uop_way(u16 code)
{
    return !has_way(code) ? -1 : code == UOP_NEXT ? 0 : 1;
}

/* lift.c: FLAGS as they are before slot n of the block, when an exit is taken
 * there: makes core->flags up to date. */
void block_flags(struct core *c, const struct block *b, u32 n);

#endif
