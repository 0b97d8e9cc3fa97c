/* SPDX-License-Identifier: MIT
 *
 * Conversions from float to integers in range, truncation.
 */
#include "c.h"

int main(void)
{
    static const float x[] = {0.0f,           -0.0f,    0.99f,  -0.99f,
                              1.5f,           -1.5f,    127.9f, 2147483520.0f,
                              -2147483648.0f, 65535.5f, 1e-40f};
    for (unsigned i = 0; i < COUNT(x); i++) {
        float f = HIDE(x[i]);
        printf("%d %lld %d", (int)f, (long long)f, (short)(int)f);
        if (f > -1)
            printf(" %u %llu", (unsigned)f, (unsigned long long)f);
        puts("");
    }
    printf("%u %llu %lld\n", (unsigned)HIDE(4294967040.0f),
           (unsigned long long)HIDE(1.8446742974197924e19f),
           (long long)HIDE(-9.223372036854775808e18f));
    printf("%d %d\n", (signed char)HIDE(-100.7f), (unsigned char)HIDE(200.3f));
}
