/* SPDX-License-Identifier: MIT
 *
 * The benchmark harness: medians, and the figures that end in the table and
 * in bench.json.
 */
#ifndef BENCH_H
#define BENCH_H

#include <util/bits.h>
#include <util/err.h>

struct bench {
    const char *build; /* build directory: vm and the assembled kernels */
    const char *only;  /* name of a group, NULL: all */
};

enum { BENCH_RUNS = 7, BENCH_PATH_BYTES = 4096 };

/* One figure. group and name are literals. */
void bench_figure(const char *group, const char *name, double value,
                  const char *unit);

/* Sorts, returns the one in the middle. */
double bench_median(double *values, u32 n);
double bench_seconds(void); /* monotonic */

/* The groups; false: could not be measured. */
bool bench_speed(const struct bench *b, struct err *e);
bool bench_scaling(const struct bench *b, struct err *e);
bool bench_start(const struct bench *b, struct err *e);
bool bench_memory(const struct bench *b, struct err *e);
bool bench_idle(const struct bench *b, struct err *e);

#endif
