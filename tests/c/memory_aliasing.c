/* SPDX-License-Identifier: MIT
 *
 * Stores through pointers of other types are seen.
 */
#include "c.h"

static NOINLINE int through(int *a, int *b)
{
    *a = 1;
    *b = 2;
    return *a;
}
static NOINLINE int bytes(int *a, char *b)
{
    *a = 0x01020304;
    *b = 9;
    return *a;
}
static NOINLINE int restricted(int *restrict a, const int *restrict b, int n)
{
    int s = 0;
    for (int i = 0; i < n; i++)
        a[i] += b[i], s += a[i];
    return s;
}
static NOINLINE void overlap(int *a, const int *b, int n)
{
    for (int i = 0; i < n; i++)
        a[i] = b[i] + 1;
}
int main(void)
{
    int x = 5, y = 6, v[16] = {1, 2, 3, 4, 5, 6, 7, 8};
    printf("%d %d %d\n", through(&x, &y), through(&x, &x),
           bytes(&x, (char *)&x));
    printf("%d\n", restricted(v, v + 8, HIDE(8)));
    overlap(v + 1, v, HIDE(15));
    for (int i = 0; i < 16; i++)
        printf("%d ", v[i]);
    overlap(v, v + 1, HIDE(15));
    printf("%d %d\n", v[0], v[14]);
}
