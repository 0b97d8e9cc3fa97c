/* SPDX-License-Identifier: MIT
 *
 * Thousands of operations on random doubles, as one checksum.
 */
#include "c.h"

static double make(unsigned *seed)
{
    union {
        uint64_t u;
        double d;
    } x;
    x.u = (uint64_t)next_random(seed) << 32 | next_random(seed);
    x.u &= 0x801FFFFFFFFFFFFF;
    x.u |= (uint64_t)(1023 - 40 + next_random(seed) % 80) << 52;
    return x.d;
}
int main(void)
{
    unsigned seed = 99;
    uint64_t sum[5] = {0};
    for (int i = 0; i < 3000; i++) {
        double a = make(&seed), b = make(&seed);
        sum[0] = sum[0] * 31 + double_bits(a + b);
        sum[1] = sum[1] * 31 + double_bits(a - b);
        sum[2] = sum[2] * 31 + double_bits(a * b);
        sum[3] = sum[3] * 31 + double_bits(a / b);
        sum[4] = sum[4] * 31 + (a < b) + 2 * (a <= -b) + float_bits((float)a) +
                 (uint64_t)(int64_t)b;
        if (i % 500 == 0)
            printf("%.17g %.17g %.17g\n", a, b, a * b);
    }
    for (int i = 0; i < 5; i++)
        printf("%llx\n", (unsigned long long)sum[i]);
}
