/* SPDX-License-Identifier: MIT
 *
 * The loops of the kernels in C, with the results that the guest must have.
 */
#ifndef BENCH_NATIVE_H
#define BENCH_NATIVE_H

#include <util/bits.h>

u32 native_regs(void);
u32 native_memory(void);
u32 native_calls(void);

#endif
