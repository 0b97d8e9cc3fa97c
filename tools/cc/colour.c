/* SPDX-License-Identifier: MIT
 *
 * Graph colouring with iterated coalescing. Nodes are the virtual registers;
 * what a node shares life with among the machine's own registers is a mask.
 * Copies are coalesced where that cannot make the graph harder to colour.
 * Costs are in executions, with the frequencies of the blocks.
 */
#include "allocate.h"

#include <stdlib.h>

enum state { SIMPLIFY, FREEZE, SPILL, STACKED, COALESCED };

struct move {
    u32 a, b; /* registers; b may be one of the machine's */
    bool done;
};

struct list {
    u32 *at;
    u32 count, room;
};

struct node {
    struct list neighbours, moves;
    u32 forbidden; /* colours of the machine's registers it lives with */
    u32 degree;    /* neighbours still in the graph, and forbidden colours */
    u32 alias;
    float cost;
    u8 state;
};

struct graph {
    struct mir_function *f;
    struct node *node; /* by register number */
    u32 count;
    u32 allowed; /* colours */
    u32 colours;
    u64 *edges; /* hash set of pairs */
    u32 edge_count, edge_room;
    struct move *move;
    u32 move_count, move_room;
    struct list simplify, freeze, spill, ready, stack;
    u32 first_temp;
    u8 *colour;
    float entry;
};

static void push(struct list *l, u32 v)
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

static bool has_edge(const struct graph *g, u32 a, u32 b)
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

static void forbid(struct graph *g, u32 v, u32 mask)
{
    struct node *n = &g->node[v];
    u32 fresh = mask & ~n->forbidden;
    n->forbidden |= fresh;
    n->degree += (u32)__builtin_popcount(fresh & g->allowed);
}

static void add_edge(struct graph *g, u32 a, u32 b)
{
    if (a == b)
        return;
    if (a < MIR_FIRST_VREG || b < MIR_FIRST_VREG) {
        if (a >= MIR_FIRST_VREG)
            forbid(g, a, 1u << b);
        else if (b >= MIR_FIRST_VREG)
            forbid(g, b, 1u << a);
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
    push(&g->node[a].neighbours, b);
    push(&g->node[b].neighbours, a);
    g->node[a].degree++;
    g->node[b].degree++;
}

/* Building */

static void add_move(struct graph *g, u32 rd, u32 rs)
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
    g->move[g->move_count] = (struct move){a, b, false};
    push(&g->node[a].moves, g->move_count);
    if (b >= MIR_FIRST_VREG)
        push(&g->node[b].moves, g->move_count);
    g->move_count++;
}

