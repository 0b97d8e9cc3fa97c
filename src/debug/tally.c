/* SPDX-License-Identifier: MIT
 *
 * Counts of executed instructions. Memory grows with the number of different
 * instructions that run, not with time.
 */
#include "tally.h"

#include <stdlib.h>

enum { ROOM_FIRST = 1024 };

static struct tally_entry *place(const struct tally_map *t, u32 key)
{
    u32 i = (key * 0x9E3779B1u) >> 7;
    for (;; i++) {
        struct tally_entry *e = &t->entry[i & (t->room - 1)];
        if (e->key1 == 0 || e->key1 == (u64)key + 1)
            return e;
    }
}

static bool grow(struct tally_map *t)
{
    struct tally_map wider = {.room = t->room ? t->room * 2 : ROOM_FIRST,
                              .used = t->used};
    wider.entry = calloc(wider.room, sizeof(*wider.entry));
    if (!wider.entry)
        return false;
    for (u32 i = 0; i < t->room; i++)
        if (t->entry[i].key1 != 0)
            *place(&wider, (u32)(t->entry[i].key1 - 1)) = t->entry[i];
    free(t->entry);
    *t = wider;
    return true;
}

u64 *tally_at(struct tally_map *t, u32 key)
{
    if (t->used >= t->room / 2 && !grow(t))
        return NULL;
    struct tally_entry *e = place(t, key);
    if (e->key1 == 0) {
        e->key1 = (u64)key + 1;
        t->used++;
    }
    return &e->count;
}

u64 tally_get(const struct tally_map *t, u32 key)
{
    return t->room ? place(t, key)->count : 0;
}

void tally_free(struct tally_map *t)
{
    free(t->entry);
    *t = (struct tally_map){0};
}

bool tally_commit(struct tally_core *t, const struct core *c)
{
    bool done = t->pending && c->retired > t->retired; /* not: reset */
    t->pending = false;
    if (!done)
        return false;
    u64 *count = tally_at(&t->insns, t->noted.ip);
    if (count)
        ++*count;
    else
        t->failed = true;
    t->ops[t->noted.op]++;
    return true;
}

void tally_note(struct tally_core *t, const struct core *c)
{
    t->pending = insn_fetch(&t->noted, c);
    t->retired = c->retired;
}

static int by_address(const void *a, const void *b)
{
    const struct tally_item *x = a, *y = b;
    return x->address < y->address ? -1 : x->address > y->address;
}

static void merge(struct tally_list *l)
{
    u32 n = 0;
    for (u32 i = 0; i < l->count; i++) {
        if (n > 0 && l->item[n - 1].address == l->item[i].address)
            l->item[n - 1].count += l->item[i].count;
        else
            l->item[n++] = l->item[i];
    }
    l->count = n;
}

bool tally_collect(struct tally_list *l, const struct tally_core *cores, u32 n)
{
    size_t total = 0;
    for (u32 i = 0; i < n; i++)
        total += cores[i].insns.used;
    l->count = 0;
    l->item = malloc((total + 1) * sizeof(*l->item));
    if (!l->item)
        return false;
    for (u32 i = 0; i < n; i++) {
        const struct tally_map *t = &cores[i].insns;
        for (u32 k = 0; k < t->room; k++)
            if (t->entry[k].key1 != 0)
                l->item[l->count++] = (struct tally_item){
                    (u32)(t->entry[k].key1 - 1), t->entry[k].count};
    }
    qsort(l->item, l->count, sizeof(*l->item), by_address);
    merge(l);
    return true;
}

void tally_list_free(struct tally_list *l)
{
    free(l->item);
    *l = (struct tally_list){0};
}
