/* SPDX-License-Identifier: MIT
 *
 * Reading numbers, words, sets and characters from text.
 */
#include "c.h"

int main(void)
{
    int a = 0, b = 0, c = 0, n;
    unsigned u = 0;
    char s[20] = "", t[20] = "", ch = 0;
    short h = 0;
    long long l = 0;
    double d = 0;
    float f = 0;
    n = sscanf("12 -34 0x1f", "%d %d %x", &a, &b, &u);
    printf("%d %d %d %u\n", n, a, b, u);
    n = sscanf("  word other,rest", "%s %[a-z],%c", s, t, &ch);
    printf("%d %s %s %c\n", n, s, t, ch);
    n = sscanf("123456", "%3d%2d%1d", &a, &b, &c);
    printf("%d %d %d %d\n", n, a, b, c);
    n = sscanf("2.5 1e3 -7 99999999999", "%lf %f %hd %lld", &d, &f, &h, &l);
    printf("%d %g %g %d %lld\n", n, d, f, h, l);
    n = sscanf("x=5;y=6", "x=%d;z=%d", &a, &b);
    printf("%d %d\n", n, a);
    n = sscanf("", "%d", &a);
    printf("%d\n", n);
    n = sscanf("10 20", "%*d %i%n", &a, &b);
    printf("%d %d %d\n", n, a, b);
}
