/* SPDX-License-Identifier: MIT
 *
 * Memory that is freed all at once, and a map from names to pointers. Both
 * report exhaustion by returning NULL or false.
 */
#ifndef AS_NAMES_H
#define AS_NAMES_H

#include <util/bits.h>

struct arena_block;
struct pool {
    struct arena_block *blocks;
};

void *pool_take(struct pool *arena, size_t size); /* zeroed */
char *pool_copy(struct pool *arena, const char *text, size_t size);
void pool_free(struct pool *arena);

struct name_entry {
    const char *key;
    u32 length, hash;
    void *value;
};

struct names {
    struct name_entry *entries;
    u32 capacity, count;
    bool fold; /* upper and lower case are the same */
};

void *names_find(const struct names *names, const char *key, size_t length);

/* Adds or replaces; the key must stay where it is. */
bool names_add(struct names *names, const char *key, size_t length,
               void *value);
void names_free(struct names *names);

#endif
