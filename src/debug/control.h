/* SPDX-License-Identifier: MIT
 *
 * The state of the control core, inside src/debug. The device thread writes
 * it while the machine stands still; a core reads it while it runs, and
 * writes only its own struct control_core.
 */
#ifndef DEBUG_CONTROL_H
#define DEBUG_CONTROL_H

#include <vm/control.h>
#include <vm/core.h>
#include <vm/machine.h>

enum { CORE_ANY = -1 };

/* A point as fronts see it, and what only control_until needs. */
struct control_point {
    struct point point;
    i32 core;  /* whom it stops, or CORE_ANY */
    u32 depth; /* of the call stack, at most; UINT32_MAX: any */
    bool until;
};

struct control_core {
    /* Where it stood when it went on: what is there runs, breakpoint or not. */
    bool standing;
    u64 stood_retired;
    u32 stood_ip;
    u64 step_until;           /* retired; UINT64_MAX: no steps */
    bool watched;             /* the instruction under way touches a point: */
    struct control_stop seen; /* this stop, once it has executed */
    struct control_stop stop; /* not yet told; why is CONTROL_NONE: none */
};

struct control {
    bool stopped, wait;
    bool attended; /* a debugger is there, not only probes */
    bool starting; /* the stop that --wait asks for has not come */
    struct control_stop stop;
    struct control_point point[CONTROL_POINTS_MAX];
    u32 point_count, watch_count, break_count;
    u32 last_id;
    struct probe *probes;
    struct listener_of_control *listeners;
    struct control_core core[64];
};

/* points.c: an upcoming access that touches a point; NULL: none does. */
struct control_point *point_touched(struct control *k, const struct core *c,
                                    struct control_stop *stop);
struct control_point *point_break_at(struct control *k, const struct core *c,
                                     u32 pc);
/* Points that go by themselves; machine stopped. */
void points_sweep(struct machine *m);
/* For control_until. */
void point_until(struct machine *m, u32 core, u32 at, u32 depth);

/* points.c: a machine that runs stands still for a moment; true when that was
 * so, for control_release. */
bool control_hold(struct machine *m);
void control_release(struct machine *m, bool held);

/* control.c: after machine_pause without a stop; nobody is told. */
void control_go_on(struct machine *m);

/* Entries of the call stack. */
static inline u32 control_depth(const struct core *c)
{
    const struct stack *s = &c->stack[STACK_CALL];
    return s->count - s->index;
}

#endif
