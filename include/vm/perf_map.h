/* SPDX-License-Identifier: MIT
 *
 * Names of generated code for Linux perf: a file with a line for each region,
 * at the place where perf looks for it (docs/engines.md).
 */
#ifndef VM_PERF_MAP_H
#define VM_PERF_MAP_H

#include <util/err.h>

struct machine;
struct perf_map;

/* The environment has VM_PERF_MAP=1. */
bool perf_map_wanted(void);
/* Before machine_load. NULL: the file cannot be made, *e. */
struct perf_map *perf_map_open(struct machine *m, struct err *e);
/* After machine_run; NULL is allowed. The file stays. False: not all could be
 * written. */
bool perf_map_close(struct perf_map *p, struct err *e);

#endif
