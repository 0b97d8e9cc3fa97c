/* SPDX-License-Identifier: MIT
 *
 * Elements of vectors by numbers that are narrower than a word, and come from
 * sums that do not fit in them.
 */
#include "c.h"

typedef int vector __attribute__((vector_size(16)));

static NOINLINE int take(vector v, unsigned char a, unsigned char b)
{
    return v[(unsigned char)(a + b)];
}

static NOINLINE vector put(vector v, unsigned char a, unsigned char b, int x)
{
    v[(unsigned char)(a - b)] = x;
    return v;
}

static NOINLINE int take_half(vector v, unsigned short a, unsigned short b)
{
    return v[(unsigned short)(a * b)];
}

int main(void)
{
    vector v = {10, 20, 30, 40};
    for (unsigned k = 0; k < 4; k++) {
        vector w = put(v, (unsigned char)k, 0, -1);
        printf("%d %d %d", take(v, 200, (unsigned char)(56 + k)),
               take(w, 255, (unsigned char)(k + 1)),
               take_half(v, 0xFFFF, (unsigned short)(0x10000 - k)));
        w = put(v, (unsigned char)(k + 250), 250, 7);
        printf(" %d %d %d %d\n", w[0], w[1], w[2], w[3]);
    }
    return 0;
}
