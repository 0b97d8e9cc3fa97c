/* SPDX-License-Identifier: MIT
 *
 * The set of interned strings: open addressing over pointers. Strings that
 * the collector is about to free are taken out by intern_sweep, which builds
 * the set anew in place of tombstones.
 */
#include "heap.h"
#include "vm.h"

static u32 intern_slot(const struct heap *h, const char *chars, size_t length,
                       u32 hash)
{
    u32 mask = h->interned_room - 1;
    u32 i = hash & mask;
    for (; h->interned[i] != NULL; i = (i + 1) & mask) {
        const struct string *s = h->interned[i];
        if (s->hash == hash && s->length == length &&
            memcmp(s->chars, chars, length) == 0)
            break;
    }
    return i;
}

struct string *intern_find(struct heap *h, const char *chars, size_t length,
                           u32 hash)
{
    if (h->interned_room == 0)
        return NULL;
    return h->interned[intern_slot(h, chars, length, hash)];
}

static void put(struct heap *h, struct string *s)
{
    h->interned[intern_slot(h, s->chars, s->length, s->hash)] = s;
}

static void grow(struct vm *vm)
{
    struct heap *h = &vm->heap;
    struct string **old = h->interned;
    u32 old_room = h->interned_room;
    h->interned_room = old_room == 0 ? 256 : old_room * 2;
    size_t bytes = h->interned_room * sizeof *old;
    h->interned = heap_memory(vm, bytes);
    memset(h->interned, 0, bytes);
    for (u32 i = 0; i < old_room; i++)
        if (old[i] != NULL)
            put(h, old[i]);
    heap_free(vm, old, old_room * sizeof *old);
}

void intern_add(struct vm *vm, struct string *s)
{
    struct heap *h = &vm->heap;
    if (h->interned_count >= h->interned_room / 2)
        grow(vm);
    s->interned = true;
    put(h, s);
    h->interned_count++;
}

/* Clusters are closed up by putting every survivor of a cluster again. */
static void close_up(struct heap *h, u32 hole)
{
    u32 mask = h->interned_room - 1;
    for (u32 i = (hole + 1) & mask; h->interned[i] != NULL;
         i = (i + 1) & mask) {
        struct string *s = h->interned[i];
        h->interned[i] = NULL;
        put(h, s);
    }
}

void intern_sweep(struct heap *h)
{
    for (u32 i = 0; i < h->interned_room;) {
        struct string *s = h->interned[i];
        if (s == NULL || s->obj.marked) {
            i++;
            continue;
        }
        h->interned[i] = NULL;
        h->interned_count--;
        close_up(h, i); /* may bring another one here: look again */
    }
}
