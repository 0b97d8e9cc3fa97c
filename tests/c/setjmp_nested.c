/* SPDX-License-Identifier: MIT
 *
 * setjmp in nested functions, values, second returns.
 */
#include "c.h"

#include <setjmp.h>

static jmp_buf outer, inner;
static NOINLINE void leave(int n)
{
    if (n > 3)
        longjmp(outer, n);
    longjmp(inner, n + 1);
}
static NOINLINE int work(int n)
{
    volatile int tries = 0;
    int r = setjmp(inner);
    tries++;
    if (r < 3)
        leave(n + r);
    return tries * 10 + r;
}
int main(void)
{
    volatile int i = 0;
    int r = setjmp(outer);
    if (r)
        printf("outer %d at %d\n", r, i++);
    for (; i < 8; i++)
        printf("%d\n", work(HIDE((int)i)));
    r = setjmp(inner);
    if (r == 0)
        longjmp(inner, HIDE(0));
    printf("%d\n", r);
}
