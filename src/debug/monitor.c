/* SPDX-License-Identifier: MIT
 *
 * The monitor: verbs as lines, answers as text. On a terminal it edits the
 * line itself, since a library that does would want to own the terminal and
 * to wait for keys, and the device thread may not wait; elsewhere it takes
 * whole lines.
 *
 * Invariant: what is shown ends with the prompt, except while a line runs or
 * waits for the machine to stop.
 */
#include <vm/front_open.h>

#include "editor.h"
#include "lines.h"
#include "peer.h"

#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <vm/control.h>
#include <vm/front.h>
#include <vm/machine.h>
#include <vm/verb.h>

enum { LINES_A_ROUND = 64 };

struct monitor {
    struct front base;
    struct listener_of_control listener;
    struct lines serial;
    struct verb_caller caller;
    struct peer peer;
    struct editor editor;
    bool terminal; /* the peer types; else it sends lines */
    bool prompted; /* the prompt is the last that was shown */
    bool held;     /* editor.line is whole and waits for a stop */
    bool joined;   /* listens to the control core */
};

static const char prompt[] = "(vm) ";

/* --- what is shown -------------------------------------------------------- */

static void show_prompt(struct monitor *o)
{
    bool waits = o->caller.waits && !control_is_stopped(o->caller.m);
    if (o->prompted || o->held || machine_over(o->caller.m) ||
        (waits && !o->terminal))
        return;
    o->prompted = true;
    if (o->terminal)
        editor_show(&o->editor, &o->peer.out);
    else
        buf_printf(&o->peer.out, "%s", prompt);
    peer_flush(&o->peer);
}

/* Lines; behind a prompt they begin a line of their own. */
static void show(struct monitor *o, const u8 *text, size_t n)
{
    struct buf *out = &o->peer.out;
    if (o->prompted && o->terminal)
        editor_hide(out);
    else if (o->prompted)
        buf_add(out, "\n", 1);
    o->prompted = false;
    for (size_t i = 0; i < n; i++) {
        if (text[i] == '\n' && o->terminal)
            buf_add(out, "\r", 1);
        buf_add(out, &text[i], 1);
    }
    peer_flush(&o->peer);
}

static void show_line(struct monitor *o, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

static void show_line(struct monitor *o, const char *format, ...)
{
    char text[ERR_TEXT_BYTES + 16];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof(text) - 1, format, args);
    va_end(args);
    strcat(text, "\n");
    show(o, (const u8 *)text, strlen(text));
}

static void show_stop(struct monitor *o)
{
    struct buf text = {0};
    verb_stop_text(o->caller.m, &text);
    buf_add(&text, "\n", 1);
    if (!text.failed)
        show(o, text.data, text.size);
    buf_free(&text);
}

static void show_end(struct monitor *o)
{
    const struct machine_result *r = machine_result(o->caller.m);
    static const char *const text[] = {[MACHINE_HALTED] = "halted",
                                       [MACHINE_STOPPED] = "stopped",
                                       [MACHINE_PANICKED] = "panicked"};
    show_line(o, "the machine has ended: %s, status %d", text[r->state],
              r->status);
}

static void told(struct listener_of_control *l, struct machine *m,
                 enum control_event event)
{
    struct monitor *o =
        (struct monitor *)(void *)((char *)l -
                                   offsetof(struct monitor, listener));
    bool was_prompted = o->prompted || o->caller.waits;
    if (event == EVENT_STOPPED)
        verb_stopped(&o->caller);
    if (event == EVENT_STOPPED && peer_has_room(&o->peer))
        show_stop(o);
    if (was_prompted && event == EVENT_STOPPED)
        show_prompt(o);
    machine_kick(m); /* lines may have waited for this */
}

static void serial_line(struct lines *l, const char *text, u32 n, bool whole)
{
    struct monitor *o =
        (struct monitor *)(void *)((char *)l -
                                   offsetof(struct monitor, serial));
    bool was_prompted = o->prompted;
    (void)whole;
    if (!o->caller.serial || !peer_has_room(&o->peer))
        return;
    struct out *out = out_new();
    struct buf line = {0};
    if (out)
        out_bytes(out, "serial", text, n);
    if (out && out_print(out, &line))
        show(o, line.data, line.size);
    buf_free(&line);
    out_free(out);
    if (was_prompted)
        show_prompt(o);
}

/* --- lines ---------------------------------------------------------------- */

static void leave(struct monitor *o)
{
    o->caller.leaves = false;
    channel_leave(o->peer.channel);
    machine_kick(o->caller.m); /* for the round that does it */
}

static void run_line(struct monitor *o, const char *line)
{
    struct out *out = out_new();
    struct buf text = {0};
    struct err e = {0};
    o->prompted = false;
    if (!out)
        show_line(o, "error: out of memory");
    else if (!verb_run(&o->caller, line, out, &e))
        show_line(o, "error: %s", e.text);
    else if (!out_print(out, &text))
        show_line(o, "error: out of memory");
    else
        show(o, text.data, text.size);
    buf_free(&text);
    out_free(out);
    if (o->caller.leaves)
        leave(o);
}

