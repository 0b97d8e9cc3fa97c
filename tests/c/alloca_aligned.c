/* SPDX-License-Identifier: MIT
 *
 * Memory of alloca in loops, with spills and calls.
 */
#include "c.h"

#include <string.h>

struct n {
    struct n *next;
    int v[3];
};
static NOINLINE int total(const struct n *n)
{
    int s = 0;
    for (; n; n = n->next)
        s = s * 3 + n->v[0] + n->v[2];
    return s;
}
static NOINLINE int f(int count, int a, int b, int c, int d)
{
    struct n *list = 0;
    int s = 0;
    for (int i = 0; i < count; i++) {
        struct n *n = __builtin_alloca(sizeof(*n));
        n->next = list, n->v[0] = a * i, n->v[1] = b, n->v[2] = c + d * i;
        list = n;
        char *t = __builtin_alloca(i * 5 + 1);
        memset(t, i, i * 5 + 1);
        s += t[i * 5] + (int)((uintptr_t)t & 7);
    }
    return s + total(list) + a + b + c + d;
}
int main(void)
{
    for (int i = 0; i < 12; i += 3)
        printf("%d\n", f(HIDE(i), 1, 2, 3, HIDE(4)));
}
