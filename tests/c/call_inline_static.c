/* SPDX-License-Identifier: MIT
 *
 * Inline functions, static and extern, always and never.
 */
#include "c.h"

static inline int a(int x)
{
    return x * 2 + 1;
}
static inline __attribute__((always_inline)) int b(int x)
{
    return a(x) ^ a(x + 1);
}
static __attribute__((noinline)) int c(int x)
{
    return b(x) - 3;
}
inline int d(int x)
{
    return c(x) + 1;
}
extern inline int d(int x);
static inline int recursive(int n)
{
    return n <= 0 ? 1 : n * recursive(n - 2);
}
int main(void)
{
    int (*volatile p)(int) = d;
    for (int i = 0; i < 5; i++)
        printf("%d %d %d %d %d %d\n", a(HIDE(i)), b(i), c(i), d(i), p(i),
               recursive(i * 2));
}
