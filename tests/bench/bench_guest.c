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
    REPEATS = 10 /* of the native loop, to last about as long as smp.s */
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

static void *thread_main(void *arg)
{
    u32 *sum = arg;
    for (u32 i = 0; i < REPEATS; i++)
        *sum += native_regs();
    return NULL;
}

static bool native_run(u32 threads, double *seconds, struct err *e)
{
    pthread_t thread[THREADS_MAX];
    u32 result[THREADS_MAX] = {0}, made = 0;
    double start = bench_seconds();
    while (made < threads &&
           pthread_create(&thread[made], NULL, thread_main, &result[made]) == 0)
        made++;
    for (u32 i = 0; i < made; i++)
        pthread_join(thread[i], NULL);
    *seconds = bench_seconds() - start;
    return made == threads || fail(e, "cannot start a thread");
}

/* Work done in the time that one core needs for its share. */
static void report_scaling(u32 n, double *guest, double *native, double *one)
{
    static const char *const names[THREADS_MAX + 1][3] = {
        [2] = {"2 cores", "2 native threads", "2 cores against threads"},
        [4] = {"4 cores", "4 native threads", "4 cores against threads"}};
    double g = bench_median(guest, BENCH_RUNS);
    double t = bench_median(native, BENCH_RUNS);
    if (n == 1) {
        one[0] = g;
        one[1] = t;
        return;
    }
    double scale = n * one[0] / g, native_scale = n * one[1] / t;
    bench_figure("scaling", names[n][0], scale, "times one core");
    bench_figure("scaling", names[n][1], native_scale, "times one thread");
    bench_figure("scaling", names[n][2], scale / native_scale, "");
}

bool bench_scaling(const struct bench *b, struct err *e)
{
    double guest[THREADS_MAX + 1][BENCH_RUNS];
    double native[THREADS_MAX + 1][BENCH_RUNS], one[2];
    struct run run;

    for (u32 i = 0; i < BENCH_RUNS; i++)
        for (u32 n = 1; n <= THREADS_MAX; n *= 2) {
            if (!guest_run(b, "smp", n, &run, e) ||
                !native_run(n, &native[n][i], e))
                return false;
            guest[n][i] = run.seconds;
        }
    for (u32 n = 1; n <= THREADS_MAX; n *= 2)
        report_scaling(n, guest[n], native[n], one);
    return true;
}
