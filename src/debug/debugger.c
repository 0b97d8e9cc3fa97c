/* SPDX-License-Identifier: MIT
 *
 * When core 0 stops and what happens then. Invariant: a stop is decided on
 * core 0's thread from state that only changes while nothing runs, and it is
 * handled on the device thread with the whole machine standing still. Without
 * struct debug none of this costs anything.
 */
#include <vm/debug.h>

#include "debug.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include <util/log.h>
#include <vm/machine.h>

enum { LINE_BYTES = 256 };

static bool debugs(const struct debug *d)
{
    return d->mode == DEBUG_STEP || d->breakpoint_count != 0;
}

/* At a terminal the user types when he sees the prompt. */
static bool holds(const struct debug *d)
{
    return debugs(d) && !d->input_ended && !isatty(d->options.input);
}

bool debug_attach(struct machine *m, const struct debug_options *o,
                  struct err *e)
{
    struct debug *d = calloc(1, sizeof(*d));
    if (d == NULL)
        return fail_status(e, 90, "out of memory for the debugger");
    d->options = *o;
    d->mode = o->stop_first ? DEBUG_STEP : DEBUG_FREE;
    d->breakpoint_count = o->breakpoint_count;
    memcpy(d->breakpoint, o->breakpoint, sizeof(d->breakpoint));
    atomic_init(&d->holds_input, holds(d));
    if (o->statistics) {
        d->stats = calloc(m->core_count, sizeof(*d->stats));
        if (d->stats == NULL) {
            free(d);
            return fail_status(e, 90, "out of memory for statistics");
        }
    }
    m->debug = d;
    return true;
}

void debug_detach(struct machine *m)
{
    struct debug *d = m->debug;
    if (d == NULL)
        return;
    if (d->stats) {
        for (u32 i = 0; i < m->core_count; i++)
            stats_end(&d->stats[i], m->core[i]);
        stats_print(m, d->stats);
    }
    free(d->stats);
    free(d);
    m->debug = NULL;
}

u64 debug_budget(const struct core *c)
{
    const struct debug *d = c->m->debug;
    return d->stats || (c->id == 0 && debugs(d)) ? 1 : UINT64_MAX;
}

static bool wants_stop(const struct debug *d, const struct core *c)
{
    if (d->stopped && d->stopped_retired == c->retired &&
        d->stopped_ip == c->ip)
        return false;
    if (d->mode == DEBUG_STEP && c->retired >= d->step_until)
        return true;
    return breakpoint_hit(d, c->ip);
}

bool debug_before(struct core *c)
{
    struct debug *d = c->m->debug;
    if (c->id == 0 && wants_stop(d, c))
        return false;
    if (d->stats)
        stats_before(&d->stats[c->id], c);
    return true;
}

/* The machine ends before the guest goes on. */
static void heed_signal(struct machine *m)
{
    const struct host_class *host = m->host->class;
    if (host->hurries && host->hurries(m->host))
        host->service(m->host, m);
}

/* Until a command lets the guest go on; the end of input does so for good. */
static void run_commands(struct machine *m)
{
    struct debug *d = m->debug;
    char line[LINE_BYTES];
    do {
        fputs("(vm) ", stderr);
        fflush(stderr);
        if (d->input_ended || !debug_read_line(m, line, sizeof(line))) {
            fputs("\n", stderr);
            heed_signal(m);
            d->input_ended = true;
            d->mode = DEBUG_FREE;
            return;
        }
    } while (debug_command(m, line));
}

void debug_stop(struct machine *m)
{
    struct debug *d = m->debug;
    const struct core *c = m->core[0];
    d->stopped = true;
    d->stopped_retired = c->retired;
    d->stopped_ip = c->ip;
    debug_where(m);
    run_commands(m);
    atomic_store(&d->holds_input, holds(d));
}

bool debug_holds_input(const struct machine *m)
{
    return m->debug && atomic_load(&m->debug->holds_input);
}

void debug_input_asked(struct machine *m)
{
    if (m->debug && atomic_exchange(&m->debug->holds_input, false))
        machine_kick(m);
}
