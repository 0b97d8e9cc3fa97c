/* SPDX-License-Identifier: MIT
 *
 * Spill slots that are never needed at the same time become one, by the
 * method of register allocation: liveness, interference, colours in turn.
 * Only the words that spilling made are looked at: they are stored and loaded
 * whole, by their own instructions, and their addresses go nowhere.
 */
#include "allocate.h"

enum { SLOTS_MAX = 4096 };

struct sharing {
    struct mir_function *f;
    u32 first, count, words; /* slots first .. first + count - 1 */
    u64 *edges;              /* count rows of words */
    u64 *live;
    u32 *colour;
};

/* The number of the spill slot that i accesses, or count. */
static u32 slot_of(const struct sharing *s, const struct mir_insn *i)
{
    bool spill = i->kind == MIR_SLOT && i->slot >= s->first;
    return spill ? i->slot - s->first : s->count;
}

/* Goes back through b from what is live behind it. */
static void walk(struct sharing *s, const struct mir_block *b, bool record)
{
    for (u32 k = b->count; k > 0; k--) {
        const struct mir_insn *i = &b->insn[k - 1];
        u32 slot = slot_of(s, i);
        if (slot == s->count)
            continue;
        if (i->op != ISA_STORE32) {
            bit_set(s->live, slot);
            continue;
        }
        bit_clear(s->live, slot);
        for (u32 w = 0; record && w < s->words; w++)
            s->edges[(size_t)slot * s->words + w] |= s->live[w];
    }
}

static void live_behind(struct sharing *s, const struct mir_block *b,
                        const u64 *live_in)
{
    memset(s->live, 0, s->words * sizeof(u64));
    for (u32 k = 0; k < b->succ_count; k++) {
        const u64 *in = &live_in[(size_t)b->succ[k]->id * s->words];
        for (u32 w = 0; w < s->words; w++)
            s->live[w] |= in[w];
    }
}

static void find_edges(struct sharing *s)
{
    struct mir_function *f = s->f;
    size_t bytes = s->words * sizeof(u64);
    u64 *live_in = ARENA_ARRAY(f->arena, u64, f->block_count * s->words);
    mir_find_edges(f);
    for (bool changed = true; changed;) {
        changed = false;
        for (struct mir_block *b = f->entry; b; b = b->next) {
            u64 *in = &live_in[(size_t)b->id * s->words];
            live_behind(s, b, live_in);
            walk(s, b, false);
            changed |= memcmp(in, s->live, bytes) != 0;
            memcpy(in, s->live, bytes);
        }
    }
    for (struct mir_block *b = f->entry; b; b = b->next) {
        live_behind(s, b, live_in);
        walk(s, b, true);
    }
}

static bool has_edge(const struct sharing *s, u32 a, u32 b)
{
    return bit_test(&s->edges[(size_t)a * s->words], b) ||
           bit_test(&s->edges[(size_t)b * s->words], a);
}

/* The lowest colour that no neighbour before it has. */
static void choose(struct sharing *s, u32 slot, bool *taken)
{
    u32 c = 0;
    memset(taken, 0, s->count * sizeof(bool));
    for (u32 k = 0; k < slot; k++) {
        if (has_edge(s, k, slot))
            taken[s->colour[k]] = true;
    }
    while (taken[c])
        c++;
    s->colour[slot] = c;
}

void mir_share_slots(struct mir_function *f)
{
    u32 first = f->lir->slot_count, count = f->slot_count - first;
    /* A call that returns again finds its slots as they were. */
    if (count < 2 || count > SLOTS_MAX || f->lir->twice)
        return;
    u32 words = (count + 63) / 64;
    struct sharing s = {.f = f, .first = first, .count = count, .words = words};
    s.edges = ARENA_ARRAY(f->arena, u64, (size_t)count * words);
    s.live = ARENA_ARRAY(f->arena, u64, words);
    s.colour = ARENA_ARRAY(f->arena, u32, count);
    bool *taken = ARENA_ARRAY(f->arena, bool, count + 1);
    find_edges(&s);
    for (u32 k = 0; k < count; k++)
        choose(&s, k, taken);
    for (struct mir_block *b = f->entry; b; b = b->next) {
        for (u32 k = 0; k < b->count; k++) {
            u32 slot = slot_of(&s, &b->insn[k]);
            if (slot != count)
                b->insn[k].slot = first + s.colour[slot];
        }
    }
}
