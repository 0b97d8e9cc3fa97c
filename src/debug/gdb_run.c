/* SPDX-License-Identifier: MIT
 *
 * Going on and stopping, as gdb asks for it and is told about it. While
 * g->waits gdb expects one message: that the machine has stopped, and why, or
 * that it has ended.
 */
#include "gdb.h"

#include <string.h>

/* Numbers of signals in the protocol, which are not those of the host. */
enum gdb_signal {
    GDB_SIGINT = 2,
    GDB_SIGILL = 4,
    GDB_SIGTRAP = 5,
    GDB_SIGBUS = 10,
    GDB_SIGSEGV = 11
};

bool gdb_hold(struct gdb *g)
{
    control_pause(g->m);
    return control_is_stopped(g->m);
}

void gdb_interrupt(struct gdb *g)
{
    if (!g->session || !g->waits)
        return;
    g->interrupted = true;
    control_pause(g->m);
}

static void go(struct gdb *g)
{
    g->waits = true;
    g->interrupted = false;
    g->silent = true;
    control_go(g->m, g->how);
}

/* --- vCont ----------------------------------------------------------------
 */

enum { UNSAID = 0xFF };

struct action {
    u8 how;
    bool ranged;
    u32 from, to;
    i32 thread;
};

static bool take_action(struct gdb *g, struct gdb_text *t, struct action *a)
{
    u8 number;
    *a = (struct action){.how = CONTROL_RUN, .thread = GDB_ALL};
    if (gdb_take_char(t, 's'))
        a->how = CONTROL_STEP;
    else if (gdb_take_char(t, 't'))
        a->how = CONTROL_STAND;
    else if (gdb_take_char(t, 'C')) {
        if (!gdb_take_byte(t, &number))
            return false;
    } else if (gdb_take_char(t, 'S')) {
        a->how = CONTROL_STEP;
        if (!gdb_take_byte(t, &number))
            return false;
    } else if (gdb_take_char(t, 'r')) {
        a->how = CONTROL_STEP;
        a->ranged = true;
        if (!gdb_take_number(t, &a->from) || !gdb_take_char(t, ',') ||
            !gdb_take_number(t, &a->to))
            return false;
    } else if (!gdb_take_char(t, 'c')) {
        return false;
    }
    return !gdb_take_char(t, ':') ||
           gdb_take_thread(t, g->m->core_count, &a->thread);
}

/* The first action that names a core is the one that counts. */
static void apply(struct gdb *g, const struct action *a)
{
    for (u32 i = 0; i < g->m->core_count; i++) {
        bool named = a->thread <= 0 || (u32)a->thread == i + 1;
        if (!named || g->how[i] != UNSAID)
            continue;
        g->how[i] = a->how;
        if (a->ranged && !g->range.active)
            g->range = (struct gdb_range){true, i, a->from, a->to};
    }
}

/* False: nothing would run. */
static bool settle(struct gdb *g)
{
    bool any = false;
    for (u32 i = 0; i < g->m->core_count; i++) {
        if (g->how[i] == UNSAID)
            g->how[i] = CONTROL_STAND;
        any |= g->how[i] != CONTROL_STAND;
    }
    return any;
}

void gdb_resume(struct gdb *g, struct gdb_text *t)
{
    struct action a;
    bool ok = true;
    memset(g->how, UNSAID, sizeof(g->how));
    g->range.active = false;
    while (ok && gdb_take_char(t, ';')) {
        ok = take_action(g, t, &a);
        if (ok)
            apply(g, &a);
    }
    if (ok && gdb_left(t) == 0 && settle(g))
        go(g);
    else
        gdb_refuse(g, GDB_EINVAL, "bad actions, or none");
}

/* --- c, C, s, S -----------------------------------------------------------
 */

/* These may name an address to go on at. */
static bool take_start(struct gdb *g, struct gdb_text *t)
{
    u32 at;
    if (gdb_left(t) == 0)
        return true;
    if (!gdb_take_number(t, &at) || gdb_left(t) != 0)
        return false;
    i32 ip = control_register_find("ip");
    return control_register_set(g->m->core[g->core], (u32)ip, at);
}

static void go_simply(struct gdb *g, struct gdb_text *t, bool step)
{
    u32 core = g->run_thread > 0 ? (u32)g->run_thread - 1 : g->core;
    if (!take_start(g, t)) {
        gdb_refuse(g, GDB_EINVAL, "bad address");
        return;
    }
    bool alone = g->run_thread > 0;
    memset(g->how, alone ? CONTROL_STAND : CONTROL_RUN, sizeof(g->how));
    if (step || alone)
        g->how[core] = step ? CONTROL_STEP : CONTROL_RUN;
    g->range.active = false;
    go(g);
}

