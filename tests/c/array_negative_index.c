/* SPDX-License-Identifier: MIT
 *
 * Negative and large indices, pointers that run backwards.
 */
#include "c.h"

static int table[200];
static NOINLINE int at(const int *middle, int i)
{
    return middle[i];
}
static NOINLINE int backwards(const short *end, int n)
{
    int s = 0;
    while (n-- > 0)
        s = s * 3 + *--end;
    return s;
}
int main(void)
{
    short v[20];
    for (int i = 0; i < 200; i++)
        table[i] = i * i;
    for (int i = 0; i < 20; i++)
        v[i] = (short)(i * 11 - 100);
    for (int i = -100; i < 100; i += 17)
        printf("%d ", at(table + 100, HIDE(i)));
    printf("%d %d\n", backwards(v + 20, 12), at(&table[199], -199));
}
