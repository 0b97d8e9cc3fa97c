/* SPDX-License-Identifier: MIT
 *
 * What programs rarely do and emulators are slow at: changing code, data
 * beside code, device registers, interrupts; on every engine, in turns.
 */
#include "bench.h"

#include <stdio.h>
#include <vm/engine.h>
#include <vm/machine.h>

/* Programs that count to r0 = expected and do `events` of what they are for. */
static const struct program {
    const char *name, *figure;
    u32 expected, events;
} programs[] = {
    {"patch", "instructions rewritten and run", 1784293664, 1000000},
    {"registers", "device registers read", 4000000, 4000000},
    {"interrupts", "software interrupts and returns", 2000000, 2000000},
    {"beside", "counts in data beside code", 100000000, 100000000},
    {"apart", "counts in data apart from code", 100000000, 100000000},
};

static bool run(const struct bench *b, const struct engine *engine,
                const struct program *p, double *seconds, struct err *e)
{
    char path[BENCH_PATH_BYTES];
    struct config c = config_default;
    c.engine = engine->name;
    struct machine *m = machine_new(&c, &host_null, e);
    if (m == NULL)
        return false;
    snprintf(path, sizeof path, "%s/tests/bench/%s.bin", b->build, p->name);
    bool ok = machine_load(m, path, e);
    double start = bench_seconds();
    ok = ok && machine_run(m, e);
    *seconds = bench_seconds() - start;
    if (ok && (machine_result(m)->state != MACHINE_HALTED ||
               m->core[0]->r[0] != p->expected))
        ok = fail(e, "%s on %s: %s, r0 = %u", p->name, engine->name,
                  machine_state_text(m), m->core[0]->r[0]);
    machine_free(m);
    return ok;
}

static bool engine_measure(const struct bench *b, const struct engine *engine,
                           struct err *e)
{
    double seconds[ARRAY_LEN(programs)][BENCH_RUNS];
    double median[ARRAY_LEN(programs)];
    char name[96];
    for (u32 i = 0; i < BENCH_RUNS; i++)
        for (size_t k = 0; k < ARRAY_LEN(programs); k++)
            if (!run(b, engine, &programs[k], &seconds[k][i], e))
                return false;
    for (size_t k = 0; k < ARRAY_LEN(programs); k++) {
        median[k] = bench_median(seconds[k], BENCH_RUNS);
        snprintf(name, sizeof name, "%s: %s", engine->name, programs[k].figure);
        bench_figure("machine", name, programs[k].events / median[k] * 1e-6,
                     "M/s");
    }
    snprintf(name, sizeof name, "%s: data beside code", engine->name);
    size_t n = ARRAY_LEN(programs);
    bench_figure("machine", name, median[n - 2] / median[n - 1],
                 "times the time");
    return true;
}

bool bench_machine(const struct bench *b, struct err *e)
{
    for (u32 i = 0; i < engine_count(); i++)
        if (!engine_measure(b, engine_get(i), e))
            return false;
    return true;
}
