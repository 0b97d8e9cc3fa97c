/* SPDX-License-Identifier: MIT
 *
 * Designated, nested, overriding and partial initialisers.
 */
#include "c.h"

struct p {
    int x, y;
    const char *name;
    struct {
        int a[4];
        char c;
    } in;
};
static const struct p table[] = {[2] = {.y = 7, .name = "two"},
                                 [0] = {1, .in.a[2] = 5},
                                 [4].in = {{1, 2}, 'q'},
                                 [4].x = 9};
static int holes[10] = {[3 ... 5] = 8, 9, [0] = 1, [9] = -1};
int main(void)
{
    for (unsigned i = 0; i < COUNT(table); i++) {
        printf("%d %d %s %d", table[i].x, table[i].y,
               table[i].name ? table[i].name : "-", table[i].in.c);
        for (int k = 0; k < 4; k++)
            printf(" %d", table[i].in.a[k]);
        puts("");
    }
    for (int i = 0; i < 10; i++)
        printf("%d ", holes[i]);
    struct p local = {.in.a = {[1] = HIDE(3), [3] = HIDE(4)}, .y = HIDE(6)};
    int m[2][3] = {{1}, {[2] = HIDE(2)}};
    printf("%d %d %d %d %d%d%d\n", local.x, local.y, local.in.a[1],
           local.in.a[3], m[0][0], m[1][2], m[1][1]);
}
