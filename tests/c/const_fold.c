/* SPDX-License-Identifier: MIT
 *
 * The same expressions, folded by the compiler and computed.
 */
#include "c.h"

#define BOTH(type, expression)                                 \
    do {                                                       \
        enum { LEFT = 1 };                                     \
        type a = 77, b = 13, folded = (type)(expression);      \
        a = HIDE(a), b = HIDE(b);                              \
        type computed = (type)(expression);                    \
        printf("%s %lld %d\n", #expression, (long long)folded, \
               folded == computed);                            \
    } while (0)
int main(void)
{
    BOTH(int, a *b - (a << LEFT) / b % 7);
    BOTH(unsigned, (a - b * 10) / 3 >> 2);
    BOTH(long long, a * 1000000007ll * b - ~a);
    BOTH(unsigned long long, (b - a) / 5 ^ a << 40);
    BOTH(short, a *b * 99);
    BOTH(unsigned char, a *b ^ -a);
    BOTH(signed char, (a << 3) - b * 5);
    BOTH(double, a / b * 3.0 - 1.0 / a);
    BOTH(float, a / b + b * 0.1f);
    BOTH(int, -a / b * 3 + -a % b);
    BOTH(int, (a > b) + (a & b ? a ^ b : a | b));
}
