/* SPDX-License-Identifier: MIT
 *
 * The bits of written bytes. The host gives memory for them only where the
 * guest has written.
 */
#include "shadow.h"

#include <stdlib.h>
#include <string.h>

bool shadow_init(struct shadow *s, u32 size)
{
    s->size = size;
    s->bits = calloc((size_t)size / 8 + 1, 1);
    return s->bits != NULL;
}

void shadow_fini(struct shadow *s)
{
    free(s->bits);
    s->bits = NULL;
}

static void put(struct shadow *s, u64 at, bool written)
{
    u8 bit = (u8)(1u << at % 8);
    if (written)
        s->bits[at / 8] |= bit;
    else
        s->bits[at / 8] &= (u8)~bit;
}

static void fill(struct shadow *s, u64 at, u64 n, bool written)
{
    u64 end = at + n < s->size ? at + n : s->size;
    for (; at < end && at % 8 != 0; at++)
        put(s, at, written);
    if (at + 8 <= end) {
        memset(s->bits + at / 8, written ? 0xFF : 0, (end - at) / 8);
        at += (end - at) / 8 * 8;
    }
    for (; at < end; at++)
        put(s, at, written);
}

void shadow_set(struct shadow *s, u32 at, u64 n)
{
    fill(s, at, n, true);
}

void shadow_clear(struct shadow *s, u32 at, u64 n)
{
    fill(s, at, n, false);
}

bool shadow_get(const struct shadow *s, u64 at)
{
    return at >= s->size || (s->bits[at / 8] >> at % 8 & 1);
}

u64 shadow_run(const struct shadow *s, u32 at, u64 n)
{
    u64 run = 0;
    while (run < n) {
        u64 byte = at + run;
        if (byte % 8 == 0 && byte + 8 <= s->size && s->bits[byte / 8] == 0xFF)
            run += 8;
        else if (byte >= s->size)
            return n;
        else if (shadow_get(s, byte))
            run++;
        else
            break;
    }
    return run < n ? run : n;
}

void shadow_copy(struct shadow *s, u32 to, u32 from, u32 n)
{
    for (u64 i = 0; i < n && to + i < s->size; i++)
        put(s, to + i, shadow_get(s, from + i));
}