/* A signal means nothing to a core. */
static bool take_signal(struct gdb *g, struct gdb_text *t)
{
    u8 number;
    bool ok = gdb_take_byte(t, &number);
    if (ok && gdb_left(t) != 0)
        ok = gdb_take_char(t, ';');
    if (!ok)
        gdb_refuse(g, GDB_EINVAL, "bad signal");
    return ok;
}

void gdb_continue(struct gdb *g, struct gdb_text *t)
{
    go_simply(g, t, false);
}

void gdb_continue_signal(struct gdb *g, struct gdb_text *t)
{
    if (take_signal(g, t))
        go_simply(g, t, false);
}

void gdb_step(struct gdb *g, struct gdb_text *t)
{
    go_simply(g, t, true);
}

void gdb_step_signal(struct gdb *g, struct gdb_text *t)
{
    if (take_signal(g, t))
        go_simply(g, t, true);
}

/* --- reports --------------------------------------------------------------
 */

static enum gdb_signal signal_of_panic(enum panic_cause cause)
{
    switch (cause) {
    case PANIC_OPCODE:
    case PANIC_REGISTER:
    case PANIC_CONDITION:
    case PANIC_OPERANDS:
        return GDB_SIGILL;
    case PANIC_FETCH:
    case PANIC_BOUNDS:
    case PANIC_OVERFLOW:
    case PANIC_UNDERFLOW:
        return GDB_SIGSEGV;
    default:
        return GDB_SIGBUS;
    }
}

static enum gdb_signal signal_of(const struct gdb *g,
                                 const struct control_stop *s)
{
    if (s->why == CONTROL_PANIC)
        return signal_of_panic(g->m->core[s->core]->panic.cause);
    bool asked = s->why == CONTROL_ASKED ||
                 (s->why == CONTROL_STEPPED && g->interrupted);
    return asked ? GDB_SIGINT : GDB_SIGTRAP;
}

/* What made it stop, in the words of the packet that set it. */
static void put_reason(struct gdb *g, const struct control_stop *s)
{
    static const char *const watch[] = {NULL, NULL, "watch", "rwatch",
                                        "awatch"};
    bool point = s->why == CONTROL_BREAK || s->why == CONTROL_WATCH;
    const struct gdb_point *p = point ? gdb_point_find(g, s->point) : NULL;
    if (!p)
        return;
    if (s->why == CONTROL_WATCH)
        buf_printf(&g->reply, "%s:%x;", watch[p->type], s->address);
    else if (p->type == 0 && g->knows_swbreak)
        buf_printf(&g->reply, "swbreak:;");
    else if (p->type == 1 && g->knows_hwbreak)
        buf_printf(&g->reply, "hwbreak:;");
}

static void put_stop(struct gdb *g)
{
    const struct control_stop *s = control_stop(g->m);
    g->reply.size = 0;
    g->core = s->core;
    buf_printf(&g->reply, "T%02xthread:%x;core:%x;", signal_of(g, s),
               s->core + 1, s->core);
    put_reason(g, s);
    gdb_put_expedited(g, &g->reply, g->m->core[s->core]);
}

void gdb_why(struct gdb *g, struct gdb_text *t)
{
    (void)t;
    put_stop(g);
}

static void say_panic(struct gdb *g, const struct control_stop *s)
{
    char text[320];
    int n = snprintf(text, sizeof(text), "panic: core %u at 0x%08X: %s\n",
                     s->core, s->ip, g->m->core[s->core]->panic.text);
    gdb_say(g, text, (size_t)n);
}

static bool in_range(const struct gdb *g, const struct control_stop *s)
{
    const struct gdb_range *r = &g->range;
    return r->active && !g->interrupted && s->why == CONTROL_STEPPED &&
           s->core == r->core && s->ip >= r->from && s->ip < r->to;
}

void gdb_report(struct gdb *g)
{
    if (!g->session || !g->waits || !control_is_stopped(g->m))
        return;
    const struct control_stop *s = control_stop(g->m);
    if (in_range(g, s)) {
        control_go(g->m, g->how);
        return;
    }
    g->waits = false;
    if (s->why == CONTROL_PANIC)
        say_panic(g, s);
    put_stop(g);
    gdb_link_send(&g->link, g->reply.data, g->reply.size);
}

void gdb_report_end(struct gdb *g)
{
    const struct machine_result *r = machine_result(g->m);
    if (!g->session || !g->waits)
        return;
    bool killed = r->state == MACHINE_STOPPED && r->reason == STOPPED_SIGNAL;
    g->waits = false;
    g->reply.size = 0;
    buf_printf(&g->reply, "%c%02x", killed ? 'X' : 'W',
               killed ? (u32)r->status - 128 : (u32)r->status);
    gdb_link_send(&g->link, g->reply.data, g->reply.size);
}
