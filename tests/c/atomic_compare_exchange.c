/* SPDX-License-Identifier: MIT
 *
 * Compare and exchange of all sizes, expected values, exchange.
 */
#include "c.h"

#include <stdatomic.h>
#include <stdbool.h>

static atomic_int i = 5;
static atomic_uchar c[4] = {1, 2, 3, 4};
static atomic_ushort h[2] = {100, 200};
static int a = 1, b = 2;
static int *_Atomic p = &a;
int main(void)
{
    int e = 4;
    bool first = atomic_compare_exchange_strong(&i, &e, 9);
    bool second = atomic_compare_exchange_strong(&i, &e, 9);
    printf("%d %d %d %d\n", first, second, e, i);
    unsigned char ec = 3;
    while (!atomic_compare_exchange_weak(&c[HIDE(2)], &ec, 250))
        ;
    unsigned short eh = 7;
    first = atomic_compare_exchange_strong(&h[1], &eh, 1);
    printf("%d %d %d %d %d %d %d\n", c[0], c[1], c[2], c[3], first, eh, h[1]);
    printf("%d ", atomic_exchange(&i, 3));
    printf("%d ", atomic_exchange(&c[3], 99));
    printf("%d\n", atomic_exchange(&h[0], 65535));
    int *ep = &a;
    second = atomic_compare_exchange_strong(&p, &ep, &b);
    printf("%d %d %d %d %d\n", second, *p, i, c[3], h[0]);
}
