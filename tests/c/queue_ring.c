/* SPDX-License-Identifier: MIT
 *
 * A ring buffer with wrapping 8-bit indices.
 */
#include "c.h"

static struct {
    unsigned char head, tail;
    short data[256];
} q;
static NOINLINE int put(short x)
{
    if ((unsigned char)(q.head + 1) == q.tail)
        return 0;
    q.data[q.head++] = x;
    return 1;
}
static NOINLINE int get(void)
{
    return q.head == q.tail ? -1 : q.data[q.tail++];
}
static NOINLINE int length(void)
{
    return (unsigned char)(q.head - q.tail);
}
int main(void)
{
    unsigned seed = 41, sum = 0;
    int full = 0;
    for (int i = 0; i < 2000; i++) {
        if (next_random(&seed) % 5 < 3)
            full += !put((short)(i * 3 & 0x7FFF));
        else
            sum = sum * 31 + (unsigned)get();
        if (i % 400 == 0)
            printf("%d %d %u\n", length(), full, sum);
    }
    printf("%d %d %u\n", length(), full, sum);
}
