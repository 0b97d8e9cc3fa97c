/* SPDX-License-Identifier: MIT
 *
 * Keyboard and mouse: two byte queues behind a status and a data port each.
 * Invariant: a queue holds whole scan-code sequences or whole packets only
 * (but for the one the guest is in the middle of taking out); what does not
 * fit is dropped whole. Which key sends what is the host's affair.
 */
#include <lamp/dev/ps2.h>

#include <lamp/board.h>
#include <vm/device.h>
#include <vm/irq.h>
#include <vm/snap.h>

#include "ports.h"
#include "queue.h"

_Static_assert((int)PS2_QUEUE_BYTES == (int)QUEUE_BYTES, "the queues' size");

enum { KEYBOARD, MOUSE, QUEUES };
enum { PACKET_BYTES = 3, PACKET_MOVE_MAX = 255 };

struct ps2 {
    struct queue queue[QUEUES];
};

static const u32 vector_of[QUEUES] = {INT_KEYBOARD, INT_MOUSE};

static int clamp(i64 v)
{
    if (v > PACKET_MOVE_MAX)
        return PACKET_MOVE_MAX;
    return v < -PACKET_MOVE_MAX ? -PACKET_MOVE_MAX : (int)v;
}

u32 ps2_mouse_packets(int dx, int dy, u32 buttons, u8 *out, u32 max)
{
    i64 x = dx, y = dy;
    u32 n = 0;
    while (max - n >= PACKET_BYTES) {
        int px = clamp(x), py = clamp(y);
        out[n] = (u8)(PS2_MOUSE_ALWAYS |
                      (buttons &
                       (PS2_MOUSE_LEFT | PS2_MOUSE_RIGHT | PS2_MOUSE_MIDDLE)) |
                      (px < 0 ? PS2_MOUSE_X_SIGN : 0) |
                      (py < 0 ? PS2_MOUSE_Y_SIGN : 0));
        out[n + 1] = (u8)px;
        out[n + 2] = (u8)py;
        n += PACKET_BYTES;
        x -= px;
        y -= py;
        if (x == 0 && y == 0)
            break;
    }
    return n;
}

static u32 status(const struct device *d, u32 which)
{
    const struct ps2 *p = d->state;
    return p->queue[which].count != 0 ? PS2_READY : 0;
}

static u32 byte_take(struct device *d, u32 which)
{
    struct ps2 *p = d->state;
    struct queue *q = &p->queue[which];
    if (q->count == 0)
        return 0;
    u8 byte = queue_take(q);
    if (q->count == 0)
        irq_lower(d->m, 0, vector_of[which]);
    else
        irq_raise(d->m, 0, vector_of[which]);
    return byte;
}

static u32 ps2_in(struct device *d, u32 cpu, u32 port)
{
    (void)cpu;
    switch (port) {
    case PORT_KBD_STATUS:
        return status(d, KEYBOARD);
    case PORT_KBD_DATA:
        return byte_take(d, KEYBOARD);
    case PORT_MOUSE_STATUS:
        return status(d, MOUSE);
    case PORT_MOUSE_DATA:
        return byte_take(d, MOUSE);
    }
    return 0;
}

static int sequence_input(struct device *d, const struct device_bytes *in)
{
    struct ps2 *p = d->state;
    if (in->queue >= QUEUES || in->size == 0 ||
        in->size > queue_room(&p->queue[in->queue]))
        return 0;
    queue_put(&p->queue[in->queue], in->bytes, in->size);
    irq_raise(d->m, 0, vector_of[in->queue]);
    return (int)in->size;
}

static int ps2_ctl(struct device *d, enum device_verb verb, void *arg)
{
    const struct ps2 *p = d->state;
    const u32 *which = arg;
    switch (verb) {
    case DEVICE_ROOM:
        return *which < QUEUES ? (int)queue_room(&p->queue[*which]) : 0;
    case DEVICE_INPUT:
        return sequence_input(d, arg);
    default:
        return 0;
    }
}

static void ps2_reset(struct device *d)
{
    struct ps2 *p = d->state;
    queue_clear(&p->queue[KEYBOARD]);
    queue_clear(&p->queue[MOUSE]);
}

static void ps2_sync(struct device *d, struct snap *s)
{
    struct ps2 *p = d->state;
    SNAP_BEGIN(s, "ps2", p);
    queue_sync(&p->queue[KEYBOARD], s);
    queue_sync(&p->queue[MOUSE], s);
    SNAP_END(s, p);
}

const struct device_class ps2_device = {
    .name = "ps2",
    .size = sizeof(struct ps2),
    .reset = ps2_reset,
    .sync = ps2_sync,
    .in = ps2_in,
    .out = port_write_ignore,
    .ctl = ps2_ctl,
};
