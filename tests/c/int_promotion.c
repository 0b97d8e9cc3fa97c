/* SPDX-License-Identifier: MIT
 *
 * Narrow operands are computed as int.
 */
#include "c.h"

int main(void)
{
    unsigned char a = HIDE((unsigned char)200), b = HIDE((unsigned char)100);
    signed char c = HIDE((signed char)-128);
    unsigned short s = HIDE((unsigned short)65535);
    printf("%d %d %d %d\n", a + b, b - a, a * b, (unsigned char)(a + b));
    printf("%d %d %d %d\n", -c, ~a, !a, c - 1);
    printf("%d %d %d\n", ~a >> 1, (a << 8) >> 8, (signed char)a);
    printf("%d %d %d\n", s + 1, -s, (short)s);
    printf("%d %d %d\n", a > c, s > -1, c < a);
    a += b, c--, s++;
    printf("%d %d %d\n", a, c, s);
    a = c, s = c;
    printf("%d %d\n", a, s);
    a *= a, s *= s, c /= -1;
    printf("%d %d %d\n", a, s, c);
    printf("%d %d %d\n", (a ^ c) < 0, (char)0xFF == -1, '\xFF' < 0);
}
