/* SPDX-License-Identifier: MIT
 *
 * Induction variables: strides, products, wrapping, equal end.
 */
#include "c.h"

static NOINLINE int products(const char *p, int n)
{
    int s = 0;
    for (int i = 0; i < n; i++)
        s += p[i * 7] * (i * 12 - 3);
    return s;
}
static NOINLINE int down(unsigned n)
{
    int s = 0;
    for (unsigned i = n; i-- > 0;)
        s = s * 3 ^ (int)i;
    return s;
}
static NOINLINE int wrap(unsigned char from)
{
    int n = 0;
    for (unsigned char i = from; i != 10; i += 3)
        n++;
    return n;
}
static NOINLINE int two(int n)
{
    int s = 0;
    for (int i = 0, k = n; i != k && i < 50; i++, k -= 2)
        s += i * k;
    return s;
}
static NOINLINE int count16(short from, short to)
{
    int n = 0;
    for (short i = from; i < to; i += 1000)
        n++;
    return n;
}
static NOINLINE int pointers(const short *p, const short *end)
{
    int s = 0;
    for (; p < end; p += 2)
        s = s * 5 + *p;
    return s;
}
int main(void)
{
    char text[100];
    short v[20];
    for (int i = 0; i < 100; i++)
        text[i] = (char)(i * 5), v[i % 20] = (short)(i * i);
    for (int i = 0; i < 13; i++)
        printf("%d %d %d %d %d %d\n", products(text, HIDE(i)),
               down((unsigned)HIDE(i)), wrap((unsigned char)(i * 31)),
               two(HIDE(i) * 3), count16((short)(i * -2000), (short)(i * 2000)),
               pointers(v, v + i));
}
