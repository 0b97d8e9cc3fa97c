/* SPDX-License-Identifier: MIT
 *
 * What a program loses until it runs as fast as it ever will: interpreting,
 * counting and compiling. A kernel is run at two amounts of work; what does
 * not grow with the work, less the start of the process, is the loss. The few
 * parts of a kernel that are not repeated count as loss, too.
 *
 * Runs alternate, and each loss is of neighbours; medians count.
 */
#include "bench.h"

#include <stdio.h>
#include <string.h>
#include <vm/engine.h>

enum { RUNS = 9, LITTLE = 4, MUCH = 20 }; /* of BENCH_SCALE */

static bool has_jit(void)
{
    for (u32 i = 0; i < engine_count(); i++)
        if (strcmp(engine_get(i)->name, "jit") == 0)
            return true;
    return false;
}

/* CPU seconds of the program in the build directory. */
static bool run(const struct bench *b, const char *program, double *cpu,
                struct err *e)
{
    char vm[BENCH_PATH_BYTES], path[BENCH_PATH_BYTES];
    snprintf(vm, sizeof vm, "%s/vm", b->build);
    snprintf(path, sizeof path, "%s/tests/bench/%s", b->build, program);
    const char *const argv[] = {vm,    "--headless", "--engine",
                                "jit", path,         NULL};
    struct bench_end end;
    if (!bench_spawn(argv, &end, e))
        return false;
    *cpu = end.cpu;
    return end.status == 0 ||
           fail(e, "%s: status %d, %.40s", path, end.status, end.text);
}

static bool kernel_loss(const struct bench *b, const char *kernel,
                        double *seconds, struct err *e)
{
    char little[64], much[64];
    double loss[RUNS], start, few, many;
    snprintf(little, sizeof little, "kernels/%.31s-%u.bin", kernel, LITTLE);
    snprintf(much, sizeof much, "kernels/%.31s-%u.bin", kernel, MUCH);
    for (u32 i = 0; i < RUNS; i++) {
        if (!run(b, "first.bin", &start, e) || !run(b, little, &few, e) ||
            !run(b, much, &many, e))
            return false;
        double fixed = (few * MUCH - many * LITTLE) / (MUCH - LITTLE);
        loss[i] = fixed - start;
    }
    *seconds = bench_median(loss, RUNS);
    return true;
}

bool bench_warmup(const struct bench *b, struct err *e)
{
    char path[BENCH_PATH_BYTES], line[128], kernel[32];
    double seconds;
    bool ok = true;
    if (!has_jit())
        return true;
    snprintf(path, sizeof path, "%s/tests/bench/kernels/checksums.txt",
             b->build);
    FILE *f = fopen(path, "r");
    if (!f)
        return fail(e, "cannot open %s", path);
    while (ok && fgets(line, sizeof line, f)) {
        if (sscanf(line, "%31[a-z0-9]", kernel) != 1)
            continue;
        ok = kernel_loss(b, kernel, &seconds, e);
        if (ok)
            bench_figure("warmup", kernel, seconds * 1e3,
                         "ms lost until it is fast");
    }
    fclose(f);
    return ok;
}
