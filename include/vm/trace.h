/* SPDX-License-Identifier: MIT
 *
 * A trace of a run in a file (docs/tracing.md): instructions, accesses to
 * devices, interrupts, what engines make of code. It only looks; without one
 * nothing of this costs anything.
 */
#ifndef VM_TRACE_H
#define VM_TRACE_H

#include <util/bits.h>
#include <util/err.h>

struct machine;

#define TRACE_KINDS(X)                                 \
    X(EXEC, "exec", "every instruction executed")      \
    X(MMIO, "mmio", "accesses to registers and ports") \
    X(IRQ, "irq", "interrupts")                        \
    X(BLOCK, "block", "lifted blocks")                 \
    X(UOPS, "uops", "uops of blocks and regions")      \
    X(ASM, "asm", "host code of regions")

enum trace_kind {
#define TRACE_ENUM(name, word, meaning) TRACE_##name,
    TRACE_KINDS(TRACE_ENUM)
#undef TRACE_ENUM
        TRACE_KIND_COUNT
};
/* Bits of the kinds that are written when code is translated. */
enum { TRACE_OF_CODE = 1 << TRACE_BLOCK | 1 << TRACE_UOPS | 1 << TRACE_ASM };

struct trace_options {
    u32 kinds; /* bits 1 << enum trace_kind; 0: no trace */
    bool one_core;
    u32 core;
    u32 first, last;  /* instruction addresses, closed */
    const char *path; /* NULL: standard error */
};

/* "exec,irq,core=1,range=0x2000-0x2FFF" up to its end, without a file. False:
 * it is none. */
bool trace_parse_kinds(struct trace_options *o, const char *text);
/* The same with ":FILE" behind. path points into the text. */
bool trace_parse(struct trace_options *o, const char *text);

/* Opens the file and lets the machine's trace begin, one at a time. Before
 * machine_run, then EXEC needs a control core; or while all cores stand still.
 * False: *e. */
bool trace_open(struct machine *m, const struct trace_options *o,
                struct err *e);
/* After machine_run, or while all cores stand still. No trace: nothing to do.
 * False: not all could be written. */
bool trace_close(struct machine *m, struct err *e);
/* What is traced; NULL: nothing. */
const struct trace_options *trace_get(const struct machine *m);

#endif
