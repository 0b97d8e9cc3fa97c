/* SPDX-License-Identifier: MIT
 *
 * Memory that is given back all at once. Zeroed, aligned for any type.
 * Callers need not check for failure: see arena_take.
 */
#ifndef CC_ARENA_H
#define CC_ARENA_H

#include <util/bits.h>

struct arena_chunk;

struct arena {
    struct arena_chunk *chunk;
    size_t used;
};

/* Ends the process with a message on stderr and status 90 when the host has
 * no memory: lamp-cc holds nothing that could be lost. Never returns NULL. */
void *arena_take(struct arena *a, size_t bytes);
void *arena_grow(struct arena *a, void *old, size_t old_bytes,
                 size_t new_bytes);
char *arena_string(struct arena *a, const char *text, size_t length);
char *arena_printf(struct arena *a, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
void arena_free(struct arena *a);

#define ARENA_NEW(a, type) ((type *)arena_take((a), sizeof(type)))
#define ARENA_ARRAY(a, type, n) ((type *)arena_take((a), sizeof(type) * (n)))

#endif
