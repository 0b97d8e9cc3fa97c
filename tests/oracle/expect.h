/* SPDX-License-Identifier: MIT
 *
 * State of a core in words, to set it before a test and to check it after:
 * assignments separated by blanks or commas.
 *
 *     r3=0x80000000 r4=-1 ip=@2 flags=CZ csp=255 irq_masked=1
 *     mem32[0x4000]=7 mem8[@1]=0x80 bytes[0x4000]=01 02 0A pending={1,5}
 *
 * names      r0..r31 ip in_isr irq_masked serving breaks exit
 *            csp dsp isp, call_ data_ isr_ followed by base or count
 *            mem8 mem16 mem32 bytes [address], port priority [number]
 *            flags, and the sets pending in_service enable
 * values     decimal, 0x..., negative, @N = address of the N-th instruction
 *            of the case, none (serving); flags: letters of CZSO, - for none
 *            of them, or the whole word as a number; bytes: two digits each
 */
#ifndef TESTS_EXPECT_H
#define TESTS_EXPECT_H

#include "oracle.h"

#include <util/err.h>

/* base: address of instruction @0. False: text that means nothing. */
bool expect_set(struct oracle *o, const char *text, u32 base, struct err *e);

/* False: a value differs, or text that means nothing. */
bool expect_holds(struct oracle *o, const char *text, u32 base, struct err *e);

#endif
