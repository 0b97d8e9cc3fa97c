/* SPDX-License-Identifier: MIT
 *
 * 64-bit conversions of printf.
 */
#include "c.h"

#include <inttypes.h>
#include <stddef.h>

int main(void)
{
    static const long long x[] = {0,
                                  -1,
                                  10,
                                  4294967296,
                                  INT64_MAX,
                                  INT64_MIN,
                                  1000000000000000000,
                                  -999999999999};
    for (unsigned i = 0; i < COUNT(x); i++) {
        long long v = HIDE(x[i]);
        printf("[%lld][%llu][%llx][%llo][%25lld][%-25llX][%025lld][%+lld][%#"
               "llx][%.20lld]\n",
               v, (unsigned long long)v, (unsigned long long)v,
               (unsigned long long)v, v, (unsigned long long)v, v, v,
               (unsigned long long)v, v);
        printf("[%jd][%zd][%td][%" PRIx64 "][%" PRId64 "]\n", (intmax_t)v,
               (size_t)v, (ptrdiff_t)v, (uint64_t)v, (int64_t)v);
    }
}
