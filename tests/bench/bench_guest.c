/* SPDX-License-Identifier: MIT
 *
 * Speed: machines in this process run the kernels, in turns with the same
 * loops compiled for the host. A guest whose result differs from the host's
 * is an error, not a figure.
 */
#include "bench.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <util/buf.h>
#include <vm/machine.h>

#include "native.h"

enum {
    THREADS_MAX = 4,
    REPEATS = 50 /* of the native loop, to last about as long as smp.s */
};

static const struct kernel {
    const char *name, *ratio;
    u32 (*native)(void);
} kernels[] = {{"regs", "regs, against native", native_regs},
               {"memory", "memory, against native", native_memory},
               {"calls", "calls, against native", native_calls}};

struct run {
    double seconds;
    u64 retired;
    u32 r0;
};

static bool image_load(struct machine *m, const struct bench *b,
                       const char *name, struct err *e)
{
    char path[BENCH_PATH_BYTES];
    snprintf(path, sizeof path, "%s/tests/bench/%s.bin", b->build, name);
    return machine_load(m, path, e);
}

static bool guest_run(const struct bench *b, const char *name, u32 cores,
                      struct run *run, struct err *e)
{
    struct config c = config_default;
    c.cores = cores;
    struct machine *m = machine_new(&c, &host_null, e);
    if (m == NULL)
        return false;
    bool ok = image_load(m, b, name, e);
    double start = bench_seconds();
    ok = ok && machine_run(m, e);
    run->seconds = bench_seconds() - start;
    run->retired = machine_result(m)->retired;
    run->r0 = m->core[0]->r[0];
    if (ok && machine_result(m)->state != MACHINE_HALTED)
        ok = fail(e, "%s did not halt: %s", name, machine_state_text(m));
    machine_free(m);
    return ok;
}

static bool kernel_measure(const struct bench *b, const struct kernel *k,
                           struct err *e)
{
    double guest[BENCH_RUNS], native[BENCH_RUNS];
    struct run run = {0};

    for (u32 i = 0; i < BENCH_RUNS; i++) {
        if (!guest_run(b, k->name, 1, &run, e))
            return false;
        guest[i] = run.seconds;
        double start = bench_seconds();
        u32 result = k->native();
        native[i] = bench_seconds() - start;
        if (result != run.r0)
            return fail(e, "%s: guest has 0x%08X, native 0x%08X", k->name,
                        run.r0, result);
    }
    double g = bench_median(guest, BENCH_RUNS);
    double n = bench_median(native, BENCH_RUNS);
    bench_figure("speed", k->name, (double)run.retired / g * 1e-6,
                 "M lamp instructions/s");
    bench_figure("speed", k->ratio, g / n, "times the time");
    return true;
}

bool bench_speed(const struct bench *b, struct err *e)
{
    for (size_t i = 0; i < ARRAY_LEN(kernels); i++)
        if (!kernel_measure(b, &kernels[i], e))
            return false;
    return true;
}

/* A thread of its own that does one core's share of the work. */
struct share {
    const struct bench *b; /* NULL: the native loop, else a machine */
    pthread_t thread;
    struct err err;
    struct run run;
    u32 sum;
    bool ok;
};

static void *share_main(void *arg)
{
    struct share *s = arg;
    s->ok = true;
    if (s->b != NULL)
        s->ok = guest_run(s->b, "smp", 1, &s->run, &s->err);
    for (u32 i = 0; s->b == NULL && i < REPEATS; i++)
        s->sum += native_regs();
    return NULL;
}

/* Time until the last of n threads is done, none knowing of the others. */
static bool shares_run(const struct bench *b, u32 n, double *seconds,
                       struct err *e)
{
    struct share share[THREADS_MAX] = {0};
    u32 made = 0;
    double start = bench_seconds();
    for (; made < n; made++) {
        share[made].b = b;
        if (pthread_create(&share[made].thread, NULL, share_main,
                           &share[made]) != 0)
            break;
    }
    bool ok = made == n || fail(e, "cannot start a thread");
    for (u32 i = 0; i < made; i++) {
        pthread_join(share[i].thread, NULL);
        if (!share[i].ok)
            ok = fail(e, "%s", share[i].err.text);
    }
    *seconds = bench_seconds() - start;
    return ok;
}

enum { CORES, MACHINES, THREADS, KINDS };

/* Work done in a time, against what one of the kind does. */
static void report_scaling(u32 n, double scale[KINDS])
{
    static const char *const names[THREADS_MAX + 1][KINDS + 2] = {
        [2] = {"2 cores", "2 machines", "2 native threads",
               "2 cores against machines", "2 cores against threads"},
        [4] = {"4 cores", "4 machines", "4 native threads",
               "4 cores against machines", "4 cores against threads"}};
    for (u32 k = 0; k < KINDS; k++)
        bench_figure("scaling", names[n][k], scale[k], "times one");
    bench_figure("scaling", names[n][KINDS], scale[CORES] / scale[MACHINES],
                 "");
    bench_figure("scaling", names[n][KINDS + 1], scale[CORES] / scale[THREADS],
                 "");
}

static bool kind_run(const struct bench *b, u32 kind, u32 n, double *seconds,
                     struct err *e)
{
    struct run run;
    if (kind != CORES)
        return shares_run(kind == MACHINES ? b : NULL, n, seconds, e);
    bool ok = guest_run(b, "smp", n, &run, e);
    *seconds = run.seconds;
    return ok;
}

/* Cores of one machine, separate machines, and native threads: the second
 * tells what the host itself loses, as when processors share a pipeline. */
bool bench_scaling(const struct bench *b, struct err *e)
{
    double seconds[KINDS][THREADS_MAX + 1][BENCH_RUNS];
    double one[KINDS], scale[KINDS];

    for (u32 i = 0; i < BENCH_RUNS; i++)
        for (u32 n = 1; n <= THREADS_MAX; n *= 2)
            for (u32 k = 0; k < KINDS; k++)
                if (!kind_run(b, k, n, &seconds[k][n][i], e))
                    return false;
    for (u32 k = 0; k < KINDS; k++)
        one[k] = bench_median(seconds[k][1], BENCH_RUNS);
    for (u32 n = 2; n <= THREADS_MAX; n *= 2) {
        for (u32 k = 0; k < KINDS; k++)
            scale[k] = n * one[k] / bench_median(seconds[k][n], BENCH_RUNS);
        report_scaling(n, scale);
    }
    return true;
}
