/* SPDX-License-Identifier: MIT
 *
 * _Bool: conversions, arithmetic, arrays, comparison, as index.
 */
#include "c.h"

static _Bool flags[8];
static NOINLINE _Bool invert(_Bool b)
{
    return !b;
}
static NOINLINE int count(const _Bool *p, int n)
{
    int s = 0;
    while (n-- > 0)
        s += *p++;
    return s;
}
int main(void)
{
    for (int i = 0; i < 8; i++)
        flags[i] = HIDE(i) & 5;
    flags[0] = HIDE(0.1), flags[2] = HIDE(&flags) != 0,
    flags[4] = (_Bool)HIDE(0x100);
    printf("%d %d %d\n", count(flags, 8), invert(flags[1]), (int)sizeof(_Bool));
    _Bool b = HIDE(3);
    b += 255;
    printf("%d ", b);
    b--;
    printf("%d ", b);
    b = ~b;
    printf("%d %d %d\n", b, b == 1, -b);
    static const char *const names[] = {"no", "yes"};
    puts(names[HIDE(b)]);
}
