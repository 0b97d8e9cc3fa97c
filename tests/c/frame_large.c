/* SPDX-License-Identifier: MIT
 *
 * A frame of more than 64 KiB, and slots at both ends.
 */
#include "c.h"

static NOINLINE int touch(volatile char *p, int n)
{
    p[0] = (char)n, p[n - 1] = 7;
    return p[0] + p[n / 2];
}
static NOINLINE int big(int seed)
{
    int first = seed;
    char a[40000];
    int b[10000];
    char c[3];
    for (int i = 0; i < 40000; i += 100)
        a[i] = (char)(i + seed);
    for (int i = 0; i < 10000; i++)
        b[i] = i * seed;
    c[0] = 1, c[1] = (char)seed, c[2] = 3;
    a[20000] = 5;
    int s = touch(a, 40000) + first;
    for (int i = 0; i < 10000; i += 999)
        s += b[i] ^ a[i * 4 / 100 * 100];
    return s + c[HIDE(1)] * 3 + a[39999];
}
int main(void)
{
    printf("%d %d\n", big(HIDE(3)), big(HIDE(-17)));
}
