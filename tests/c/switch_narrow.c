/* SPDX-License-Identifier: MIT
 *
 * A switch over char and short with values that wrap.
 */
#include "c.h"

static NOINLINE int c(signed char x)
{
    switch (x) {
    case -128:
        return 1;
    case -1:
        return 2;
    case 0:
        return 3;
    case 127:
        return 4;
    case 44:
        return 5;
    }
    return 0;
}
static NOINLINE int s(unsigned short x)
{
    switch (x) {
    case 0:
        return 1;
    case 255:
        return 2;
    case 256:
        return 3;
    case 65535:
        return 4;
    }
    return 0;
}
int main(void)
{
    for (int i = -300; i < 400; i++) {
        if (c((signed char)HIDE(i)) || s((unsigned short)HIDE(i)))
            printf("%d:%d,%d ", i, c((signed char)i), s((unsigned short)i));
    }
    puts("");
}
