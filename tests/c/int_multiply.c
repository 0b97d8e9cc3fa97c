/* SPDX-License-Identifier: MIT
 *
 * Products, also by constants that become shifts and sums.
 */
#include "c.h"

#define ROW(c)                                           \
    printf("%d %u ", (int)((unsigned)x * (unsigned)(c)), \
           (unsigned)x *(unsigned)(c))
static NOINLINE void show(int x)
{
    ROW(3);
    ROW(5);
    ROW(7);
    ROW(9);
    ROW(10);
    ROW(12);
    ROW(15);
    ROW(17);
    ROW(24);
    ROW(31);
    ROW(33);
    ROW(100);
    ROW(255);
    ROW(257);
    ROW(1000);
    ROW(65535);
    ROW(65536);
    ROW(-1);
    ROW(-3);
    ROW(-8);
    ROW(0x7FFFFFFF);
    ROW(0x80000000);
    puts("");
}
int main(void)
{
    static const int x[] = {0,     1,     -1,        3,        -77,
                            46341, 65536, INT32_MAX, INT32_MIN};
    for (unsigned i = 0; i < COUNT(x); i++) {
        show(x[i]);
        for (unsigned k = 0; k < COUNT(x); k++)
            printf("%u ", (unsigned)HIDE(x[i]) * (unsigned)HIDE(x[k]));
        puts("");
    }
}
