/* SPDX-License-Identifier: MIT
 *
 * _Generic, typeof and statement expressions.
 */
#include "c.h"

#define KIND(x) \
    _Generic((x), int: "int", unsigned: "unsigned", long: "long", char: "char", signed char: "schar", \
    long long: "llong", unsigned long long: "ullong", float: "float", double: "double", char *: "string", \
    const char *: "const string", default: "other")
#define MAX(a, b)               \
    ({                          \
        __typeof__(a) x_ = (a); \
        __typeof__(b) y_ = (b); \
        x_ > y_ ? x_ : y_;      \
    })
int main(void)
{
    char c = 1;
    short s = HIDE((short)3);
    const char *text = "x";
    puts(KIND(c)), puts(KIND(s + s)), puts(KIND(1u)), puts(KIND(1ll)),
        puts(KIND(1.0f * 2)), puts(KIND(1.0f * 2.0));
    puts(KIND(text)), puts(KIND((signed char)c)), puts(KIND(sizeof(c) + 0u)),
        puts(KIND(1l + 1)), puts(KIND(1ull + 1)), puts(KIND(&c)),
        puts(KIND(&s));
    printf("%d %g\n", MAX(HIDE(3), MAX(s, 2)), MAX(HIDE(2.5), 1));
}
