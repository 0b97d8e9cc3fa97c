/* SPDX-License-Identifier: MIT
 *
 * A trace of a run in a file (docs/tracing.md): instructions, accesses to
 * devices, interrupts, lifted blocks. It only looks; without one nothing of
 * this costs anything.
 */
#ifndef VM_TRACE_H
#define VM_TRACE_H

#include <util/bits.h>
#include <util/err.h>

struct machine;
struct trace;

#define TRACE_KINDS(X)                                 \
    X(EXEC, "exec", "every instruction executed")      \
    X(MMIO, "mmio", "accesses to registers and ports") \
    X(IRQ, "irq", "interrupts")                        \
    X(BLOCK, "block", "lifted blocks")

enum trace_kind {
#define TRACE_ENUM(name, word, meaning) TRACE_##name,
    TRACE_KINDS(TRACE_ENUM)
#undef TRACE_ENUM
        TRACE_KIND_COUNT
};

struct trace_options {
    u32 kinds; /* bits 1 << enum trace_kind; 0: no trace */
    bool one_core;
    u32 core;
    u32 first, last; /* instruction addresses, closed */
    const char *path;
};

/* "exec,irq,core=1,range=0x2000-0x2FFF:FILE". False: it is none. path points
 * into the text. */
bool trace_parse(struct trace_options *o, const char *text);

/* Opens the file. Before machine_load; EXEC needs a control core, and the
 * interpreter. NULL: *e. */
struct trace *trace_open(struct machine *m, const struct trace_options *o,
                         struct err *e);
/* After machine_run. False: not all could be written. */
bool trace_close(struct trace *t, struct err *e);

#endif
