/* SPDX-License-Identifier: MIT
 *
 * Factorials and powers with arrays of digits.
 */
#include "c.h"

static int multiply(unsigned *v, int n, unsigned x)
{
    uint64_t c = 0;
    for (int i = 0; i < n; i++)
        c += (uint64_t)v[i] * x, v[i] = (unsigned)(c % 1000000000),
                                 c /= 1000000000;
    if (c)
        v[n++] = (unsigned)c;
    return n;
}
static int add(unsigned *a, const unsigned *b, int n)
{
    unsigned c = 0;
    for (int i = 0; i < n; i++)
        a[i] += b[i] + c, c = a[i] >= 1000000000, a[i] -= c ? 1000000000 : 0;
    if (c)
        a[n++] = 1;
    return n;
}
static void show(const unsigned *v, int n)
{
    printf("%u", v[--n]);
    while (n-- > 0)
        printf("%09u", v[n]);
    puts("");
}
int main(void)
{
    unsigned f[40] = {1}, p[40] = {1}, a[40] = {0}, b[40] = {1};
    int nf = 1, np = 1, nb = 1;
    for (int i = 1; i <= HIDE(60); i++) {
        nf = multiply(f, nf, (unsigned)i), np = multiply(p, np, 7);
        int n = add(a, b, nb);
        for (int k = 0; k < 40; k++) {
            unsigned t = a[k];
            a[k] = b[k];
            b[k] = t;
        }
        nb = n;
    }
    show(f, nf), show(p, np), show(b, nb);
}
