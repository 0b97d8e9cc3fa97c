/* SPDX-License-Identifier: MIT
 *
 * Shifts of char and short, promoted and cut again.
 */
#include "c.h"

int main(void)
{
    for (int i = -130; i < 260; i += 13) {
        signed char c = HIDE((signed char)i);
        unsigned char u = HIDE((unsigned char)i);
        short s = HIDE((short)(i * 131));
        unsigned short w = HIDE((unsigned short)(i * 257));
        int n = HIDE(i & 7);
        printf("%d %d %d %d ", c >> n, u >> n, s >> n, w >> n);
        c = (signed char)(c * (1 << n)), u <<= n;
        s = (short)(s * (1 << n)), w <<= n + 3;
        printf("%d %d %d %d ", c, u, s, w);
        c >>= 2, u >>= 2, s >>= 5, w >>= 5;
        printf("%d %d %d %d\n", c, u, s, w);
    }
}
