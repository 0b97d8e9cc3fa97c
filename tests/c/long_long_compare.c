/* SPDX-License-Identifier: MIT
 *
 * Comparison of 64 bits where only one half differs.
 */
#include "c.h"

static const int64_t x[] = {0,
                            1,
                            -1,
                            0xFFFFFFFF,
                            0x100000000,
                            -0x100000000,
                            INT64_MAX,
                            INT64_MIN,
                            0x80000000,
                            -0x80000000ll,
                            0x7FFFFFFF80000000};
static NOINLINE int branches(int64_t a, int64_t b)
{
    int n = 0;
    if (a < b)
        n |= 1;
    if (a <= b)
        n |= 2;
    if (a == b)
        n |= 4;
    if ((uint64_t)a < (uint64_t)b)
        n |= 8;
    if ((uint64_t)a <= (uint64_t)b)
        n |= 16;
    if (a != b)
        n |= 32;
    if (a > b)
        n |= 64;
    if ((uint64_t)a > (uint64_t)b)
        n |= 128;
    return n;
}
static NOINLINE int values(int64_t a, int64_t b)
{
    return (a < b) | (a <= b) << 1 | (a == b) << 2 |
           ((uint64_t)a < (uint64_t)b) << 3 |
           ((uint64_t)a <= (uint64_t)b) << 4 | (a != b) << 5 | (a > b) << 6 |
           ((uint64_t)a > (uint64_t)b) << 7;
}
static NOINLINE int constants(int64_t a)
{
    return (a < 0) | (a > 0) << 1 | (a == 0) << 2 | (a <= 0xFFFFFFFF) << 3 |
           (a >= 0x100000000) << 4 | (a == -1) << 5 |
           ((uint64_t)a > 0x7FFFFFFFFFFFFFFF) << 6 | (a > -0x80000000ll) << 7 |
           (a < 0x80000000ll) << 8;
}
int main(void)
{
    for (unsigned i = 0; i < COUNT(x); i++) {
        for (unsigned k = 0; k < COUNT(x); k++)
            printf("%02x%02x ", branches(x[i], x[k]), values(x[i], x[k]));
        printf("%x\n", constants(x[i]));
    }
}
