/* SPDX-License-Identifier: MIT
 *
 * Products of 64 bits, of mixed widths, by constants.
 */
#include "c.h"

int main(void)
{
    static const uint64_t x[] = {
        0,          1, 3, ~0ull, 0xFFFFFFFF, 0x100000001, 0x123456789ABCDEF,
        10000000000};
    for (unsigned i = 0; i < COUNT(x); i++) {
        uint64_t a = HIDE(x[i]);
        for (unsigned k = 0; k < COUNT(x); k++)
            printf("%llx ", (unsigned long long)(a * HIDE(x[k])));
        printf("%llx %llx %llx %llx %llx %llx\n", a * 3ull, a * 10ull,
               a * 1000000007ull, a * 0x100000000ull, a * 0x10000000Full,
               a * (unsigned long long)-5);
    }
    printf("%lld %llu\n", (long long)HIDE(-7) * HIDE(0x7FFFFFFF),
           (unsigned long long)HIDE(0xFFFFFFFFu) * HIDE(0xFFFFFFFFu));
}
