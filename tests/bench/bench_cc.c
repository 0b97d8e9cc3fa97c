/* SPDX-License-Identifier: MIT
 *
 * The code of lamp-cc: instructions that the kernels execute, with and
 * without the extension, against those of gcc for RV32IM, which an own core
 * counts; and the time of a compilation against clang's for the host, in
 * turns, medians. A wrong checksum is an error, not a figure.
 */
#include "bench.h"
#include "rv32.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

enum {
    RUNS = 5,
    KERNELS_MAX = 64,
    COMMAND_MAX = 24,
    ARCHITECTURES = 2,
};

static const u64 rv32_limit = 20000000000u;
static const char rv32_gcc[] = "riscv64-unknown-elf-gcc";
static const char host_clang[] = "clang-19";
static const char *const architectures[ARCHITECTURES] = {"lamp+x1", "lamp"};

struct kernel {
    char name[32], sum[16];
};

struct counts {
    const struct bench *b;
    struct kernel kernel[KERNELS_MAX];
    u32 kernels;
    double product[ARCHITECTURES], most[ARCHITECTURES];
};

static const char *source_of(const struct kernel *k,
                             char path[BENCH_PATH_BYTES])
{
    snprintf(path, BENCH_PATH_BYTES, BENCH_SOURCE "/kernels/%s.c", k->name);
    return path;
}

static const char *output_of(const struct counts *c, const struct kernel *k,
                             const char *kind, char path[BENCH_PATH_BYTES])
{
    snprintf(path, BENCH_PATH_BYTES, "%s/tests/bench/kernels/%s.%s",
             c->b->build, k->name, kind);
    return path;
}

/* Runs a compiler; its words are the error. */
static bool compile(const char *const *argv, double *seconds, struct err *e)
{
    struct bench_end end;
    if (!bench_spawn(argv, &end, e))
        return fail(e, "%s; ./dev install-deps installs what ./dev bench needs",
                    e->text);
    *seconds = end.seconds;
    return end.status == 0 ||
           fail(e, "%s: status %d: %.400s", argv[0], end.status, end.text);
}

static bool rv32_count(const struct counts *c, const struct kernel *k,
                       double *count, struct err *e)
{
    char out[BENCH_PATH_BYTES], source[BENCH_PATH_BYTES];
    struct rv32_result result;
    double seconds;
    output_of(c, k, "counted", out);
    const char *const argv[COMMAND_MAX] = {rv32_gcc,
                                           "-O2",
                                           "-march=rv32im",
                                           "-mabi=ilp32",
                                           "-ffreestanding",
                                           "-fno-builtin",
                                           "-fno-tree-loop-distribute-patterns",
                                           "-nostdlib",
                                           "-static",
                                           "-o",
                                           out,
                                           BENCH_SOURCE "/peer_start.s",
                                           source_of(k, source),
                                           "-lgcc"};
    if (!compile(argv, &seconds, e) || !rv32_run(out, rv32_limit, &result, e))
        return false;
    *count = (double)result.retired;
    return result.a0 == strtoul(k->sum, NULL, 16) ||
           fail(e, "%s on RV32IM: %08x, not %s", k->name, result.a0, k->sum);
}

static bool lamp_count(const struct counts *c, const struct kernel *k,
                       const char *architecture, double *count, struct err *e)
{
    char cc[BENCH_PATH_BYTES], vm[BENCH_PATH_BYTES], march[32];
    char out[BENCH_PATH_BYTES], source[BENCH_PATH_BYTES];
    struct bench_end end;
    double seconds;
    snprintf(cc, sizeof cc, "%s/lamp-cc", c->b->build);
    snprintf(vm, sizeof vm, "%s/vm", c->b->build);
    snprintf(march, sizeof march, "-march=%s", architecture);
    output_of(c, k, architecture, out);
    const char *const compiler[COMMAND_MAX] = {cc,
                                               "-O2",
                                               march,
                                               "-ffreestanding",
                                               "-fno-builtin",
                                               "-o",
                                               out,
                                               source_of(k, source),
                                               BENCH_SOURCE "/kernel_main.c"};
    const char *const machine[] = {vm, "--headless", "-v", out, NULL};
    if (!compile(compiler, &seconds, e) || !bench_spawn(machine, &end, e))
        return false;
    const char *at = strstr(end.text, "end: halted, ");
    *count = at ? strtod(at + strlen("end: halted, "), NULL) : 0;
    return (*count > 0 && strstr(end.text, k->sum) != NULL) ||
           fail(e, "%s on %s: %.400s, not %s", k->name, architecture, end.text,
                k->sum);
}

