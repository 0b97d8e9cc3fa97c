/* SPDX-License-Identifier: MIT
 *
 * What the programs of a lock-step test really do, counted on the oracle: how
 * often each hard case came up, and how often in slices that the last engine
 * ran in generated code for the greater part. Only for people who want to
 * know what the generator reaches; nothing is compared here.
 */
#ifndef TESTS_EVENTS_H
#define TESTS_EVENTS_H

#include "oracle.h"
#include "progen.h"

#include <stdio.h>

#define EVENTS(X)                                                     \
    X(BACK, "taken jumps back")                                       \
    X(INDIRECT, "indirect jumps")                                     \
    X(CALL, "calls")                                                  \
    X(CALL_INDIRECT, "calls through a register or memory")            \
    X(RETURN, "returns to behind the call")                           \
    X(RETURN_ELSEWHERE, "returns elsewhere")                          \
    X(DEEP, "calls eight or more deep")                               \
    X(MIDDLE, "jumps into the middle of a block")                     \
    X(HALF, "instructions at addresses 4 mod 8 of their neighbours")  \
    X(ODD, "instructions at odd addresses")                           \
    X(ACROSS, "instructions across two granules")                     \
    X(FLAGS_ACROSS, "FLAGS read behind a jump")                       \
    X(STORE_AHEAD, "stores to the next eight instructions")           \
    X(STORE_GRANULE, "stores to code of the same granule")            \
    X(STORE_CODE, "stores to code elsewhere")                         \
    X(STORE_BESIDE, "stores beside code in its granule")              \
    X(OTHER_CORE, "instructions of cores but the first")              \
    X(STORE_OTHER, "stores to code that another core runs")           \
    X(BLOCK, "block instructions")                                    \
    X(BLOCK_CODE, "block instructions that write code")               \
    X(BLOCK_WINDOW, "block instructions across the edge of a window") \
    X(BLOCK_OVERLAP, "block instructions that overlap themselves")    \
    X(MISALIGNED, "misaligned 32-bit accesses")                       \
    X(REGISTER, "accesses to device registers")                       \
    X(BENEATH, "narrow accesses beneath device registers")            \
    X(PIXEL, "accesses to the framebuffer")                           \
    X(ATOMIC, "atomic instructions")                                  \
    X(ATOMIC_CODE, "atomic instructions that write code")             \
    X(CAS_FAILED, "CAS that fail")                                    \
    X(NAN, "float operations with NaN")                               \
    X(SUBNORMAL, "float operations with subnormal numbers")           \
    X(PORT, "IN and OUT")                                             \
    X(CONTEXT, "OUT to the ports of stacks and masks")                \
    X(DIVZERO, "divisions by zero")                                   \
    X(SOFTWARE, "INT, INTI that enter a handler")                     \
    X(IRET, "IRET in a handler")                                      \
    X(DELIVERY, "interrupts delivered")                               \
    X(MOVE_INTERRUPTED, "interrupts inside MOVS and FILL")            \
    X(REQUEST, "requests from outside")                               \
    X(OUTER_STORE, "stores to code from outside")                     \
    X(PANIC_OPCODE, "panics: unknown opcode, invalid operands")       \
    X(PANIC_FETCH, "panics: bad fetch")                               \
    X(PANIC_BOUNDS, "panics: out of bounds")                          \
    X(PANIC_ALIGN, "panics: misaligned")                              \
    X(PANIC_STACK, "panics: stack overflow, underflow")               \
    X(PANIC_DEVICE, "panics: ports and devices")                      \
    X(END, "HALT, WAIT, exit port")

enum event {
#define EVENT_ENUM(name, text) EVENT_##name,
    EVENTS(EVENT_ENUM)
#undef EVENT_ENUM
        EVENT_COUNT
};

struct events {
    u64 all[EVENT_COUNT], native[EVENT_COUNT];
    u64 slice[EVENT_COUNT]; /* in the slice in progress */

    const struct gen *program;
    u8 code[8 * GEN_WORDS_MAX + 64]; /* by byte: enum in events.c */
    u32 returns[64];                 /* behind the last calls, a ring */
    u32 depth;
    bool jumped;       /* since FLAGS were made */
    bool came_by_jump; /* to the instruction that is next */
    u32 behind;        /* the address behind the last instruction */

    /* the instruction in progress */
    u32 pc, in_isr, core;
    struct isa_word word;
    u32 rd, rs1, rs2;
    bool known;
};

/* A program starts, from now on or again. */
void events_live(struct events *e, const struct gen *program);
/* Around each instruction of the oracle. */
void events_before(struct events *e, const struct oracle *o);
void events_behind(struct events *e, const struct oracle *o);
void events_add(struct events *e, enum event event);
/* The slice is over; native: most of it was generated code. */
void events_slice(struct events *e, bool native);
void events_sum(struct events *to, const struct events *from);
void events_print(const struct events *e, FILE *to);
/* False: some hard case never came up in generated code; says which. */
bool events_reached(const struct events *e, FILE *to);

#endif
