/* SPDX-License-Identifier: MIT
 *
 * A callee's copy of a structure is its own.
 */
#include "c.h"

struct big {
    int v[25];
};
static NOINLINE int scramble(struct big b)
{
    int s = 0;
    for (int i = 0; i < 25; i++)
        s += b.v[i] *= i, b.v[24 - i] ^= s;
    return s + b.v[13];
}
static NOINLINE struct big twice(struct big b)
{
    for (int i = 0; i < 25; i++)
        b.v[i] *= 2;
    return b;
}
int main(void)
{
    struct big b;
    for (int i = 0; i < 25; i++)
        b.v[i] = HIDE(i) + 1;
    struct big c = b;
    printf("%d %d\n", scramble(b), scramble(b));
    c = twice(twice(c));
    for (int i = 0; i < 25; i++)
        printf("%d:%d ", b.v[i], c.v[i]);
    b = twice(b), b = b;
    printf("%d\n", b.v[24]);
}
