/* SPDX-License-Identifier: MIT
 *
 * Breakpoints and watchpoints that gdb has set, as points of the control core.
 * Software and hardware breakpoints are the same here: guest memory is never
 * changed. Watchpoints stop before the access, as gdb expects of powerpc: it
 * takes them away, steps, and compares.
 */
#include "gdb.h"

#include <string.h>

enum { SOFTWARE, HARDWARE, WRITE, READ, ACCESS, TYPES };

static bool take_point(struct gdb_text *t, struct gdb_point *p)
{
    return gdb_take_number(t, &p->type) && p->type < TYPES &&
           gdb_take_char(t, ',') && gdb_take_number(t, &p->at) &&
           gdb_take_char(t, ',') && gdb_take_number(t, &p->size) &&
           gdb_left(t) == 0;
}

static bool same(const struct gdb_point *a, const struct gdb_point *b)
{
    return a->type == b->type && a->at == b->at && a->size == b->size;
}

static struct gdb_point *find(struct gdb *g, const struct gdb_point *p)
{
    for (u32 i = 0; i < g->point_count; i++)
        if (same(&g->point[i], p))
            return &g->point[i];
    return NULL;
}

/* Setting one twice is setting it once. */
void gdb_insert(struct gdb *g, struct gdb_text *t)
{
    static const enum point_kind kinds[TYPES] = {
        [SOFTWARE] = POINT_BREAK, [HARDWARE] = POINT_BREAK,
        [WRITE] = POINT_WRITE,    [READ] = POINT_READ,
        [ACCESS] = POINT_ACCESS,
    };
    struct gdb_point p = {0};
    if (!take_point(t, &p)) {
        gdb_refuse(g, GDB_EINVAL, "bad breakpoint");
        return;
    }
    if (!find(g, &p)) {
        bool room = g->point_count < CONTROL_POINTS_MAX;
        p.id = room
                   ? control_point_add(g->m, kinds[p.type], p.at, p.size, false)
                   : 0;
        if (p.id == 0) {
            gdb_refuse(g, GDB_EINVAL, "too many breakpoints, or a bad size");
            return;
        }
        if (p.type >= WRITE)
            control_point_early(g->m, p.id);
        g->point[g->point_count++] = p;
    }
    gdb_ok(g);
}

void gdb_remove(struct gdb *g, struct gdb_text *t)
{
    struct gdb_point p;
    if (!take_point(t, &p)) {
        gdb_refuse(g, GDB_EINVAL, "bad breakpoint");
        return;
    }
    struct gdb_point *old = find(g, &p);
    if (old) {
        control_point_delete(g->m, old->id);
        *old = g->point[--g->point_count];
    }
    gdb_ok(g);
}

const struct gdb_point *gdb_point_find(const struct gdb *g, u32 id)
{
    for (u32 i = 0; i < g->point_count; i++)
        if (g->point[i].id == id)
            return &g->point[i];
    return NULL;
}

void gdb_points_clear(struct gdb *g)
{
    while (g->point_count != 0)
        control_point_delete(g->m, g->point[--g->point_count].id);
}
