/* SPDX-License-Identifier: MIT
 *
 * Inside the JIT. A region is guest code around one entry, compiled as a
 * whole (docs/engines.md). All cores share one code cache; what lies in it is
 * written once, before its address is published in the map, and goes away
 * only when the whole cache is emptied.
 *
 * Host registers in generated code: RBP core, R14 guest address 0, R15
 * instructions to go << 8 | place in the ring of transfers, R13 guest address
 * of the newest slot of the call stack, RAX and RCX scratch; the others hold
 * guest registers, as each region likes. Between
 * regions all guest registers are in the core, and ECX is the guest address
 * to go to.
 */
#ifndef ENGINE_JIT_H
#define ENGINE_JIT_H

#include <stdatomic.h>
#include <pthread.h>

#include "cache.h"
#include "jit_x86.h"

#include <vm/uop.h>

enum {
#ifndef JIT_CODE_BYTES
    JIT_CODE_BYTES = 8 << 20, /* code and cells */
#endif
#ifndef JIT_META_BYTES
    JIT_META_BYTES = 24 << 20, /* tables beside the code; mostly untouched */
#endif
#ifndef JIT_HOT
    JIT_HOT = 16, /* entries before an address is compiled */
#endif
#ifndef JIT_HOT_INSIDE
    JIT_HOT_INSIDE = 256, /* and one that is inside a region already */
#endif
#ifndef JIT_INSNS
    JIT_INSNS = 512, /* guest instructions in a region */
#endif
#ifndef JIT_INSNS_COLD
    JIT_INSNS_COLD = 128, /* of which never run yet, at most */
#endif
#ifndef JIT_BLOCK_INSNS
    JIT_BLOCK_INSNS = 64, /* in a block */
#endif
#ifndef JIT_PATH
    JIT_PATH = 192, /* and in a row of them without a look at the budget */
#endif
    JIT_LIMIT = JIT_PATH + JIT_BLOCK_INSNS, /* so each look asks for this */
#ifndef JIT_ROUNDS
    JIT_ROUNDS = 64, /* of a loop of one block, without a look */
#endif
    JIT_BLOCKS = JIT_INSNS,
    JIT_WAYS = 1024,   /* targets of indirect jumps in a region */
    JIT_WAY_SHIFT = 3, /* they differ by multiples of 8 */
    JIT_WAY_STEP = 1 << JIT_WAY_SHIFT,
    JIT_WAYS_OF_ONE = 256, /* of one of them */
    JIT_WAY_REACH = 8192,  /* and how far away they may be, in bytes */
    JIT_CELLS = JIT_CODE_BYTES / 1024, /* addresses jumped to directly */
    JIT_CELL_HASH = 2 * JIT_CELLS,
    JIT_CELLS_AT = 4096, /* in front: the common parts */
    JIT_GRANULES = 1024, /* buckets of the granule index */
    JIT_HEAT = 4096,     /* counters of entries */
    JIT_INSIDE = 1 << 16,
#ifndef JIT_DROPS
    JIT_DROPS = 6, /* changes after which a granule is left alone */
#endif
    JIT_LEFT_SHIFT = 8,
    JIT_XMM_SAVED = 8 /* XMM registers from 2 on that a call out keeps */
};

/* FLAGS as something the core's registers still tell. As c->flags.kind an
 * offset of one of these says so; flags_kind values are smaller than any. */
struct jit_recipe {
    u8 flags; /* enum flags_class; FLAGS_X: of FCMP */
    u8 d, a, b;
    bool writes, has_imm;
    u32 imm;
};

/* A control transfer, as the ring of transfers names it. */
struct jit_transfer {
    u32 from, to;
    u32 kind;      /* enum transfer */
    u32 loop;      /* instructions of a loop that the ring counts; else 0 */
    u32 recipe;    /* of a loop: FLAGS when it begins again; 0: in the core */
    bool indirect; /* the ring has `to` */
};

