/* SPDX-License-Identifier: MIT
 *
 * What gdb asks about the target: what the stub can do, its threads, its
 * descriptions, and "monitor" commands. qLampInsn is our own: the text of an
 * instruction, for lamp-gdb.py, so that there is one disassembler.
 */
#include "gdb.h"

#include <stdio.h>
#include <string.h>

enum { INSN_BYTES = 8, INSN_TEXT_BYTES = 128, MONITOR_BYTES = 1024 };

/* --- what both sides can do -------------------------------------------------
 */

static void supported(struct gdb *g, struct gdb_text *t)
{
    gdb_take_char(t, ':');
    while (gdb_left(t) != 0) {
        if (gdb_take_word(t, "swbreak+"))
            g->knows_swbreak = true;
        else if (gdb_take_word(t, "hwbreak+"))
            g->knows_hwbreak = true;
        else if (gdb_take_word(t, "error-message+"))
            g->knows_messages = true;
        while (gdb_left(t) != 0 && *t->at++ != ';')
            continue;
    }
    buf_printf(&g->reply,
               "PacketSize=%x;QStartNoAckMode+;vContSupported+;swbreak+;"
               "hwbreak+;qXfer:features:read+;qXfer:threads:read+;"
               "qXfer:memory-map:read+",
               GDB_PACKET_MAX);
}

static void no_acks(struct gdb *g, struct gdb_text *t)
{
    (void)t;
    g->no_acks = true;
    gdb_ok(g);
}

static void attached(struct gdb *g, struct gdb_text *t)
{
    (void)t;
    buf_printf(&g->reply, "%d", !g->parent);
}

static void symbol(struct gdb *g, struct gdb_text *t)
{
    (void)t;
    gdb_ok(g); /* none is wanted */
}

/* --- threads ----------------------------------------------------------------
 */

static const char *state_text(const struct gdb *g, u32 core)
{
    static const char *const text[] = {[CORE_PARKED] = "parked",
                                       [CORE_RUNNING] = "running",
                                       [CORE_WAITING] = "waiting"};
    return g->m->core[core]->panic.set ? "panicked"
                                       : text[g->m->core[core]->state];
}

static void current(struct gdb *g, struct gdb_text *t)
{
    (void)t;
    buf_printf(&g->reply, "QC%x", g->core + 1);
}

static void threads_first(struct gdb *g, struct gdb_text *t)
{
    (void)t;
    for (u32 i = 0; i < g->m->core_count; i++)
        buf_printf(&g->reply, "%c%x", i == 0 ? 'm' : ',', i + 1);
}

static void threads_more(struct gdb *g, struct gdb_text *t)
{
    (void)t;
    buf_add(&g->reply, "l", 1);
}

static void thread_info(struct gdb *g, struct gdb_text *t)
{
    i32 thread;
    char text[64];
    if (!gdb_take_char(t, ',') ||
        !gdb_take_thread(t, g->m->core_count, &thread) || thread <= 0 ||
        gdb_left(t) != 0) {
        gdb_refuse(g, GDB_EINVAL, "no such thread");
        return;
    }
    u32 core = (u32)thread - 1;
    int n =
        snprintf(text, sizeof(text), "core %u, %s%s", core, state_text(g, core),
                 g->m->core[core]->in_isr ? ", in a handler" : "");
    gdb_put_hex(&g->reply, text, (size_t)n);
}

static void threads_xml(const struct gdb *g, struct buf *b)
{
    buf_printf(b, "<?xml version=\"1.0\"?>\n<threads>\n");
    for (u32 i = 0; i < g->m->core_count; i++)
        buf_printf(b,
                   "<thread id=\"%x\" core=\"%u\" name=\"core %u\">%s"
                   "</thread>\n",
                   i + 1, i, i, state_text(g, i));
    buf_printf(b, "</threads>\n");
}

/* --- descriptions -----------------------------------------------------------
 */

static const struct object {
    const char *name; /* "object:read:annex:" */
    void (*make)(const struct gdb *g, struct buf *b);
} objects[] = {
    {"features:read:target.xml:", gdb_describe},
    {"threads:read::", threads_xml},
    {"memory-map:read::", gdb_memory_map},
};

static void send_part(struct gdb *g, const struct buf *b, u32 at, u32 size)
{
    if (b->failed || at > b->size) {
        gdb_refuse(g, b->failed ? GDB_EIO : GDB_EINVAL, "no such part");
        return;
    }
    size_t left = b->size - at, max = GDB_PACKET_MAX / 2;
    size_t n = size < max ? size : max;
    buf_add(&g->reply, n < left ? "m" : "l", 1);
    buf_add(&g->reply, b->data + at, n < left ? n : left);
}

