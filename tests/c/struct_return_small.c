/* SPDX-License-Identifier: MIT
 *
 * Structures of 1 to 8 bytes as results and arguments.
 */
#include "c.h"

#define DEFINE(n)                                           \
    struct s##n {                                           \
        unsigned char b[n];                                 \
    };                                                      \
    static NOINLINE struct s##n make##n(int seed)           \
    {                                                       \
        struct s##n s;                                      \
        for (int i = 0; i < n; i++)                         \
            s.b[i] = (unsigned char)(seed * 7 + i);         \
        return s;                                           \
    }                                                       \
    static NOINLINE int sum##n(int x, struct s##n s, int y) \
    {                                                       \
        int t = x;                                          \
        for (int i = 0; i < n; i++)                         \
            t = t * 3 + s.b[i];                             \
        return t ^ y;                                       \
    }
DEFINE(1)
DEFINE(2)
DEFINE(3)
DEFINE(4)
DEFINE(5)
DEFINE(6)
DEFINE(7)
DEFINE(8)
#define ROW(n) printf("%d ", sum##n(i, make##n(HIDE(i)), 5))
int main(void)
{
    for (int i = 0; i < 10; i++) {
        ROW(1);
        ROW(2);
        ROW(3);
        ROW(4);
        ROW(5);
        ROW(6);
        ROW(7);
        ROW(8);
        puts("");
    }
}
