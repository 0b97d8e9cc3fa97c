/* SPDX-License-Identifier: MIT
 *
 * Which bytes of RAM have been written: a bit for each. Bytes at or behind
 * its size count as written.
 */
#ifndef DEBUG_SHADOW_H
#define DEBUG_SHADOW_H

#include <util/bits.h>

struct shadow {
    u8 *bits;
    u32 size; /* bytes of RAM */
};

/* Nothing is written. False: no memory. */
bool shadow_init(struct shadow *s, u32 size);
void shadow_fini(struct shadow *s);

/* Marks [at, at + n); what lies beyond the size is ignored. */
void shadow_set(struct shadow *s, u32 at, u64 n);
void shadow_clear(struct shadow *s, u32 at, u64 n);
bool shadow_get(const struct shadow *s, u64 at);
/* How many bytes from `at` on are written, at most n. */
u64 shadow_run(const struct shadow *s, u32 at, u64 n);
/* The marks of `from` for `to`, byte by byte upwards, as a copy does it. */
void shadow_copy(struct shadow *s, u32 to, u32 from, u32 n);

#endif
