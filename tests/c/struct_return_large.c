/* SPDX-License-Identifier: MIT
 *
 * Structures of 9 to 40 bytes as results and arguments.
 */
#include "c.h"

#define DEFINE(n)                                                   \
    struct s##n {                                                   \
        unsigned char b[n];                                         \
    };                                                              \
    static NOINLINE struct s##n make##n(int seed)                   \
    {                                                               \
        struct s##n s;                                              \
        for (int i = 0; i < n; i++)                                 \
            s.b[i] = (unsigned char)(seed * 7 + i);                 \
        return s;                                                   \
    }                                                               \
    static NOINLINE int sum##n(int x, struct s##n s, struct s##n t) \
    {                                                               \
        for (int i = 0; i < n; i++)                                 \
            x = (x & 0xFFFFFFF) * 3 + (s.b[i] ^ t.b[n - 1 - i]);    \
        s.b[0] = 1, t.b[n - 1] = 2;                                 \
        return (x & 0xFFFFFF) + s.b[n - 1] + t.b[0];                \
    }
DEFINE(9)
DEFINE(10)
DEFINE(11)
DEFINE(12)
DEFINE(13)
DEFINE(15)
DEFINE(16)
DEFINE(17)
DEFINE(20)
DEFINE(23)
DEFINE(24)
DEFINE(28)
DEFINE(31)
DEFINE(32)
DEFINE(33)
DEFINE(36)
DEFINE(39)
DEFINE(40)
#define ROW(n)                                                  \
    do {                                                        \
        struct s##n a = make##n(HIDE(i)), b = make##n(i + 1);   \
        printf("%d %d ", sum##n(i, a, b), a.b[0] + b.b[n - 1]); \
    } while (0)
#undef DEFINE
int main(void)
{
    for (int i = 0; i < 6; i++) {
        ROW(9);
        ROW(10);
        ROW(11);
        ROW(12);
        ROW(13);
        ROW(15);
        ROW(16);
        ROW(17);
        ROW(20);
        ROW(23);
        ROW(24);
        ROW(28);
        ROW(31);
        ROW(32);
        ROW(33);
        ROW(36);
        ROW(39);
        ROW(40);
        puts("");
    }
}