enum jit_site_kind {
    SITE_LEAVE,   /* go on at ip in the dispatcher */
    SITE_UOP,     /* do what the uop does */
    SITE_STORED,  /* this uop has stored to a granule with marks */
    SITE_CLAIMED, /* this uop has stored to the granule that the argument is */
    SITE_COND,    /* result = condition uop.imm holds */
    SITE_RESOLVE, /* make c->flags right */
    SITE_MARKED,  /* marks are in the way of a loop that stores */
    SITE_DIVZERO  /* of this uop; leave behind it */
};

/* A place where generated code calls out or leaves, and what must be known
 * there to make the core's state exact. */
struct jit_site {
    u32 ip, next;
    u32 adj;      /* instructions counted but not done, this one included */
    u32 recipe;   /* 0: c->flags is right */
    u32 alloc;    /* offset of u8[NATIVE_REGS]: the guest register in each */
    u32 help;     /* offset of struct uop_help */
    u32 loop;     /* offset of the transfer of a loop of one block; 0: none */
    u16 dirty;    /* host registers that the core does not have */
    u8 kind;      /* enum jit_site_kind */
    u8 result;    /* host register for the result; X86_NONE: native.result */
    u8 span;      /* of a group of stores: bytes from the lowest; else 0 */
    bool fact;    /* leaves behind it: the code relies on what was not so */
    bool carried; /* FLAGS not in a recipe are those the block began with */
    struct uop uop;
    _Atomic u32 slow; /* accesses: times that C did it */
};

/* Compiled code. */
struct jit_region {
    u32 pc;
    u32 insns, first, last; /* guest instructions, addresses of the outer */
    u32 at, size;           /* offset and bytes of the code */
    struct jit_region *older;
    u32 entries; /* addresses with an entry in the map; 0: dropped */
    struct jit_entry {
        u32 pc, at; /* offset of the code */
    } entry[];
};

struct jit_place {
    struct jit_region *region;
    struct jit_place *next;
    u32 granule;
};

/* How often an address was entered without code. Another address takes the
 * place when it is as cold. */
struct jit_heat {
    u32 ip, count;
};

struct jit_core {
    struct jit_heat heat[JIT_HEAT];
};

struct jit_build;
struct bus;

/* Guest addresses [from, from + size) where a load is plain. */
struct jit_range {
    u32 from, size;
};
enum {
    JIT_RANGES_MAX = 4,
    JIT_HINTS = 1 << 16,
    JIT_HINT_MAP = JIT_RANGES_MAX + 1, /* several: look at the granule */
    JIT_HINT_RANGE = 7,                /* the bits of these */
    JIT_HINT_CODE = 8,                 /* added: a store beside code */
    JIT_HINT_MARKS = 16,               /* a loop with marks in its way */
    JIT_SLOW = 64 /* loads outside the range before the code is made anew */
};

/* While other cores may read them. */
static inline void jit_zero(_Atomic u8 *p, u32 n)
{
    while (n != 0)
        atomic_store_explicit(&p[--n], 0, memory_order_relaxed);
}

static inline u32 jit_hint_slot(u32 pc)
{
    return pc / 8 % JIT_HINTS;
}

/* The code cache; lock: `lock` but for the map, whose entries are atomic. */
struct jit {
    pthread_mutex_t lock;
    u32 users;
    u8 *rw;           /* code, to write */
    const u8 *rx;     /* the same memory, to run */
    u32 used;         /* bytes of it */
    _Atomic u32 *map; /* [guest address / 4]: offset of an entry, 0: none */
    u8 *meta;         /* sites, recipes, regions: by offset */
    u32 meta_used;
    u32 code_start; /* behind the common parts */
    u32 meta_start;
    u32 miss, leave, help, dispatch, base, enter; /* the common parts */
    u32 cells;                                    /* in use */
    u32 cell_pc[JIT_CELL_HASH];                   /* address + 1; 0: free */
    u16 cell_of[JIT_CELL_HASH];
    struct jit_place *granule[JIT_GRANULES];
    u8 drops[JIT_GRANULES];
    _Atomic u8 inside[JIT_INSIDE / 8]; /* granules, hashed, that have regions */
    _Atomic u32 published; /* regions; ordered after what they consist of */
    _Atomic bool full;     /* wait until no core is inside, then empty */
    u64 flushes, dropped;
    struct jit_region *youngest;            /* published since it was empty */
    struct jit_range range[JIT_RANGES_MAX]; /* 32-bit loads; the lowest first */
    u32 ranges;
    struct jit_range range_bytes; /* 8 and 16 bits */
    _Atomic u8 hint[JIT_HINTS];   /* by address of an access: 1 + its range,
                                     or JIT_HINT_MAP; 0: not known */
    struct jit_build *build;
};

