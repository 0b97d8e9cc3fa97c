/* SPDX-License-Identifier: MIT
 *
 * Inside the JIT: making code for a planned region. jit_emit.c walks over
 * blocks and uops; the body of each uop is an emitter, a function in the
 * other jit_emit_*.c. Lock of the cache held.
 *
 * The state while walking says, for the place reached: which host registers
 * are dirty; where FLAGS are (`flags`); and whether EFLAGS happen to hold
 * them (`host_flags`). An emitter must leave the last one right.
 */
#ifndef ENGINE_JIT_EMIT_H
#define ENGINE_JIT_EMIT_H

#include "jit.h"

#include <vm/translation.h>

/* Where FLAGS are: an offset of a recipe, or: */
enum {
    FLAGS_IN_CORE = 0, /* c->flags */
    FLAGS_DEAD = 1     /* nobody will look */
};

enum {
    EMIT_SLACK = 256,
    EMIT_MARKS = 12 * JIT_INSNS,
    EMIT_NO_GUEST = 0xFF,
    XMM0 = 0, /* scratch */
    XMM1,     /* the same */
    EMIT_XMM, /* those from here on hold guest registers */
    EMIT_XMM_END = EMIT_XMM + JIT_XMM_SAVED,
    EMIT_CODE_BITS = 8, /* guest bytes that a byte of ram->code is about */
    EMIT_XMM_ONLY = 4   /* an operation takes up to four others */
};

enum host_flags {
    HOST_NONE,
    HOST_INT,  /* EFLAGS are FLAGS; x86 conditions mean the same */
    HOST_FLOAT /* of ucomiss, after FCMP */
};

/* An access to memory and where its address may be without a second look. */
struct emit_access {
    u32 width; /* 0: it is none */
    bool store;
    bool sum;     /* the address is a + b + i, not a + i */
    bool near;    /* i is so small that the base is compared instead */
    bool aligned; /* it must be a multiple of the width */
    struct jit_range range; /* size 0: look at the granule */
};

/* What is compared before JIT_ROUNDS rounds of a loop of one block: that
 * all addresses a + b + [low, high] stay in the range, and a + b + rest is a
 * multiple of align + 1. */
struct emit_proof {
    u8 a, b;
    bool sum, near;
    u8 step_reg; /* what a round adds; EMIT_NO_GUEST: `step` */
    i32 step;
    i32 low, high;
    u32 align, rest;
    struct jit_range range;
    u32 site; /* the map of granules is searched for marks, too: SITE_MARKED;
                 0: stores look behind themselves */
    u32 bits; /* instead these bits of a byte of ram->code; 0: the map */
};

struct emit_loop {
    i16 block;
    u32 transfer;
    u32 proofs;
    struct emit_proof proof[8];
};

enum { EMIT_LOOPS = 64 };

/* What of an access in a fast body is proven. */
enum emit_proven { PROVEN_NOT, PROVEN_PLACE, PROVEN_MARKS };

/* Which body of a loop that is made twice, jit_emit_loop.c. */
enum emit_body { BODY_ONLY, BODY_FAST, BODY_USUAL };

enum cold_kind {
    COLD_SITE,  /* calls out or leaves */
    COLD_EDGE,  /* goes to another block */
    COLD_NAN,   /* XMM register `base`, a copy of guest register `guest`, must
                   become the canonical NaN */
    COLD_TABLE, /* an indirect jump that its table does not answer */
    COLD_LOOP,  /* proves the accesses of a loop, `to`, for more rounds */
    COLD_MARKED /* tells C of marks in the way, then goes to `to` */
};

/* Code that is rarely run: emitted behind the region. */
struct cold {
    enum cold_kind kind;
    u8 *from[5]; /* jumps to here; NULL: none */
    u8 *back;    /* NULL: does not come back */
    u32 site;
    u8 base; /* register that EAX gets first, X86_NONE: none */
    i32 add; /* to EAX before calling out */
    u8 guest;
    u8 move;        /* register that gets the result, X86_NONE: none */
    u8 *table;      /* of an indirect jump: what leads to its table; or NULL */
    u32 low, count; /* address of the first entry; entries */
    const struct jit_block *k;
    const struct uop *uop;
    /* an edge */
    i16 to;
    u32 pc, transfer, flags;
    u16 dirty;
};

