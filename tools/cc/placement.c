/* SPDX-License-Identifier: MIT
 *
 * The order of blocks. A block that ends in a jump saves it when its target
 * follows; one that ends in a conditional jump and a jump saves the latter
 * when one of both targets follows. So blocks grow into chains along the
 * edges that save most, the first block stays first, and the chains keep the
 * order they had. Every block ends in a jump when this runs, and the same
 * input gives the same order.
 */
#include "mir.h"

#include <stdlib.h>

struct edge {
    u32 from, to; /* positions of blocks */
    float saved;  /* jumps executed */
    u32 order;
};

struct placement {
    struct mir_block **at; /* blocks as they stood */
    u32 *position;         /* by block id */
    u32 *next, *chain;     /* by position; next: NONE at the end of a chain */
    u32 *head, *tail;      /* by chain */
    u32 *size;             /* by chain: blocks */
    u32 count;
    struct edge *edge;
    u32 edge_count;
};

enum { NONE = 0xFFFFFFFF };

/* How often control goes from b to `to`, not to `other`, as far as the blocks
 * tell: exactly where one of both is reached from here only. */
static float frequency(const struct mir_block *b, const struct mir_block *to,
                       const struct mir_block *other)
{
    float most = b->frequency < to->frequency ? b->frequency : to->frequency;
    float rest = b->frequency - other->frequency;
    if (to->pred_count == 1)
        return to->frequency;
    return other->pred_count == 1 && rest < most ? rest : most;
}

static void add(struct placement *p, const struct mir_block *from,
                const struct mir_block *to, float saved)
{
    struct edge e = {p->position[from->id], p->position[to->id], saved,
                     p->edge_count};
    if (e.to != 0 && e.to != e.from)
        p->edge[p->edge_count++] = e;
}

static void edges_of(struct placement *p, const struct mir_block *b)
{
    const struct mir_insn *last = b->count ? &b->insn[b->count - 1] : NULL;
    if (!last || last->op != ISA_RJMP || last->kind != MIR_BLOCK)
        return;
    const struct mir_insn *before = b->count > 1 ? last - 1 : NULL;
    if (!before || before->kind != MIR_BLOCK || !mir_reads_flags(before)) {
        add(p, b, last->target, b->frequency);
        return;
    }
    const struct mir_block *x = before->target, *y = last->target;
    float a = frequency(b, x, y), c = frequency(b, y, x);
    float least = a < c ? a : c;
    /* The more frequent one first: it then runs on without a jump. Of equals
     * the one that nobody else leads to: it goes on to the other, as a rule,
     * and saves a jump there, too. */
    bool first = a > c || (a == c && x->pred_count == 1 && y->pred_count > 1);
    add(p, b, first ? x : y, least);
    add(p, b, first ? y : x, least);
}

static int by_saved(const void *x, const void *y)
{
    const struct edge *a = x, *b = y;
    if (a->saved != b->saved)
        return a->saved > b->saved ? -1 : 1;
    return a->order < b->order ? -1 : 1;
}

/* Chain of `to` behind the chain of `from`, if they are end and start. */
static void join(struct placement *p, const struct edge *e)
{
    u32 a = p->chain[e->from], b = p->chain[e->to];
    if (a == b || p->tail[a] != e->from || p->head[b] != e->to)
        return;
    u32 head = p->head[a], tail = p->tail[b], size = p->size[a] + p->size[b];
    u32 kept = p->size[a] < p->size[b] ? b : a; /* the longer keeps its name */
    for (u32 k = kept == a ? e->to : head; k != NONE; k = p->next[k])
        p->chain[k] = kept;
    p->next[e->from] = e->to;
    p->head[kept] = head;
    p->tail[kept] = tail;
    p->size[kept] = size;
}

static void relink(struct mir_function *f, struct placement *p)
{
    struct mir_block *last = NULL;
    for (u32 k = 0; k < p->count; k++) {
        if (p->head[p->chain[k]] == NONE)
            continue; /* the chain has been put out */
        u32 n = p->head[p->chain[k]];
        p->head[p->chain[k]] = NONE;
        for (; n != NONE; n = p->next[n]) {
            if (last)
                last->next = p->at[n];
            last = p->at[n];
        }
    }
    last->next = NULL;
    f->last = last;
}

void mir_place(struct mir_function *f)
{
    struct arena *a = f->arena;
    u32 n = f->block_count + 1;
    struct placement p = {.at = ARENA_ARRAY(a, struct mir_block *, n),
                          .position = ARENA_ARRAY(a, u32, n),
                          .next = ARENA_ARRAY(a, u32, n),
                          .chain = ARENA_ARRAY(a, u32, n),
                          .head = ARENA_ARRAY(a, u32, n),
                          .tail = ARENA_ARRAY(a, u32, n),
                          .size = ARENA_ARRAY(a, u32, n),
                          .edge = ARENA_ARRAY(a, struct edge, n * 2)};
    for (struct mir_block *b = f->entry; b; b = b->next) {
        u32 k = p.count++;
        p.position[b->id] = p.chain[k] = p.head[k] = p.tail[k] = k;
        p.next[k] = NONE;
        p.size[k] = 1;
        p.at[k] = b;
    }
    for (u32 k = 0; k < p.count; k++)
        edges_of(&p, p.at[k]);
    qsort(p.edge, p.edge_count, sizeof(*p.edge), by_saved);
    for (u32 k = 0; k < p.edge_count; k++)
        join(&p, &p.edge[k]);
    relink(f, &p);
}
