/* SPDX-License-Identifier: MIT
 *
 * Tentative definitions, extern after static, zero data.
 */
#include "c.h"

int a;
int a;
extern int a;
static int b;
static int b;
static NOINLINE int read_b(void)
{
    extern int b;
    return b;
}
int c[];
int c[4];
int a = 3;
static long long zeros[100];
int main(void)
{
    b = HIDE(4), c[3] = 5;
    long long s = 0;
    for (int i = 0; i < 100; i++)
        s |= zeros[i];
    printf("%d %d %d %d %lld\n", a, read_b(), c[0], c[3], s);
}
