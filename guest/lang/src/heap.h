/* SPDX-License-Identifier: MIT
 *
 * Memory. Objects belong to a mark-and-sweep collector, which runs only in
 * heap_object; what must survive it is reachable from the machine: its stack,
 * globals, frames. Plain blocks belong to objects and are counted here.
 */
#ifndef WICK_HEAP_H
#define WICK_HEAP_H

#include "object.h"

struct heap {
    struct obj *objects;
    struct obj **gray; /* marked, not traced yet */
    u32 gray_count, gray_room;
    size_t bytes, limit, most;
    u32 paused; /* no collection while above 0 */
    u32 collections;
    bool stress; /* collect at every object */
    struct string **interned;
    u32 interned_count, interned_room;
};

void heap_init(struct vm *vm);
void heap_fini(struct vm *vm);
/* A zeroed object of the size. */
void *heap_object(struct vm *vm, size_t size, enum obj_kind kind);
void *heap_memory(struct vm *vm, size_t size);
void *heap_resize(struct vm *vm, void *p, size_t old, size_t size);
void heap_free(struct vm *vm, void *p, size_t size);
void heap_collect(struct vm *vm);
void heap_mark(struct vm *vm, struct value v);
void heap_mark_obj(struct vm *vm, const void *o);
void heap_mark_table(struct vm *vm, const struct table *t);

/* The set of short strings, which does not keep them alive. */
struct string *intern_find(struct heap *h, const char *chars, size_t length,
                           u32 hash);
void intern_add(struct vm *vm, struct string *s);
void intern_sweep(struct heap *h);

#endif
