/* SPDX-License-Identifier: MIT
 *
 * Plain recursion: factorial, Fibonacci, Ackermann, Hanoi.
 */
#include "c.h"

static NOINLINE unsigned long long factorial(int n)
{
    return n < 2 ? 1 : n * factorial(n - 1);
}
static NOINLINE int fibonacci(int n)
{
    return n < 2 ? n : fibonacci(n - 1) + fibonacci(n - 2);
}
static NOINLINE int ackermann(int m, int n)
{
    return m == 0   ? n + 1
           : n == 0 ? ackermann(m - 1, 1)
                    : ackermann(m - 1, ackermann(m, n - 1));
}
static int moves;
static NOINLINE void hanoi(int n, int a, int b, int c)
{
    if (n == 0)
        return;
    hanoi(n - 1, a, c, b);
    moves = moves * 7 + a * 3 + b;
    moves &= 0xFFFFFF;
    hanoi(n - 1, c, b, a);
}
int main(void)
{
    printf("%llu %d %d\n", factorial(HIDE(20)), fibonacci(HIDE(17)),
           ackermann(HIDE(2), 9));
    hanoi(HIDE(9), 1, 2, 3);
    printf("%d\n", moves);
}