/* jit_cache.c */
struct jit *jit_new(const struct bus *b, struct err *e);
void jit_free(struct jit *j);
u32 jit_cell(struct jit *j, u32 pc);      /* offset; 0: none left */
void *jit_meta(struct jit *j, u32 bytes); /* NULL: none left */
void jit_granule_drop(struct jit *j, u32 granule);
/* Drops what was compiled from the bytes of an instruction, to make it anew
 * with `hint` for what its hints say in `mask`. They never change while a
 * region is built, which relies on what it has read before. */
void jit_again(struct jit *j, u32 pc, u8 mask, u8 hint);
void jit_empty(struct core *c, struct jit *j);
bool jit_place(struct jit *j, struct jit_region *r);
bool jit_publish(struct core *c, struct jit *j, struct jit_region *r);

/* jit_thunk.c: the common parts; and a jump or call to address ECX. */
void jit_thunks(struct jit *j);
void jit_emit_goto(struct jit *j, struct x86 *x, bool call);

static inline void *jit_at(const struct jit *j, u32 offset)
{
    return j->meta + offset;
}
static inline u32 jit_offset(const struct jit *j, const void *p)
{
    return (u32)((const u8 *)p - j->meta);
}

/* --- building (lock held) --- */

struct jit_insn {
    u32 pc, next, target;
    u16 first, count; /* uops */
    u32 help;
    u16 way, ways; /* where an indirect jump is expected to go */
    bool leader;
    bool ended; /* does not go on at next by itself */
    bool jumps; /* may go to target */
    bool calls; /* comes back to next */
};

enum {
    JIT_NO_BLOCK = -1,
    /* or-ed to a block: */
    JIT_TO_ENTRY = 1 << 14,   /* its entry */
    JIT_TO_USUAL = 1 << 13,   /* of a loop that is made twice: its usual body */
    JIT_TO_LOOK = 1 << 12,    /* and the look in that */
    JIT_TO_COUNTED = 1 << 11, /* behind the count */
    JIT_TO_BLOCK = (1 << 11) - 1
};

struct jit_block {
    u32 pc;
    u16 first, insns; /* in build->insn */
    i16 taken, fall;  /* successors inside, JIT_NO_BLOCK: none or outside */
    u16 way, ways;    /* more successors, in build->way_block */
    i16 latch;        /* last block that jumps back to this one */
    u8 depth;         /* of loops */
    bool head;        /* of a loop */
    bool quiet;       /* a loop by itself, whose transfers are counted */
    bool check;       /* looks at the budget at its start */
    bool returns;     /* a call comes back here */
    bool needs;       /* c->flags must be right at its start */
    u32 path;         /* instructions up to the next look, at most */
    bool joins;       /* only the block before it leads here, by falling */
    u16 counts;       /* instructions that it takes off R15 at its start */
    u16 ahead;        /* taken off before, that stand behind it */
    u16 use, def;     /* host registers */
    u16 live, dirty;  /* at its start */
    i16 loop; /* of a loop that is made twice: index in emit->loops_at */
    u8 *code, *entry;
    u8 *counted; /* behind what takes its instructions off */
    u8 *again;   /* of a quiet loop: where it jumps back to */
    u8 *usual, *look;
};

struct emit;

