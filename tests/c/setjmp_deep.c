/* SPDX-License-Identifier: MIT
 *
 * longjmp out of deep recursion, callee-saved registers come back.
 */
#include "c.h"

#include <setjmp.h>

static jmp_buf env;
static NOINLINE int down(int n, int a, int b, int c)
{
    if (n == 0)
        longjmp(env, a + b + c);
    return down(n - 1, b, c, a + n) + a;
}
static NOINLINE int try(int n)
{
    int a = HIDE(n), b = HIDE(n + 1), c = HIDE(n + 2), d = HIDE(n + 3),
        e = HIDE(n + 4), f = HIDE(n + 5), g = HIDE(n + 6);
    int h = HIDE(n + 7), i = HIDE(n + 8), j = HIDE(n + 9), k = HIDE(n + 10),
        l = HIDE(n + 11), m = HIDE(n + 12);
    int r = setjmp(env);
    if (r == 0)
        down(n * 20, 1, 2, 3);
    return r + a + b * 2 + c * 3 + d * 4 + e * 5 + f * 6 + g * 7 + h * 8 +
           i * 9 + j * 10 + k * 11 + l * 12 + m * 13;
}
int main(void)
{
    for (int i = 0; i < 6; i++)
        printf("%d\n", try(HIDE(i)));
}
