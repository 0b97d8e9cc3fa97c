/* SPDX-License-Identifier: MIT
 *
 * See arena.h. A chain of blocks; a request that does not fit in the newest
 * gets a block that is large enough.
 */
#include "arena.h"

#include <stdio.h>
#include <stdlib.h>

enum { BLOCK_BYTES = 8192 };

struct arena_block {
    struct arena_block *older;
    size_t used, room;
    u64 bytes[]; /* for its alignment */
};

static void add_block(struct arena *a, size_t room)
{
    struct arena_block *b = malloc(sizeof *b + room);
    if (b == NULL) {
        fputs("wick: out of memory while compiling\n", stderr);
        exit(70);
    }
    b->older = a->block;
    b->used = 0;
    b->room = room;
    a->block = b;
}

void *arena_take(struct arena *a, size_t size)
{
    size = (size + 7) & ~(size_t)7;
    if (a->block == NULL || a->block->room - a->block->used < size)
        add_block(a, size > BLOCK_BYTES ? size : BLOCK_BYTES);
    char *p = (char *)a->block->bytes + a->block->used;
    a->block->used += size;
    return memset(p, 0, size);
}

char *arena_copy(struct arena *a, const char *chars, size_t length)
{
    char *copy = arena_take(a, length + 1);
    if (length > 0)
        memcpy(copy, chars, length);
    return copy;
}

void arena_fini(struct arena *a)
{
    while (a->block != NULL) {
        struct arena_block *older = a->block->older;
        free(a->block);
        a->block = older;
    }
}
