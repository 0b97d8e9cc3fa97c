/* SPDX-License-Identifier: MIT
 *
 * Memory that is freed all at once: what one compilation needs.
 */
#ifndef WICK_ARENA_H
#define WICK_ARENA_H

#include "value.h"

struct arena {
    struct arena_block *block;
};

/* Zeroed, aligned for anything. */
void *arena_take(struct arena *a, size_t size);
char *arena_copy(struct arena *a, const char *chars, size_t length);
void arena_fini(struct arena *a);

#endif
