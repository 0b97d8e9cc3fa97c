/* SPDX-License-Identifier: MIT
 *
 * An arena is a chain of chunks, the one in use first. A request that would
 * waste much of the present chunk gets a chunk of its own behind it, so that
 * no more than a quarter of the memory is ever lost. Nothing is freed one by
 * one; arena_grow leaves the old bytes behind unless they are the last ones.
 */
#include "arena.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { CHUNK_BYTES = 256 * 1024, LARGE = CHUNK_BYTES / 4, ALIGN = 16 };

struct arena_chunk {
    struct arena_chunk *next;
    size_t size;
    _Alignas(ALIGN) u8 bytes[];
};

_Noreturn static void no_memory(void)
{
    fputs("lamp-cc: out of memory\n", stderr);
    _exit(90);
}

static struct arena_chunk *chunk_new(size_t bytes)
{
    if (bytes > SIZE_MAX / 2)
        no_memory();
    struct arena_chunk *chunk = calloc(1, sizeof(*chunk) + bytes);
    if (!chunk)
        no_memory();
    chunk->size = bytes;
    return chunk;
}

static void *take_large(struct arena *a, size_t bytes)
{
    struct arena_chunk *own = chunk_new(bytes);
    if (a->chunk) {
        own->next = a->chunk->next;
        a->chunk->next = own;
    } else {
        a->chunk = own;
        a->used = bytes;
    }
    return own->bytes;
}

void *arena_take(struct arena *a, size_t bytes)
{
    if (bytes > SIZE_MAX / 4)
        no_memory();
    bytes = (bytes + ALIGN - 1) & ~(size_t)(ALIGN - 1);
    if (bytes > LARGE)
        return take_large(a, bytes);
    if (!a->chunk || a->chunk->size - a->used < bytes) {
        struct arena_chunk *chunk = chunk_new(CHUNK_BYTES);
        chunk->next = a->chunk;
        a->chunk = chunk;
        a->used = 0;
    }
    void *place = a->chunk->bytes + a->used;
    a->used += bytes;
    return place;
}

void *arena_grow(struct arena *a, void *old, size_t old_bytes, size_t new_bytes)
{
    void *place = arena_take(a, new_bytes);
    if (old_bytes != 0)
        memcpy(place, old, old_bytes < new_bytes ? old_bytes : new_bytes);
    return place;
}

char *arena_string(struct arena *a, const char *text, size_t length)
{
    char *copy = arena_take(a, length + 1);
    if (length != 0)
        memcpy(copy, text, length);
    return copy;
}

char *arena_printf(struct arena *a, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    int length = vsnprintf(NULL, 0, format, args);
    va_end(args);
    if (length < 0)
        return arena_string(a, "", 0);
    char *text = arena_take(a, (size_t)length + 1);
    va_start(args, format);
    vsnprintf(text, (size_t)length + 1, format, args);
    va_end(args);
    return text;
}

void arena_free(struct arena *a)
{
    while (a->chunk) {
        struct arena_chunk *next = a->chunk->next;
        free(a->chunk);
        a->chunk = next;
    }
    a->used = 0;
}
