/* SPDX-License-Identifier: MIT
 *
 * A RISC-V RV32IM core without devices, to count what a program executes.
 */
#ifndef RV32_H
#define RV32_H

#include <util/bits.h>
#include <util/err.h>

struct rv32_result {
    u64 retired; /* instructions */
    u32 a0;      /* when the program executed ECALL */
};

/* Runs a static executable until ECALL. False: it is no RV32IM executable,
 * did something that the core does not have, or took more than `limit`. */
bool rv32_run(const char *path, u64 limit, struct rv32_result *result,
              struct err *e);

#endif
