/* SPDX-License-Identifier: MIT
 *
 * Shifts of long long by every variable count.
 */
#include "c.h"

static NOINLINE uint64_t left(uint64_t x, unsigned n)
{
    return x << n;
}
static NOINLINE uint64_t right(uint64_t x, unsigned n)
{
    return x >> n;
}
static NOINLINE int64_t arithmetic(int64_t x, unsigned n)
{
    return x >> n;
}
int main(void)
{
    static const uint64_t x[] = {
        1,           0x8000000000000000u, 0xDEADBEEF01234567u,
        0x80000000u, 0x100000000u,        ~0ull};
    for (unsigned i = 0; i < COUNT(x); i++) {
        for (unsigned n = 0; n < 64; n++)
            printf("%llx %llx %llx\n", (unsigned long long)left(x[i], n),
                   (unsigned long long)right(x[i], n),
                   (unsigned long long)arithmetic(x[i], n));
    }
}
