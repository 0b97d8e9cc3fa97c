/* SPDX-License-Identifier: MIT
 *
 * Volatile bit-fields keep their neighbours.
 */
#include "c.h"

static volatile struct {
    unsigned a : 4, b : 12, c : 16;
    int d : 9;
} v;
int main(void)
{
    for (int i = 0; i < 20; i++) {
        v.a = i, v.b += i * 77, v.c ^= i * 999, v.d -= i;
        printf("%u %u %u %d\n", v.a, v.b, v.c, v.d);
    }
}