struct emit {
    struct x86 x;
    struct jit *j;
    struct jit_build *b;
    const struct jit_block *k;   /* block */
    const struct jit_insn *insn; /* instruction */
    u32 uop;                     /* its index in b->uop */
    u32 done;                    /* instructions of the block before it */
    u16 dirty;
    u32 flags;
    enum host_flags host_flags;
    bool recorded; /* by the emitter, in the core */
    u32 loop;      /* the transfer of a quiet loop, while in it */
    bool carried;  /* FLAGS are still those the block began with */
    enum emit_body body;
    u8 proven[2 * JIT_BLOCK_INSNS]; /* enum emit_proven of the block's uops */
    bool alone; /* nobody but this core can claim code while it runs */
    struct emit_loop loops_at[EMIT_LOOPS];
    u32 loops;
    /* guest registers that are known to be addresses of plain storage, with
     * all displacements that the block has; and to be multiples of 4 */
    u32 plain, aligned;
    u32 no_fb;    /* plain ones that do not point into the framebuffer either */
    u32 no_code;  /* nor into the code of the block */
    u32 most[32]; /* guest registers are not larger */
    u8 zeros[32]; /* and have so many low bits 0 */
    /* stores that nobody has looked behind yet, and what they reach from
     * their base */
    u32 group;
    i32 group_low, group_high;
    /* guest registers whose values XMM registers hold as well; the next one
     * to be used anew; what the current uop has put there */
    u8 xmm[EMIT_XMM_END];
    u8 xmm_next, xmm_new;
    u32 xmm_used; /* by the current uop, a bit each */
    u32 xmm_only; /* hold what the guest register does not */
    struct cold cold[4 * JIT_INSNS];
    u32 colds;
    struct {
        u8 *jump;
        i16 to;
    } jump[4 * JIT_INSNS]; /* forward, to blocks */
    u32 jumps;
    /* for observers, when there are any */
    struct host_mark mark[EMIT_MARKS];
    u32 marks;
};

typedef void jit_emitter(struct emit *e, const struct uop *u);
/* The emitter of each uop: declared from uop.def, so that none can lack. */
#define UOP(name, operands, flags, traits, meaning) jit_emitter jit_##name;
#include <vm/uop.def>

/* --- operands --- */

static inline u8 emit_host(const struct emit *e, u8 guest)
{
    return e->b->host[guest];
}

static inline struct x86_rm emit_core(u8 guest)
{
    return x86_m(RBP, 4 * guest);
}

/* A guest register wherever it is. */
static inline struct x86_rm emit_loc(const struct emit *e, u8 guest)
{
    u8 host = e->b->host[guest];
    return host != X86_NONE ? x86_r(host) : emit_core(guest);
}

/* Its value in a host register: its own, or loaded into scratch. */
static inline u8 emit_use(struct emit *e, u8 guest, u8 scratch)
{
    u8 host = e->b->host[guest];
    if (host != X86_NONE)
        return host;
    x86_mov(&e->x, scratch, emit_core(guest));
    return scratch;
}

/* Where to put a new value, and that it is there. */
static inline u8 emit_dest(const struct emit *e, u8 guest, u8 scratch)
{
    u8 host = e->b->host[guest];
    return host != X86_NONE ? host : scratch;
}

static inline void emit_set(struct emit *e, u8 guest, u8 from)
{
    u8 host = e->b->host[guest];
    if (host == X86_NONE) {
        x86_mov_to(&e->x, emit_core(guest), from);
        return;
    }
    x86_mov(&e->x, host, x86_r(from));
    e->dirty |= (u16)(1u << host);
}

/* --- jit_emit.c --- */

