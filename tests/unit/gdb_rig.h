/* SPDX-License-Identifier: MIT
 *
 * A machine with a gdb front whose bytes are carried by hand, for tests of
 * the protocol: packets go in framed, answers come out checked. The cores run
 * on the calling thread, so that nothing depends on time.
 */
#ifndef TESTS_GDB_RIG_H
#define TESTS_GDB_RIG_H

#include "rig.h"

#include <vm/control.h>
#include <vm/gdb.h>

enum { GDB_RIG_CORES = 3, GDB_RIG_TEXT = 0x9000, GDB_RIG_ROUNDS = 200 };

struct gdb_rig {
    struct rig r;
    struct gdb *g;
    char reply[GDB_RIG_TEXT]; /* of the last packet, without frame */
    bool acks;
};

static inline void gdb_rig_init(struct gdb_rig *x)
{
    struct config c = config_default;
    c.cores = GDB_RIG_CORES;
    rig_init(&x->r, &c);
    assert_true(control_attach(x->r.m, false, &x->r.err));
    x->g = gdb_new(x->r.m);
    assert_non_null(x->g);
    x->acks = true;
}

static inline void gdb_rig_fini(struct gdb_rig *x)
{
    gdb_free(x->g);
    control_detach(x->r.m);
    rig_fini(&x->r);
}

/* Bytes as they are; what comes back is left in gdb_out. */
static inline void gdb_rig_raw(struct gdb_rig *x, const void *bytes, u32 n)
{
    assert_int_equal(gdb_take(x->g, bytes, n), n);
}

/* Takes the frame of the first packet in gdb_out off; "" and false: there is
 * none. */
static inline bool gdb_rig_get(struct gdb_rig *x)
{
    struct buf *out = gdb_out(x->g);
    u32 at = 0, n = 0;
    u8 sum = 0;
    x->reply[0] = 0;
    if (out->size == 0)
        return false;
    assert_int_equal(out->data[at++], '$');
    while (at < out->size && out->data[at] != '#') {
        assert_true(n < sizeof(x->reply) - 1);
        sum = (u8)(sum + out->data[at]);
        x->reply[n++] = (char)out->data[at++];
    }
    x->reply[n] = 0;
    char end[4];
    snprintf(end, sizeof(end), "#%02x", sum);
    assert_true(out->size >= at + 3);
    assert_memory_equal(out->data + at, end, 3);
    out->size -= at + 3;
    memmove(out->data, out->data + at + 3, out->size);
    return true;
}

static inline void gdb_rig_send(struct gdb_rig *x, const void *bytes, u32 n)
{
    static u8 frame[GDB_RIG_TEXT];
    const u8 *from = bytes;
    u8 sum = 0;
    assert_true(n + 4 < sizeof(frame));
    frame[0] = '$';
    memcpy(frame + 1, bytes, n);
    for (u32 i = 0; i < n; i++)
        sum = (u8)(sum + from[i]);
    snprintf((char *)frame + 1 + n, 4, "#%02x", sum);
    gdb_rig_raw(x, frame, n + 4);
    struct buf *out = gdb_out(x->g);
    if (!x->acks)
        return;
    assert_true(out->size != 0);
    assert_int_equal(out->data[0], '+');
    memmove(out->data, out->data + 1, --out->size);
}

/* Sends a packet and returns the only answer; NULL: there is none. */
static inline const char *gdb_rig_ask(struct gdb_rig *x, const char *packet)
{
    gdb_rig_send(x, packet, (u32)strlen(packet));
    bool any = gdb_rig_get(x);
    assert_int_equal(gdb_out(x->g)->size, 0);
    return any ? x->reply : NULL;
}

#define gdb_rig_expect(x, packet, answer) \
    assert_string_equal(gdb_rig_ask(x, packet), answer)

static inline void gdb_rig_core(struct core *c)
{
    struct machine *m = c->m;
    bool held = atomic_load(&c->pending) & CORE_PAUSE;
    if (held || c->state != CORE_RUNNING || machine_over(m))
        return;
    enum stop why = machine_step(m, c->id, 100);
    pthread_mutex_lock(&m->lock);
    if (why == STOP_BREAK || (why == STOP_PANIC && control_takes_panic(c)))
        core_break(c);
    else if (why == STOP_HALT)
        machine_core_ended(c, why);
    pthread_mutex_unlock(&m->lock);
}

/* Lets the machine run until it stops; returns what is said then. */
static inline const char *gdb_rig_run(struct gdb_rig *x)
{
    struct machine *m = x->r.m;
    for (u32 i = 0; i < GDB_RIG_ROUNDS && gdb_out(x->g)->size == 0; i++) {
        for (u32 core = 0; core < m->core_count; core++)
            gdb_rig_core(m->core[core]);
        control_service(m);
        gdb_look(x->g);
        if (machine_over(m))
            gdb_end(x->g);
    }
    return gdb_rig_get(x) ? x->reply : NULL;
}

#endif
