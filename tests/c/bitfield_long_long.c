/* SPDX-License-Identifier: MIT
 *
 * Bit-fields of long long that cross words.
 */
#include "c.h"

struct s {
    unsigned long long a : 40;
    long long b : 24, c : 33, d : 50;
    unsigned long long e : 63;
};
int main(void)
{
    struct s s = {0};
    unsigned seed = 3;
    for (int i = 0; i < 40; i++) {
        unsigned long long r = next_random(&seed);
        r = r << 32 | next_random(&seed);
        s.a = r, s.b = r >> 3, s.c = r >> 7, s.d ^= r, s.e += r;
        printf("%llx %lld %lld %lld %llx\n", (unsigned long long)s.a,
               (long long)s.b, (long long)s.c, (long long)s.d,
               (unsigned long long)s.e);
        s.c >>= 5, s.a = s.a * 3 + 1;
        printf("%lld %llu\n", (long long)s.c, (unsigned long long)s.a);
    }
    printf("%u\n", (unsigned)sizeof(s));
}
