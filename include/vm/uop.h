/* SPDX-License-Identifier: MIT
 *
 * Uops: the waist between instruction sets and engines. An instruction set
 * appends uops to a struct lifter, one guest instruction at a time; an engine
 * owns what becomes of them. Used on the core's own thread only.
 */
#ifndef VM_UOP_H
#define VM_UOP_H

#include <util/bits.h>

struct core;

enum uop_code {
#define UOP(name, operands, flags, traits, meaning) UOP_##name,
#include <vm/uop.def>
    UOP_COUNT
};

/* FLAGS as engines know them. An instruction set with other positions
 * converts in its own helpers; lamp uses these as they are. */
enum uop_flag {
    UFLAG_C = 0x01,
    UFLAG_Z = 0x08,
    UFLAG_S = 0x10,
    UFLAG_O = 0x20
};
enum { UFLAGS = UFLAG_C | UFLAG_Z | UFLAG_S | UFLAG_O };

/* Conditions over FLAGS: UCC(NAME, how it reads after comparing a with b as
 * C expression over u32 a, b, how it reads from a FLAGS word f). */
#define UOP_CONDITIONS(UCC)                                     \
    UCC(Z, a == b, (f & UFLAG_Z) != 0)                          \
    UCC(NZ, a != b, (f & UFLAG_Z) == 0)                         \
    UCC(C, a < b, (f & UFLAG_C) != 0)                           \
    UCC(NC, a >= b, (f & UFLAG_C) == 0)                         \
    UCC(G, (i32)a > (i32)b,                                     \
        (f & UFLAG_Z) == 0 && !(f & UFLAG_S) == !(f & UFLAG_O)) \
    UCC(GE, (i32)a >= (i32)b, !(f & UFLAG_S) == !(f & UFLAG_O)) \
    UCC(L, (i32)a < (i32)b, !(f & UFLAG_S) != !(f & UFLAG_O))   \
    UCC(LE, (i32)a <= (i32)b,                                   \
        (f & UFLAG_Z) != 0 || !(f & UFLAG_S) != !(f & UFLAG_O)) \
    UCC(A, a > b, (f & (UFLAG_C | UFLAG_Z)) == 0)               \
    UCC(BE, a <= b, (f & (UFLAG_C | UFLAG_Z)) != 0)

enum uop_cond {
#define UCC(name, compare, flags) UCC_##name,
    UOP_CONDITIONS(UCC)
#undef UCC
        UCC_COUNT
};

/* What a rare instruction tells the engine when its function returns. */
enum help {
    HELP_NEXT,  /* go on behind the instruction */
    HELP_JUMP,  /* c->ip is set: go on there */
    HELP_AGAIN, /* not finished: deliver what is pending, then run it again */
    HELP_WAIT,  /* go on behind it when an interrupt is deliverable */
    HELP_YIELD, /* go on behind it; end of turn in deterministic mode */
    HELP_HALT,  /* the machine stops; c->ip is behind the instruction */
    HELP_PANIC, /* core_panic was called */
    HELP_BREAK, /* go on behind it; a debugger wants to stop here */
    HELP_STOP   /* not executed: a debugger wants to stop before it */
};

/* An instruction as its function sees it. c->ip is its address; FLAGS are up
 * to date in c->flags (core_flags); HELP_NEXT and its likes leave at next. */
struct uop_help {
    enum help (*run)(struct core *c, const struct uop_help *h);
    u32 next; /* address of the instruction behind */
    u32 imm;
    u8 d, a, b;
};

/* One uop as lifted. */
struct uop {
    u16 code; /* enum uop_code */
    u8 d, a, b;
    u8 insn; /* index of its guest instruction in the block */
    u32 imm;
};

enum {
    LIFT_INSNS_MAX = 32, /* guest instructions in a block */
    LIFT_UOPS_MAX = 2 * LIFT_INSNS_MAX + 2
};

/* A block while it is lifted. The engine sets the first group before each
 * isa->lift, which appends uops and sets the second group. */
struct lifter {
    struct core *core;
    const u8 *code; /* the bytes of the instruction; NULL: fetch failed */
    u32 bad;        /* then the address that cannot be fetched */
    u32 pc;         /* its address */
    u8 insn;        /* its index in the block */

    u32 next;      /* address behind the instruction */
    bool ended;    /* the last uop appended has trait END */
    u32 target[2]; /* ways out of the block, see uop.def */
    bool has_target[2];
    struct uop_help help; /* for UOP_HELP: at most one a block */
    bool stops;           /* with UOP_HELP: never goes on at next */

    struct uop uop[LIFT_UOPS_MAX];
    u32 count;
};

/* "ADDI_F r1, r2, 0x30": the name in uop.def, with _F the form that records
 * FLAGS, and the operands. Where it goes is not part of it. */
void uop_text(char *out, size_t size, const struct uop *u);

static inline void lift_uop(struct lifter *l, enum uop_code code, u8 d, u8 a,
                            u8 b, u32 imm)
{
    l->uop[l->count++] = (struct uop){(u16)code, d, a, b, l->insn, imm};
}

#endif
