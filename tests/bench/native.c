/* SPDX-License-Identifier: MIT
 *
 * The loops of the kernels as a C compiler sees them. Each does what its .s
 * file does, step by step, so that the results are equal; built without
 * vectors, which the guest does not have either.
 */
#include "native.h"

u32 native_regs(void)
{
    u32 state = 0x12345678, sum = 0;
    for (u32 i = 10000000; i != 0; i--) {
        state ^= state << 13;
        state ^= state >> 17;
        state ^= state << 5;
        sum += state;
    }
    return sum;
}

u32 native_memory(void)
{
    enum { WORDS = 4096 };
    static volatile u32 start; /* 0, which the compiler must not know */
    static u32 table[WORDS];
    u32 last = 0;

    for (u32 i = 0; i < WORDS; i++)
        table[i] = start;
    for (u32 round = 2500; round != 0; round--)
        for (u32 i = 0; i < WORDS - 1; i++) {
            last = table[i] + table[i + 1] + 1;
            table[i + 1] = last;
        }
    return last;
}

static __attribute__((noinline)) u32 step(u32 n)
{
    return n & 1 ? 3 * n + 1 : n >> 1;
}

u32 native_calls(void)
{
    u32 n = 27, sum = 0;
    for (u32 i = 8000000; i != 0; i--) {
        n = step(n);
        sum += n;
        if (n == 1)
            n = i | 1;
    }
    return sum;
}
