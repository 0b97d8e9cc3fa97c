/* SPDX-License-Identifier: MIT
 *
 * Compound literals as values, as objects and in loops.
 */
#include "c.h"

struct v {
    int x, y;
};
static NOINLINE int dot(struct v a, const struct v *b)
{
    return a.x * b->x + a.y * b->y;
}
static NOINLINE int sum(const int *p, int n)
{
    int s = 0;
    while (n-- > 0)
        s += *p++;
    return s;
}
static int *const fixed = (int[]){1, 2, 3};
int main(void)
{
    for (int i = 0; i < 4; i++) {
        int *p = (int[]){i, HIDE(i) * i, 3};
        p[0] += 10;
        printf("%d %d\n", sum(p, 3),
               dot((struct v){i, 2}, &(struct v){.y = i}));
    }
    char *s = (char[]){"text"};
    s[0] = 'n';
    fixed[1] = 20;
    printf(
        "%s %d %d\n", s, sum(fixed, 3), (int) { HIDE(5) } ++);
}
