/* SPDX-License-Identifier: MIT
 *
 * Bit sets and byte arrays: primes two ways.
 */
#include "c.h"

#define N 5000
static unsigned bits[N / 32 + 1];
static char bytes[N];
int main(void)
{
    int a = 0, b = 0;
    unsigned sum = 0;
    for (int i = 2; i < HIDE(N); i++) {
        if (!(bits[i / 32] >> i % 32 & 1)) {
            a++, sum = sum * 7 + (unsigned)i;
            for (int k = i * 2; k < N; k += i)
                bits[k / 32] |= 1u << k % 32;
        }
        if (!bytes[i]) {
            b++;
            for (int k = i * i; k < N && i < 100; k += i)
                bytes[k] = 1;
        }
    }
    printf("%d %d %u\n", a, b, sum);
}
