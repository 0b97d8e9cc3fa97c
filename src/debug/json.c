/* SPDX-License-Identifier: MIT
 *
 * The JSON control socket: requests, answers and events, each a line
 * (docs/control.md). Whatever a peer sends gets an answer; what a peer does
 * not take is bounded: answers since nothing more is read from it, events
 * since those that find no room are counted instead.
 */
#include <vm/front_open.h>

#include "json_request.h"
#include "lines.h"
#include "peer.h"

#include <stddef.h>
#include <stdlib.h>
#include <vm/control.h>
#include <vm/front.h>
#include <vm/machine.h>

enum { REQUESTS_A_ROUND = 64, PROTOCOL = 1 };

struct json_front {
    struct front base;
    struct listener_of_control listener;
    struct lines serial;
    struct verb_caller caller;
    struct peer peer;
    u64 lost; /* events that found no room */
};

/* --- what is sent --------------------------------------------------------- */

static void send_line(struct json_front *j, const char *head,
                      const struct out *out, const char *tail)
{
    struct buf *b = &j->peer.out;
    size_t before = b->size;
    buf_printf(b, "%s", head);
    if (!out_json(out, b)) {
        /* Half an answer is worse than none. */
        b->size = before;
        b->failed = false;
        buf_printf(b, "{\"event\":\"lost\",\"count\":1}");
        tail = "";
    }
    buf_printf(b, "%s\n", tail);
    peer_flush(&j->peer);
}

static void send_event(struct json_front *j, struct out *o)
{
    if (!o || !peer_has_room(&j->peer)) {
        j->lost += j->peer.connected;
    } else {
        if (j->lost > 0)
            buf_printf(&j->peer.out, "{\"event\":\"lost\",\"count\":%llu}\n",
                       (unsigned long long)j->lost);
        j->lost = 0;
        send_line(j, "", o, "");
    }
    out_free(o);
}

static struct out *event_new(const char *name)
{
    struct out *o = out_new();
    if (o)
        out_text(o, "event", "%s", name);
    return o;
}

static void send_hello(struct json_front *j)
{
    const struct machine *m = j->caller.m;
    struct out *o = event_new("hello");
    if (o) {
        out_number(o, "protocol", PROTOCOL);
        out_text(o, "version", "%s", VM_VERSION);
        out_object(o, "machine");
        out_text(o, "isa", "%s", m->core[0]->isa->name);
        out_number(o, "cores", m->core_count);
        out_number(o, "ram", m->bus.ram.size);
        out_flag(o, "deterministic", m->config.deterministic);
        if (m->image_name)
            out_text(o, "program", "%s", m->image_name);
        out_end(o);
        out_flag(o, "stopped", control_is_stopped(m));
        out_list(o, "verbs");
        for (u32 i = 0; i < verb_count(); i++)
            out_text(o, NULL, "%s", verb_get(i)->name);
        out_end(o);
    }
    send_event(j, o);
}

static void send_panic(struct json_front *j)
{
    const struct control_stop *s = control_stop(j->caller.m);
    struct out *o = event_new("panic");
    if (o) {
        out_number(o, "core", s->core);
        out_hex(o, "ip", s->ip, 8);
        out_text(o, "message", "%s", j->caller.m->core[s->core]->panic.text);
    }
    send_event(j, o);
}

static void send_stopped(struct json_front *j)
{
    if (control_stop(j->caller.m)->why == CONTROL_PANIC)
        send_panic(j);
    struct out *o = event_new("stopped");
    if (o)
        verb_stop_values(j->caller.m, o);
    send_event(j, o);
}

static void send_ended(struct json_front *j)
{
    static const char *const text[] = {[MACHINE_HALTED] = "halted",
                                       [MACHINE_STOPPED] = "stopped",
                                       [MACHINE_PANICKED] = "panicked"};
    const struct machine_result *r = machine_result(j->caller.m);
    struct out *o = r->state == MACHINE_HALTED ? event_new("halted") : NULL;
    if (o) {
        out_number(o, "core", r->core);
        send_event(j, o);
    }
    o = event_new("ended");
    if (o) {
        out_text(o, "state", "%s", text[r->state] ? text[r->state] : "stopped");
        out_number(o, "status", (u64)r->status);
        out_number(o, "instructions", r->retired);
    }
    send_event(j, o);
}

static void told(struct listener_of_control *l, struct machine *m,
                 enum control_event event)
{
    struct json_front *j =
        (struct json_front *)(void *)((char *)l -
                                      offsetof(struct json_front, listener));
    if (event == EVENT_STOPPED)
        verb_stopped(&j->caller);
    if (!j->peer.connected)
        return;
    if (event == EVENT_STOPPED)
        send_stopped(j);
    else if (event == EVENT_RUNNING)
        send_event(j, event_new("running"));
    machine_kick(m); /* requests may have waited for this */
}

