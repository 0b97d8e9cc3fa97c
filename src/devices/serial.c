/* SPDX-License-Identifier: MIT
 *
 * The serial port: a receive FIFO that the guest sees, and a ring of bytes on
 * their way out that it does not. Invariant: a byte written to SERIAL_TX is
 * given to the host exactly once and in order; when the ring is full the core
 * waits for the host rather than lose one. The FIFO drops what does not fit,
 * newest first; endpoints that can wait ask for room before they read.
 */
#include <lamp/dev/serial.h>

#include <lamp/board.h>
#include <vm/device.h>
#include <vm/irq.h>
#include <vm/snap.h>

#include "ports.h"
#include "queue.h"

_Static_assert((int)SERIAL_FIFO_BYTES == (int)QUEUE_BYTES, "the FIFO's size");

enum { RING_BYTES = 64 * 1024 };

struct serial {
    u32 last; /* word written to SERIAL_TX */
    u32 irq;  /* 1: receive interrupt enabled */
    struct queue fifo;
    u32 head, count; /* of ring: oldest byte, bytes in it */
    u8 ring[RING_BYTES];
};

static void byte_send(struct device *d, u8 byte)
{
    struct serial *p = d->state;
    while (p->count == RING_BYTES) {
        device_kick(d);
        if (!device_wait(d))
            return;
    }
    p->ring[(p->head + p->count) % RING_BYTES] = byte;
    if (p->count++ == 0)
        device_kick(d);
    device_sent(d, byte);
}

static u8 byte_receive(struct device *d)
{
    struct serial *p = d->state;
    bool was_full = queue_room(&p->fifo) == 0;
    u8 byte = queue_take(&p->fifo);
    if (p->fifo.count == 0)
        irq_lower(d->m, 0, INT_SERIAL);
    else if (p->irq)
        irq_raise(d->m, 0, INT_SERIAL);
    if (was_full)
        device_kick(d); /* the endpoint is not read while there is no room */
    return byte;
}

static void control_write(struct device *d, u32 value)
{
    struct serial *p = d->state;
    u32 on = (value & SERIAL_RX_IRQ) != 0;
    if (on && !p->irq && p->fifo.count != 0)
        irq_raise(d->m, 0, INT_SERIAL);
    p->irq = on;
}

static u32 serial_in(struct device *d, u32 cpu, u32 port)
{
    const struct serial *p = d->state;
    (void)cpu;
    switch (port) {
    case PORT_SERIAL_TX:
        return p->last;
    case PORT_SERIAL_CTRL:
        return SERIAL_TX_READY | (p->fifo.count != 0 ? SERIAL_RX_READY : 0);
    case PORT_SERIAL_RX:
        return byte_receive(d);
    }
    return 0;
}

static void serial_out(struct device *d, u32 cpu, u32 port, u32 value)
{
    struct serial *p = d->state;
    switch (port) {
    case PORT_SERIAL_TX:
        p->last = value;
        byte_send(d, (u8)value);
        return;
    case PORT_SERIAL_CTRL:
        control_write(d, value);
        return;
    case PORT_SERIAL_RX:
        port_write_ignore(d, cpu, port, value);
        return;
    }
}

static int bytes_input(struct device *d, const struct device_bytes *in)
{
    struct serial *p = d->state;
    u32 room = queue_room(&p->fifo);
    u32 n = in->size < room ? in->size : room;
    if (n == 0)
        return 0;
    queue_put(&p->fifo, in->bytes, n);
    if (p->irq)
        irq_raise(d->m, 0, INT_SERIAL);
    return (int)n;
}

static int bytes_output(struct device *d, struct device_bytes *out)
{
    struct serial *p = d->state;
    bool was_full = p->count == RING_BYTES;
    u32 n = out->size < p->count ? out->size : p->count;
    u32 flat = RING_BYTES - p->head;
    u32 first = n < flat ? n : flat;
    memcpy(out->bytes, p->ring + p->head, first);
    memcpy(out->bytes + first, p->ring, n - first);
    p->head = (p->head + n) % RING_BYTES;
    p->count -= n;
    out->size = n;
    if (was_full && n != 0)
        device_progress(d);
    return (int)n;
}

static int serial_ctl(struct device *d, enum device_verb verb, void *arg)
{
    const struct serial *p = d->state;
    switch (verb) {
    case DEVICE_ROOM:
        return (int)queue_room(&p->fifo);
    case DEVICE_INPUT:
        return bytes_input(d, arg);
    case DEVICE_OUTPUT:
        return bytes_output(d, arg);
    default:
        return 0;
    }
}

/* Bytes on their way out stay: the guest has sent them. */
static void serial_reset(struct device *d)
{
    struct serial *p = d->state;
    p->last = 0;
    p->irq = 0;
    queue_clear(&p->fifo);
}

static void serial_sync(struct device *d, struct snap *s)
{
    struct serial *p = d->state;
    SNAP_BEGIN(s, "serial", p);
    SNAP(s, p->last);
    SNAP(s, p->irq);
    queue_sync(&p->fifo, s);
    SNAP_SKIP(s, p->head);
    SNAP_SKIP(s, p->count);
    SNAP_SKIP(s, p->ring);
    SNAP_END(s, p);
    p->irq &= 1; /* whatever was loaded */
}

const struct device_class serial_device = {
    .name = "serial",
    .size = sizeof(struct serial),
    .reset = serial_reset,
    .sync = serial_sync,
    .in = serial_in,
    .out = serial_out,
    .ctl = serial_ctl,
};
