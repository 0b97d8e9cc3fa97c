/* SPDX-License-Identifier: MIT
 *
 * An arena of growing blocks, and a hash map with open addressing that is at
 * most half full. Entries are replaced, never removed.
 */
#include "names.h"

#include <ctype.h>
#include <stdlib.h>
#include <strings.h>

enum { BLOCK_BYTES = 64 * 1024, NAMES_FIRST = 64 };

struct arena_block {
    struct arena_block *next;
    size_t used, size;
    max_align_t bytes[];
};

static struct arena_block *block_new(size_t size)
{
    if (size < BLOCK_BYTES)
        size = BLOCK_BYTES;
    struct arena_block *block = calloc(1, sizeof(*block) + size);
    if (block)
        block->size = size;
    return block;
}

void *pool_take(struct pool *arena, size_t size)
{
    size_t unit = sizeof(max_align_t);
    if (size > SIZE_MAX / 4)
        return NULL;
    size = (size + unit - 1) / unit * unit;
    struct arena_block *block = arena->blocks;
    if (!block || block->size - block->used < size) {
        block = block_new(size);
        if (!block)
            return NULL;
        block->next = arena->blocks;
        arena->blocks = block;
    }
    void *taken = (u8 *)block->bytes + block->used;
    block->used += size;
    return taken;
}

char *pool_copy(struct pool *arena, const char *text, size_t size)
{
    char *copy = pool_take(arena, size + 1);
    if (copy && size > 0)
        memcpy(copy, text, size);
    return copy;
}

void pool_free(struct pool *arena)
{
    while (arena->blocks) {
        struct arena_block *next = arena->blocks->next;
        free(arena->blocks);
        arena->blocks = next;
    }
}

static u32 hash_of(const char *key, size_t length, bool fold)
{
    u32 hash = 2166136261u;
    for (size_t i = 0; i < length; i++) {
        u8 c = (u8)key[i];
        hash = (hash ^ (fold ? (u8)tolower(c) : c)) * 16777619u;
    }
    return hash ^ hash >> 15;
}

static bool entry_is(const struct name_entry *entry, const char *key,
                     size_t length, u32 hash, bool fold)
{
    if (entry->hash != hash || entry->length != length)
        return false;
    return fold ? strncasecmp(entry->key, key, length) == 0
                : memcmp(entry->key, key, length) == 0;
}

/* The entry of a name, or the free one where it belongs. */
static struct name_entry *names_slot(const struct names *names, const char *key,
                                     size_t length, u32 hash)
{
    u32 i = hash & (names->capacity - 1);
    while (names->entries[i].key &&
           !entry_is(&names->entries[i], key, length, hash, names->fold))
        i = (i + 1) & (names->capacity - 1);
    return &names->entries[i];
}

void *names_find(const struct names *names, const char *key, size_t length)
{
    if (names->count == 0)
        return NULL;
    u32 hash = hash_of(key, length, names->fold);
    return names_slot(names, key, length, hash)->value;
}

static bool names_grow(struct names *names)
{
    struct names bigger = *names;
    bigger.capacity = names->capacity ? names->capacity * 2 : NAMES_FIRST;
    bigger.entries = calloc(bigger.capacity, sizeof(*bigger.entries));
    if (!bigger.entries)
        return false;
    for (u32 i = 0; i < names->capacity; i++) {
        const struct name_entry *old = &names->entries[i];
        if (old->key)
            *names_slot(&bigger, old->key, old->length, old->hash) = *old;
    }
    free(names->entries);
    *names = bigger;
    return true;
}

bool names_add(struct names *names, const char *key, size_t length, void *value)
{
    if (names->count * 2 >= names->capacity && !names_grow(names))
        return false;
    u32 hash = hash_of(key, length, names->fold);
    struct name_entry *entry = names_slot(names, key, length, hash);
    if (!entry->key)
        names->count++;
    *entry = (struct name_entry){key, (u32)length, hash, value};
    return true;
}

void names_free(struct names *names)
{
    free(names->entries);
    names->entries = NULL;
    names->capacity = names->count = 0;
}