static void transfer(struct gdb *g, struct gdb_text *t)
{
    u32 at, size;
    for (u32 i = 0; i < ARRAY_LEN(objects); i++) {
        if (!gdb_take_word(t, objects[i].name))
            continue;
        if (!gdb_take_number(t, &at) || !gdb_take_char(t, ',') ||
            !gdb_take_number(t, &size) || gdb_left(t) != 0) {
            gdb_refuse(g, GDB_EINVAL, "bad offset or size");
            return;
        }
        struct buf b = {0};
        objects[i].make(g, &b);
        send_part(g, &b, at, size);
        buf_free(&b);
        return;
    }
}

/* --- instructions, monitor ------------------------------------------------ */

/* "qLampInsn:PC:16 digits": the text in hexadecimal, or "E.." when it has
 * none. */
static void insn_text(struct gdb *g, struct gdb_text *t)
{
    u8 code[INSN_BYTES];
    char text[INSN_TEXT_BYTES];
    u32 pc;
    bool ok = gdb_take_number(t, &pc) && gdb_take_char(t, ':') &&
              gdb_left(t) == 2 * sizeof(code);
    for (u32 i = 0; ok && i < sizeof(code); i++)
        ok = gdb_take_byte(t, &code[i]);
    if (ok && g->m->core[0]->isa->text(text, sizeof(text), code, pc) != 0)
        gdb_put_hex(&g->reply, text, strlen(text));
    else
        gdb_refuse(g, GDB_EINVAL, "no instruction");
}

static void say_answer(struct gdb *g, const struct out *out)
{
    struct buf text = {0};
    if (out_print(out, &text))
        gdb_say(g, (const char *)text.data, text.size);
    buf_free(&text);
}

static void run_verb(struct gdb *g, const char *line)
{
    struct err e = {0};
    struct out *out = out_new();
    g->caller.core = g->core;
    if (out && verb_run(&g->caller, line, out, &e)) {
        say_answer(g, out);
    } else {
        gdb_say(g, e.text, strlen(e.text));
        gdb_say(g, "\n", 1);
    }
    if (out)
        out_free(out);
    gdb_ok(g);
}

/* A verb of vm/verb.h, each character as two digits. */
static void monitor(struct gdb *g, struct gdb_text *t)
{
    char line[MONITOR_BYTES];
    u8 c = 0;
    size_t n = gdb_left(t) / 2;
    bool ok = gdb_left(t) % 2 == 0 && n < sizeof(line);
    for (size_t i = 0; ok && i < n; i++) {
        ok = gdb_take_byte(t, &c) && c != 0;
        line[i] = (char)c;
    }
    if (!ok) {
        gdb_refuse(g, GDB_EINVAL, "bad command");
        return;
    }
    line[n] = 0;
    run_verb(g, line);
}

/* --- tables --------------------------------------------------------------- */

struct query {
    const char *word;
    void (*run)(struct gdb *g, struct gdb_text *t);
};

static const struct query queries[] = {
    {"Supported", supported},
    {"Attached", attached},
    {"Symbol", symbol},
    {"fThreadInfo", threads_first},
    {"sThreadInfo", threads_more},
    {"ThreadExtraInfo", thread_info},
    {"C", current},
    {"Xfer:", transfer},
    {"Rcmd,", monitor},
    {"LampInsn:", insn_text},
};
static const struct query settings[] = {{"StartNoAckMode", no_acks}};

/* A word that ends in a sign may be followed by anything, others by a sign
 * or nothing: qC is not qCRC. */
static bool query_is(const struct gdb_text *t, const struct query *q,
                     struct gdb_text *rest)
{
    *rest = *t;
    if (!gdb_take_word(rest, q->word))
        return false;
    char last = q->word[strlen(q->word) - 1];
    return last == ':' || last == ',' || gdb_left(rest) == 0 ||
           *rest->at == ':' || *rest->at == ',' || *rest->at == ';';
}

static void look_up(struct gdb *g, struct gdb_text *t,
                    const struct query *table, u32 count)
{
    struct gdb_text rest;
    for (u32 i = 0; i < count; i++)
        if (query_is(t, &table[i], &rest)) {
            table[i].run(g, &rest);
            return;
        }
}

void gdb_query(struct gdb *g, struct gdb_text *t)
{
    look_up(g, t, queries, ARRAY_LEN(queries));
}

void gdb_set(struct gdb *g, struct gdb_text *t)
{
    look_up(g, t, settings, ARRAY_LEN(settings));
}
