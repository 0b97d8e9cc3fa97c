/* SPDX-License-Identifier: MIT
 *
 * Differences, comparison and steps of pointers.
 */
#include "c.h"

struct s {
    char c[12];
};
static NOINLINE int distance(const struct s *a, const struct s *b)
{
    return (int)(a - b);
}
static NOINLINE int between(const char *p, const char *a, const char *b)
{
    return p >= a && p < b;
}
int main(void)
{
    struct s v[30];
    double d[8], *p = d + 8;
    for (int i = 0; i < 30; i += 7)
        printf("%d %d %d\n", distance(&v[HIDE(i)], v), distance(v, v + i),
               between(v[i].c, v[5].c, v[20].c));
    while (p > d) {
        p--;
        *p = (double)(p - d);
    }
    void *q = &d[3];
    printf("%g %d %d\n", *(double *)((char *)q + sizeof(double)), p == d,
           (int)((char *)&d[5] - (char *)q));
    uintptr_t u = (uintptr_t)&d[2];
    printf("%g %d\n", *(double *)(u + 8), !!q);
}
