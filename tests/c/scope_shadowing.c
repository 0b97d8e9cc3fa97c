/* SPDX-License-Identifier: MIT
 *
 * Names hidden in inner blocks, for loops, parameters and tags.
 */
#include "c.h"

static int x = 1;
struct t {
    int a;
};
static NOINLINE int f(int x)
{
    int r = x;
    {
        int x = 5;
        {
            extern int y;
            r += x + y;
        }
    }
    for (int x = 0; x < 3; x++) {
        int x = 7;
        r = r * 3 + x;
    }
    struct t {
        char a[3];
    } v = {{1, 2, 3}};
    enum { x2 = sizeof(struct t) };
    if (r > 0) {
        typedef short x;
        x s = (x)70000;
        r += s;
    }
    return r * 10 + x2 + v.a[1];
}
int y = 9;
int main(void)
{
    printf("%d %d %d\n", x, f(HIDE(2)), (int)sizeof(struct t));
}
