/* SPDX-License-Identifier: MIT
 *
 * Carry and comparison flags across stores, selects and calls.
 */
#include "c.h"

static volatile unsigned sink;
static NOINLINE uint64_t add3(uint64_t a, uint64_t b, uint64_t c, unsigned *out)
{
    uint64_t s = a + b;
    out[0] = (unsigned)s;
    s += c;
    out[1] = (unsigned)(s >> 32);
    sink = (unsigned)s;
    return s - (a < b) - (b > c);
}
static NOINLINE unsigned limbs(const unsigned *a, const unsigned *b,
                               unsigned *r, int n)
{
    uint64_t c = 0;
    for (int i = 0; i < n; i++) {
        c += (uint64_t)a[i] + b[i];
        r[i] = (unsigned)c;
        c >>= 32;
        sink = r[i];
    }
    return (unsigned)c;
}
int main(void)
{
    unsigned out[2], a[5] = {~0u, ~0u, 0, ~0u, 7},
                     b[5] = {1, 0, ~0u, HIDE(1u), 9}, r[5];
    for (unsigned i = 0; i < 5; i++) {
        uint64_t s =
            add3(HIDE(~0ull) - i, (uint64_t)i << 32, i * 0xFFFFFFFFull, out);
        printf("%llx %x %x\n", (unsigned long long)s, out[0], out[1]);
    }
    unsigned carry = limbs(a, b, r, HIDE(5));
    printf("%u %x %x %x %x %x\n", carry, r[0], r[1], r[2], r[3], r[4]);
}
