/* SPDX-License-Identifier: MIT
 *
 * Narrow results used as wide ones and again as narrow.
 */
#include "c.h"

static NOINLINE unsigned f(unsigned char a, signed char b, unsigned short c,
                           short d)
{
    unsigned char x = (unsigned char)(a + b);
    short y = (short)(c * d);
    unsigned r = x;
    r = r * 3 + (unsigned)y, y = (short)(y >> 3),
    x = (unsigned char)(x << 1 | x >> 7);
    r ^= (unsigned)(signed char)x << 8, r += (unsigned)((long long)y * x >> 2);
    return y < x ? r
                 : ~r + (x > b) + ((unsigned char)y == x) * 2 +
                       ((short)x != d) * 4;
}
int main(void)
{
    for (int i = 0; i < 300; i += 13)
        printf("%u ", f((unsigned char)HIDE(i), (signed char)(i * 3),
                        (unsigned short)(i * 257), (short)(i * -311)));
    puts("");
}
