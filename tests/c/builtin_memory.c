/* SPDX-License-Identifier: MIT
 *
 * memcpy, memmove, memset, memcmp of constant and variable sizes.
 */
#include "c.h"

#include <string.h>

static unsigned char a[300], b[300];
static NOINLINE unsigned sum(const unsigned char *p, int n)
{
    unsigned s = 1;
    while (n-- > 0)
        s = s * 31 + *p++;
    return s;
}
#define CONSTANT(n)                                    \
    do {                                               \
        memcpy(a + HIDE(3), b + HIDE(7), n);           \
        memset(a + HIDE(150), HIDE(n) * 3, n);         \
        memmove(b + HIDE(2), b + HIDE(5), n);          \
        printf("%x %x %d\n", sum(a, 300), sum(b, 300), \
               memcmp(a + 3, b + 7, n) < 0);           \
    } while (0)
int main(void)
{
    for (int i = 0; i < 300; i++)
        a[i] = (unsigned char)i, b[i] = (unsigned char)(i * 7);
    CONSTANT(0);
    CONSTANT(1);
    CONSTANT(2);
    CONSTANT(3);
    CONSTANT(4);
    CONSTANT(5);
    CONSTANT(7);
    CONSTANT(8);
    CONSTANT(12);
    CONSTANT(15);
    CONSTANT(16);
    CONSTANT(17);
    CONSTANT(31);
    CONSTANT(32);
    CONSTANT(64);
    CONSTANT(100);
    CONSTANT(128);
    CONSTANT(140);
    for (int n = 0; n < 100; n += 9) {
        memcpy(a + n, b + 100, HIDE(n)), memset(b + 200 - n, n, HIDE(n)),
            memmove(b + n, b + n / 2, HIDE(n));
        printf("%x %x\n", sum(a, 300), sum(b, 300));
    }
}
