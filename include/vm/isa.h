/* SPDX-License-Identifier: MIT
 *
 * An instruction set: how guest bytes become uops, and what the machine must
 * know of its state. Static const, stateless.
 */
#ifndef VM_ISA_H
#define VM_ISA_H

#include <util/bits.h>
#include <vm/uop.h>

struct core;
struct snap;

/* How a request for an interrupt ended. */
enum irq_entry {
    IRQ_ENTERED, /* c->ip is the handler */
    IRQ_EMPTY,   /* no handler: the request is dropped */
    IRQ_PANIC    /* core_panic was called */
};

/* Bytes of memory that an instruction is about to touch. */
struct access {
    u32 at, size; /* size is not 0; at + size may wrap */
    bool read, write;
    bool atomic; /* CAS and its likes, acquire loads, release stores */
    bool stack;  /* a slot of a hardware stack */
};
enum { ISA_ACCESSES_MAX = 2 };

/* How undefined bits of operands get into a result. */
enum mix {
    MIX_NOTHING, /* there is no result */
    MIX_DEFINED, /* the result depends on no operand */
    MIX_LOAD,    /* it is what memory holds */
    MIX_MOVE,    /* it is a */
    MIX_AND,
    MIX_OR,
    MIX_XOR,
    MIX_ADD, /* upwards, as carries do; also of products */
    MIX_SHL,
    MIX_SHR,
    MIX_SAR,
    MIX_ROL,
    MIX_ROR,
    MIX_FLAG,   /* it is a condition */
    MIX_WHOLE,  /* any bit of a, b or d reaches all */
    MIX_COMPARE /* of a and b; FLAGS only */
};

/* What an instruction does that orders cores, atomic accesses aside. */
enum core_order {
    ORDER_NONE,
    ORDER_FENCE,
    ORDER_START,
    ORDER_SEND,
    ORDER_WAIT
};

/* What an instruction that is about to execute does with registers. */
struct effect {
    enum mix mix;
    u8 d, a, b;        /* result and operands */
    bool has_b, has_d; /* else b is imm; d is an operand too */
    u32 imm;
    u8 sign;        /* the result is extended from so many bits; 0: not */
    u32 where;      /* registers that must be right: addresses, targets,
                       what leaves the core; a bit each */
    bool stores;    /* the memory written becomes the low bytes of `data` */
    u8 data;        /* register */
    bool decides;   /* jumps on FLAGS */
    bool flags_in;  /* the result depends on FLAGS */
    bool flags_out; /* records FLAGS of the result */
    bool block;     /* MEMCPY and its likes */
    bool copies;    /* its second access gets the bytes of the first */
    enum core_order order; /* START, SEND: with core `peer` */
    u32 peer;
};

struct isa {
    const char *name;
    u32 insn_bytes; /* longest instruction: bytes that isa->lift may read */

    /* State at machine reset, entry = first instruction. */
    void (*reset)(struct core *c, u32 entry);

    /* Appends the uops of the instruction at l->pc and sets l->next. Never
     * panics: an instruction that must is lifted to a UOP_HELP that does. */
    void (*lift)(struct lifter *l);

    /* DIV and its likes with a zero divisor; c->ip is behind it. */
    void (*divzero)(struct core *c);

    /* Enters the handler of a vector chosen for delivery; c->ip is the
     * instruction to run next. Machine lock held. */
    enum irq_entry (*irq)(struct core *c, u32 vector);

    /* Handler of a vector below IRQ_VECTORS as things stand; false: none. */
    bool (*handler)(const struct core *c, u32 vector, u32 *handler);

    /* Where the handler that the core runs returns to; false: it runs none, or
     * its frame is gone. */
    bool (*interrupted)(const struct core *c, u32 *ip);

    /* Prints one instruction, e.g. "add r1, r2, r3"; returns its length in
     * bytes, 0 when it has no text. code holds insn_bytes bytes. */
    u32 (*text)(char *out, size_t size, const u8 *code, u32 pc);

    /* The address that a jump or call names; false: it names none. */
    bool (*target)(const u8 *code, u32 pc, u32 *target);

    /* Data accesses of the instruction `code` on the core as it stands, fetch
     * not counted; returns how many. What panics may touch less; pieces of a
     * block instruction that is taken up again count as they are left. */
    u32 (*accesses)(const struct core *c, const u8 *code,
                    struct access out[ISA_ACCESSES_MAX]);

    /* The same for registers and order. */
    void (*effect)(const struct core *c, const u8 *code, struct effect *e);
    u32 table_bytes; /* of the vector table, at address 0 */

    /* Opcode of an instruction, below 256, and the mnemonic of an opcode, NULL
     * when there is none: for statistics. */
    u32 (*op)(const u8 *code);
    const char *(*op_name)(u32 op);
};

extern const struct isa lamp_isa;

#endif
