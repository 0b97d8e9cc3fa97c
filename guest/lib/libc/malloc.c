/* SPDX-License-Identifier: MIT
 *
 * malloc: blocks with their size before them, in one list by address; free
 * ones are joined with their neighbours. First fit from where the last search
 * ended. A spin lock lets every core in.
 */
#include <errno.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "internal.h"

#include <lamp/board.h>

struct block {
    struct block *next, *previous; /* by address */
    size_t size;                   /* bytes behind this header */
    unsigned is_free;
};

enum { ALIGN = 16, WINDOWS_END = 0x00750000 };

extern char _end[];

static struct block *first, *rover;
static volatile int locked;

static void lock(void)
{
    while (__atomic_exchange_n(&locked, 1, __ATOMIC_ACQUIRE))
        __asm__ volatile("pause");
}

static void unlock(void)
{
    __atomic_store_n(&locked, 0, __ATOMIC_RELEASE);
}

static uintptr_t up(uintptr_t n, uintptr_t align)
{
    return (n + align - 1) & ~(align - 1);
}

/* A free block over [from, to), behind `before`. */
static struct block *region(uintptr_t from, uintptr_t to, struct block *before)
{
    from = up(from, ALIGN);
    if (to <= from + 2 * sizeof(struct block))
        return before;
    struct block *b = (struct block *)from;
    *b = (struct block){NULL, before, to - from - sizeof(*b), 1};
    if (before)
        before->next = b;
    else
        first = b;
    return b;
}

/* RAM around the framebuffer window and the devices, up to the stack. */
static void start(void)
{
    uintptr_t end = (uintptr_t)__crt_stack - STACK_BYTES;
    uintptr_t from = (uintptr_t)_end, low = FB_ALIAS_BASE;
    struct block *b = NULL;
    if (from < low)
        b = region(from, end < low ? end : low, NULL);
    if (end > WINDOWS_END)
        region(from > WINDOWS_END ? from : WINDOWS_END, end, b);
    rover = first;
}

static int touches(const struct block *a, const struct block *b)
{
    return (const char *)(a + 1) + a->size == (const char *)b;
}

static void split(struct block *b, size_t size)
{
    if (b->size < size + 2 * sizeof(*b))
        return;
    struct block *rest = (struct block *)((char *)(b + 1) + size);
    *rest = (struct block){b->next, b, b->size - size - sizeof(*b), 1};
    if (b->next)
        b->next->previous = rest;
    b->next = rest;
    b->size = size;
}

static struct block *search(size_t size)
{
    struct block *b = rover;
    for (int rounds = 0; rounds < 2; rounds++) {
        for (; b; b = b->next) {
            if (b->is_free && b->size >= size)
                return b;
        }
        b = first;
    }
    return NULL;
}

void *malloc(size_t bytes)
{
    size_t size = up(bytes ? bytes : 1, ALIGN);
    if (bytes > 0x7FFFFFFF) {
        errno = ENOMEM;
        return NULL;
    }
    lock();
    if (!first)
        start();
    struct block *b = search(size);
    if (b) {
        split(b, size);
        b->is_free = 0;
        rover = b->next ? b->next : first;
    }
    unlock();
    if (!b)
        errno = ENOMEM;
    return b ? b + 1 : NULL;
}

/* n, behind b, becomes part of it. */
static void absorb(struct block *b, struct block *n)
{
    b->size += sizeof(*n) + n->size;
    b->next = n->next;
    if (n->next)
        n->next->previous = b;
    if (rover == n)
        rover = b;
}

static void join(struct block *b)
{
    struct block *n = b->next;
    if (n && n->is_free && b->is_free && touches(b, n))
        absorb(b, n);
}

void free(void *p)
{
    if (!p)
        return;
    struct block *b = (struct block *)p - 1;
    lock();
    b->is_free = 1;
    join(b);
    if (b->previous)
        join(b->previous);
    unlock();
}

void *calloc(size_t count, size_t bytes)
{
    size_t total;
    if (__builtin_mul_overflow(count, bytes, &total)) {
        errno = ENOMEM;
        return NULL;
    }
    void *p = malloc(total);
    return p ? memset(p, 0, total) : NULL;
}

/* Takes the free block behind, if that is enough. */
static bool grow(struct block *b, size_t bytes)
{
    struct block *n = b->next;
    if (bytes > 0x7FFFFFFF)
        return false;
    size_t size = up(bytes, ALIGN);
    lock();
    bool fits = n && n->is_free && touches(b, n) &&
                b->size + sizeof(*n) + n->size >= size;
    if (fits) {
        absorb(b, n);
        split(b, size);
    }
    unlock();
    return fits;
}

void *realloc(void *old, size_t bytes)
{
    if (!old)
        return malloc(bytes);
    struct block *b = (struct block *)old - 1;
    if (bytes <= b->size || grow(b, bytes))
        return old;
    void *fresh = malloc(bytes);
    if (fresh) {
        memcpy(fresh, old, b->size);
        free(old);
    }
    return fresh;
}

/* Larger alignments: a block is cut so that its data starts on one. */
void *aligned_alloc(size_t align, size_t bytes)
{
    if (align <= ALIGN)
        return malloc(bytes);
    if (align & (align - 1) || bytes > 0x3FFFFFFF || align > 0x10000000)
        return NULL;
    char *p = malloc(bytes + align + 2 * sizeof(struct block));
    if (!p)
        return NULL;
    uintptr_t at = up((uintptr_t)p, align);
    if (at == (uintptr_t)p)
        return p;
    while (at - (uintptr_t)p < 2 * sizeof(struct block))
        at += align;
    struct block *b = (struct block *)p - 1;
    lock();
    struct block *own = (struct block *)at - 1;
    size_t before = (size_t)((char *)own - p);
    *own = (struct block){b->next, b, b->size - before - sizeof(*own), 0};
    if (b->next)
        b->next->previous = own;
    b->next = own;
    b->size = before;
    unlock();
    free(p);
    return (void *)at;
}

int posix_memalign(void **out, size_t align, size_t bytes)
{
    if (align < sizeof(void *) || align & (align - 1))
        return EINVAL;
    void *p = aligned_alloc(align, bytes);
    if (!p)
        return ENOMEM;
    *out = p;
    return 0;
}

void *reallocarray(void *old, size_t count, size_t bytes)
{
    size_t total;
    if (__builtin_mul_overflow(count, bytes, &total)) {
        errno = ENOMEM;
        return NULL;
    }
    return realloc(old, total);
}
