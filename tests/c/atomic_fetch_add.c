/* SPDX-License-Identifier: MIT
 *
 * Atomic arithmetic on 8, 16 and 32 bits, old and new values.
 */
#include "c.h"

#include <stdatomic.h>

static _Atomic int i;
static _Atomic unsigned u;
static atomic_uchar c[4];
static atomic_short s[3];
#define SHOW(operation) printf("%d ", (int)(operation))
int main(void)
{
    for (int k = 0; k < 12; k++) {
        SHOW(atomic_fetch_add(&i, HIDE(k)));
        SHOW(atomic_fetch_sub(&i, 2));
        SHOW(atomic_fetch_xor(&i, 5));
        SHOW(atomic_fetch_or(&u, 1u << k));
        SHOW(atomic_fetch_add(&c[k & 3], HIDE(77)));
        SHOW(atomic_fetch_and(&c[1], 0x7F));
        SHOW(atomic_fetch_sub(&s[k % 3], 9999));
        SHOW(i += k);
        SHOW(u &= 0xFFFFFF);
        SHOW(s[1] ^= 3);
        puts("");
    }
    for (int k = 0; k < 4; k++)
        SHOW(c[k]);
    SHOW(s[0]);
    SHOW(s[2]);
    SHOW(i++);
}
