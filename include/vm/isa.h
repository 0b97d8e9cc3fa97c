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

    /* Prints one instruction, e.g. "add r1, r2, r3"; returns its length in
     * bytes, 0 when it has no text. code holds insn_bytes bytes. */
    u32 (*text)(char *out, size_t size, const u8 *code, u32 pc);

    /* Data accesses of the instruction `code` on the core as it stands, fetch
     * not counted; returns how many. What panics may touch less; pieces of a
     * block instruction that is taken up again count as they are left. */
    u32 (*accesses)(const struct core *c, const u8 *code,
                    struct access out[ISA_ACCESSES_MAX]);

    /* Opcode of an instruction, below 256, and the mnemonic of an opcode, NULL
     * when there is none: for statistics. */
    u32 (*op)(const u8 *code);
    const char *(*op_name)(u32 op);
};

extern const struct isa lamp_isa;

#endif
