/* SPDX-License-Identifier: MIT
 *
 * Division of char and short, alone and by constants.
 */
#include "c.h"

int main(void)
{
    for (int i = -128; i < 128; i += 3) {
        signed char c = HIDE((signed char)i),
                    d = HIDE((signed char)(i / 9 * 2 + 1));
        short s = HIDE((short)(i * 255));
        unsigned short u = HIDE((unsigned short)(i * 255));
        printf("%d %d %d %d %d %d %d %d\n", c / d, c % d, c / 3, c % 10, s / d,
               s % 100, u / 7, u % 1000);
        c /= 2, s /= d, u /= 10;
        printf("%d %d %d\n", c, s, u);
    }
}
