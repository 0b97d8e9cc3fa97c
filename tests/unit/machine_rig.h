/* SPDX-License-Identifier: MIT
 *
 * For tests that let a whole machine run: short words for instructions, a
 * config in which a hang ends as a failure, and a run that must not fail.
 */
#ifndef TESTS_MACHINE_RIG_H
#define TESTS_MACHINE_RIG_H

#include "rig.h"

static inline u64 op(u8 code, u8 d, u8 s, u8 t, u32 imm)
{
    return rig_word(code, d, s, t, imm);
}

static inline struct config config_with(u32 cores, bool deterministic)
{
    struct config c = config_default;
    c.cores = cores;
    c.deterministic = deterministic;
    c.timeout_ns = (u64)20 * 1000000000; /* a hang fails instead of hanging */
    return c;
}

static inline const struct machine_result *run(struct rig *r)
{
    if (!machine_run(r->m, &r->err))
        fail_msg("machine_run: %s", r->err.text);
    return machine_result(r->m);
}

static inline u32 word(struct rig *r, u32 at)
{
    return ram_get32(&r->m->bus.ram, at);
}

#endif
