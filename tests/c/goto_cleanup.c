/* SPDX-License-Identifier: MIT
 *
 * Error paths that jump to a common end, from nested blocks.
 */
#include "c.h"

static int released;
static NOINLINE int step(int fails, int at)
{
    return fails == at;
}
static NOINLINE int work(int fails)
{
    int r = -1, held = 0;
    if (step(fails, 1))
        goto end;
    held |= 1;
    for (int i = 0; i < 3; i++) {
        if (step(fails, 2 + i))
            goto drop_first;
        held |= 2 << i;
    }
    r = 0;
    if (fails != 9)
        goto end;
drop_first:
    released = released * 10 + held;
    if (held & 4)
        r--;
end:
    return r * 100 + held;
}
int main(void)
{
    for (int i = 0; i < 11; i++)
        printf("%d ", work(HIDE(i)));
    printf("%d\n", released);
}
