/* SPDX-License-Identifier: MIT
 *
 * Stopping a machine and letting it go on. A core that finds a reason notes
 * it and leaves its engine with STOP_BREAK; the device thread then stops all
 * cores, and from there until control_continue or a step nothing runs.
 *
 * Invariant: while k->stopped, every core stands at an instruction boundary
 * held by CORE_PAUSE, and k->stop tells why. Points and probes change only
 * then. Nothing here changes what the guest computes.
 */
#include <vm/control.h>

#include "control.h"
#include "frames.h"

#include <stdlib.h>
#include <util/log.h>
#include <vm/codemap.h>
#include <vm/front.h>

const char *control_why_text(enum control_why why)
{
    static const char *const text[] = {
        [CONTROL_NONE] = "none",   [CONTROL_START] = "start",
        [CONTROL_ASKED] = "asked", [CONTROL_STEPPED] = "stepped",
        [CONTROL_BREAK] = "break", [CONTROL_BRK] = "brk",
        [CONTROL_WATCH] = "watch", [CONTROL_PANIC] = "panic",
        [CONTROL_RESET] = "reset"};
    return text[why];
}

static void tell(struct machine *m, enum control_event event)
{
    struct listener_of_control *l = m->control->listeners, *next;
    for (; l; l = next) {
        next = l->next; /* it may leave */
        l->told(l, m, event);
    }
}

static bool attach(struct machine *m, struct err *e)
{
    if (m->control)
        return true;
    struct control *k = calloc(1, sizeof(*k));
    if (!k)
        return fail_status(e, 90, "out of memory for the debugger");
    bool runs = atomic_load(&m->state) == MACHINE_RUNNING;
    for (u32 i = 0; i < m->core_count; i++)
        k->core[i].step_until = UINT64_MAX;
    if (runs)
        machine_pause(m);
    m->control = k;
    if (runs)
        machine_resume(m);
    return true;
}

bool control_attach(struct machine *m, bool wait, struct err *e)
{
    if (!attach(m, e))
        return false;
    m->control->attended = true;
    if (wait && atomic_load(&m->state) != MACHINE_RUNNING)
        m->control->wait = m->control->starting = true;
    return true;
}

bool control_attach_probes(struct machine *m, struct err *e)
{
    return attach(m, e);
}

void control_detach(struct machine *m)
{
    free(m->control);
    m->control = NULL;
}

bool control_is_stopped(const struct machine *m)
{
    return m->control && m->control->stopped;
}

bool control_is_starting(const struct machine *m)
{
    return m->control && m->control->starting;
}

const struct control_stop *control_stop(const struct machine *m)
{
    return &m->control->stop;
}

/* --- on the threads of cores ---------------------------------------------- */

static void note(struct core *c, struct control_stop stop)
{
    stop.core = c->id;
    stop.ip = c->ip;
    c->m->control->core[c->id].stop = stop;
}

static bool hooked(const struct control *k, const struct control_core *cs)
{
    return k->watch_count != 0 || k->probes || cs->step_until != UINT64_MAX;
}

/* True when it went on from here and has not moved. */
static bool stands(struct control_core *cs, const struct core *c)
{
    cs->standing = cs->standing && cs->stood_retired == c->retired &&
                   cs->stood_ip == c->ip;
    return cs->standing;
}

static bool wants_stop(struct control *k, struct control_core *cs,
                       struct core *c)
{
    struct control_stop stop = {.why = CONTROL_NONE};
    if (k->wait) {
        k->wait = false;
        stop.why = CONTROL_START;
    } else if (cs->watched) {
        cs->watched = false;
        stop = cs->seen;
    } else if (c->retired >= cs->step_until) {
        stop.why = CONTROL_STEPPED;
    }
    if (stop.why == CONTROL_NONE)
        return false;
    note(c, stop);
    return true;
}

/* True when it stops before the instruction; else cs->watched says whether
 * it stops behind it. */
static bool watch_stops(struct control *k, struct control_core *cs,
                        struct core *c)
{
    const struct control_point *p = point_touched(k, c, &cs->seen);
    bool early = p && p->point.early;
    cs->watched = p && !early;
    if (!early || c->over)
        return false;
    note(c, cs->seen);
    return true;
}

bool control_before(struct core *c)
{
    struct control *k = c->m->control;
    struct control_core *cs = &k->core[c->id];
    if (wants_stop(k, cs, c))
        return false;
    c->over = stands(cs, c);
    for (struct probe *p = k->probes; p; p = p->next)
        p->before(p, c);
    return k->watch_count == 0 || !watch_stops(k, cs, c);
}

u64 control_budget(const struct core *c)
{
    const struct control *k = c->m->control;
    const struct control_core *cs = &k->core[c->id];
    if (c->over || k->watch_count != 0 || k->probes)
        return 1;
    return cs->step_until == UINT64_MAX ? UINT64_MAX
                                        : cs->step_until - c->retired;
}

