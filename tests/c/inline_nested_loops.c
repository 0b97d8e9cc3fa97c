/* SPDX-License-Identifier: MIT
 *
 * Inlined functions with loops, early returns and switches.
 */
#include "c.h"

static inline int find(const int *v, int n, int x)
{
    for (int i = 0; i < n; i++)
        if (v[i] == x)
            return i;
    return -1;
}
static inline int weight(int x)
{
    switch (x & 3) {
    case 0:
        return 1;
    case 1:
        for (int i = 0;; i++)
            if (i * i > x)
                return i;
    case 2:
        if (x > 50)
            return 9;
    }
    return x;
}
static inline __attribute__((always_inline)) void each(int *v, int n,
                                                       int (*f)(int))
{
    for (int i = 0; i < n; i++)
        v[i] = f(v[i]);
}
static int twice(int x)
{
    return x * 2;
}
static NOINLINE int work(int seed)
{
    int v[10], s = 0;
    for (int i = 0; i < 10; i++)
        v[i] = (seed * (i + 3)) % 17;
    for (int i = 0; i < 17; i++)
        s = s * 3 + find(v, 10, i) + weight(i * seed), s &= 0xFFFFF;
    each(v, 10, twice), each(v, 5, weight);
    return s + find(v, 10, 8) * 1000000 + v[2];
}
int main(void)
{
    for (int i = 1; i < 12; i++)
        printf("%d\n", work(HIDE(i)));
}
