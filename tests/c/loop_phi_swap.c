/* SPDX-License-Identifier: MIT
 *
 * Values that change places in each round: swaps and lost copies.
 */
#include "c.h"

static NOINLINE int swap2(int a, int b, int n)
{
    while (n-- > 0) {
        int t = a;
        a = b;
        b = t;
    }
    return a * 100 + b;
}
static NOINLINE int rotate4(int a, int b, int c, int d, int n)
{
    for (int i = 0; i < n; i++) {
        int t = a;
        a = b, b = c, c = d, d = t;
        if (i == 3) {
            t = a, a = c, c = t;
        }
    }
    return ((a * 10 + b) * 10 + c) * 10 + d;
}
static NOINLINE int lost(int n)
{
    int x = 1, y;
    do {
        y = x;
        x = x + 1;
    } while (x < n);
    return y;
}
static NOINLINE unsigned fibonacci(int n)
{
    unsigned a = 0, b = 1;
    while (n-- > 0) {
        unsigned t = a + b;
        a = b;
        b = t;
    }
    return a;
}
static NOINLINE long long wide(long long a, long long b, int n)
{
    while (n-- > 0) {
        long long t = a;
        a = b;
        b = t + 1;
    }
    return a * 3 - b;
}
static NOINLINE int gcd(int a, int b)
{
    while (b) {
        int t = a % b;
        a = b;
        b = t;
    }
    return a;
}
static NOINLINE int chain(int n)
{
    int a = 1, b = 2, c = 3;
    while (n-- > 0) {
        c = b;
        b = a;
        a = a ^ n;
    }
    return a * 100 + b * 10 + c;
}
int main(void)
{
    for (int i = 0; i < 9; i++)
        printf("%d %d %d %u %lld %d %d\n", swap2(1, 2, HIDE(i)),
               rotate4(1, 2, 3, 4, HIDE(i)), lost(HIDE(i)), fibonacci(i * 5),
               wide(5, HIDE(7), i), gcd(HIDE(i) * 12, 90), chain(i));
}
