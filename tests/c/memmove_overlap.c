/* SPDX-License-Identifier: MIT
 *
 * Moves of overlapping memory, both ways, every distance and alignment.
 */
#include "c.h"

#include <string.h>

int main(void)
{
    unsigned char b[96];
    for (int distance = -20; distance <= 20; distance += 3)
        for (int n = 0; n < 34; n += 5) {
            for (int i = 0; i < 96; i++)
                b[i] = (unsigned char)i;
            memmove(b + 30 + HIDE(distance), b + 30, (size_t)HIDE(n));
            unsigned s = 0;
            for (int i = 0; i < 96; i++)
                s = s * 17 + b[i];
            printf("%x ", s);
        }
    puts("");
}
