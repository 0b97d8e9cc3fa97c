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

/* One figure, to the table and to bench.json; noted: only to that. group and
 * unit are literals, the name is copied. */
void bench_figure(const char *group, const char *name, double value,
                  const char *unit);
void bench_note(const char *group, const char *name, double value,
                const char *unit);

/* How a program of the host ended. */
struct bench_end {
    int status; /* of exit; -1: a signal */
    double seconds, cpu;
    char text[1024]; /* the start of its output and its messages */
};

/* Runs argv[0] (looked up in PATH), which has no input, to its end. */
bool bench_spawn(const char *const *argv, struct bench_end *end, struct err *e);

/* Sorts, returns the one in the middle. */
double bench_median(double *values, u32 n);
double bench_seconds(void); /* monotonic */

/* The groups; false: could not be measured. */
bool bench_speed(const struct bench *b, struct err *e);
bool bench_scaling(const struct bench *b, struct err *e);
bool bench_start(const struct bench *b, struct err *e);
bool bench_memory(const struct bench *b, struct err *e);
bool bench_idle(const struct bench *b, struct err *e);
bool bench_kernels(const struct bench *b, struct err *e);
bool bench_smp(const struct bench *b, struct err *e);
bool bench_machine(const struct bench *b, struct err *e);
bool bench_debug(const struct bench *b, struct err *e);
bool bench_warmup(const struct bench *b, struct err *e);
bool bench_cc(const struct bench *b, struct err *e);

#endif
