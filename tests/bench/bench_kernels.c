/* SPDX-License-Identifier: MIT
 *
 * The kernels of tests/bench/kernels: the same C compiled for the host and for
 * the machine, on every engine, and for qemu-riscv32 where that is installed.
 * Runs alternate; CPU times of whole processes; medians. A wrong checksum is
 * an error, not a figure.
 */
#include "bench.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include <vm/engine.h>

enum {
    RUNS = 5,
    COLUMNS_MAX = 8,
    KERNELS_MAX = 64,
    FAST = 20, /* BENCH_SCALE of native code and of engines that translate */
    SLOW = 4   /* of the interpreter */
};

enum kind { NATIVE, SCALAR, ENGINE, QEMU };

/* What a kernel is run on. */
struct column {
    enum kind kind;
    const char *name;
    u32 scale;
    double product; /* of its ratios to native */
    double speed;   /* product of M instructions/s; engines only */
};

struct table {
    const struct bench *b;
    struct column column[COLUMNS_MAX];
    u32 columns, kernels;
    char kernel[KERNELS_MAX][32];
};

static void column_add(struct table *t, enum kind kind, const char *name,
                       u32 scale)
{
    if (t->columns < COLUMNS_MAX)
        t->column[t->columns++] = (struct column){kind, name, scale, 0, 0};
}

static void columns_make(struct table *t)
{
    column_add(t, NATIVE, "native", FAST);
    column_add(t, SCALAR, "no-vect", FAST);
    for (u32 i = 0; i < engine_count(); i++) {
        const char *name = engine_get(i)->name;
        column_add(t, ENGINE, name, strcmp(name, "interp") == 0 ? SLOW : FAST);
    }
    char path[BENCH_PATH_BYTES];
    snprintf(path, sizeof path, "%s/tests/bench/kernels/sieve.rv32",
             t->b->build);
    if (access(path, R_OK) == 0 && access("/usr/bin/qemu-riscv32", X_OK) == 0)
        column_add(t, QEMU, "qemu-user", FAST);
    else
        fprintf(stderr, "bench: without qemu-riscv32 (qemu-user) or "
                        "riscv64-unknown-elf-gcc there is no peer\n");
}

/* The names stand in checksums.txt. */
static bool kernels_list(struct table *t, struct err *e)
{
    char path[BENCH_PATH_BYTES], line[128];
    snprintf(path, sizeof path, "%s/tests/bench/kernels/checksums.txt",
             t->b->build);
    FILE *f = fopen(path, "r");
    if (!f)
        return fail(e, "cannot open %s", path);
    while (t->kernels < KERNELS_MAX && fgets(line, sizeof line, f))
        t->kernels += sscanf(line, "%31[a-z0-9]", t->kernel[t->kernels]) == 1;
    fclose(f);
    return t->kernels > 0 || fail(e, "%s names no kernel", path);
}

/* Runs a kernel once. v: the engine is asked how many instructions it did. */
static bool run(const struct table *t, const struct column *c,
                const char *kernel, bool v, struct bench_end *end,
                struct err *e)
{
    static const char *const suffix[] = {".native", ".scalar", ".bin", ".rv32"};
    char vm[BENCH_PATH_BYTES], path[BENCH_PATH_BYTES];
    snprintf(vm, sizeof vm, "%s/vm", t->b->build);
    if (c->kind == ENGINE)
        snprintf(path, sizeof path, "%s/tests/bench/kernels/%s-%u.bin",
                 t->b->build, kernel, c->scale);
    else
        snprintf(path, sizeof path, "%s/tests/bench/kernels/%s%s", t->b->build,
                 kernel, suffix[c->kind]);
    const char *const native[] = {path, NULL};
    const char *const guest[] = {vm,   "--headless",    "--engine", c->name,
                                 path, v ? "-v" : NULL, NULL};
    const char *const peer[] = {"qemu-riscv32", path, NULL};
    const char *const *argv = c->kind == ENGINE ? guest
                              : c->kind == QEMU ? peer
                                                : native;
    return bench_spawn(argv, end, e);
}

