/* SPDX-License-Identifier: MIT
 *
 * One comparison with 0 that is asked for twice, with stores and other sums
 * in between: the flags of what is compared must still be there for the first.
 */
#include "c.h"

static NOINLINE int meet(unsigned a, unsigned b, volatile unsigned *at,
                         unsigned c)
{
    unsigned both = a & b;
    at[0] = c;
    at[1] = both == 0;
    at[2] = c + b;
    return both == 0 ? (int)c * 3 : 7;
}

static NOINLINE int differ(int a, int b, volatile int *at, int c)
{
    int d = a ^ b;
    at[0] = c;
    at[1] = d != 0;
    at[2] = c - b;
    at[1] += d == 0 ? c : b;
    return d != 0 ? c : b - 1;
}

static NOINLINE int sign(int a, int b, volatile int *at, int c)
{
    int s = a << (b & 3);
    at[0] = c;
    at[1] = s < 0;
    at[2] = c * 5;
    at[3] = s > 0;
    at[0] = c - 1;
    if (s <= 0)
        at[2] = c + b;
    return s >= 0 ? c : -b;
}

static NOINLINE unsigned shift(unsigned a, volatile unsigned *at, unsigned c)
{
    unsigned up = a >> 3;
    at[0] = c;
    unsigned none = up == 0;
    at[1] = none + c;
    at[2] = c + 1;
    if (up)
        at[0] = none;
    return none ? c * 9 : at[1];
}

int main(void)
{
    unsigned at[4] = {0};
    for (unsigned k = 0; k < 40; k++) {
        int n = (int)k - 20;
        printf("%d", meet(k, k * 5 >> 2, at, k * 7));
        printf(" %u %u %u\n", at[0], at[1], at[2]);
        printf("%d", differ(n, n * n % 7 - 3, (int *)at, n * 3));
        printf(" %u %u %u\n", at[0], at[1], at[2]);
        printf("%d", sign(n, (int)k, (int *)at, n * 11));
        printf(" %u %u %u %u\n", at[0], at[1], at[2], at[3]);
        printf("%u", shift(k, at, k * 13));
        printf(" %u %u %u\n", at[0], at[1], at[2]);
    }
    return 0;
}
