/* SPDX-License-Identifier: MIT
 *
 * Random programs for comparing engines with the oracle: a seed becomes a
 * state of the oracle (code, data, vectors, registers) from which it can be
 * run. Mostly sensible code that stays alive for some hundred instructions,
 * biased to what translators get wrong; see progen.c for the list.
 */
#ifndef TESTS_PROGEN_H
#define TESTS_PROGEN_H

#include "oracle.h"

enum {
    PROGEN_RAM_SMALL = 4 * BOARD_RAM_UNIT,
    PROGEN_RAM_LARGE = 8 * BOARD_RAM_UNIT
};

/* RAM size that the program of a seed wants: one of the two above. */
u32 progen_ram(u64 seed);

/* Resets the oracle and puts the program of a seed into it; returns for how
 * many instructions it is worth running. */
u64 progen_make(struct oracle *o, u64 seed);

/* The same from bytes that a fuzzer chose: they are the code. */
u64 progen_from_bytes(struct oracle *o, const u8 *bytes, size_t n);

#endif
