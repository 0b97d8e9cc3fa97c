/* SPDX-License-Identifier: MIT
 *
 * Literals of all bases and suffixes, and their types.
 */
#include "c.h"

#define TYPE(x)                                                       \
    _Generic((x), int : 1, unsigned : 2, long : 3, unsigned long : 4, \
             long long : 5, unsigned long long : 6)
int main(void)
{
    printf("%d %d %d %d %d\n", TYPE(2147483647), TYPE(0x7FFFFFFF),
           TYPE(0xFFFFFFFF), TYPE(017777777777u), TYPE(1l));
    printf("%d %d %d %d\n", TYPE(2147483648) == 5, TYPE(0x100000000),
           TYPE(0xFFFFFFFFFFFFFFFF), TYPE(1ull));
    printf("%d %d %d\n", -2147483647 - 1 < 0, -1 < 1u, (int)(0xFFFFFFFF > 0));
    printf("%lld %llu %d %d\n", HIDE(0x7FFFFFFFFFFFFFFF),
           HIDE(18446744073709551615u), 0b1011, '\x7F');
}
