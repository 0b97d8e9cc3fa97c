/* SPDX-License-Identifier: MIT
 *
 * --summary=json: one object on one line, for scripts. docs/grading.md lists
 * the members; tests/unit/test_verdict.c reads them. Members are never taken
 * away or given another meaning while "schema" stays the same. Written once,
 * at the end; nothing is counted for it that the machine would not count.
 */
#include "verdict.h"

#include <format/symbols.h>
#include <inttypes.h>
#include <util/cescape.h>
#include <vm/out.h>

#include "program_names.h"

enum { SCHEMA = 1, PS_PER_NS = 1000, STATUS_IO = 90 };

static void put_text(struct buf *b, const char *name, const char *text)
{
    buf_printf(b, "\"%s\":", name);
    if (text)
        json_quote(b, text, strlen(text));
    else
        buf_printf(b, "null");
}

/* What the user may have written, with escapes as in the option. */
static void put_escaped(struct buf *b, const char *name,
                        const struct config_text *t)
{
    struct buf text = {0};
    cescape_encode(&text, t->bytes, t->size);
    buf_printf(b, "\"%s\":", name);
    json_quote(b, (char *)text.data, text.size);
    b->failed = b->failed || text.failed;
    buf_free(&text);
}

static void put_cores(struct buf *b, const struct machine *m)
{
    static const char *const states[] = {[CORE_PARKED] = "parked",
                                         [CORE_RUNNING] = "running",
                                         [CORE_WAITING] = "waiting"};
    buf_printf(b, ",\"cores\":[");
    for (u32 i = 0; m && i < m->core_count; i++) {
        const struct core *c = m->core[i];
        buf_printf(b,
                   "%s{\"core\":%u,\"state\":\"%s\",\"ip\":%u,"
                   "\"instructions\":%" PRIu64 "}",
                   i ? "," : "", i, states[c->state], c->ip, c->retired);
    }
    buf_printf(b, "]");
}

/* Where the panic is in the source, as far as that is known. */
static void put_place(struct buf *b, const struct machine *m, u32 ip)
{
    const struct symbols *names = program_names_symbols(m->names);
    const struct line_file *file = NULL;
    u32 offset = 0, line = 0;
    const char *function = names ? symbols_name(names, ip, &offset) : NULL;
    if (names && !symbols_line(names, ip, &file, &line))
        file = NULL;
    put_text(b, "function", function);
    buf_printf(b, ",\"offset\":%u,", offset);
    put_text(b, "file", file ? file->name : NULL);
    buf_printf(b, file ? ",\"line\":%u" : ",\"line\":null", line);
}

static void put_panic(struct buf *b, const struct machine *m)
{
    buf_printf(b, ",\"panic\":");
    if (!m || machine_result(m)->state != MACHINE_PANICKED) {
        buf_printf(b, "null");
        return;
    }
    const struct core *c = m->core[machine_result(m)->core];
    buf_printf(b, "{\"core\":%u,\"ip\":%u,", c->id, c->panic.ip);
    put_text(b, "cause", panic_cause_text(c->panic.cause));
    buf_printf(b, ",");
    put_text(b, "what", c->panic.text);
    buf_printf(b, ",");
    put_place(b, m, c->panic.ip);
    buf_printf(b, "}");
}

static void put_script(struct buf *b, const struct verdict *v)
{
    const struct config *c = v->config;
    buf_printf(b,
               ",\"serial\":{\"output_bytes\":%" PRIu64
               ",\"input_bytes\":%" PRIu64 "},\"expect\":[",
               v->script.output_bytes, v->script.input_bytes);
    for (u32 i = 0; i < c->expect_count; i++) {
        buf_printf(b, "%s{", i ? "," : "");
        put_escaped(b, "text", &c->expect[i]);
        buf_printf(b, ",\"seen\":%s}",
                   i < v->script.expected ? "true" : "false");
    }
    buf_printf(b, "],\"send_after\":[");
    for (u32 i = 0; i < c->send_count; i++) {
        buf_printf(b, "%s{", i ? "," : "");
        put_escaped(b, "text", &c->send[i].after);
        buf_printf(b, ",");
        put_escaped(b, "input", &c->send[i].input);
        buf_printf(b, ",\"seen\":%s}", i < v->script.sent ? "true" : "false");
    }
    buf_printf(b, "]");
}

static void put_times(struct buf *b, const struct verdict *v)
{
    const struct machine *m = v->machine;
    if (m && m->config.deterministic)
        buf_printf(b, ",\"virtual_ns\":%" PRIu64, m->virtual_ps / PS_PER_NS);
    else
        buf_printf(b, ",\"virtual_ns\":null");
    buf_printf(b, ",\"host_ns\":%" PRIu64, v->host_ns);
}

void summary_print(struct buf *b, const struct verdict *v)
{
    const struct machine *m = v->machine;
    buf_printf(b, "{\"schema\":%d,", SCHEMA);
    put_text(b, "version", VM_VERSION);
    buf_printf(b, ",");
    put_text(b, "image", v->config->image);
    buf_printf(b, ",\"status\":%d,", v->status);
    put_text(b, "reason", verdict_reason(v));
    buf_printf(b, ",");
    put_text(b, "error", v->error);
    buf_printf(b, ",\"deterministic\":%s,\"seed\":%" PRIu64,
               v->config->deterministic ? "true" : "false", v->config->seed);
    buf_printf(b, ",\"instructions\":%" PRIu64,
               m ? machine_result(m)->retired : 0);
    put_cores(b, m);
    put_times(b, v);
    put_panic(b, m);
    put_script(b, v);
    if (v->has_hash)
        buf_printf(b, ",\"hash\":\"%016" PRIx64 "\"}\n", v->hash);
    else
        buf_printf(b, ",\"hash\":null}\n");
}

bool summary_check(const struct config *c, struct err *e)
{
    return !c->summary || !c->summary_path ||
           file_write_check(c->summary_path, "--summary", e);
}

bool summary_write(const struct verdict *v, struct err *e)
{
    struct buf b = {0};
    if (!v->config->summary)
        return true;
    summary_print(&b, v);
    const char *path = v->config->summary_path;
    bool ok =
        !b.failed || fail_status(e, STATUS_IO, "--summary: out of memory");
    if (ok && path)
        ok = file_write(path, b.data, b.size, e);
    else if (ok && !buf_print(&b, stderr))
        ok = fail_status(e, STATUS_IO, "--summary: cannot write to stderr");
    if (!ok)
        e->status = STATUS_IO;
    buf_free(&b);
    return ok;
}
