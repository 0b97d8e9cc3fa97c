/* SPDX-License-Identifier: MIT
 *
 * Clocks and timed events. In deterministic mode time is what the
 * instructions of all cores have advanced it to, else the host's. Events are
 * a short list sorted by time; equal times fire in the order of arming.
 */
#include <vm/clock.h>

#include <time.h>

#include <vm/machine.h>

enum { PS_PER_NS = 1000 };

/* UNIX time of virtual time 0 (docs/board.md): 2025-01-01 00:00:00 UTC. */
#define VIRTUAL_UNIX ((u64)1735689600 * 1000000000)

static u64 host_clock(clockid_t id)
{
    struct timespec t;
    clock_gettime(id, &t);
    return (u64)t.tv_sec * 1000000000 + (u64)t.tv_nsec;
}

void clock_start(struct machine *m)
{
    bool det = m->config.deterministic;
    m->start_mono = det ? 0 : host_clock(CLOCK_MONOTONIC);
    m->start_unix = det ? VIRTUAL_UNIX : host_clock(CLOCK_REALTIME);
}

u64 clock_host(void)
{
    return host_clock(CLOCK_MONOTONIC);
}

static u64 virtual_ns(const struct machine *m)
{
    u64 ps = m->virtual_ps;
    if (m->turn != NULL)
        ps += (m->turn->retired - m->turn_retired) * m->ps_per_insn;
    return ps / PS_PER_NS;
}

u64 clock_mono(struct machine *m)
{
    return m->config.deterministic ? virtual_ns(m)
                                   : host_clock(CLOCK_MONOTONIC);
}

u64 clock_boot(struct machine *m)
{
    return clock_mono(m) - m->start_mono;
}

u64 clock_unix(struct machine *m)
{
    return m->config.deterministic ? VIRTUAL_UNIX + virtual_ns(m)
                                   : host_clock(CLOCK_REALTIME);
}

u64 clock_unix_start(struct machine *m)
{
    return m->start_unix;
}

void timer_cancel(struct machine *m, struct timer *t)
{
    if (!t->armed)
        return;
    struct timer **p = &m->timers;
    while (*p != t)
        p = &(*p)->next;
    *p = t->next;
    t->armed = false;
}

void timer_arm(struct machine *m, struct timer *t, u64 when)
{
    timer_cancel(m, t);
    struct timer **p = &m->timers;
    while (*p != NULL && (*p)->when <= when)
        p = &(*p)->next;
    t->when = when;
    t->armed = true;
    t->next = *p;
    *p = t;
    if (m->timers == t)
        machine_kick(m); /* the device loop sleeps until the first one */
}

u64 clock_next(struct machine *m)
{
    return m->timers != NULL ? m->timers->when : CLOCK_NEVER;
}

void clock_fire(struct machine *m)
{
    u64 now = clock_mono(m);
    while (m->timers != NULL && m->timers->when <= now) {
        struct timer *t = m->timers;
        m->timers = t->next;
        t->armed = false;
        t->fire(t->arg);
    }
}
