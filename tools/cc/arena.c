/* SPDX-License-Identifier: MIT
 *
 * Memory in large chunks, chained, given back together. A request that does
 * not fit the present chunk starts a new one; what is left of the old one is
 * lost, which is little because large requests get chunks of their own. Under
 * the address sanitizer, what lies between requests must not be touched.
 */
#include "arena.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#ifdef __SANITIZE_ADDRESS__
#include <sanitizer/asan_interface.h>
enum { GAP = 16 };
#else
enum { GAP = 0 };
#define ASAN_POISON_MEMORY_REGION(at, size) ((void)(at), (void)(size))
#define ASAN_UNPOISON_MEMORY_REGION(at, size) ((void)(at), (void)(size))
#endif

enum { CHUNK_BYTES = 256 * 1024, ALIGN = 16 };

struct arena_chunk {
    struct arena_chunk *next;
    size_t size; /* of bytes */
    _Alignas(ALIGN) u8 bytes[];
};

static void out_of_memory(void)
{
    fputs("lamp-cc: out of memory\n", stderr);
    exit(90);
}

static struct arena_chunk *chunk_new(size_t size)
{
    struct arena_chunk *c = calloc(1, sizeof(*c) + size);
    if (!c)
        out_of_memory();
    c->size = size;
    ASAN_POISON_MEMORY_REGION(c->bytes, size);
    return c;
}

/* A multiple of ALIGN. */
static u8 *place(struct arena *a, size_t bytes)
{
    struct arena_chunk *c = a->chunk;
    if (c && bytes <= c->size - a->used) {
        a->used += bytes;
        return c->bytes + a->used - bytes;
    }
    if (bytes > CHUNK_BYTES / 4 && c) {
        struct arena_chunk *own = chunk_new(bytes); /* behind the present */
        own->next = c->next;
        c->next = own;
        return own->bytes;
    }
    size_t size = bytes > CHUNK_BYTES ? bytes : CHUNK_BYTES;
    struct arena_chunk *fresh = chunk_new(size);
    fresh->next = c;
    a->chunk = fresh;
    a->used = bytes;
    return fresh->bytes;
}

void *arena_take(struct arena *a, size_t bytes)
{
    if (bytes > SIZE_MAX / 2)
        out_of_memory();
    u8 *at = place(a, (bytes + GAP + ALIGN - 1) / ALIGN * ALIGN);
    ASAN_UNPOISON_MEMORY_REGION(at, bytes);
    return at;
}

void *arena_grow(struct arena *a, void *old, size_t old_bytes, size_t new_bytes)
{
    void *fresh = arena_take(a, new_bytes);
    if (old_bytes != 0)
        memcpy(fresh, old, old_bytes < new_bytes ? old_bytes : new_bytes);
    return fresh;
}

char *arena_string(struct arena *a, const char *text, size_t length)
{
    char *copy = arena_take(a, length + 1);
    memcpy(copy, text, length);
    return copy;
}

char *arena_printf(struct arena *a, const char *format, ...)
{
    va_list args, again;
    va_start(args, format);
    va_copy(again, args);
    int n = vsnprintf(NULL, 0, format, args);
    char *text = arena_take(a, (size_t)(n < 0 ? 0 : n) + 1);
    vsnprintf(text, (size_t)(n < 0 ? 0 : n) + 1, format, again);
    va_end(again);
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
