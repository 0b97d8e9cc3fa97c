/* SPDX-License-Identifier: MIT
 *
 * Traces, profiles, coverage and checks of a run, as the command line asks
 * for them.
 */
#ifndef ANALYSIS_H
#define ANALYSIS_H

#include <vm/config.h>

struct machine;
struct perf_map;
struct profile;
struct check;

struct analysis {
    struct machine *m;
    struct profile *profile;
    struct perf_map *perf_map;
    struct check *check;
};

/* Before machine_load. False: *e; analysis_close all the same. */
bool analysis_open(struct analysis *a, struct machine *m,
                   const struct config *c, struct err *e);
/* Before machine_run: cores get the engine that can do it. */
void analysis_start(const struct analysis *a, struct machine *m);
/* After machine_run: writes what was asked for. Returns the exit status of a
 * run that has ended with `status`. */
int analysis_finish(struct analysis *a, const struct config *c, int status);
/* Without results, of a machine that did not run; harmless behind finish. */
void analysis_close(struct analysis *a);

#endif
