/* SPDX-License-Identifier: MIT
 *
 * Breakpoints and watchpoints. A breakpoint is lifted into the code, so that
 * setting and deleting one drops what was lifted there; guest memory is not
 * changed. A watchpoint is compared with what an instruction is about to
 * touch.
 */
#include "control.h"

#include <string.h>
#include <vm/codemap.h>

enum { CODE_BYTES_MAX = 16, POINT_BYTES_MAX = 65536 };

static bool touches(const struct point *p, const struct access *a)
{
    bool kind = (p->kind != POINT_READ && a->write) ||
                (p->kind != POINT_WRITE && a->read);
    return p->kind != POINT_BREAK && kind &&
           (p->at - a->at < a->size || a->at - p->at < p->size);
}

struct control_point *point_touched(struct control *k, const struct core *c,
                                    struct control_stop *stop)
{
    const struct ram *r = &c->m->bus.ram;
    struct access access[ISA_ACCESSES_MAX];
    u8 code[CODE_BYTES_MAX];
    if (!ram_is_plain(r, c->ip, c->isa->insn_bytes))
        return NULL;
    ram_read(r, c->ip, code, c->isa->insn_bytes);
    u32 n = c->isa->accesses(c, code, access);
    for (u32 i = 0; i < n; i++)
        for (u32 j = 0; j < k->point_count; j++) {
            struct point *p = &k->point[j].point;
            if (!touches(p, &access[i]))
                continue;
            atomic_fetch_add_explicit(&p->hits, 1, memory_order_relaxed);
            u32 at =
                p->at - access[i].at < access[i].size ? p->at : access[i].at;
            *stop = (struct control_stop){.why = CONTROL_WATCH,
                                          .point = p->id,
                                          .address = at,
                                          .write = access[i].write};
            return &k->point[j];
        }
    return NULL;
}

struct control_point *point_break_at(struct control *k, const struct core *c,
                                     u32 pc)
{
    struct control_point *found = NULL;
    for (u32 i = 0; i < k->point_count; i++) {
        struct control_point *p = &k->point[i];
        if (p->point.kind != POINT_BREAK || p->point.at != pc)
            continue;
        bool mine = p->core == CORE_ANY || p->core == (i32)c->id;
        if (!found || (mine && control_depth(c) <= p->depth))
            found = p;
    }
    return found;
}

static void recount(struct machine *m, const struct point *changed)
{
    struct control *k = m->control;
    k->break_count = k->watch_count = 0;
    for (u32 i = 0; i < k->point_count; i++)
        if (k->point[i].point.kind == POINT_BREAK)
            k->break_count++;
        else
            k->watch_count++;
    if (changed->kind == POINT_BREAK)
        codemap_written_slow(m, changed->at, changed->size);
}

static u32 add(struct machine *m, struct control_point p)
{
    struct control *k = m->control;
    bool fits = p.point.size != 0 && p.point.size <= POINT_BYTES_MAX &&
                p.point.size - 1 <= UINT32_MAX - p.point.at;
    if (k->point_count == CONTROL_POINTS_MAX || !fits)
        return 0;
    p.point.id = p.until ? 0 : ++k->last_id;
    k->point[k->point_count++] = p;
    recount(m, &p.point);
    return p.point.id;
}

/* Points change while nothing runs. */
bool control_hold(struct machine *m)
{
    if (control_is_stopped(m) || machine_over(m))
        return false;
    machine_pause(m);
    return true;
}

void control_release(struct machine *m, bool held)
{
    if (held && machine_over(m))
        machine_resume(m); /* its cores leave by themselves */
    else if (held)
        control_go_on(m);
}

u32 control_point_add(struct machine *m, enum point_kind kind, u32 at, u32 size,
                      bool once)
{
    if (kind == POINT_BREAK)
        size = m->core[0]->isa->insn_bytes;
    struct control_point p = {
        .point = {.kind = kind, .at = at, .size = size, .once = once},
        .core = CORE_ANY,
        .depth = UINT32_MAX};
    bool held = control_hold(m);
    u32 id = machine_over(m) ? 0 : add(m, p);
    control_release(m, held);
    return id;
}

static void remove_at(struct machine *m, u32 i)
{
    struct control *k = m->control;
    struct point gone = k->point[i].point;
    k->point_count--;
    memmove(&k->point[i], &k->point[i + 1],
            (k->point_count - i) * sizeof(k->point[0]));
    recount(m, &gone);
}

bool control_point_delete(struct machine *m, u32 id)
{
    struct control *k = m->control;
    for (u32 i = 0; i < k->point_count; i++) {
        if (k->point[i].until || k->point[i].point.id != id)
            continue;
        bool held = control_hold(m), over = machine_over(m);
        if (!over)
            remove_at(m, i);
        control_release(m, held);
        return !over;
    }
    return false;
}

void control_points_clear(struct machine *m)
{
    const struct point *p = control_point_get(m, 0);
    while (p && control_point_delete(m, p->id))
        p = control_point_get(m, 0);
}

void control_point_early(struct machine *m, u32 id)
{
    struct control *k = m->control;
    for (u32 i = 0; i < k->point_count; i++)
        if (k->point[i].point.id == id)
            k->point[i].point.early = true;
}

const struct point *control_point_get(const struct machine *m, u32 i)
{
    const struct control *k = m->control;
    for (u32 j = 0; j < k->point_count; j++)
        if (!k->point[j].until && i-- == 0)
            return &k->point[j].point;
    return NULL;
}

void points_sweep(struct machine *m)
{
    struct control *k = m->control;
    for (u32 i = k->point_count; i-- != 0;) {
        const struct control_point *p = &k->point[i];
        if (p->until || (p->point.once && p->point.hits != 0))
            remove_at(m, i);
    }
}

void point_until(struct machine *m, u32 core, u32 at, u32 depth)
{
    add(m,
        (struct control_point){.point = {.kind = POINT_BREAK,
                                         .at = at,
                                         .size = m->core[0]->isa->insn_bytes},
                               .core = (i32)core,
                               .depth = depth,
                               .until = true});
}
