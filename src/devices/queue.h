/* SPDX-License-Identifier: MIT
 *
 * The byte queue behind a data port. The next byte is always bytes[0] and
 * what is not queued is zero, so that equal queues are equal bytes and hash
 * alike; a queue is short enough to be moved up. Used under the machine lock.
 */
#ifndef DEVICES_QUEUE_H
#define DEVICES_QUEUE_H

#include <util/bits.h>
#include <vm/snap.h>

enum { QUEUE_BYTES = 255 };

struct queue {
    u8 count;
    u8 bytes[QUEUE_BYTES];
};

static inline u32 queue_room(const struct queue *q)
{
    return QUEUE_BYTES - q->count;
}

/* Appends n bytes, at most queue_room. */
static inline void queue_put(struct queue *q, const u8 *bytes, u32 n)
{
    memcpy(q->bytes + q->count, bytes, n);
    q->count = (u8)(q->count + n);
}

/* Takes the oldest byte, 0 when there is none. */
static inline u8 queue_take(struct queue *q)
{
    u8 byte = q->bytes[0];
    if (q->count == 0)
        return 0;
    q->count--;
    memmove(q->bytes, q->bytes + 1, q->count);
    q->bytes[q->count] = 0;
    return byte;
}

static inline void queue_clear(struct queue *q)
{
    memset(q, 0, sizeof *q);
}

/* count is 8 bits wide and cannot exceed QUEUE_BYTES, whatever is loaded. */
static inline void queue_sync(struct queue *q, struct snap *s)
{
    SNAP(s, q->count);
    SNAP_ARRAY(s, q->bytes);
}

#endif
