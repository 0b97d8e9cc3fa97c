/* SPDX-License-Identifier: MIT
 *
 * The machine that fuzzers of a debugger's front ask things of: two cores,
 * one of which runs a small program whenever the input says so. Invariant:
 * each input finds it reset, with the program in memory. It runs on the
 * fuzzer's own thread, in turns, so that an input does the same each time.
 */
#ifndef TESTS_FUZZ_MACHINE_H
#define TESTS_FUZZ_MACHINE_H

#include "fuzz.h"

#include <lamp/board.h>
#include <vm/control.h>
#include <vm/machine.h>

/* Made once. */
static inline struct machine *fuzz_machine_get(void)
{
    static struct machine *m;
    struct config c = config_default;
    struct err e;
    if (m != NULL)
        return m;
    c.cores = 2;
    c.ram_bytes = 8 << 20;
    c.deterministic = true;
    m = machine_new(&c, &host_null, &e);
    FUZZ_CHECK(m != NULL);
    return m;
}

/* Counts in a loop with a call, stores, and loads from nowhere now and then. */
static inline void fuzz_machine_load(struct machine *m)
{
    static const u64 program[] = {0x1504000000008000,
                                  0x0D05040000000000,
                                  0x3705000000000000,
                                  0x1005040000000000,
                                  0x0A00000000000000 | (PROGRAM_BASE + 0x38),
                                  0x0D06050000000000,
                                  0x0600000000000000 | (PROGRAM_BASE + 8),
                                  0x0B00000000000000};
    machine_reset(m, PROGRAM_BASE);
    for (u32 i = 0; i < ARRAY_LEN(program); i++) {
        u8 b[8];
        put_le64(b, program[i]);
        control_memory_write(m, PROGRAM_BASE + 8 * i, b, 8);
    }
}

/* The machine as each input finds it, ready for a front. */
static inline struct machine *fuzz_machine_enter(void)
{
    struct machine *m = fuzz_machine_get();
    struct err e;
    FUZZ_CHECK(control_attach(m, false, &e));
    fuzz_machine_load(m);
    return m;
}

/* The end of an input. */
static inline void fuzz_machine_leave(struct machine *m)
{
    if (control_is_stopped(m))
        control_continue(m);
    control_detach(m);
}

static inline void fuzz_core_run(struct machine *m, u32 i)
{
    enum { TURN = 50 };
    struct core *c = m->core[i];
    bool held = atomic_load(&c->pending) & CORE_PAUSE;
    if (held || c->state != CORE_RUNNING || machine_over(m))
        return;
    enum stop why = machine_step(m, i, TURN);
    pthread_mutex_lock(&m->lock);
    if (why == STOP_BREAK || (why == STOP_PANIC && control_takes_panic(c)))
        core_break(c);
    else if (why == STOP_HALT || why == STOP_PANIC)
        machine_core_ended(c, why);
    else if (why == STOP_WAIT)
        c->state = CORE_WAITING;
    pthread_mutex_unlock(&m->lock);
}

/* Each core for a few instructions, as the threads of a machine would. */
static inline void fuzz_machine_run(struct machine *m)
{
    for (u32 i = 0; i < m->core_count; i++)
        fuzz_core_run(m, i);
    control_service(m);
}

/* What no input may break. */
static inline void fuzz_machine_check(const struct machine *m)
{
    for (u32 i = 0; i < m->core_count; i++)
        for (u32 s = 0; s < STACK_COUNT; s++) {
            const struct stack *k = &m->core[i]->stack[s];
            FUZZ_CHECK(k->index <= k->count);
            FUZZ_CHECK(range_ok(k->base, (u64)k->count * k->slot,
                                m->config.ram_bytes));
        }
    FUZZ_CHECK(control_point_get(m, CONTROL_POINTS_MAX) == NULL);
}

#endif
