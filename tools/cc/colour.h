/* SPDX-License-Identifier: MIT
 *
 * Between interference.c, which builds the graph, and colour.c.
 */
#ifndef CC_COLOUR_H
#define CC_COLOUR_H

#include "allocate.h"

enum state { SIMPLIFY, FREEZE, SPILL, STACKED, COALESCED };

struct move {
    u32 a, b; /* registers; b may be one of the machine's */
    bool done;
    float saved; /* executions */
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

void graph_push(struct list *l, u32 v);
bool graph_has_edge(const struct graph *g, u32 a, u32 b);
void graph_forbid(struct graph *g, u32 v, u32 mask);
void graph_add_edge(struct graph *g, u32 a, u32 b);
void graph_build(struct graph *g);

#endif
