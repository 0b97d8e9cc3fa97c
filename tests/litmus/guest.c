/* SPDX-License-Identifier: MIT
 *
 * See guest.h. The program of core 0 begins with STARTAP of all others, so
 * their code must be complete before core 0's entry is used: entries are
 * patched when the machine is made.
 */
#include "guest.h"

void guest_core(struct guest *g, u32 cpu)
{
    g->entry[cpu] = guest_here(g);
    if (cpu == 0)
        for (u32 i = 1; i < g->cores; i++) {
            emit(g, ISA_MOVI, 1, 0, 0, i);
            emit(g, ISA_STARTAP, 1, 0, 0, 0); /* imm: guest_run */
        }
    emit(g, ISA_MOVI, 10, 0, 0, SHARED_BARRIER);
    emit(g, ISA_MOVI, 11, 0, 0, 0);
}

void guest_await(struct guest *g, u32 address, u32 value)
{
    u32 again = guest_here(g);
    emit(g, ISA_PAUSE, 0, 0, 0, 0);
    emit(g, ISA_LDAR, 12, address, 0, 0);
    emit(g, ISA_SUB, 12, 12, value, 0);
    emit(g, ISA_CMPI, 12, 0, 0, 0);
    emit_back(g, ISA_RJL, again);
}

void guest_barrier(struct guest *g)
{
    emit(g, ISA_ADDI, 11, 11, 0, g->cores);
    emit(g, ISA_MOVI, 13, 0, 0, 1);
    emit(g, ISA_XADD, 12, 10, 13, 0);
    guest_await(g, 10, 11);
}

void guest_end(struct guest *g, u32 cpu)
{
    emit(g, ISA_MOVI, 10, 0, 0, SHARED_DONE);
    emit(g, ISA_MOVI, 13, 0, 0, 1);
    emit(g, ISA_XADD, 12, 10, 13, 0);
    if (cpu == 0) {
        emit(g, ISA_MOVI, 11, 0, 0, g->cores);
        guest_await(g, 10, 11);
        emit(g, ISA_HALT, 0, 0, 0, 0);
    } else {
        u32 again = guest_here(g);
        emit(g, ISA_WAIT, 0, 0, 0, 0);
        emit_back(g, ISA_RJMP, again);
    }
}

static void patch_entries(struct guest *g)
{
    u32 first = (g->entry[0] - GUEST_CODE) / 8;
    for (u32 i = 1; i < g->cores; i++)
        g->word[first + 2 * i - 1] =
            rig_word(ISA_STARTAP, 1, 0, 0, g->entry[i]);
}

static struct machine *machine_make(const struct guest *g)
{
    struct config config = config_default;
    struct err e;
    config.cores = g->cores;
    config.ram_bytes = g->ram_bytes != 0 ? g->ram_bytes : GUEST_RAM;
    config.engine = g->engine;
    config.deterministic = g->deterministic;
    struct machine *m = machine_new(&config, &host_null, &e);
    if (m == NULL)
        fail_msg("machine_new: %s", e.text);
    return m;
}

struct machine *guest_run(struct guest *g)
{
    struct machine *m = machine_make(g);
    struct rig r = {.m = m};
    struct err e;
    if (!g->started)
        patch_entries(g);
    machine_reset(m, g->entry[0]);
    rig_code(&r, GUEST_CODE, g->word, g->count);
    if (g->handler != 0)
        rig_code(&r, 8 * GUEST_VECTOR, &(u64){g->handler}, 1);
    if (!machine_run(m, &e))
        fail_msg("machine_run: %s", e.text);
    const struct machine_result *result = machine_result(m);
    if (result->state != MACHINE_HALTED)
        fail_msg("engine %s: state %u: %s", g->engine, result->state,
                 m->core[result->core]->panic.text);
    return m;
}

u32 guest_word(const struct machine *m, u32 at)
{
    return ram_get32(&m->bus.ram, at);
}

static void guest_once(void (*run)(struct guest *g), u32 cores,
                       const char *engine, bool deterministic)
{
    struct guest *g = calloc(1, sizeof *g);
    assert_non_null(g);
    g->cores = cores;
    g->engine = engine;
    g->deterministic = deterministic;
    run(g);
    free(g);
}

void guest_each(void (*run)(struct guest *g), u32 cores, bool deterministic)
{
    for (u32 i = 0; i < engine_count(); i++)
        guest_once(run, cores, engine_get(i)->name, false);
    if (deterministic)
        guest_once(run, cores, engine_get(0)->name, true);
}
