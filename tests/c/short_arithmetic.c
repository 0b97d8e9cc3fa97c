/* SPDX-License-Identifier: MIT
 *
 * Variables of 16 bits in loops, with overflow cut each round.
 */
#include "c.h"

int main(void)
{
    short s = HIDE((short)12345);
    unsigned short u = HIDE((unsigned short)54321), hash = 5381;
    signed char c = HIDE((signed char)77);
    for (int i = 0; i < 40; i++) {
        s = (short)(s * 31 + i), u = (unsigned short)(u * 31 + s),
        c = (signed char)(c * 5 - i);
        hash = (unsigned short)((hash << 5) + hash ^ u), u >>= 1, s >>= 1;
        if (s > u || c < s)
            s = (short)-s;
        printf("%d %u %d %u\n", s, u, c, hash);
    }
}
