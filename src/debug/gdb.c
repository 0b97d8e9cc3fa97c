/* SPDX-License-Identifier: MIT
 *
 * The gdb front: a channel, the session of whoever is at its other end, and
 * the moments at which something must be said. Invariant: input is read only
 * while there is nothing left to send, so that a peer that never reads makes
 * nothing grow.
 */
#include <vm/gdb.h>

#include "gdb.h"

#include <stdlib.h>
#include <string.h>
#include <vm/front_open.h>

enum { OUT_MAX = 256 * 1024 };

/* --- sessions ------------------------------------------------------------- */

static void session_begin(struct gdb *g)
{
    gdb_link_reset(&g->link);
    g->connected = true;
    g->session = g->waits = g->no_acks = g->ends = false;
    g->knows_swbreak = g->knows_hwbreak = g->knows_messages = false;
    g->core = 0;
    g->caller = (struct verb_caller){.m = g->m};
    g->run_thread = GDB_ALL;
    g->range.active = false;
    g->input_at = g->input_end = 0;
}

/* The peer is gone. Its points go with it; the machine stays as it is, for
 * the next one, unless there can be none. */
static void session_lost(struct gdb *g)
{
    gdb_points_clear(g);
    session_begin(g);
    g->connected = false;
    if (g->parent)
        control_quit(g->m, 0);
    g->parent = false;
}

u32 gdb_take(struct gdb *g, const u8 *bytes, u32 n)
{
    u32 i = 0;
    while (i < n && g->link.out.size < OUT_MAX) {
        switch (gdb_link_take(&g->link, bytes[i++])) {
        case GOT_PACKET:
            gdb_packet(g);
            break;
        case GOT_TOO_LONG:
        case GOT_DAMAGED:
            g->reply.size = 0;
            gdb_refuse(g, GDB_EINVAL, "damaged or too long");
            gdb_link_send(&g->link, g->reply.data, g->reply.size);
            break;
        case GOT_INTERRUPT:
            gdb_interrupt(g);
            break;
        case GOT_NOTHING:
            break;
        }
        gdb_report(g);
    }
    return i;
}

void gdb_look(struct gdb *g)
{
    gdb_report(g);
}

struct buf *gdb_out(struct gdb *g)
{
    return &g->link.out;
}

void gdb_end(struct gdb *g)
{
    gdb_report_end(g);
}

struct gdb *gdb_new(struct machine *m)
{
    struct gdb *g = calloc(1, sizeof(*g));
    if (!g)
        return NULL;
    g->m = m;
    session_begin(g);
    return g;
}

void gdb_free(struct gdb *g)
{
    gdb_link_free(&g->link);
    buf_free(&g->reply);
    free(g);
}

/* --- the front ------------------------------------------------------------ */

/* Until the channel is full: only then does it wake us to send the rest. */
static void send_out(struct gdb *g)
{
    struct buf *out = &g->link.out;
    size_t sent = 0;
    while (sent < out->size) {
        size_t left = out->size - sent;
        u32 space = channel_space(g->channel);
        u32 n = left < space ? (u32)left : space;
        if (n == 0 || !channel_write(g->channel, out->data + sent, n))
            break;
        sent += n;
    }
    if (sent == 0)
        return;
    out->size -= sent;
    memmove(out->data, out->data + sent, out->size);
}

static void take_input(struct gdb *g)
{
    while (g->link.out.size == 0 && g->connected) {
        if (g->input_at == g->input_end) {
            g->input_at = 0;
            g->input_end = channel_read(g->channel, g->input, sizeof(g->input));
        }
        if (g->input_end == 0)
            return;
        g->input_at +=
            gdb_take(g, g->input + g->input_at, g->input_end - g->input_at);
        send_out(g);
    }
}

static void look_who(struct gdb *g)
{
    bool there = channel_connected(g->channel);
    if (g->connected && !there)
        session_lost(g);
    else if (!g->connected && there)
        session_begin(g);
}

static u32 gdb_fds(struct front *f, struct machine *m, struct pollfd *fds,
                   u32 max)
{
    struct gdb *g = (struct gdb *)f;
    (void)m;
    return channel_fds(g->channel, g->link.out.size == 0, fds, max);
}

static void gdb_service(struct front *f, struct machine *m)
{
    struct gdb *g = (struct gdb *)f;
    (void)m;
    channel_service(g->channel);
    look_who(g);
    send_out(g);
    take_input(g);
    look_who(g);
    gdb_report(g);
    send_out(g);
}

static void gdb_close(struct front *f, struct machine *m)
{
    struct gdb *g = (struct gdb *)f;
    (void)m;
    gdb_report_end(g);
    while (g->link.out.size != 0 && channel_space(g->channel) != 0)
        send_out(g);
    channel_drain(g->channel);
    channel_close(g->channel);
    control_unlisten(g->m, &g->listener);
    gdb_free(g);
}

static bool gdb_attended(const struct front *f)
{
    return ((const struct gdb *)f)->session;
}

static const struct front_class gdb_class = {.name = "gdb",
                                             .fds = gdb_fds,
                                             .service = gdb_service,
                                             .attended = gdb_attended,
                                             .close = gdb_close};

/* A stop that another front brings about is told in the next round. */
static void told(struct listener_of_control *l, struct machine *m,
                 enum control_event event)
{
    (void)l;
    if (event == EVENT_STOPPED)
        machine_kick(m);
}

bool gdb_open(struct machine *m, struct channel *channel, struct err *e)
{
    struct gdb *g = gdb_new(m);
    const char *endpoint = m->config.gdb;
    if (!g) {
        channel_close(channel);
        return fail_status(e, 90, "out of memory");
    }
    g->connected = false;
    g->parent = endpoint && strcmp(endpoint, "stdio") == 0;
    g->channel = channel;
    g->front.class = &gdb_class;
    g->listener.told = told;
    front_add(m, &g->front);
    control_listen(m, &g->listener);
    return true;
}
