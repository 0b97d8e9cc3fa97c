/* SPDX-License-Identifier: MIT
 *
 * Writes the trace. An instruction's line tells what it has changed, so it is
 * written when the core comes to its next one, is about to be interrupted, or
 * has stopped. What did not complete (panics, an interrupted MOVS) has none.
 *
 * Invariant: each core touches only its own struct trace_core, on its own
 * thread; lines meet in the sink.
 */
#include <vm/trace.h>

#include "trace.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <vm/translation.h>

struct line {
    char text[SINK_LINE_BYTES];
    size_t n;
};

static void add(struct line *l, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* What is too long is cut. */
static void add(struct line *l, const char *format, ...)
{
    va_list args;
    size_t room = sizeof(l->text) - l->n - 1; /* 1 for the end */
    va_start(args, format);
    int n = vsnprintf(l->text + l->n, room, format, args);
    va_end(args);
    if (n > 0)
        l->n += (size_t)n < room ? (size_t)n : room - 1;
}

static void finish(struct trace *t, struct line *l)
{
    l->text[l->n++] = '\n';
    sink_text(&t->sink, l->text, l->n);
}

void trace_symbol(const struct trace *t, u32 address, char *out, size_t size)
{
    u32 offset;
    const char *name = names_symbol(t->m->names, address, &offset);
    if (name)
        snprintf(out, size, "%.96s+0x%" PRIX32, name, offset);
    else
        snprintf(out, size, "-");
}

static void add_symbol(struct line *l, const struct trace *t, u32 address)
{
    char text[128];
    trace_symbol(t, address, text, sizeof(text));
    add(l, " %s", text);
}

/* --- exec ----------------------------------------------------------------- */

static void add_changes(struct line *l, const struct trace_core *k,
                        const struct core *c)
{
    const char *mark = " ;";
    for (u32 i = 0; i < TRACE_REGISTERS; i++) {
        if (c->r[i] == k->r[i])
            continue;
        add(l, "%s r%" PRIu32 "=0x%08" PRIX32, mark, i, c->r[i]);
        mark = "";
    }
    u32 flags = core_flags(c);
    if (flags != k->flags)
        add(l, "%s flags=0x%08" PRIX32, mark, flags);
}

/* The instruction noted has completed: its line. */
static void commit(struct trace *t, const struct core *c)
{
    struct trace_core *k = &t->core[c->id];
    struct line l = {.n = 0};
    char text[128];
    if (!k->noted)
        return;
    k->noted = false;
    if (c->retired <= k->retired)
        return; /* it did not complete, or the machine was reset */
    add(&l, "exec %" PRIu32 " %" PRIu64 " 0x%08" PRIX32, c->id, c->retired,
        k->insn.ip);
    add_symbol(&l, t, k->insn.ip);
    if (c->isa->text(text, sizeof(text), k->insn.code, k->insn.ip) == 0)
        snprintf(text, sizeof(text), "opcode 0x%02" PRIX32, k->insn.op);
    add(&l, " %s", text);
    add_changes(&l, k, c);
    finish(t, &l);
}

static void before(struct probe *p, struct core *c)
{
    struct trace *t = (struct trace *)p;
    struct trace_core *k = &t->core[c->id];
    if (!trace_wants(t, TRACE_EXEC, c))
        return;
    commit(t, c);
    if (!trace_in_range(t, c->ip) || !insn_fetch(&k->insn, c))
        return;
    k->noted = true;
    k->retired = c->retired;
    k->flags = core_flags(c);
    memcpy(k->r, c->r, sizeof(k->r));
}

/* --- the other kinds ------------------------------------------------------ */

static struct trace *of(struct observer *o)
{
    return (struct trace *)((char *)o - offsetof(struct trace, observer));
}

/* Own thread: the number of the instruction that is being executed. */
static void add_place(struct line *l, const struct trace *t,
                      const struct core *c, u64 number, u32 ip)
{
    add(l, " %" PRIu32 " %" PRIu64 " 0x%08" PRIX32, c->id, number, ip);
    add_symbol(l, t, ip);
}

static void accessed(struct observer *o, struct core *c,
                     const struct device_access *a)
{
    struct trace *t = of(o);
    struct line l = {.n = 0};
    if (!trace_wants(t, TRACE_MMIO, c) || !trace_in_range(t, c->ip))
        return;
    add(&l, "mmio");
    add_place(&l, t, c, c->retired + 1, c->ip);
    add(&l, " %s %s %s+0x%02" PRIX32 " 0x%08" PRIX32,
        a->write ? "write" : "read", a->device, a->name, a->number, a->value);
    finish(t, &l);
}

/* On other threads a running core's count is not known; in deterministic mode
 * there are none. */
static void irq(struct observer *o, enum irq_event event, struct core *c,
                u32 vector)
{
    static const char *const what[] = {[IRQ_RAISED] = "raise",
                                       [IRQ_DELIVERED] = "deliver",
                                       [IRQ_SOFTWARE] = "int",
                                       [IRQ_ENDED] = "eoi",
                                       [IRQ_RETURNED] = "iret"};
    struct trace *t = of(o);
    struct line l = {.n = 0};
    if (event == IRQ_CHOSEN) {
        commit(t, c);
        return;
    }
    if (!trace_wants(t, TRACE_IRQ, c))
        return;
    const char *name = vector == IRQ_NONE ? NULL : irq_vector_name(vector);
    add(&l, "irq %" PRIu32, c->id);
    if (event != IRQ_RAISED || c->det)
        add(&l, " %" PRIu64, c->retired);
    else
        add(&l, " -");
    add(&l, " %s", what[event]);
    if (vector == IRQ_NONE)
        add(&l, " - -");
    else
        add(&l, " 0x%02" PRIX32 " %s", vector, name ? name : "-");
    finish(t, &l);
}

static void translated(struct observer *o, struct core *c,
                       const struct translation *code)
{
    struct trace *t = of(o);
    struct line l = {.n = 0};
    trace_code(t, c, code);
    if (code->host || !trace_wants(t, TRACE_BLOCK, c) ||
        !trace_in_range(t, code->pc))
        return;
    add(&l, "block");
    add_place(&l, t, c, c->retired, code->pc);
    add(&l, " %" PRIu32, code->insns);
    finish(t, &l);
}

/* --- life ----------------------------------------------------------------- */

static bool options_fit(const struct machine *m, const struct trace_options *o,
                        struct err *e)
{
    if (!o->one_core || o->core < m->core_count)
        return true;
    return fail(e, "core=%" PRIu32 ": cores are numbered from 0 to %" PRIu32,
                o->core, m->core_count - 1);
}

/* The file, or standard error. */
static bool output_open(struct trace *t, struct err *e)
{
    if (!t->options.path)
        return sink_stderr(&t->sink, e);
    t->path = strdup(t->options.path);
    if (!t->path)
        return fail_status(e, 90, "out of memory for a trace");
    t->options.path = t->path;
    return sink_open(&t->sink, t->path, e);
}

static void join(struct machine *m, struct trace *t)
{
    u32 kinds = t->options.kinds;
    t->m = m;
    t->probe.before = before;
    t->observer.accessed = accessed;
    t->observer.irq = irq;
    if (kinds & TRACE_OF_CODE)
        t->observer.translated = translated;
    if (kinds >> TRACE_ASM & 1)
        t->host = host_text_open();
    if (kinds >> TRACE_EXEC & 1)
        control_probe_add(m, &t->probe);
    observe_add(m, &t->observer);
    m->trace = t;
}

bool trace_open(struct machine *m, const struct trace_options *o, struct err *e)
{
    if (m->trace)
        return fail(e, "there is a trace already");
    if (!options_fit(m, o, e))
        return false;
    struct trace *t = calloc(1, sizeof(*t));
    if (!t)
        return fail_status(e, 90, "out of memory for a trace");
    t->options = *o;
    if (!output_open(t, e)) {
        free(t->path);
        free(t);
        return false;
    }
    join(m, t);
    return true;
}

const struct trace_options *trace_get(const struct machine *m)
{
    return m->trace ? &m->trace->options : NULL;
}

bool trace_close(struct machine *m, struct err *e)
{
    struct trace *t = m->trace;
    if (!t)
        return true;
    for (u32 i = 0; i < m->core_count; i++)
        commit(t, m->core[i]);
    if (t->options.kinds >> TRACE_EXEC & 1)
        control_probe_remove(m, &t->probe);
    observe_remove(m, &t->observer);
    m->trace = NULL;
    bool ok = sink_close(&t->sink, e);
    host_text_close(t->host);
    free(t->path);
    free(t);
    return ok;
}