static void serial_line(struct lines *l, const char *text, u32 n, bool whole)
{
    struct json_front *j =
        (struct json_front *)(void *)((char *)l -
                                      offsetof(struct json_front, serial));
    if (!j->peer.connected || !j->caller.serial)
        return;
    struct out *o = event_new("serial");
    if (o) {
        out_bytes(o, "text", text, n);
        out_flag(o, "whole", whole);
    }
    send_event(j, o);
}

/* --- what is asked -------------------------------------------------------- */

static void answer_error(struct json_front *j, const char *id,
                         const struct err *e)
{
    struct out *o = out_new();
    char head[JSON_ID_BYTES + 40];
    snprintf(head, sizeof(head), "{\"id\":%s,\"ok\":false,\"error\":", id);
    if (o) {
        out_text(o, "message", "%s", e->text);
        send_line(j, head, o, "}");
    }
    out_free(o);
}

static void answer(struct json_front *j, const char *id, struct json_request *r)
{
    struct out *o = out_new();
    struct err e = {0};
    char head[JSON_ID_BYTES + 40];
    snprintf(head, sizeof(head), "{\"id\":%s,\"ok\":true,\"result\":", id);
    if (!o)
        fail_status(&e, 90, "out of memory");
    if (o && json_request_run(r, &j->caller, o, &e))
        send_line(j, head, o, "}");
    else
        answer_error(j, id, &e);
    out_free(o);
}

/* False: there is nothing to do now. */
static bool request(struct json_front *j)
{
    char id[JSON_ID_BYTES] = "null";
    struct err e = {0};
    bool too_long, later = false;
    u32 n;
    const char *line = peer_line(&j->peer, &n, &too_long);
    if (!line)
        return false;
    struct json_request *r = NULL;
    if (too_long)
        fail(&e, "a line of more than %d bytes", PEER_LINE_MAX);
    else if (n > 0)
        r = json_request_read(line, n, id, &e);
    if (r && !verb_can_run(&j->caller, json_request_verb(r)))
        later = true;
    else if (r)
        answer(j, id, r);
    else if (n > 0)
        answer_error(j, id, &e);
    json_request_free(r);
    if (!later)
        peer_next(&j->peer);
    return !later;
}

/* --- the front ------------------------------------------------------------ */

static void came(struct json_front *j)
{
    j->caller = (struct verb_caller){.m = j->caller.m};
    j->lost = 0;
    send_hello(j);
    if (!control_is_stopped(j->caller.m))
        return;
    verb_stopped(&j->caller);
    send_stopped(j);
}

static void service(struct front *f, struct machine *m)
{
    struct json_front *j = (struct json_front *)f;
    if (control_is_starting(m))
        return;
    enum peer_change change = peer_service(&j->peer);
    u32 i = 0;
    if (change == PEER_CAME)
        came(j);
    if (change == PEER_WENT)
        machine_kick(m); /* a panic may have waited for him */
    if (!j->peer.connected)
        return;
    while (i < REQUESTS_A_ROUND && request(j))
        i++;
    if (j->caller.leaves)
        channel_leave(j->peer.channel);
    if (j->caller.leaves || i == REQUESTS_A_ROUND)
        machine_kick(m);
    j->caller.leaves = false;
}

static bool attended(const struct front *f)
{
    return ((const struct json_front *)f)->peer.connected;
}

static u32 fds(struct front *f, struct machine *m, struct pollfd *fds, u32 max)
{
    (void)m;
    return peer_fds(&((struct json_front *)f)->peer, fds, max);
}

/* All serial output has passed by now. */
static void close_json(struct front *f, struct machine *m)
{
    struct json_front *j = (struct json_front *)f;
    control_unlisten(m, &j->listener);
    machine_untap(m, &j->serial.tap);
    lines_finish(&j->serial);
    if (j->peer.connected && machine_over(m))
        send_ended(j);
    peer_free(&j->peer);
    free(j);
}

bool json_open(struct machine *m, struct channel *channel, struct err *e)
{
    static const struct front_class class = {.name = "control",
                                             .fds = fds,
                                             .service = service,
                                             .attended = attended,
                                             .close = close_json};
    struct json_front *j = calloc(1, sizeof(*j));
    if (!j) {
        channel_close(channel);
        return fail_status(e, 90, "out of memory");
    }
    j->base.class = &class;
    j->listener.told = told;
    j->serial.tap.sent = lines_sent;
    j->serial.line = serial_line;
    j->caller.m = m;
    j->peer.channel = channel;
    front_add(m, &j->base);
    control_listen(m, &j->listener);
    machine_tap(m, &j->serial.tap);
    return true;
}
