/* SPDX-License-Identifier: MIT
 *
 * The interference graph. Nodes are the virtual registers; what a node shares
 * life with among the machine's own registers is a mask. A copy does not make
 * its source and its target interfere.
 */
#include "colour.h"

#include <stdlib.h>

void graph_push(struct list *l, u32 v)
{
    if (l->count == l->room) {
        l->room = l->room ? l->room * 2 : 8;
        l->at = realloc(l->at, l->room * sizeof(u32));
        if (!l->at)
            abort(); /* the host has no memory; nothing to save */
    }
    l->at[l->count++] = v;
}

static u32 edge_slot(const struct graph *g, u64 key)
{
    u32 k = (u32)((key * 0x9E3779B97F4A7C15u) >> 32) & (g->edge_room - 1);
    while (g->edges[k] != 0 && g->edges[k] != key)
        k = (k + 1) & (g->edge_room - 1);
    return k;
}

static u64 edge_key(u32 a, u32 b)
{
    return a < b ? (u64)a << 32 | b : (u64)b << 32 | a;
}

bool graph_has_edge(const struct graph *g, u32 a, u32 b)
{
    if (a < MIR_FIRST_VREG)
        return b < MIR_FIRST_VREG || g->node[b].forbidden >> a & 1;
    if (b < MIR_FIRST_VREG)
        return g->node[a].forbidden >> b & 1;
    return g->edges[edge_slot(g, edge_key(a, b))] != 0;
}

static void edges_grow(struct graph *g)
{
    struct graph wider = *g;
    wider.edge_room = g->edge_room ? g->edge_room * 2 : 4096;
    wider.edges = calloc(wider.edge_room, sizeof(u64));
    if (!wider.edges)
        abort(); /* as above */
    for (u32 k = 0; k < g->edge_room; k++) {
        if (g->edges[k] != 0)
            wider.edges[edge_slot(&wider, g->edges[k])] = g->edges[k];
    }
    free(g->edges);
    *g = wider;
}

void graph_forbid(struct graph *g, u32 v, u32 mask)
{
    struct node *n = &g->node[v];
    u32 fresh = mask & ~n->forbidden;
    n->forbidden |= fresh;
    n->degree += (u32)__builtin_popcount(fresh & g->allowed);
}

void graph_add_edge(struct graph *g, u32 a, u32 b)
{
    if (a == b)
        return;
    if (a < MIR_FIRST_VREG || b < MIR_FIRST_VREG) {
        if (a >= MIR_FIRST_VREG)
            graph_forbid(g, a, 1u << b);
        else if (b >= MIR_FIRST_VREG)
            graph_forbid(g, b, 1u << a);
        return;
    }
    if (g->edge_count * 2 >= g->edge_room)
        edges_grow(g);
    u64 key = edge_key(a, b);
    u32 slot = edge_slot(g, key);
    if (g->edges[slot] != 0)
        return;
    g->edges[slot] = key;
    g->edge_count++;
    graph_push(&g->node[a].neighbours, b);
    graph_push(&g->node[b].neighbours, a);
    g->node[a].degree++;
    g->node[b].degree++;
}

/* Building */

static void add_move(struct graph *g, u32 rd, u32 rs, float saved)
{
    u32 a = rd, b = rs;
    if (a < MIR_FIRST_VREG) {
        a = rs;
        b = rd;
    }
    if (a < MIR_FIRST_VREG || a == b ||
        (b < MIR_FIRST_VREG && !(g->allowed >> b & 1)))
        return;
    if (g->move_count == g->move_room) {
        g->move_room = g->move_room ? g->move_room * 2 : 64;
        g->move = realloc(g->move, g->move_room * sizeof(*g->move));
        if (!g->move)
            abort(); /* as above */
    }
    g->move[g->move_count] = (struct move){a, b, false, saved};
    graph_push(&g->node[a].moves, g->move_count);
    if (b >= MIR_FIRST_VREG)
        graph_push(&g->node[b].moves, g->move_count);
    g->move_count++;
}

