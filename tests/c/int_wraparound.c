/* SPDX-License-Identifier: MIT
 *
 * Unsigned arithmetic modulo its width, in every width.
 */
#include "c.h"

int main(void)
{
    unsigned char c = HIDE((unsigned char)250);
    unsigned short s = HIDE((unsigned short)65530);
    unsigned u = HIDE(0xFFFFFFFAu);
    unsigned long long l = HIDE(0xFFFFFFFFFFFFFFFAull);
    for (int i = 0; i < 12; i++)
        printf("%u %u %u %llu\n", c++, s++, u++, l++);
    for (int i = 0; i < 12; i++)
        printf("%u %u %u %llu\n", --c, --s, --u, --l);
    printf("%d %d\n", u - 1 > u, l + 6 == 0);
}
