/* SPDX-License-Identifier: MIT
 *
 * Shifts of int by variable and constant counts.
 */
#include "c.h"

int main(void)
{
    static const unsigned x[] = {1, 0x80000000u, 0xDEADBEEF, 0x7FFFFFFF, 0};
    for (unsigned i = 0; i < COUNT(x); i++) {
        for (int n = 0; n < 32; n += n < 2 || n > 29 ? 1 : 7) {
            unsigned v = HIDE(x[i]);
            int c = HIDE(n);
            printf("%x %x %d ", v << c, v >> c, (int)v >> c);
        }
        unsigned v = HIDE(x[i]);
        printf("%x %x %d %d\n", v << 31, v >> 31, (int)v >> 31, (int)v >> 1);
    }
}