bool control_takes_panic(struct core *c)
{
    struct control_core *cs = &c->m->control->core[c->id];
    if (!c->m->control->attended)
        return false; /* probes only: nobody would let it go on */
    cs->watched = false;
    note(c, (struct control_stop){.why = CONTROL_PANIC});
    return true;
}

bool control_takes_break(struct core *c)
{
    const struct control *k = c->m->control;
    if (k->core[c->id].stop.why != CONTROL_NONE)
        return true;
    if (k->attended)
        note(c, (struct control_stop){.why = CONTROL_BRK});
    return k->attended;
}

bool control_breaks(const struct core *c, u32 pc)
{
    struct control *k = c->m->control;
    return k->break_count != 0 && !c->over && point_break_at(k, c, pc) != NULL;
}

/* A point that is for another core, or for less depth, is passed over: the
 * core stands here and goes on. */
enum help control_hit(struct core *c, const struct uop_help *h)
{
    struct control *k = c->m->control;
    struct control_core *cs = &k->core[c->id];
    struct control_point *p = k ? point_break_at(k, c, h->next) : NULL;
    cs->watched = false;
    if (!p || (p->core != CORE_ANY && p->core != (i32)c->id) ||
        control_depth(c) > p->depth) {
        cs->standing = true;
        cs->stood_retired = c->retired;
        cs->stood_ip = c->ip;
        return HELP_AGAIN;
    }
    atomic_fetch_add_explicit(&p->point.hits, 1, memory_order_relaxed);
    note(c, (struct control_stop){.why = p->until ? CONTROL_STEPPED
                                                  : CONTROL_BREAK,
                                  .point = p->point.id});
    return HELP_STOP;
}

/* --- on the device thread --------------------------------------------------
 */

/* The interpreter knows breakpoints and single instructions. */
static const struct engine *engine_wanted(const struct machine *m, u32 core)
{
    const struct control *k = m->control;
    if (k->break_count != 0 || hooked(k, &k->core[core]))
        return &interp_engine;
    return engine_find(m->config.engine);
}

static void engine_choose(struct machine *m, struct core *c)
{
    const struct engine *want = engine_wanted(m, c->id), *had = c->engine;
    struct err e = {0};
    if (want == had)
        return;
    had->detach(c);
    c->engine = want;
    if (want->attach(c, &e))
        return;
    log_warn("debugger: engine %s: %s", want->name, e.text);
    c->engine = had;
    if (!had->attach(c, &e))
        log_error("debugger: engine %s: %s", had->name, e.text);
}

/* Several cores may come to a point before it is deleted. */
static bool is_outdated(const struct control *k, const struct control_stop *s)
{
    for (u32 i = 0; i < k->point_count; i++)
        if (k->point[i].point.id == s->point)
            return false;
    return s->point != 0;
}

/* The first stop that was not told yet becomes the machine's. */
static bool stop_take(struct machine *m)
{
    struct control *k = m->control;
    for (u32 i = 0; i < m->core_count; i++) {
        struct control_core *cs = &k->core[i];
        struct control_stop stop = cs->stop;
        cs->stop.why = CONTROL_NONE;
        if (stop.why == CONTROL_NONE || is_outdated(k, &stop))
            continue;
        k->stop = stop;
        return true;
    }
    return false;
}

static void stopped(struct machine *m)
{
    struct control *k = m->control;
    k->stopped = true;
    k->starting = false;
    for (u32 i = 0; i < m->core_count; i++)
        k->core[i].step_until = UINT64_MAX;
    points_sweep(m);
    tell(m, EVENT_STOPPED);
}

/* What the guest itself did goes the way it goes without a debugger when no
 * client is there, or has gone. */
static bool nobody_can_help(const struct machine *m)
{
    const struct control *k = m->control;
    return k->stopped && !fronts_attended(m) &&
           (k->stop.why == CONTROL_PANIC || k->stop.why == CONTROL_BRK);
}

static void take_stop(struct machine *m)
{
    machine_pause(m);
    if (!machine_over(m) && stop_take(m))
        stopped(m);
    else
        machine_resume(m);
}

void control_service(struct machine *m)
{
    pthread_mutex_lock(&m->lock);
    bool wanted = m->break_wanted;
    pthread_mutex_unlock(&m->lock);
    if (wanted && !m->control->stopped && !machine_over(m))
        take_stop(m);
    if (nobody_can_help(m))
        control_continue(m);
}

void control_pause(struct machine *m)
{
    struct control *k = m->control;
    if (k->stopped || machine_over(m))
        return;
    machine_pause(m);
    if (machine_over(m)) {
        machine_resume(m);
        return;
    }
    if (!stop_take(m))
        k->stop = (struct control_stop){.why = k->wait ? CONTROL_START
                                                       : CONTROL_ASKED,
                                        .core = k->stop.core};
    k->wait = false;
    k->stop.ip = m->core[k->stop.core]->ip;
    stopped(m);
}