/* The checksum of the host at the scale of the column. */
static bool right(const struct table *t, const struct column *c,
                  const char *kernel, const struct bench_end *end,
                  const struct bench_end *native, struct err *e)
{
    if (c->kind == QEMU &&
        (u32)end->status == (strtoul(native->text, NULL, 16) & 0xFF))
        return true;
    char line[128], path[BENCH_PATH_BYTES], want[16] = "";
    snprintf(path, sizeof path, "%s/tests/bench/kernels/checksums.txt",
             t->b->build);
    FILE *f = c->scale == SLOW ? fopen(path, "r") : NULL;
    snprintf(want, sizeof want, "%.8s", f ? "" : native->text);
    while (f && fgets(line, sizeof line, f)) {
        char name[32], first[16], fourth[16];
        if (sscanf(line, "%31s %15s %15s", name, first, fourth) == 3 &&
            strcmp(name, kernel) == 0)
            snprintf(want, sizeof want, "%s", fourth);
    }
    if (f)
        fclose(f);
    return (end->status == 0 && want[0] && strncmp(end->text, want, 8) == 0) ||
           fail(e, "%s on %s: status %d, %.40s, not %s", kernel, c->name,
                end->status, end->text, want);
}

/* Millions of instructions at the column's scale. */
static bool instructions(const struct table *t, const struct column *c,
                         const char *kernel, double *millions, struct err *e)
{
    struct bench_end end;
    if (!run(t, c, kernel, true, &end, e))
        return false;
    const char *at = strstr(end.text, "end: halted, ");
    *millions = at ? strtod(at + strlen("end: halted, "), NULL) * 1e-6 : 0;
    return *millions > 0 || fail(e, "vm -v does not count: %s", end.text);
}

static bool measure(const struct table *t, const char *kernel,
                    double seconds[COLUMNS_MAX], struct err *e)
{
    double cpu[COLUMNS_MAX][RUNS];
    struct bench_end end, native = {0};
    for (u32 i = 0; i < RUNS; i++)
        for (u32 k = 0; k < t->columns; k++) {
            const struct column *c = &t->column[k];
            if (!run(t, c, kernel, false, &end, e))
                return false;
            if (k == 0)
                native = end;
            if (!right(t, c, kernel, &end, &native, e))
                return false;
            cpu[k][i] = end.cpu / c->scale;
        }
    for (u32 k = 0; k < t->columns; k++)
        seconds[k] = bench_median(cpu[k], RUNS);
    return true;
}

static bool row(struct table *t, const char *kernel, struct err *e)
{
    double seconds[COLUMNS_MAX];
    char figure[96];
    if (!measure(t, kernel, seconds, e))
        return false;
    printf("%-10s %8.1f ms", kernel, seconds[0] * FAST * 1e3);
    for (u32 k = 1; k < t->columns; k++) {
        struct column *c = &t->column[k];
        double ratio = seconds[k] / seconds[0], millions = 0;
        if (c->kind == ENGINE && !instructions(t, c, kernel, &millions, e))
            return false;
        double speed = millions / (seconds[k] * c->scale);
        c->product += log(ratio);
        c->speed += c->kind == ENGINE ? log(speed) : 0;
        printf(c->kind == ENGINE ? " %7.2f x %6.0f M/s" : " %8.2f x", ratio,
               speed);
        snprintf(figure, sizeof figure, "%s, %s", kernel, c->name);
        bench_note("kernels", figure, ratio, "x native");
        if (c->kind == ENGINE)
            bench_note("kernels", figure, speed, "M lamp instructions/s");
    }
    printf("\n");
    fflush(stdout);
    return true;
}

static void heading(const struct table *t)
{
    printf("%-10s %11s", "kernel", "native");
    for (u32 k = 1; k < t->columns; k++)
        printf(t->column[k].kind == ENGINE ? " %20s" : " %10s",
               t->column[k].name);
    printf("\n");
}

static void means(struct table *t)
{
    printf("%-10s %11s", "geo. mean", "");
    for (u32 k = 1; k < t->columns; k++) {
        const struct column *c = &t->column[k];
        double ratio = exp(c->product / t->kernels);
        double speed = exp(c->speed / t->kernels);
        printf(c->kind == ENGINE ? " %7.2f x %6.0f M/s" : " %8.2f x", ratio,
               speed);
        bench_note("kernels", c->name, ratio, "x native, geometric mean");
        if (c->kind == ENGINE)
            bench_note("kernels", c->name, speed,
                       "M lamp instructions/s, geometric mean");
    }
    printf("\n");
}

bool bench_kernels(const struct bench *b, struct err *e)
{
    struct table t = {.b = b};
    if (!kernels_list(&t, e))
        return false;
    columns_make(&t);
    heading(&t);
    for (u32 i = 0; i < t.kernels; i++)
        if (!row(&t, t.kernel[i], e))
            return false;
    means(&t);
    return true;
}
