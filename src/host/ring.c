/* SPDX-License-Identifier: MIT
 *
 * The byte queue. Invariant: first < RING_BYTES and size <= RING_BYTES; the
 * content is bytes[(first + i) % RING_BYTES] for i < size. It knows nothing
 * of where bytes come from or go.
 */
#include "ring.h"

static u32 smaller(u32 a, u32 b)
{
    return a < b ? a : b;
}

u32 ring_add(struct ring *r, const u8 *bytes, u32 n)
{
    u32 taken = smaller(n, ring_space(r));
    u32 at = (r->first + r->size) % RING_BYTES;
    u32 part = smaller(taken, RING_BYTES - at);
    memcpy(r->bytes + at, bytes, part);
    memcpy(r->bytes, bytes + part, taken - part);
    r->size += taken;
    return taken;
}

void ring_add_newest(struct ring *r, const u8 *bytes, u32 n)
{
    if (n > RING_BYTES) {
        bytes += n - RING_BYTES;
        n = RING_BYTES;
    }
    if (n > ring_space(r))
        ring_drop(r, n - ring_space(r));
    ring_add(r, bytes, n);
}

u32 ring_peek(const struct ring *r, const u8 **bytes)
{
    *bytes = r->bytes + r->first;
    return smaller(r->size, RING_BYTES - r->first);
}

void ring_drop(struct ring *r, u32 n)
{
    r->first = (r->first + n) % RING_BYTES;
    r->size -= n;
}