static bool kernel_count(struct counts *c, const struct kernel *k,
                         struct err *e)
{
    double peer, own;
    char figure[64];
    if (!rv32_count(c, k, &peer, e))
        return false;
    printf("%-10s %14.0f", k->name, peer);
    for (u32 i = 0; i < ARCHITECTURES; i++) {
        if (!lamp_count(c, k, architectures[i], &own, e))
            return false;
        double ratio = own / peer;
        c->product[i] += log(ratio);
        c->most[i] = ratio > c->most[i] ? ratio : c->most[i];
        printf(" %14.0f %6.3f", own, ratio);
        snprintf(figure, sizeof figure, "%s, %s", k->name, architectures[i]);
        bench_note("cc", figure, ratio, "x instructions of RV32IM gcc -O2");
    }
    printf("\n");
    fflush(stdout);
    return true;
}

static bool count_all(struct counts *c, struct err *e)
{
    char figure[64];
    printf("%-10s %14s %21s %21s\n", "kernel", "RV32IM gcc", architectures[0],
           architectures[1]);
    for (u32 i = 0; i < c->kernels; i++)
        if (!kernel_count(c, &c->kernel[i], e))
            return false;
    for (u32 i = 0; i < ARCHITECTURES; i++) {
        snprintf(figure, sizeof figure, "%s, geometric mean", architectures[i]);
        bench_figure("cc", figure, exp(c->product[i] / c->kernels),
                     "x instructions");
        snprintf(figure, sizeof figure, "%s, worst", architectures[i]);
        bench_figure("cc", figure, c->most[i], "x instructions");
    }
    return true;
}

/* Sums of medians over the kernels, of objects that nobody links. */
static bool time_all(const struct counts *c, struct err *e)
{
    char cc[BENCH_PATH_BYTES], path[BENCH_PATH_BYTES];
    double own[RUNS], peer[RUNS], own_sum = 0, peer_sum = 0;
    snprintf(cc, sizeof cc, "%s/lamp-cc", c->b->build);
    for (u32 i = 0; i < c->kernels; i++) {
        const char *source = source_of(&c->kernel[i], path);
        const char *const mine[COMMAND_MAX] = {cc,   "-O2",       "-c",
                                               "-o", "/dev/null", source};
        const char *const its[COMMAND_MAX] = {host_clang, "-O2",       "-c",
                                              "-o",       "/dev/null", source};
        for (u32 k = 0; k < RUNS; k++)
            if (!compile(mine, &own[k], e) || !compile(its, &peer[k], e))
                return false;
        own_sum += bench_median(own, RUNS);
        peer_sum += bench_median(peer, RUNS);
    }
    bench_figure("cc", "lamp-cc -O2 -c", own_sum / c->kernels * 1e3,
                 "ms a kernel");
    bench_figure("cc", "clang-19 -O2 -c", peer_sum / c->kernels * 1e3,
                 "ms a kernel");
    bench_figure("cc", "compilation, against clang", own_sum / peer_sum,
                 "times the time");
    return true;
}

static bool kernels_list(struct counts *c, struct err *e)
{
    char line[128];
    FILE *f = fopen(BENCH_SOURCE "/kernels/checksums.txt", "r");
    if (!f)
        return fail(e, "cannot open " BENCH_SOURCE "/kernels/checksums.txt");
    while (c->kernels < KERNELS_MAX && fgets(line, sizeof line, f)) {
        struct kernel *k = &c->kernel[c->kernels];
        if (sscanf(line, "%31[a-z0-9] %15[0-9a-f]", k->name, k->sum) != 2)
            continue;
        c->kernels++;
    }
    fclose(f);
    return c->kernels > 0 || fail(e, "checksums.txt names no kernel");
}

bool bench_cc(const struct bench *b, struct err *e)
{
    static struct counts c;
    c = (struct counts){.b = b};
    return kernels_list(&c, e) && count_all(&c, e) && time_all(&c, e);
}
