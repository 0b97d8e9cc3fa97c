/* SPDX-License-Identifier: MIT
 *
 * Locals of large alignment, alone and beside memory of variable size, with
 * more values alive than there are registers.
 */
#include "c.h"

#include <string.h>

static NOINLINE int misplaced(const void *p, unsigned align)
{
    return ((uintptr_t)p & (align - 1)) != 0;
}
static NOINLINE int alone(int a, int b, int c, int d, int e)
{
    _Alignas(64) char text[100];
    int s[20], r = misplaced(text, 64);
    for (int i = 0; i < 20; i++)
        s[i] = i * a;
    memset(text, a, sizeof(text));
    for (int i = 0; i < 20; i++)
        r += (s[i] * (b + c)) ^ (d * e + text[i * 5]);
    return r + a * 1000 + b * 100 + c * 10 + d + e;
}
static NOINLINE int beside(int n, int a, int b, int c, int d, int e, int f,
                           int g, int h, int i)
{
    _Alignas(64) char text[64];
    _Alignas(32) int q[7];
    int *v = __builtin_alloca(n * sizeof(int));
    int r = misplaced(text, 64) + misplaced(q, 32);
    memset(text, n, sizeof(text));
    for (int k = 0; k < n; k++)
        v[k] = k * a;
    for (int k = 0; k < 7; k++)
        q[k] = k + b;
    for (int k = 0; k < n; k++)
        r = r * 3 + v[k] + q[k % 7] + text[k];
    return r + c + d * 2 + e * 3 + f * 4 + g * 5 + h * 6 + i * 7;
}
int main(void)
{
    for (int k = 1; k < 6; k++)
        printf("%d %d\n", alone(HIDE(k), 2, 3, 4, 5),
               beside(HIDE(k), 1, 2, 3, 4, 5, 6, 7, 8, 9));
}
