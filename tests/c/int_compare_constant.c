/* SPDX-License-Identifier: MIT
 *
 * Comparison with constants at the edges.
 */
#include "c.h"

#define TEST(c)                                                       \
    ((x < (c)) | (x <= (c)) << 1 | (x > (c)) << 2 | (x >= (c)) << 3 | \
     (x == (c)) << 4 | ((unsigned)x < (unsigned)(c)) << 5 |           \
     ((unsigned)x > (unsigned)(c)) << 6)
static NOINLINE void show(int x)
{
    printf("%d: %x %x %x %x %x %x %x\n", x, TEST(0), TEST(1), TEST(-1),
           TEST(INT32_MAX), TEST(INT32_MIN), TEST(100), TEST(-100));
}
static NOINLINE int range(int x)
{
    if (x >= 10 && x <= 20)
        return 1;
    if (x < -5 || x > 1000)
        return 2;
    if ((unsigned)(x - 30) < 12)
        return 3;
    return 0;
}
int main(void)
{
    static const int x[] = {
        0,    1,    -1,        99,        100,           101,
        -100, -101, INT32_MAX, INT32_MIN, INT32_MAX - 1, INT32_MIN + 1};
    for (unsigned i = 0; i < COUNT(x); i++)
        show(x[i]);
    for (int i = -8; i < 50; i++)
        printf("%d", range(i));
    printf("%d%d\n", range(INT32_MIN), range(INT32_MAX));
}
