/* SPDX-License-Identifier: MIT
 *
 * Inside the oracle: one instruction in execution, between oracle.c, which
 * fetches and decodes it, and oracle_ops.c, which does what it says.
 */
#ifndef TESTS_ORACLE_STEP_H
#define TESTS_ORACLE_STEP_H

#include "oracle.h"

struct step {
    struct oracle *o;
    u8 op, d, s, t;
    u32 rd, rs1, rs2, imm; /* values; a field that is unused reads as 0 */
    u32 next;
};

/* False: panicked. */
bool step_execute(struct step *i);
/* One byte of MOVS or FILL. */
bool step_move_byte(struct step *i);

#endif
