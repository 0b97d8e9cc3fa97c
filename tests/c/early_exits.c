/* SPDX-License-Identifier: MIT
 *
 * Functions that return early in front of loops and calls: values that live
 * on behind the exit, exits that share their return, exits in two steps, and
 * exits that jump to other functions.
 */
#include "c.h"

struct tree {
    struct tree *left, *right;
    int key;
};

static NOINLINE int other(int a, int b)
{
    return a * 3 - b;
}
static NOINLINE int depth(const struct tree *t)
{
    if (!t)
        return 0;
    int l = depth(t->left), r = depth(t->right);
    return (l > r ? l : r) + 1;
}
static NOINLINE int two_steps(int a, int b, int c)
{
    if (a < 0)
        return b;
    if (b > a)
        return c - a;
    int s = 0;
    for (int i = 0; i < a; i++)
        s += other(i, c) ^ other(b, s);
    return s + a + b + c;
}
static NOINLINE int jumps(int a, int b)
{
    if (a == 0)
        return other(b, 7);
    return other(a, b) + other(b, a) + a;
}
static NOINLINE unsigned ackermann(unsigned m, unsigned n)
{
    if (m == 0)
        return n + 1;
    return n == 0 ? ackermann(m - 1, 1) : ackermann(m - 1, ackermann(m, n - 1));
}
static NOINLINE long long wide(int n, long long a, long long b)
{
    if (n < 3)
        return a - b;
    return wide(n - 1, b, a + n) + wide(n - 2, a, b) + n;
}
static NOINLINE int on_stack(int a, int b, int c, int d, int e, int f, int g,
                             int h, int i, int k)
{
    if (a == b)
        return i + k;
    return other(c, d) + other(e, f) + other(g, h) + i * a + k * b;
}
int main(void)
{
    struct tree n[5] = {
        {&n[1], &n[2], 0}, {0, &n[3], 1}, {0, 0, 2}, {&n[4], 0, 3}, {0, 0, 4}};
    printf("%d %d\n", depth(HIDE(0) ? n : 0), depth(n));
    for (int a = -1; a < 4; a++)
        printf("%d %d %d\n", two_steps(HIDE(a), 2, 9), jumps(HIDE(a), a + 1),
               on_stack(HIDE(a), 1, 2, 3, 4, 5, 6, 7, 8, 9));
    printf("%u %lld\n", ackermann(HIDE(2), 5), wide(HIDE(9), 1ll << 40, 3));
}