static void edges_to_live(struct graph *g, u32 reg, const u64 *live, u32 words)
{
    for (u32 w = 0; w < words; w++) {
        for (u64 bits = live[w]; bits != 0; bits &= bits - 1)
            add_edge(g, reg, w * 64 + (u32)__builtin_ctzll(bits));
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
                forbid(g, v, mask);
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
                add_edge(g, *r->def[d], *r->use[u]);
        }
    }
    for (u32 u = 0; u < r->uses; u++) {
        if (*r->use[u] >= MIR_FIRST_VREG)
            forbid(g, *r->use[u], r->def_mask);
    }
    for (u32 d = 0; d < r->defs; d++) {
        if (*r->def[d] >= MIR_FIRST_VREG)
            forbid(g, *r->def[d], r->def_mask);
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
                add_move(g, i->rd, i->rs1);
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

static void build(struct graph *g)
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

/* Simplifying */

static u32 alias_of(struct graph *g, u32 v)
{
    while (v >= MIR_FIRST_VREG && g->node[v].state == COALESCED)
        v = g->node[v].alias;
    return v;
}

static bool is_gone(const struct graph *g, u32 v)
{
    return g->node[v].state == STACKED || g->node[v].state == COALESCED;
}

static bool moves_left(const struct graph *g, u32 v)
{
    const struct list *l = &g->node[v].moves;
    for (u32 k = 0; k < l->count; k++) {
        if (!g->move[l->at[k]].done)
            return true;
    }
    return false;
}

static void place(struct graph *g, u32 v)
{
    struct node *n = &g->node[v];
    n->state = n->degree >= g->colours ? SPILL
               : moves_left(g, v)      ? FREEZE
                                       : SIMPLIFY;
    push(n->state == SPILL    ? &g->spill
         : n->state == FREEZE ? &g->freeze
                              : &g->simplify,
         v);
}

static void moves_enable(struct graph *g, u32 v)
{
    const struct list *l = &g->node[v].moves;
    for (u32 k = 0; k < l->count; k++) {
        if (!g->move[l->at[k]].done)
            push(&g->ready, l->at[k]);
    }
}

static void degree_drop(struct graph *g, u32 v)
{
    struct node *n = &g->node[v];
    if (n->degree-- != g->colours || is_gone(g, v))
        return;
    moves_enable(g, v);
    for (u32 k = 0; k < n->neighbours.count; k++) {
        if (!is_gone(g, n->neighbours.at[k]))
            moves_enable(g, n->neighbours.at[k]);
    }
    place(g, v);
}

static void simplify(struct graph *g, u32 v)
{
    struct node *n = &g->node[v];
    n->state = STACKED;
    push(&g->stack, v);
    for (u32 k = 0; k < n->neighbours.count; k++) {
        if (!is_gone(g, n->neighbours.at[k]))
            degree_drop(g, n->neighbours.at[k]);
    }
}

/* Coalescing */

static bool george(struct graph *g, u32 colour, u32 v)
{
    const struct list *l = &g->node[v].neighbours;
    for (u32 k = 0; k < l->count; k++) {
        u32 t = l->at[k];
        if (!is_gone(g, t) && g->node[t].degree >= g->colours &&
            !(g->node[t].forbidden >> colour & 1))
            return false;
    }
    return true;
}

static u32 significant(struct graph *g, u32 v, u32 other)
{
    const struct list *l = &g->node[v].neighbours;
    u32 n = 0;
    for (u32 k = 0; k < l->count && n < g->colours; k++) {
        u32 t = l->at[k];
        if (is_gone(g, t))
            continue;
        u32 degree = g->node[t].degree;
        if (other && has_edge(g, t, other))
            degree = degree > 0 ? degree - 1 : 0;
        n += degree >= g->colours;
    }
    return n;
}

static bool briggs(struct graph *g, u32 a, u32 b)
{
    u32 mask = (g->node[a].forbidden | g->node[b].forbidden) & g->allowed;
    u32 n = (u32)__builtin_popcount(mask) + significant(g, a, b);
    const struct list *l = &g->node[b].neighbours;
    for (u32 k = 0; k < l->count && n < g->colours; k++) {
        u32 t = l->at[k];
        if (!is_gone(g, t) && !has_edge(g, t, a))
            n += g->node[t].degree >= g->colours;
    }
    return n < g->colours;
}

static void combine(struct graph *g, u32 into, u32 v)
{
    struct node *n = &g->node[v];
    n->state = COALESCED;
    n->alias = into;
    if (into >= MIR_FIRST_VREG) {
        for (u32 k = 0; k < n->moves.count; k++)
            push(&g->node[into].moves, n->moves.at[k]);
        forbid(g, into, n->forbidden);
        g->node[into].cost += n->cost;
    }
    for (u32 k = 0; k < n->neighbours.count; k++) {
        u32 t = n->neighbours.at[k];
        if (is_gone(g, t))
            continue;
        add_edge(g, t, into);
        degree_drop(g, t);
    }
    if (into >= MIR_FIRST_VREG)
        place(g, into);
}

static void replace_if_free(struct graph *g, u32 v)
{
    if (v >= MIR_FIRST_VREG && !is_gone(g, v) && g->node[v].state != SPILL &&
        g->node[v].degree < g->colours && !moves_left(g, v))
        place(g, v);
}

static void coalesce(struct graph *g, u32 index)
{
    struct move *m = &g->move[index];
    if (m->done)
        return;
    u32 a = alias_of(g, m->a), b = alias_of(g, m->b);
    if (a < MIR_FIRST_VREG) {
        u32 t = a;
        a = b;
        b = t;
    }
    if (a == b || a < MIR_FIRST_VREG || has_edge(g, a, b) ||
        g->node[a].state == STACKED ||
        (b >= MIR_FIRST_VREG && g->node[b].state == STACKED)) {
        m->done = true;
        replace_if_free(g, a);
        replace_if_free(g, b);
        return;
    }
    bool safe = b < MIR_FIRST_VREG ? george(g, b, a) : briggs(g, a, b);
    if (!safe)
        return; /* it may become so later */
    m->done = true;
    combine(g, b, a);
}

static void freeze(struct graph *g, u32 v)
{
    const struct list *l = &g->node[v].moves;
    for (u32 k = 0; k < l->count; k++) {
        struct move *m = &g->move[l->at[k]];
        if (m->done)
            continue;
        m->done = true;
        u32 a = alias_of(g, m->a), b = alias_of(g, m->b);
        replace_if_free(g, a == v ? b : a);
    }
    place(g, v);
}

/* The least useful for its room. */
static u32 spill_choice(struct graph *g)
{
    u32 best = 0, kept = 0;
    float least = 0;
    for (u32 k = 0; k < g->spill.count; k++) {
        u32 v = g->spill.at[k];
        if (g->node[v].state != SPILL)
            continue;
        g->spill.at[kept++] = v;
        float price = v >= g->first_temp
                          ? 1e30f
                          : g->node[v].cost / (float)(g->node[v].degree + 1);
        if (best == 0 || price < least) {
            best = v;
            least = price;
        }
    }
    g->spill.count = kept;
    return best;
}

static bool pop(struct graph *g, struct list *l, enum state state, u32 *v)
{
    while (l->count > 0) {
        *v = l->at[--l->count];
        if (g->node[*v].state == state)
            return true;
    }
    return false;
}

static void reduce(struct graph *g)
{
    u32 v;
    for (;;) {
        if (pop(g, &g->simplify, SIMPLIFY, &v)) {
            if (g->node[v].degree < g->colours)
                simplify(g, v);
            else
                place(g, v);
        } else if (g->ready.count > 0) {
            coalesce(g, g->ready.at[--g->ready.count]);
        } else if (pop(g, &g->freeze, FREEZE, &v)) {
            freeze(g, v);
        } else {
            v = spill_choice(g);
            if (v == 0)
                return;
            const struct list *l = &g->node[v].moves;
            for (u32 k = 0; k < l->count; k++)
                g->move[l->at[k]].done = true;
            simplify(g, v);
        }
    }
}

/* Colouring */

static u32 preferred(struct graph *g, u32 v, u32 free)
{
    const struct list *l = &g->node[v].moves;
    for (u32 k = 0; k < l->count; k++) {
        const struct move *m = &g->move[l->at[k]];
        u32 a = alias_of(g, m->a), b = alias_of(g, m->b);
        u32 other = a == v ? b : a;
        u32 colour = other < MIR_FIRST_VREG ? other : g->colour[other];
        if (colour < MIR_FIRST_VREG && (free >> colour & 1))
            return colour;
    }
    return COLOUR_NONE;
}

static u32 lowest(u32 mask)
{
    return (u32)__builtin_ctz(mask);
}

/* Temporaries, then unused argument registers from the last, then those that
 * must be saved: first the ones that are already. */
static u32 choose(struct graph *g, u32 v, u32 free, u32 saved)
{
    u32 colour = preferred(g, v, free);
    u32 scratch = free & 0xFF00u, arguments = free & MIR_ARGUMENTS;
    if (colour != COLOUR_NONE && !(MIR_CALLEE_SAVED & ~saved & 1u << colour))
        return colour;
    if (scratch)
        return lowest(scratch);
    if (arguments)
        return 31 - (u32)__builtin_clz(arguments);
    if (free & saved)
        return lowest(free & saved);
    if (g->f->lir->interrupt || g->node[v].cost > 2 * g->entry ||
        v >= g->first_temp)
        return colour != COLOUR_NONE ? colour : lowest(free);
    return COLOUR_NONE; /* saving the register would cost more */
}

static void paint(struct graph *g, struct colouring *out)
{
    u32 saved = 0;
    while (g->stack.count > 0) {
        u32 v = g->stack.at[--g->stack.count];
        u32 free = g->allowed & ~g->node[v].forbidden;
        const struct list *l = &g->node[v].neighbours;
        for (u32 k = 0; k < l->count; k++) {
            u32 t = alias_of(g, l->at[k]);
            u32 colour = t < MIR_FIRST_VREG ? t : g->colour[t];
            if (colour < MIR_FIRST_VREG)
                free &= ~(1u << colour);
        }
        u32 colour = free ? choose(g, v, free, saved) : COLOUR_NONE;
        g->colour[v] = (u8)colour;
        if (colour == COLOUR_NONE) {
            out->spilled[v] = true;
            out->spills++;
        } else {
            saved |= 1u << colour & MIR_CALLEE_SAVED;
        }
    }
}

static void finish(struct graph *g, struct colouring *out)
{
    for (u32 v = MIR_FIRST_VREG; v < g->count; v++) {
        if (g->node[v].state != COALESCED)
            continue;
        u32 a = alias_of(g, v);
        g->colour[v] = a < MIR_FIRST_VREG ? (u8)a : g->colour[a];
        if (a >= MIR_FIRST_VREG && out->spilled[a])
            out->spilled[v] = true;
    }
}

static void graph_free(struct graph *g)
{
    for (u32 v = 0; v < g->count; v++) {
        free(g->node[v].neighbours.at);
        free(g->node[v].moves.at);
    }
    free(g->node);
    free(g->edges);
    free(g->move);
    free(g->simplify.at);
    free(g->freeze.at);
    free(g->spill.at);
    free(g->ready.at);
    free(g->stack.at);
}

bool colour_registers(struct mir_function *f, u32 allowed, u32 first_temp,
                      struct colouring *out, struct err *e)
{
    struct graph g = {.f = f,
                      .count = register_count(f),
                      .allowed = allowed,
                      .colours = (u32)__builtin_popcount(allowed),
                      .first_temp = first_temp,
                      .entry = f->entry->frequency};
    g.node = calloc(g.count, sizeof(*g.node));
    if (!g.node)
        return fail(e, "out of memory");
    g.colour = out->colour;
    memset(g.colour, COLOUR_NONE, g.count);
    for (u32 r = 0; r < MIR_FIRST_VREG; r++)
        g.colour[r] = (u8)r;
    build(&g);
    for (u32 v = MIR_FIRST_VREG; v < g.count; v++)
        place(&g, v);
    for (u32 k = g.move_count; k > 0; k--)
        push(&g.ready, k - 1);
    reduce(&g);
    paint(&g, out);
    finish(&g, out);
    bool ok = true;
    for (u32 v = first_temp; v < g.count; v++)
        ok = ok && !out->spilled[v];
    graph_free(&g);
    return ok || fail(e, "too few registers: an instruction, or an asm with "
                         "many operands, needs more than there are");
}
