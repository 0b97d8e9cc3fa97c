/* SPDX-License-Identifier: MIT
 *
 * Loop variables whose old and new values are both used: in the loop, in its
 * condition, behind it, in several phis, in exits from the middle, and around
 * the ends of their range.
 */
#include "c.h"

static NOINLINE unsigned down(unsigned n, const unsigned char *p)
{
    unsigned s = 0;
    while (n--)
        s = s * 5 + *p++ + n;
    return s + n;
}
static NOINLINE int middle(const int *v, int n, int key)
{
    int before = -1, i = 0;
    for (; i < n; before = i++) {
        if (v[i] == key)
            break;
        if (v[i] < 0)
            return before * 100 + i;
    }
    return before * 1000 + i;
}
static NOINLINE unsigned around(unsigned from, unsigned step)
{
    unsigned n = 0;
    for (unsigned i = from; i != 0; i += step)
        n += i >> 28;
    for (unsigned i = from; i < from + 40; i++)
        n = n * 3 + (i == 0xFFFFFFFFu);
    return n;
}
static NOINLINE int swap(int a, int b, int n)
{
    for (int i = 0; i < n; i++) {
        int t = a;
        a = b;
        b = t + i;
    }
    return a * 1000 + b;
}
static NOINLINE int nested(int n)
{
    int s = 0, last = 0;
    for (int i = 0, j = n; i < j; i++, j--) {
        for (int k = i; k != j; k++)
            s += k * last, last = i ^ k;
        s ^= last;
    }
    return s + last;
}
static NOINLINE const char *skip(const char *p, char c)
{
    while (*p && *p++ != c)
        ;
    return p;
}
int main(void)
{
    unsigned char bytes[] = {3, 1, 4, 1, 5, 9, 2, 6};
    int v[] = {5, 6, 7, -1, 8};
    for (int i = 0; i < 8; i++)
        printf("%u %d %d\n", down(HIDE(i), bytes), swap(1, 2, HIDE(i)),
               nested(HIDE(i)));
    for (int key = 5; key < 9; key++)
        printf("%d %d\n", middle(v, HIDE(5), key), middle(v, HIDE(3), key));
    printf("%u %u\n", around(HIDE(0xFFFFFFF0), 1), around(HIDE(64), 0u - 8));
    printf("%s|%s\n", skip("one,two", ','), skip("one", ','));
}
