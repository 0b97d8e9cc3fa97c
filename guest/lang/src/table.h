/* SPDX-License-Identifier: MIT
 *
 * A hash table from values to values that keeps the order of insertion: a
 * dense array of entries and an index of open addressing over it. A removed
 * entry has the key UNSET until the next growth.
 */
#ifndef WICK_TABLE_H
#define WICK_TABLE_H

#include "value.h"

struct vm;

struct entry {
    struct value key, value;
};

struct table {
    struct entry *entry;
    u32 *index; /* entry number + 1, or 0 */
    u32 used;   /* entries, removed ones too */
    u32 count;  /* without them */
    u32 room;   /* of index, a power of two; entries have 3/4 of it */
};

void table_fini(struct vm *vm, struct table *t);
bool table_find(const struct table *t, struct value key, struct value *value);
/* True when the key is new. */
bool table_set(struct vm *vm, struct table *t, struct value key,
               struct value value);
bool table_remove(struct table *t, struct value key);
void table_clear(struct vm *vm, struct table *t);
void table_copy(struct vm *vm, struct table *to, const struct table *from);
/* Number of the first entry in use from i on, or t->used. */
u32 table_next(const struct table *t, u32 i);

#endif
