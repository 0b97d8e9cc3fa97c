/* SPDX-License-Identifier: MIT
 *
 * Division in loops by values that do not change.
 */
#include "c.h"

static NOINLINE unsigned f(const unsigned *v, int n, unsigned d)
{
    unsigned s = 0;
    for (int i = 0; i < n; i++)
        s += v[i] / d * 3 + v[i] % d;
    return s;
}
static NOINLINE int g(int n, int d)
{
    int s = 0;
    while (n != 0)
        s = s % 100000 * 3 + n % d, n /= d;
    return s;
}
static NOINLINE int digits(uint64_t x, char *to)
{
    char b[24];
    int n = 0, k = 0;
    do
        b[n++] = (char)('0' + x % 10);
    while (x /= 10);
    while (n)
        to[k++] = b[--n];
    to[k] = 0;
    return k;
}
int main(void)
{
    unsigned v[20], seed = 12;
    char text[24];
    for (int i = 0; i < 20; i++)
        v[i] = next_random(&seed);
    for (int d = 1; d < 40; d += 6)
        printf("%u %d %d\n", f(v, 20, (unsigned)HIDE(d)), g(123456789, d + 1),
               g(-987654321, HIDE(d) + 2));
    for (uint64_t x = 1; x < 10000000000000000000u / 7; x = x * 97 + 5)
        printf("%d %s\n", digits(HIDE(x), text), text);
}