static void edges_to_live(struct graph *g, u32 reg, const u64 *live, u32 words)
{
    for (u32 w = 0; w < words; w++) {
        for (u64 bits = live[w]; bits != 0; bits &= bits - 1)
            graph_add_edge(g, reg, w * 64 + (u32)__builtin_ctzll(bits));
    }
}

static void mask_to_live(struct graph *g, u32 mask, const u64 *live, u32 words)
{
    if (mask == 0)
        return;
    for (u32 w = 0; w < words; w++) {
        for (u64 bits = live[w]; bits != 0; bits &= bits - 1) {
            u32 v = w * 64 + (u32)__builtin_ctzll(bits);
            if (v >= MIR_FIRST_VREG)
                graph_forbid(g, v, mask);
        }
    }
}

/* Outputs of asm may be written before all inputs are read. */
static void asm_edges(struct graph *g, const struct registers *r,
                      const struct mir_insn *i)
{
    if (i->op != MIR_ASM)
        return;
    for (u32 d = 0; d < r->defs; d++) {
        for (u32 u = 0; u < r->uses; u++) {
            if (*r->def[d] != *r->use[u])
                graph_add_edge(g, *r->def[d], *r->use[u]);
        }
    }
    for (u32 u = 0; u < r->uses; u++) {
        if (*r->use[u] >= MIR_FIRST_VREG)
            graph_forbid(g, *r->use[u], r->def_mask);
    }
    for (u32 d = 0; d < r->defs; d++) {
        if (*r->def[d] >= MIR_FIRST_VREG)
            graph_forbid(g, *r->def[d], r->def_mask);
    }
}

static void build_block(struct graph *g, struct mir_block *b, u64 *live,
                        u32 words)
{
    struct registers r;
    memcpy(live, b->live_out, words * sizeof(u64));
    for (u32 k = b->count; k > 0; k--) {
        struct mir_insn *i = &b->insn[k - 1];
        registers_of(i, &r);
        if (i->op == MIR_COPY) {
            bit_clear(live, i->rs1);
            if (!(i->flags & MIR_APART))
                add_move(g, i->rd, i->rs1, b->frequency);
        }
        for (u32 d = 0; d < r.defs; d++)
            bit_set(live, *r.def[d]);
        for (u32 d = 0; d < r.defs; d++)
            edges_to_live(g, *r.def[d], live, words);
        mask_to_live(g, r.def_mask, live, words);
        asm_edges(g, &r, i);
        for (u32 d = 0; d < r.defs; d++) {
            bit_clear(live, *r.def[d]);
            if (*r.def[d] >= MIR_FIRST_VREG)
                g->node[*r.def[d]].cost += b->frequency;
        }
        live[0] &= ~(u64)r.def_mask;
        for (u32 u = 0; u < r.uses; u++) {
            bit_set(live, *r.use[u]);
            if (*r.use[u] >= MIR_FIRST_VREG)
                g->node[*r.use[u]].cost += b->frequency;
        }
        live[0] |= r.use_mask;
    }
}

/* Values that can be made again cost one instruction, not two. */
static void cheapen(struct graph *g)
{
    for (struct mir_block *b = g->f->entry; b; b = b->next) {
        for (u32 k = 0; k < b->count; k++) {
            const struct mir_insn *i = &b->insn[k];
            if (i->op == MIR_LOADI && i->rd >= MIR_FIRST_VREG)
                g->node[i->rd].cost *= 0.4f;
        }
    }
}

void graph_build(struct graph *g)
{
    u32 words = (g->count + 63) / 64;
    u64 *live = malloc(words * sizeof(u64));
    if (!live)
        abort(); /* as above */
    edges_grow(g);
    for (struct mir_block *b = g->f->entry; b; b = b->next)
        build_block(g, b, live, words);
    free(live);
    cheapen(g);
}
