/* SPDX-License-Identifier: MIT
 *
 * Twenty arguments of several types, and calls in arguments.
 */
#include "c.h"

static NOINLINE long long many(int a, char b, short c, unsigned d, long long e,
                               int *f, float g, double h, int i, int j, char k,
                               short l, int m, int n, long long o, int p,
                               float q, int r, double s, int t)
{
    return a + b * 2 + c * 3 + d * 4 + e * 5 + *f * 6 + (int)g * 7 +
           (int)h * 8 + i * 9 + j * 10 + k * 11 + l * 12 + m * 13 + n * 14 +
           o * 15 + p * 16 + (int)q * 17 + r * 18 + (int)s * 19 + t * 20;
}
static NOINLINE int nine(int a, int b, int c, int d, int e, int f, int g, int h,
                         int i)
{
    return a - b + c * d - e + f * g - h + i;
}
int main(void)
{
    for (int i = -3; i < 4; i++) {
        int x = HIDE(i);
        printf("%lld\n",
               many(x, (char)(x + 1), (short)(x * 2), x * 3, x * 4ll, &x,
                    x * 5.0f, x * 6.0, x * 7, x * 8, (char)x, (short)-x, x * 9,
                    x ^ 1, -x, x | 4, x * 1.0f, x & 7, x * 2.0, ~x));
    }
    printf("%d\n",
           nine(1, nine(HIDE(2), 3, 4, 5, 6, 7, 8, 9, 10), 3,
                nine(1, 1, 1, 1, 1, 1, 1, 1, HIDE(1)), 5, 6, 7, 8,
                nine(9, 8, 7, 6, 5, 4, 3, 2, nine(1, 2, 3, 4, 5, 6, 7, 8, 9))));
}
