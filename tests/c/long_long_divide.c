/* SPDX-License-Identifier: MIT
 *
 * Quotients and rests of 64 bits, all signs and sizes.
 */
#include "c.h"

int main(void)
{
    static const int64_t x[] = {1,           -1,           7,
                                -7,          10,           0xFFFFFFFF,
                                0x100000000, -0x100000001, 1000000000000,
                                INT64_MAX,   INT64_MIN,    0x123456789ABCDEF};
    for (unsigned i = 0; i < COUNT(x); i++) {
        for (unsigned k = 0; k < COUNT(x); k++) {
            int64_t a = HIDE(x[i]), b = HIDE(x[k]);
            uint64_t u = a, v = b;
            if (a != INT64_MIN || b != -1)
                printf("%lld %lld ", (long long)(a / b), (long long)(a % b));
            printf("%llu %llu|", (unsigned long long)(u / v),
                   (unsigned long long)(u % v));
        }
        puts("");
    }
}