struct jit_build {
    struct core *c;
    struct jit *j;
    u32 pc;
    struct jit_insn insn[JIT_INSNS];
    u32 insns;
    struct uop uop[2 * JIT_INSNS];
    u32 uops;
    struct jit_block block[JIT_BLOCKS];
    u32 blocks;
    i16 hash[4 * JIT_INSNS]; /* insn by address while looking for them */
    u32 todo[JIT_INSNS];
    u32 todos;
    u32 way[JIT_WAYS];       /* targets of indirect jumps */
    i16 way_block[JIT_WAYS]; /* the same as blocks */
    u32 ways;
    u32 weight[32];
    u8 host[32]; /* of a guest register, X86_NONE: in the core */
    u32 alloc;   /* offset of u8[NATIVE_REGS] */
    struct emit *emit;
    struct jit_region *region; /* the result */
};

/* jit_emit.c: room to build in; NULL: no memory. */
struct jit_build *jit_build_new(void);
void jit_build_free(struct jit_build *b);

/* jit_region.c: the blocks around pc; false: nothing to compile. */
bool jit_region_find(struct jit_build *b, u32 pc);
i16 jit_block_at(const struct jit_build *b, u32 pc);
/* The instruction at pc so far; NULL: none. */
const struct jit_insn *jit_insn_at(const struct jit_build *b, u32 pc);

static inline const struct jit_insn *jit_last(const struct jit_build *b,
                                              const struct jit_block *k)
{
    return &b->insn[k->first + k->insns - 1];
}
/* The uops of a block: from the first to before the end. */
static inline u32 jit_first_uop(const struct jit_build *b,
                                const struct jit_block *k)
{
    return b->insn[k->first].first;
}
static inline u32 jit_end_uop(const struct jit_build *b,
                              const struct jit_block *k)
{
    return (u32)jit_last(b, k)->first + jit_last(b, k)->count;
}

/* Successors of a block inside the region, JIT_NO_BLOCK among them. */
static inline u32 jit_successors(const struct jit_block *k)
{
    return 2u + k->ways;
}
static inline i16 jit_successor(const struct jit_build *b,
                                const struct jit_block *k, u32 n)
{
    return n == 0 ? k->taken : n == 1 ? k->fall : b->way_block[k->way + n - 2];
}

/* The block can be entered from outside. */
static inline bool jit_is_entry(const struct jit_build *b,
                                const struct jit_block *k)
{
    return k->head || k->check || k->returns || k->pc == b->pc;
}

/* jit_table.c: targets that the indirect jump at the end of n is expected to
 * have, into b->way. A guess: the code asks where it really goes. */
void jit_table_find(struct jit_build *b, struct jit_insn *n);

/* jit_live.c: registers, FLAGS and budget. */
bool jit_region_plan(struct jit_build *b);
/* Whether the FLAGS current at uop `from` of block k can be looked at. */
bool jit_flags_used(const struct jit_build *b, const struct jit_block *k,
                    u32 from);
/* The instruction of the block before which it looks at budget and pending
 * word, because it jumps back: in front of what makes the FLAGS of the jump,
 * so that they stay. -1: none. */
i32 jit_look_before(const struct jit_build *b, const struct jit_block *k);
struct jit_regs {
    u32 reads, writes; /* guest registers, a bit each */
};
struct jit_regs jit_uop_regs(const struct uop *u);

/* jit_emit.c: code for what was found and planned; false: no room. */
bool jit_region_emit(struct jit_build *b);

/* jit_tell.c: tells observers what became of a region. */
void jit_tell(const struct jit_build *b);

/* jit_help.c: what generated code calls. */
u32 jit_call_out(struct core *c, u32 site, u32 arg);

/* As c->flags.kind: flags.a is AX after lahf and seto al. */
enum { JIT_FLAGS_HOST = FLAGS_ADD + 1 };

/* What jit_call_out and generated code answer with; larger: a site. */
enum { OUT_STAY, OUT_LOOK, OUT_GOTO, OUT_MISS, OUT_STOP = 16, OUT_SITE = 64 };

/* What the thunk "enter" is. */
typedef u32 jit_enter(struct core *c, const void *code, u64 left, u8 *ram);

#define NATIVE(field) ((i32)offsetof(struct core, native.field))
#define CORE(field) ((i32)offsetof(struct core, field))

#endif