/* False: there is nothing to do now. */
static bool plain_line(struct monitor *o)
{
    bool too_long;
    u32 size;
    const char *line = peer_line(&o->peer, &size, &too_long);
    if (!line || !verb_can_run(&o->caller, line))
        return false;
    o->prompted = false; /* the peer's own line ended it */
    if (too_long)
        show_line(o, "error: a line of more than %d bytes", PEER_LINE_MAX);
    else if (strlen(line) != size)
        show_line(o, "error: a line with a zero byte");
    else
        run_line(o, line);
    peer_next(&o->peer);
    return true;
}

static void interrupt(struct monitor *o)
{
    o->held = false;
    show(o, (const u8 *)"", 0);
    editor_next(&o->editor);
    o->caller.waits = false;
    control_pause(o->caller.m);
}

static bool held_line(struct monitor *o)
{
    if (!verb_can_run(&o->caller, o->editor.line))
        return false;
    o->held = false;
    run_line(o, o->editor.line);
    editor_next(&o->editor);
    return true;
}

/* A line that waits is given up by Ctrl-C; other keys wait with it. */
static bool terminal_byte(struct monitor *o)
{
    if (o->held && held_line(o))
        return true;
    int byte = peer_byte(&o->peer);
    o->editor.columns = channel_columns(o->peer.channel);
    if (byte < 0 || (o->held && byte != 0x03))
        return false;
    switch (editor_byte(&o->editor, (u8)byte, &o->peer.out)) {
    case EDITOR_MORE:
        break;
    case EDITOR_LINE:
        o->prompted = false;
        o->held = true;
        break;
    case EDITOR_INTERRUPT:
        interrupt(o);
        break;
    case EDITOR_END:
        show(o, (const u8 *)"", 0);
        leave(o);
        break;
    }
    return true;
}

static void join(struct monitor *o)
{
    control_listen(o->caller.m, &o->listener);
    machine_tap(o->caller.m, &o->serial.tap);
    o->joined = true;
}

static bool came(struct monitor *o)
{
    struct machine *m = o->caller.m;
    struct err e = {0};
    if (!control_attach(m, false, &e)) {
        show_line(o, "error: %s", e.text);
        leave(o);
        return false;
    }
    if (!o->joined)
        join(o);
    o->caller = (struct verb_caller){.m = m};
    o->held = o->prompted = false;
    editor_reset(&o->editor);
    show_line(o, "lamp machine, %u core%s; help lists the verbs", m->core_count,
              m->core_count == 1 ? "" : "s");
    if (control_is_stopped(m)) {
        verb_stopped(&o->caller);
        show_stop(o);
    }
    return true;
}

/* --- the front ------------------------------------------------------------ */

static void service(struct front *f, struct machine *m)
{
    struct monitor *o = (struct monitor *)f;
    if (control_is_starting(m))
        return;
    enum peer_change change = peer_service(&o->peer);
    u32 i = 0;
    if (change == PEER_CAME && !came(o))
        return;
    if (change == PEER_WENT)
        machine_kick(m); /* a panic may have waited for him */
    if (!o->peer.connected || !o->joined)
        return;
    while (i < LINES_A_ROUND &&
           (o->terminal ? terminal_byte(o) : plain_line(o))) {
        show_prompt(o);
        i++;
    }
    show_prompt(o);
    peer_flush(&o->peer);
    if (i == LINES_A_ROUND)
        machine_kick(m);
}

static bool attended(const struct front *f)
{
    return ((const struct monitor *)f)->peer.connected;
}

static u32 fds(struct front *f, struct machine *m, struct pollfd *fds, u32 max)
{
    (void)m;
    return peer_fds(&((struct monitor *)f)->peer, fds, max);
}

static void close_monitor(struct front *f, struct machine *m)
{
    struct monitor *o = (struct monitor *)f;
    if (o->joined) {
        control_unlisten(m, &o->listener);
        machine_untap(m, &o->serial.tap);
    }
    lines_finish(&o->serial);
    if (peer_has_room(&o->peer) && machine_over(m))
        show_end(o);
    peer_free(&o->peer);
    editor_free(&o->editor);
    free(o);
}

static const char *complete(const void *context, const char *line, u32 i,
                            u32 *from)
{
    return verb_complete(context, line, i, from);
}

bool monitor_open(struct machine *m, struct channel *channel, struct err *e)
{
    static const struct front_class class = {.name = "monitor",
                                             .fds = fds,
                                             .service = service,
                                             .attended = attended,
                                             .close = close_monitor};
    struct monitor *o = calloc(1, sizeof(*o));
    if (!o) {
        channel_close(channel);
        return fail_status(e, 90, "out of memory for the monitor");
    }
    o->base.class = &class;
    o->listener.told = told;
    o->serial.tap.sent = lines_sent;
    o->serial.line = serial_line;
    o->caller.m = m;
    o->peer.channel = channel;
    o->terminal = channel_is_terminal(channel);
    o->editor.prompt = prompt;
    o->editor.complete = complete;
    o->editor.context = &o->caller;
    front_add(m, &o->base);
    if (m->control)
        join(o);
    return true;
}
