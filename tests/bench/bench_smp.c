/* SPDX-License-Identifier: MIT
 *
 * smp.c on 1, 2 and 4 cores and on as many threads of the host, in turns. The
 * work of a core is constant. "Scaling" is the time on one core against the
 * time on n; the figure to watch is that of the machine against the host's.
 *
 * Where cores share nothing, whatever disturbs a run makes it slower: the best
 * runs are compared. How cores take turns at one word differs from run to run
 * by itself: there medians are. Notes say how much the pairs of runs differ,
 * and how far the host itself scaled, which is near 100 % on a quiet host.
 */
#include "bench.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include <vm/engine.h>

enum { MODES = 4, COUNTS = 3, RUNS = 11 };

static const char *const mode_name[MODES] = {"plain RAM", "shared atomic",
                                             "spin lock", "private atomic"};
static const u32 cores[COUNTS] = {1, 2, 4};

/* One run; microseconds as the program itself saw them. */
static bool run(const struct bench *b, const char *engine, u32 mode, u32 n,
                double *micros, struct err *e)
{
    char vm[BENCH_PATH_BYTES], path[BENCH_PATH_BYTES], count[16];
    struct bench_end end;
    snprintf(vm, sizeof vm, "%s/vm", b->build);
    snprintf(path, sizeof path, "%s/tests/bench/kernels/smp-%u.%s", b->build,
             mode, engine ? "bin" : "native");
    snprintf(count, sizeof count, "%u", n);
    const char *const guest[] = {vm,      "--headless", "--engine", engine,
                                 "--smp", count,        path,       NULL};
    const char *const native[] = {path, count, NULL};
    if (!bench_spawn(engine ? guest : native, &end, e))
        return false;
    char *next;
    bool ok = strtoul(end.text, &next, 10) == 1;
    *micros = strtod(next, NULL);
    return (ok && end.status == 0 && *micros > 0) ||
           fail(e, "%s on %u cores, %s: status %d, %.60s", mode_name[mode], n,
                engine ? engine : "native", end.status, end.text);
}

struct times {
    double native[COUNTS], guest[COUNTS]; /* microseconds, best or median */
    double spread[COUNTS]; /* of native / guest: between the quartiles */
};

static bool is_shared(u32 mode)
{
    return mode == 1 || mode == 2;
}

/* The runs of one number of cores, in pairs; sorts them. */
static void compare(struct times *t, u32 mode, u32 k, double *native,
                    double *guest)
{
    double ratio[RUNS];
    for (u32 i = 0; i < RUNS; i++)
        ratio[i] = native[i] / guest[i];
    double middle = bench_median(ratio, RUNS);
    t->spread[k] = (ratio[RUNS - 1 - RUNS / 4] - ratio[RUNS / 4]) / middle;
    t->native[k] = bench_median(native, RUNS);
    t->guest[k] = bench_median(guest, RUNS);
    if (!is_shared(mode)) {
        t->native[k] = native[0];
        t->guest[k] = guest[0];
    }
}

static bool measure(const struct bench *b, const char *engine, u32 mode,
                    struct times *t, struct err *e)
{
    double native[COUNTS][RUNS], guest[COUNTS][RUNS];
    for (u32 i = 0; i < RUNS; i++)
        for (u32 k = 0; k < COUNTS; k++)
            if (!run(b, NULL, mode, cores[k], &native[k][i], e) ||
                !run(b, engine, mode, cores[k], &guest[k][i], e))
                return false;
    for (u32 k = 0; k < COUNTS; k++)
        compare(t, mode, k, native[k], guest[k]);
    return true;
}

static void report_throughput(const char *engine, u32 mode,
                              const struct times *t)
{
    char name[96];
    for (u32 k = 0; k < COUNTS; k++) {
        int n = snprintf(name, sizeof name, "%s: %s, %u", engine,
                         mode_name[mode], cores[k]);
        bench_figure("smp", name, 100 * t->native[k] / t->guest[k],
                     "% of native's throughput");
        snprintf(name + n, sizeof name - (size_t)n, ", spread");
        bench_note("smp", name, 100 * t->spread[k], "% between quartiles");
    }
}

static void report_scaling(const char *engine, u32 mode, const struct times *t)
{
    char name[96];
    for (u32 k = 1; k < COUNTS; k++) {
        double guest = t->guest[0] / t->guest[k];
        double native = t->native[0] / t->native[k];
        int n = snprintf(name, sizeof name, "%s: %s, scaling to %u", engine,
                         mode_name[mode], cores[k]);
        bench_figure("smp", name, 100 * guest / native, "% of native's");
        snprintf(name + n, sizeof name - (size_t)n, ", native");
        bench_note("smp", name, 100 * native, "% of one thread's speed");
    }
}

/* What one thread does must not depend on others: then the host is quiet. */
static void warn_noise(const struct times *t)
{
    double kept = 100 * t->native[0] / t->native[COUNTS - 1];
    if (kept < 90)
        fprintf(stderr,
                "bench: %u threads of the host that share nothing have %.0f %% "
                "of one thread's speed each; other work disturbs\n",
                cores[COUNTS - 1], kept);
}

bool bench_smp(const struct bench *b, struct err *e)
{
    long online = sysconf(_SC_NPROCESSORS_ONLN);
    if (online < 4)
        fprintf(stderr, "bench: only %ld processors; more cores share them\n",
                online);
    for (u32 i = 0; i < engine_count(); i++)
        for (u32 mode = 0; mode < MODES; mode++) {
            struct times t;
            if (!measure(b, engine_get(i)->name, mode, &t, e))
                return false;
            report_throughput(engine_get(i)->name, mode, &t);
            if (is_shared(mode))
                continue;
            report_scaling(engine_get(i)->name, mode, &t);
            warn_noise(&t);
        }
    return true;
}
