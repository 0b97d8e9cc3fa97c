/* SPDX-License-Identifier: MIT
 *
 * ./dev bench: measures and reports, judges nothing. Runs that are compared
 * with each other alternate, so that a busy host disturbs both alike, and
 * medians count. Figures go to stdout as a table and to bench.json.
 *
 * usage: bench BUILD_DIRECTORY [GROUP]
 */
#include "bench.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <util/buf.h>

enum { FIGURES_MAX = 1024 };

static struct figure {
    const char *group, *unit;
    char name[96];
    double value;
} figures[FIGURES_MAX];
static u32 figure_count;

static const struct group {
    const char *name;
    bool (*measure)(const struct bench *b, struct err *e);
} groups[] = {
    {"speed", bench_speed}, {"scaling", bench_scaling},
    {"start", bench_start}, {"memory", bench_memory},
    {"idle", bench_idle},   {"kernels", bench_kernels},
    {"smp", bench_smp},     {"machine", bench_machine},
    {"debug", bench_debug}, {"warmup", bench_warmup},
    {"cc", bench_cc},
};

double bench_seconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static int compare(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

double bench_median(double *values, u32 n)
{
    qsort(values, n, sizeof *values, compare);
    return n % 2 ? values[n / 2] : (values[n / 2 - 1] + values[n / 2]) / 2;
}

void bench_note(const char *group, const char *name, double value,
                const char *unit)
{
    if (figure_count == FIGURES_MAX)
        return;
    struct figure *f = &figures[figure_count++];
    *f = (struct figure){.group = group, .unit = unit, .value = value};
    snprintf(f->name, sizeof f->name, "%s", name);
}

void bench_figure(const char *group, const char *name, double value,
                  const char *unit)
{
    bench_note(group, name, value, unit);
    printf("%-8s %-44s %10.2f %s\n", group, name, value, unit);
    fflush(stdout);
}

static bool write_json(const struct bench *b, struct err *e)
{
    char path[BENCH_PATH_BYTES];
    struct buf out = {0};

    buf_printf(&out, "{\"figures\": [\n");
    for (u32 i = 0; i < figure_count; i++)
        buf_printf(&out,
                   "  {\"group\": \"%s\", \"name\": \"%s\", "
                   "\"value\": %.6g, \"unit\": \"%s\"}%s\n",
                   figures[i].group, figures[i].name, figures[i].value,
                   figures[i].unit, i + 1 < figure_count ? "," : "");
    buf_printf(&out, "]}\n");
    snprintf(path, sizeof path, "%s/bench.json", b->build);
    bool ok = !out.failed ? file_write(path, out.data, out.size, e)
                          : fail(e, "no memory");
    buf_free(&out);
    return ok;
}

static bool measure(const struct bench *b, struct err *e)
{
    bool found = false;
    for (size_t i = 0; i < ARRAY_LEN(groups); i++) {
        if (b->only != NULL && strcmp(b->only, groups[i].name) != 0)
            continue;
        found = true;
        if (!groups[i].measure(b, e))
            return false;
    }
    if (found)
        return true;
    fprintf(stderr, "bench: the groups are");
    for (size_t i = 0; i < ARRAY_LEN(groups); i++)
        fprintf(stderr, " %s", groups[i].name);
    fprintf(stderr, "\n");
    return fail(e, "no group %s", b->only);
}

int main(int argc, char **argv)
{
    struct err e = {0};
    if (argc < 2 || argc > 3) {
        fprintf(stderr, "usage: bench BUILD_DIRECTORY [GROUP]\n");
        return EXIT_FAILURE;
    }
    struct bench b = {argv[1], argc > 2 ? argv[2] : NULL};
    if (measure(&b, &e) && write_json(&b, &e))
        return EXIT_SUCCESS;
    fprintf(stderr, "bench: %s\n", e.text);
    return EXIT_FAILURE;
}
