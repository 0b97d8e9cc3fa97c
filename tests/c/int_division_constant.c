/* SPDX-License-Identifier: MIT
 *
 * Division by constants, which becomes multiplication.
 */
#include "c.h"

#define ROW(c)                                                            \
    printf("%d %d %u %u,", x / (c), x % (c), (unsigned)x / (unsigned)(c), \
           (unsigned)x % (unsigned)(c))
static NOINLINE void show(int x)
{
    ROW(1);
    ROW(2);
    ROW(3);
    ROW(5);
    ROW(7);
    ROW(8);
    ROW(9);
    ROW(10);
    ROW(11);
    ROW(13);
    ROW(25);
    ROW(60);
    ROW(100);
    ROW(125);
    ROW(127);
    ROW(128);
    ROW(641);
    ROW(1000);
    ROW(4096);
    ROW(65535);
    ROW(65537);
    ROW(1000000007);
    ROW(-2);
    ROW(-3);
    ROW(-7);
    ROW(-10);
    ROW(-128);
    ROW(-1000);
    ROW(INT32_MAX);
    ROW(INT32_MIN);
    puts("");
}
int main(void)
{
    static const int x[] = {
        0,   1,    -1,       6,         -6,        7,         99,
        100, -100, 12345678, -12345678, INT32_MAX, INT32_MIN, INT32_MIN + 1};
    for (unsigned i = 0; i < COUNT(x); i++)
        show(x[i]);
}
