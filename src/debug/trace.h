/* SPDX-License-Identifier: MIT
 *
 * Inside the trace: its state, and how lines are made. trace.c has the lines
 * about what runs, trace_code.c those about what engines make of code.
 */
#ifndef DEBUG_TRACE_H
#define DEBUG_TRACE_H

#include <vm/trace.h>

#include "host_text.h"
#include "insn.h"
#include "sink.h"

#include <util/buf.h>
#include <vm/control.h>
#include <vm/observe.h>
#include <vm/program_names.h>

enum { TRACE_CORES = 64, TRACE_REGISTERS = 32 };

/* Before the instruction that is noted. */
struct trace_core {
    bool noted;
    struct insn insn;
    u64 retired;
    u32 r[TRACE_REGISTERS], flags;
};

struct trace {
    struct probe probe;
    struct observer observer;
    struct machine *m;
    struct trace_options options;
    struct trace_core core[TRACE_CORES];
    struct host_text *host; /* of ASM; NULL: there are only bytes */
    char *path;
    struct sink sink;
};

static inline bool trace_wants(const struct trace *t, enum trace_kind kind,
                               const struct core *c)
{
    return (t->options.kinds >> kind & 1) &&
           (!t->options.one_core || t->options.core == c->id);
}

static inline bool trace_in_range(const struct trace *t, u32 ip)
{
    return ip >= t->options.first && ip <= t->options.last;
}

/* "main+0x18", or "-". */
void trace_symbol(const struct trace *t, u32 address, char *out, size_t size);

/* trace_code.c: an observer's `translated`, of UOPS and ASM. */
struct translation;
void trace_code(struct trace *t, struct core *c,
                const struct translation *code);

#endif
