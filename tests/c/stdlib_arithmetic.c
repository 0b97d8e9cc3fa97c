/* SPDX-License-Identifier: MIT
 *
 * abs, div and their relatives; limits.
 */
#include "c.h"

#include <limits.h>
#include <float.h>
#include <stdlib.h>

int main(void)
{
    for (int i = -9; i < 10; i += 4) {
        div_t d = div(HIDE(i), 4);
        ldiv_t l = ldiv(HIDE((long)i * 1000), -7);
        lldiv_t ll = lldiv(HIDE(i * 10000000000ll), 9999);
        printf("%d %d %ld %ld %lld %lld %d %ld %lld\n", d.quot, d.rem, l.quot,
               l.rem, ll.quot, ll.rem, abs(i), labs((long)i), llabs(i * 3ll));
    }
    printf("%d %d %u %ld %lu %lld %llu %d %d\n", INT_MAX, INT_MIN, UINT_MAX,
           LONG_MAX, ULONG_MAX, LLONG_MIN, ULLONG_MAX, CHAR_MIN, CHAR_MAX);
    printf("%d %d %d %d %x %llx\n", SHRT_MIN, USHRT_MAX, FLT_MANT_DIG,
           DBL_MAX_EXP, float_bits(FLT_EPSILON), double_bits(DBL_MIN));
}
