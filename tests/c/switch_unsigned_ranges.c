/* SPDX-License-Identifier: MIT
 *
 * Case ranges and unsigned bounds.
 */
#include "c.h"

static NOINLINE int f(unsigned x)
{
    switch (x) {
    case 0 ... 9:
        return 1;
    case 'a' ... 'z':
        return 2;
    case 'A' ... 'Z':
        return 3;
    case 0x80000000u ... 0x8000FFFFu:
        return 4;
    case 0xFFFFFFF0u ... 0xFFFFFFFFu:
        return 5;
    default:
        return 0;
    }
}
int main(void)
{
    static const unsigned x[] = {
        0,           9,           10,          64,          65,
        90,          91,          96,          97,          122,
        123,         0x7FFFFFFF,  0x80000000u, 0x8000FFFFu, 0x80010000u,
        0xFFFFFFEFu, 0xFFFFFFF0u, 0xFFFFFFFFu};
    for (unsigned i = 0; i < COUNT(x); i++)
        printf("%x:%d ", x[i], f(HIDE(x[i])));
    puts("");
}