/* Notes where the cores stand. False: one of them has a stop to tell first. */
static bool leave(struct machine *m)
{
    struct control *k = m->control;
    k->stopped = false;
    for (u32 i = 0; i < m->core_count; i++) {
        struct control_core *cs = &k->core[i];
        const struct core *c = m->core[i];
        cs->standing = true;
        cs->stood_retired = c->retired;
        cs->stood_ip = c->ip;
    }
    tell(m, EVENT_RUNNING);
    if (!stop_take(m))
        return true;
    stopped(m);
    return false;
}

static void end_panicked(struct machine *m)
{
    pthread_mutex_lock(&m->lock);
    for (u32 i = 0; i < m->core_count; i++)
        if (m->core[i]->panic.set)
            machine_core_ended(m->core[i], STOP_PANIC);
    pthread_mutex_unlock(&m->lock);
}

void control_go_on(struct machine *m)
{
    struct control *k = m->control;
    for (u32 i = 0; i < m->core_count; i++) {
        struct control_core *cs = &k->core[i];
        cs->standing = true;
        cs->stood_retired = m->core[i]->retired;
        cs->stood_ip = m->core[i]->ip;
        engine_choose(m, m->core[i]);
    }
    if (stop_take(m))
        stopped(m);
    else
        machine_resume(m);
}

/* Those cores go on; in deterministic mode all do. */
static void depart(struct machine *m, u64 cores)
{
    if (!leave(m))
        return;
    end_panicked(m);
    control_engines(m);
    if (m->config.deterministic || machine_over(m))
        cores = ~(u64)0;
    machine_resume_cores(m, cores);
}

void control_continue(struct machine *m)
{
    if (m->control->stopped)
        depart(m, ~(u64)0);
}

void control_step(struct machine *m, u32 core, u64 n)
{
    struct control *k = m->control;
    if (!k->stopped || n == 0)
        return;
    k->core[core].step_until = m->core[core]->retired + n;
    depart(m, (u64)1 << core);
}

void control_go(struct machine *m, const u8 *how)
{
    struct control *k = m->control;
    u64 go = 0;
    if (!k->stopped)
        return;
    for (u32 i = 0; i < m->core_count; i++) {
        if (how[i] == CONTROL_STEP)
            k->core[i].step_until = m->core[i]->retired + 1;
        if (how[i] != CONTROL_STAND)
            go |= (u64)1 << i;
    }
    depart(m, go);
}

void control_until(struct machine *m, u32 core, u32 at)
{
    if (!m->control->stopped)
        return;
    point_until(m, core, at, control_depth(m->core[core]));
    control_continue(m);
}

bool control_finish(struct machine *m, u32 core)
{
    struct frame f = frame_innermost(m->core[core]);
    if (!m->control->stopped || !frame_out(&f))
        return false;
    point_until(m, core, f.ip, f.depth);
    control_continue(m);
    return true;
}

bool control_reset(struct machine *m, struct err *e)
{
    struct control *k = m->control;
    if (!m->image_name)
        return fail(e, "there is no program file to load again");
    control_pause(m);
    if (!k->stopped)
        return fail(e, "the machine has ended");
    /* machine_load gives the name anew. */
    char *path = strdup(m->image_name);
    bool ok = path ? machine_load(m, path, e) : fail(e, "out of memory");
    free(path);
    if (!ok)
        return false;
    atomic_store(&m->state, MACHINE_PAUSED);
    for (u32 i = 0; i < m->core_count; i++) {
        struct control_core *cs = &k->core[i];
        *cs = (struct control_core){.step_until = UINT64_MAX};
    }
    k->stop = (struct control_stop){.why = CONTROL_RESET, .ip = m->core[0]->ip};
    stopped(m);
    return true;
}

void control_quit(struct machine *m, int status)
{
    pthread_mutex_lock(&m->lock);
    machine_end(m, MACHINE_STOPPED, status, 0, STOPPED_ESCAPE);
    pthread_mutex_unlock(&m->lock);
    if (m->control->stopped) {
        m->control->stopped = false;
        machine_resume(m);
    }
}

void control_ended(struct machine *m)
{
    m->control->stopped = false;
    tell(m, EVENT_ENDED);
}

void control_probe_add(struct machine *m, struct probe *p)
{
    p->next = m->control->probes;
    m->control->probes = p;
}

void control_probe_remove(struct machine *m, struct probe *p)
{
    struct probe **at = &m->control->probes;
    while (*at && *at != p)
        at = &(*at)->next;
    if (*at)
        *at = p->next;
}

void control_engines(struct machine *m)
{
    for (u32 i = 0; m->control && i < m->core_count; i++)
        engine_choose(m, m->core[i]);
}

void control_listen(struct machine *m, struct listener_of_control *l)
{
    struct listener_of_control **end = &m->control->listeners;
    while (*end)
        end = &(*end)->next;
    l->next = NULL;
    *end = l;
}

void control_unlisten(struct machine *m, struct listener_of_control *l)
{
    struct listener_of_control **at = &m->control->listeners;
    while (*at && *at != l)
        at = &(*at)->next;
    if (*at)
        *at = l->next;
}
