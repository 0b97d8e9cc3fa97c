/* SPDX-License-Identifier: MIT
 *
 * A program of three cores to look at while it runs: core 0 starts the two
 * others, counts COUNTER to a number with a call in the loop, and halts; the
 * others count OTHER for ever. LOOP and SUB are where its loop and function
 * begin.
 */
#ifndef TESTS_THREE_CORES_H
#define TESTS_THREE_CORES_H

#include "rig.h"

enum { COUNTER = 0x8000, OTHER = 0x8100, LOOP = RIG_PC + 0x28, SUB = 0x3200 };

static inline void three_cores_load(struct rig *r, u32 count)
{
    const u64 main_code[] = {rig_word(ISA_MOVI, 1, 0, 0, 0x3100),
                             rig_word(ISA_MOVI, 2, 0, 0, 1),
                             rig_word(ISA_STARTAP, 2, 1, 0, 0),
                             rig_word(ISA_INC, 2, 0, 0, 0),
                             rig_word(ISA_STARTAP, 2, 1, 0, 0),
                             rig_word(ISA_MOVI, 4, 0, 0, COUNTER), /* LOOP */
                             rig_word(ISA_LOAD32, 5, 4, 0, 0),
                             rig_word(ISA_INC, 5, 0, 0, 0),
                             rig_word(ISA_STORE32, 5, 4, 0, 0),
                             rig_word(ISA_CALL, 0, 0, 0, SUB),
                             rig_word(ISA_CMPI, 5, 0, 0, count),
                             rig_word(ISA_JNZ, 0, 0, 0, LOOP),
                             rig_word(ISA_HALT, 0, 0, 0, 0)};
    const u64 other_code[] = {
        rig_word(ISA_MOVI, 6, 0, 0, OTHER), rig_word(ISA_MOVI, 7, 0, 0, 1),
        rig_word(ISA_XADD, 8, 6, 7, 0), rig_word(ISA_JMP, 0, 0, 0, 0x3110)};
    const u64 sub_code[] = {rig_word(ISA_MOVI, 9, 0, 0, 7),
                            rig_word(ISA_RET, 0, 0, 0, 0)};
    rig_code(r, RIG_PC, main_code, ARRAY_LEN(main_code));
    rig_code(r, 0x3100, other_code, ARRAY_LEN(other_code));
    rig_code(r, SUB, sub_code, ARRAY_LEN(sub_code));
}

#endif
