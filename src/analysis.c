/* SPDX-License-Identifier: MIT
 *
 * Joins traces, profiles and checks to a machine and takes their results. A
 * file that could not be written, or a finding of a check, changes the exit
 * status of a run that was successful, and of no other.
 */
#include "analysis.h"

#include <util/log.h>
#include <vm/check.h>
#include <vm/control.h>
#include <vm/machine.h>
#include <vm/perf_map.h>
#include <vm/profile.h>
#include <vm/program_names.h>
#include <vm/trace.h>

static bool sees_instructions(const struct config *c)
{
    struct trace_options o = {0};
    if (c->profile || c->coverage || c->checks)
        return true;
    return c->trace && trace_parse(&o, c->trace) && (o.kinds >> TRACE_EXEC & 1);
}

bool analysis_open(struct analysis *a, struct machine *m,
                   const struct config *c, struct err *e)
{
    struct trace_options o;
    *a = (struct analysis){.m = m};
    if (sees_instructions(c) && !control_attach_probes(m, e))
        return false;
    if (c->checks && !(a->check = check_open(m, c->checks, e)))
        return false;
    if ((c->profile || c->coverage) &&
        !(a->profile = profile_open(m, c->profile != NULL, e)))
        return false;
    if (perf_map_wanted() && !(a->perf_map = perf_map_open(m, e)))
        return false;
    struct err why = {0};
    if (!c->trace || (trace_parse(&o, c->trace) && trace_open(m, &o, &why)))
        return true;
    return fail_status(e, why.status, "--trace: %s", why.text);
}

/* Names are loaded now: cores cannot. */
void analysis_start(const struct analysis *a, struct machine *m)
{
    u32 address;
    control_engines(m);
    if (m->trace || a->perf_map || a->profile || a->check)
        names_get(m->names, 0, &address);
    if (a->check)
        check_start(a->check);
}

static void tell(const struct err *e, int *status)
{
    log_error("%s", e->text);
    if (*status == 0)
        *status = 90;
}

int analysis_finish(struct analysis *a, const struct config *c, int status)
{
    struct err e = {0};
    u64 findings = check_close(a->check);
    a->check = NULL;
    if (findings != 0 && status == 0)
        status = CHECK_STATUS;
    if (c->profile && !profile_write(a->profile, c->profile, &e))
        tell(&e, &status);
    if (c->coverage && !coverage_write(a->profile, c->coverage, &e))
        tell(&e, &status);
    if (!trace_close(a->m, &e))
        tell(&e, &status);
    if (!perf_map_close(a->perf_map, &e))
        tell(&e, &status);
    a->perf_map = NULL;
    analysis_close(a);
    return status;
}

void analysis_close(struct analysis *a)
{
    struct err e = {0};
    check_close(a->check);
    profile_free(a->profile);
    perf_map_close(a->perf_map, &e);
    if (a->m)
        trace_close(a->m, &e);
    *a = (struct analysis){0};
}
