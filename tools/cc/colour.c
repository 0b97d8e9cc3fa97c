/* SPDX-License-Identifier: MIT
 *
 * Graph colouring with iterated coalescing, on the graph of interference.c.
 * Copies are coalesced where that cannot make the graph harder to colour, the
 * ones that cost most first. Costs are in executions, with the frequencies of
 * the blocks.
 */
#include "colour.h"

#include <stdlib.h>

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
    graph_push(n->state == SPILL    ? &g->spill
               : n->state == FREEZE ? &g->freeze
                                    : &g->simplify,
               v);
}

static void moves_enable(struct graph *g, u32 v)
{
    const struct list *l = &g->node[v].moves;
    for (u32 k = 0; k < l->count; k++) {
        if (!g->move[l->at[k]].done)
            graph_push(&g->ready, l->at[k]);
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
    graph_push(&g->stack, v);
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
        if (other && graph_has_edge(g, t, other))
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
        if (!is_gone(g, t) && !graph_has_edge(g, t, a))
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
            graph_push(&g->node[into].moves, n->moves.at[k]);
        graph_forbid(g, into, n->forbidden);
        g->node[into].cost += n->cost;
    }
    for (u32 k = 0; k < n->neighbours.count; k++) {
        u32 t = n->neighbours.at[k];
        if (is_gone(g, t))
            continue;
        graph_add_edge(g, t, into);
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
    if (a == b || a < MIR_FIRST_VREG || graph_has_edge(g, a, b) ||
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

struct ranked {
    float saved;
    u32 move;
};

static int by_saved(const void *x, const void *y)
{
    const struct ranked *a = x, *b = y;
    if (a->saved != b->saved)
        return a->saved < b->saved ? -1 : 1;
    return a->move > b->move ? -1 : 1;
}

/* The copies that cost most are tried first: they are taken from the end. */
static void moves_start(struct graph *g)
{
    struct ranked *at = ARENA_ARRAY(g->f->arena, struct ranked, g->move_count);
    for (u32 k = 0; k < g->move_count; k++)
        at[k] = (struct ranked){g->move[k].saved, k};
    qsort(at, g->move_count, sizeof(*at), by_saved);
    for (u32 k = 0; k < g->move_count; k++)
        graph_push(&g->ready, at[k].move);
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
    graph_build(&g);
    for (u32 v = MIR_FIRST_VREG; v < g.count; v++)
        place(&g, v);
    moves_start(&g);
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
