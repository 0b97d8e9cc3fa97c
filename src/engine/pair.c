/* SPDX-License-Identifier: MIT
 *
 * Which bodies the slots of a block get. Most uops that follow each other
 * often have a body for both (interp_pair.h): it runs the first slot, then
 * the second, as their own bodies would, and saves the jump between them.
 *
 * Invariant: each slot can still be entered by itself, with its own body; so
 * a pair whose first half cannot go on as usual is simply left.
 */
#include "cache.h"

static u32 pair_hash(u32 first, u32 second)
{
    return (first * 37 + second) % PAIR_BUCKETS;
}

void pair_init(struct cache *k)
{
    for (u32 i = 0; i < k->bodies.pairs; i++) {
        const struct pair *p = &k->bodies.pair[i];
        u32 h = pair_hash(p->first, p->second);
        while (k->pair[h] != 0)
            h = (h + 1) % PAIR_BUCKETS;
        k->pair[h] = (u16)(i + 1);
    }
}

static const struct pair *pair_find(const struct cache *k, u16 first,
                                    u16 second)
{
    for (u32 h = pair_hash(first, second); k->pair[h] != 0;
         h = (h + 1) % PAIR_BUCKETS) {
        const struct pair *p = &k->bodies.pair[k->pair[h] - 1];
        if (p->first == first && p->second == second)
            return p;
    }
    return NULL;
}

/* The body of a slot alone: some uops have one for each condition. */
static u16 body_of(u16 code, const struct slot *s)
{
    switch (code) {
    case UOP_BR:
        return UCC_BR + s->d;
    case UOP_BRI:
        return UCC_BRI + s->d;
    case UOP_SET:
        return (u16)(UCC_SET + s->imm);
    case UOP_SEL:
        return (u16)(UCC_SEL + s->imm);
    default:
        return code;
    }
}

/* Greedy from the left, which leaves the fewest slots alone. */
void pair_up(const struct cache *k, struct block *b)
{
    struct slot *before = NULL; /* the slot before, not in a pair yet */
    u16 first = 0;
    for (u32 n = 0; n < b->count; n++) {
        struct slot *s = &b->slot[n];
        u16 body = body_of(b->code[n], s);
        const struct pair *p =
            before != NULL ? pair_find(k, first, body) : NULL;
        s->go = k->bodies.one[body];
        if (p != NULL)
            before->go = p->go;
        before = p == NULL ? s : NULL;
        first = body;
        if (has_way(b->code[n])) {
            before = NULL;
            n += WAY_SLOTS;
        }
    }
}