/* A site at the current instruction; 0: no room (the region is given up). */
u32 emit_site(struct emit *e, enum jit_site_kind kind, const struct uop *u,
              u8 result);
/* Calls out for the current uop, here and now. EAX: argument, then result. */
void emit_call_out(struct emit *e, u32 site);

/* --- jit_emit_cold.c --- */

/* Calls out beside the fast path: `from` leads there. */
struct cold *emit_cold(struct emit *e, u32 site, u8 *from);
void emit_back(struct emit *e, struct cold *c); /* it comes back here */
/* Behind the region: what was put off. */
void emit_cold_code(struct emit *e, const struct cold *c);
/* The call itself. */
void emit_call_site(struct emit *e, u32 site);

/* --- jit_emit.c --- */

/* Behind the region: the table of an indirect jump inside it. */
void emit_table(struct emit *e, const struct cold *c);
/* For who looks at the code: what stands at the place reached. */
void emit_mark(struct emit *e, enum host_mark_kind kind, u32 pc, u32 arg);

/* Ways out: to a successor, inside or outside. transfer 0: falls through. */
void emit_edge(struct emit *e, i16 to, u32 pc, u32 transfer);
void emit_cond_edges(struct emit *e, u32 cc, u32 transfer);
u32 emit_transfer(struct emit *e, u32 to, u32 kind, bool indirect);
/* ECX: target, if indirect; instructions, of a loop. */
void emit_record_transfer(struct emit *e, u32 transfer);
void emit_write_back(struct emit *e);
/* Leaves before the current instruction when the budget does not last for
 * whatever comes, or something is pending. */
void emit_look(struct emit *e);
/* The current instruction jumps back inside the region. */
static inline bool emit_jumps_back(const struct emit *e)
{
    return e->k->taken >= 0 && e->k->taken <= e->k - e->b->block;
}
/* FLAGS into the core, as a recipe if they are one. */
void emit_flags_out(struct emit *e);
/* The entry behind a call, in the middle of which ECX is the address. */
void emit_returned(struct emit *e, u32 pc);

/* A jump to a block, or with JIT_TO_ bits, that is not there yet. */
void emit_jump_later(struct emit *e, u8 *jump, i16 to);

/* --- jit_emit_loop.c: loops of one block that are made twice --- */

/* jit_emit_loop.c: the transfers of a loop of one block are not recorded one
 * by one; how often it was repeated follows from the instructions that it
 * took. Behind it the ring gets their number, unless it was not repeated. */
void emit_quiet_begin(struct emit *e, const struct jit_block *k);
void emit_quiet_end(struct emit *e);

/* Finds what can be proven; false: nothing, the loop is made once. */
bool emit_loop_plan(struct emit *e, struct jit_block *k);
/* Proves it for the next rounds, before the fast body. */
void emit_loop_enter(struct emit *e, const struct jit_block *k);
/* The look of the fast body, and its cold code: proves it again. */
void emit_loop_look(struct emit *e);
void emit_loop_again(struct emit *e, const struct cold *c);
/* The access needs no check here; nor has a store to look behind itself. */
bool emit_proven(const struct emit *e, const struct uop *u);
bool emit_proven_marks(const struct emit *e, const struct uop *u);

/* --- jit_emit_group.c: stores that share a look at their granules --- */

/* The block has such stores with this base. */
bool emit_group_begins(const struct emit *e, u8 base);
/* The part of a range before or behind the code of the block. */
struct jit_range emit_without_code(const struct emit *e, u32 at,
                                   struct jit_range range);
/* Adds the current store to the group; true: another one of it will look. */
bool emit_group_goes_on(struct emit *e, const struct uop *u);

/* --- jit_emit_bound.c: how large registers can be, within a block --- */

void emit_bound_begin(struct emit *e);
/* Behind a uop that wrote these guest registers. */
void emit_bound_after(struct emit *e, const struct uop *u, u32 written);
/* Behind a jump on condition cc that was not taken. */
void emit_bound_fall(struct emit *e, u32 cc);
/* The address of the access is plain and aligned whatever it is. */
bool emit_bounded(const struct emit *e, const struct uop *u);

