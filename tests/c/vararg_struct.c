/* SPDX-License-Identifier: MIT
 *
 * Structures as variadic arguments.
 */
#include "c.h"

#include <stdarg.h>

struct two {
    short a, b;
};
struct eight {
    int a;
    float b;
};
struct big {
    int v[7];
};
struct wide {
    long long l;
    char c;
};
static NOINLINE int sum(int n, ...)
{
    va_list args;
    int s = 0;
    va_start(args, n);
    while (n-- > 0) {
        struct two t = va_arg(args, struct two);
        struct big b = va_arg(args, struct big);
        struct eight e = va_arg(args, struct eight);
        struct wide w = va_arg(args, struct wide);
        s = s * 5 + t.a + t.b * 2 + b.v[0] + b.v[6] * 3 + e.a + (int)(e.b * 4) +
            (int)(w.l >> 30) + w.c;
    }
    va_end(args);
    return s;
}
int main(void)
{
    for (int i = -2; i < 3; i++) {
        struct two t = {(short)HIDE(i), (short)(i * 2)};
        struct eight e = {i * 3, HIDE(i) * 0.5f};
        struct big b = {{i, [6] = HIDE(i) + 7}};
        struct wide w = {(long long)i << 33, (char)(i + 1)};
        printf("%d %d\n", sum(1, t, b, e, w), sum(2, t, b, e, w, t, b, e, w));
    }
}
