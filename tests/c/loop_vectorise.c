/* SPDX-License-Identifier: MIT
 *
 * Loops that -O3 unrolls or vectorises: sums, copies, maxima.
 */
#include "c.h"

static int a[100], b[100];
static short s[100];
static unsigned char c[100];
static NOINLINE int sum(const int *p, int n)
{
    int t = 0;
    for (int i = 0; i < n; i++)
        t += p[i];
    return t;
}
static NOINLINE int dot(const short *p, const unsigned char *q, int n)
{
    int t = 0;
    for (int i = 0; i < n; i++)
        t += p[i] * q[i];
    return t;
}
static NOINLINE int top(const int *p, int n)
{
    int t = p[0];
    for (int i = 1; i < n; i++)
        t = p[i] > t ? p[i] : t;
    return t;
}
static NOINLINE void blend(unsigned char *p, const unsigned char *q, int n)
{
    for (int i = 0; i < n; i++)
        p[i] = (unsigned char)((p[i] + q[i] + 1) >> 1);
}
static NOINLINE void scale(int *p, const int *q, int n)
{
    for (int i = 0; i < n; i++)
        p[i] = q[i] * 3 + p[i] / 4;
}
static NOINLINE int count(const unsigned char *p, int n, int x)
{
    int t = 0;
    for (int i = 0; i < n; i++)
        t += p[i] == x;
    return t;
}
static NOINLINE int strided(const int *p, int n)
{
    int t = 0;
    for (int i = 0; i < n; i += 3)
        t ^= p[i] + i;
    return t;
}
static NOINLINE void reverse(int *p, int n)
{
    for (int i = 0; i < n / 2; i++) {
        int t = p[i];
        p[i] = p[n - 1 - i];
        p[n - 1 - i] = t;
    }
}
int main(void)
{
    unsigned seed = 1;
    for (int i = 0; i < 100; i++) {
        a[i] = (int)(next_random(&seed) >> 12), b[i] = a[i] ^ i;
        s[i] = (short)next_random(&seed),
        c[i] = (unsigned char)next_random(&seed) & 15;
    }
    for (int n = 0; n < 100; n += 13) {
        scale(a, b, HIDE(n)), blend(c, c + 50, n / 2), reverse(b, n);
        printf("%d %d %d %d %d\n", sum(a, n), dot(s, c, n), top(a, n + 1),
               count(c, n, 3), strided(b, n));
    }
}