/* --- jit_emit_access.c --- */

/* Base and index, not base alone. */
bool emit_is_indexed(u16 code);
/* An access with a base and so small a distance that the base tells. */
bool emit_is_near(const struct uop *u);
/* Where the address of this access, of the current instruction, may be without
 * a second look; size 0: look at the granule. */
struct jit_range emit_range(const struct emit *e, const struct uop *u,
                            u32 width);
struct emit_access emit_access(const struct emit *e, const struct jit_insn *n,
                               const struct uop *u);
/* The address of an access, with the registers as they were when this region
 * was compiled. */
u32 emit_address_then(const struct emit *e, const struct uop *u);
/* The part of a range, where the access is, that has no framebuffer. */
struct jit_range emit_without_fb(const struct emit *e, const struct uop *u,
                                 struct jit_range range);
/* The access is to the framebuffer, as above. */
bool emit_is_fb(const struct emit *e, const struct uop *u);
/* Marks were in the way of the instruction's stores too often. */
bool emit_among_marks(const struct emit *e, const struct jit_insn *n);
/* Stores of the instruction have met data beside code. */
bool emit_beside_code(const struct emit *e, const struct jit_insn *n);

/* --- jit_emit_mem.c --- */

/* Guest memory at the address in a host register, plus disp. */
static inline struct x86_rm emit_ram(u8 address, i32 disp)
{
    return x86_mx(R14, address, 0, disp);
}
/* Displacement of the granule map from guest address 0. */
i32 emit_map(const struct emit *e);
/* EAX = the uop's address + add. */
void emit_address(struct emit *e, const struct uop *u, u32 add);
/* Jumps when the granule of EAX has one of the marks. Clobbers ECX. */
u8 *emit_check_granule(struct emit *e, u32 marks);
/* The bits of a byte of ram->code that are about a store, with the registers
 * as they were when this region was compiled; jumps when one is set for the
 * address in EAX, which changes. */
u32 emit_code_bits(const struct emit *e, const struct uop *u, u32 width);
u8 *emit_check_code_bits(struct emit *e, u32 bits);
/* Jumps when a register is not a multiple of size; NULL: no need to look. */
u8 *emit_check_aligned(struct emit *e, u8 reg, u32 size);
/* Behind a store to where no code was: calls C when some may have been claimed
 * since, in the granule of the address in `reg`, which becomes the number of
 * the granule. */
void emit_look_claimed(struct emit *e, const struct uop *u, u8 reg);
/* LD32 into a host register; nothing may be dirty. */
void emit_load_to(struct emit *e, const struct uop *u, u8 d);

/* jit_emit_float.c: forgets XMM copies of guest registers that were written
 * otherwise; the cold code behind a result that is NaN. */
void emit_float_lost(struct emit *e, u32 guests);
void emit_nan(struct emit *e, const struct cold *c);

/* --- jit_emit_flags.c --- */

/* True when FLAGS after the current uop may be looked at. */
bool emit_flags_used(const struct emit *e);
/* True when the next uop reads them: worth computing in EFLAGS. */
bool emit_flags_next(const struct emit *e);
/* Makes EFLAGS tell whether condition cc holds; the x86 condition for it. */
u32 emit_condition(struct emit *e, u32 cc);
/* Makes EFLAGS.CF = CF. */
void emit_carry(struct emit *e);
/* FLAGS into c->flags for good, where registers of the recipe change. */
void emit_flags_record(struct emit *e);
void emit_flags_before(struct emit *e, const struct uop *u);
void emit_flags_after(struct emit *e, const struct uop *u);
/* EFLAGS are FLAGS: keep them in the core. Clobbers EAX. */
void emit_host_flags_record(struct emit *e);
/* c->flags = those of comparing a register or 0 .. with b. */
void emit_core_flags(struct emit *e, u32 kind, u8 a, struct x86_rm b);

#endif
