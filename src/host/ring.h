/* SPDX-License-Identifier: MIT
 *
 * A byte queue of fixed size between two flows on one thread. Zero-initialise
 * it.
 */
#ifndef HOST_RING_H
#define HOST_RING_H

#include <util/bits.h>

enum { RING_BYTES = 64 * 1024 };

struct ring {
    u32 first, size;
    u8 bytes[RING_BYTES];
};

static inline u32 ring_space(const struct ring *r)
{
    return RING_BYTES - r->size;
}

/* Appends what there is space for; returns how much that was. */
u32 ring_add(struct ring *r, const u8 *bytes, u32 n);
/* Appends all of it, at the cost of the oldest bytes. */
void ring_add_newest(struct ring *r, const u8 *bytes, u32 n);
/* The oldest bytes, as many as lie in one piece: 0 only when empty. */
u32 ring_peek(const struct ring *r, const u8 **bytes);
void ring_drop(struct ring *r, u32 n); /* n <= r->size */

#endif
