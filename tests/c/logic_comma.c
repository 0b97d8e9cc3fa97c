/* SPDX-License-Identifier: MIT
 *
 * The comma operator in expressions, loops and conditions.
 */
#include "c.h"

int main(void)
{
    int a = 1, b = 2, c;
    for (int i = 0, k = HIDE(10); i < k; i++, k--)
        a += (b = i * k, b - 1), c = (a, b);
    while (a--, b++, a > b)
        c = (c ^ a, c + 1);
    if (a++, b < a ? a = 5, 1 : (b = 6, 0))
        c++;
    printf("%d %d %d\n", a, b, c);
}
