/* SPDX-License-Identifier: MIT
 *
 * Loops that optimisers make into memset, memcpy, strlen.
 */
#include "c.h"

static NOINLINE void fill(char *p, int n, char c)
{
    for (int i = 0; i < n; i++)
        p[i] = c;
}
static NOINLINE void zero(int *p, int n)
{
    while (n-- > 0)
        *p++ = 0;
}
static NOINLINE void copy(short *p, const short *q, int n)
{
    for (int i = 0; i < n; i++)
        p[i] = q[i];
}
static NOINLINE int length(const char *p)
{
    int n = 0;
    while (*p++)
        n++;
    return n;
}
static NOINLINE int bits(unsigned x)
{
    int n = 0;
    while (x)
        x &= x - 1, n++;
    return n;
}
static NOINLINE int leading(unsigned x)
{
    int n = 32;
    while (x)
        x >>= 1, n--;
    return n;
}
static NOINLINE void words(int *p, int n, int v)
{
    for (int i = 0; i < n; i++)
        p[i] = v;
}
int main(void)
{
    char text[70];
    int v[40];
    short s[40], t[40];
    for (int i = 0; i < 40; i++)
        s[i] = (short)(i * 99), t[i] = 0, v[i] = i;
    for (int n = 1; n < 40; n += 6) {
        fill(text, HIDE(n), 'x'), text[n] = 0, zero(v, n / 2), copy(t, s, n),
                                  words(v + n, 40 - n, 0x01010101 * n);
        printf("%s %d %d %d %d %d %d\n", text, length(text), v[n / 2], v[39],
               t[n - 1], bits(0xF0F0F0Fu * n), leading((unsigned)n * n));
    }
}
