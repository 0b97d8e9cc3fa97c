/* SPDX-License-Identifier: MIT
 *
 * See table.h. Memory of the table is counted on the heap, so that growth
 * makes the collector run sooner; it never runs inside of this file. The
 * index never fills up, so every probe ends.
 */
#include "table.h"

#include "heap.h"

enum { ROOM_FIRST = 8 };

static u32 entries_of(u32 room)
{
    return room - room / 4;
}

void table_fini(struct vm *vm, struct table *t)
{
    heap_free(vm, t->entry, entries_of(t->room) * sizeof *t->entry);
    heap_free(vm, t->index, t->room * sizeof *t->index);
    *t = (struct table){0};
}

/* The index slot of the key, or the one where it would go. */
static u32 slot_of(const struct table *t, struct value key)
{
    u32 mask = t->room - 1;
    u32 slot = value_hash(key) & mask;
    while (t->index[slot] != 0) {
        const struct entry *e = &t->entry[t->index[slot] - 1];
        if (value_equal(e->key, key))
            break;
        slot = (slot + 1) & mask;
    }
    return slot;
}

bool table_find(const struct table *t, struct value key, struct value *value)
{
    if (t->count == 0)
        return false;
    u32 at = t->index[slot_of(t, key)];
    if (at == 0)
        return false;
    *value = t->entry[at - 1].value;
    return true;
}

static void append(struct table *t, u32 slot, struct entry e)
{
    t->entry[t->used] = e;
    t->index[slot] = ++t->used;
    t->count++;
}

static void resize(struct vm *vm, struct table *t, u32 room)
{
    struct table old = *t;
    t->entry = heap_memory(vm, entries_of(room) * sizeof *t->entry);
    t->index = heap_memory(vm, room * sizeof *t->index);
    memset(t->index, 0, room * sizeof *t->index);
    t->room = room;
    t->used = t->count = 0;
    for (u32 i = 0; i < old.used; i++)
        if (!is_unset(old.entry[i].key))
            append(t, slot_of(t, old.entry[i].key), old.entry[i]);
    table_fini(vm, &old);
}

static void make_room(struct vm *vm, struct table *t)
{
    if (t->room == 0)
        resize(vm, t, ROOM_FIRST);
    else if (t->used == entries_of(t->room))
        resize(vm, t, t->count > t->used / 2 ? t->room * 2 : t->room);
}

bool table_set(struct vm *vm, struct table *t, struct value key,
               struct value value)
{
    make_room(vm, t);
    u32 slot = slot_of(t, key);
    if (t->index[slot] != 0) {
        t->entry[t->index[slot] - 1].value = value;
        return false;
    }
    append(t, slot, (struct entry){key, value});
    return true;
}

/* The index keeps pointing at the dead entry: later probes must pass it. */
bool table_remove(struct table *t, struct value key)
{
    if (t->count == 0)
        return false;
    u32 at = t->index[slot_of(t, key)];
    if (at == 0)
        return false;
    t->entry[at - 1] = (struct entry){UNSET, NIL};
    t->count--;
    return true;
}

void table_clear(struct vm *vm, struct table *t)
{
    table_fini(vm, t);
}

void table_copy(struct vm *vm, struct table *to, const struct table *from)
{
    for (u32 i = table_next(from, 0); i < from->used;
         i = table_next(from, i + 1))
        table_set(vm, to, from->entry[i].key, from->entry[i].value);
}

u32 table_next(const struct table *t, u32 i)
{
    while (i < t->used && is_unset(t->entry[i].key))
        i++;
    return i;
}
