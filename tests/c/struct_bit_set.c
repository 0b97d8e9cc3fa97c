/* SPDX-License-Identifier: MIT
 *
 * Structures of flags and masks changed through pointers in loops.
 */
#include "c.h"

struct set {
    uint32_t w[4];
};
static NOINLINE void put(struct set *s, unsigned i)
{
    s->w[i >> 5] |= 1u << (i & 31);
}
static NOINLINE void drop(struct set *s, unsigned i)
{
    s->w[i / 32] &= ~(1u << i % 32);
}
static NOINLINE int has(const struct set *s, unsigned i)
{
    return s->w[i / 32] >> i % 32 & 1;
}
static NOINLINE struct set join(struct set a, struct set b)
{
    for (int i = 0; i < 4; i++)
        a.w[i] |= b.w[i];
    return a;
}
static NOINLINE struct set shift(struct set a, unsigned n)
{
    struct set r = {{0}};
    for (unsigned i = 0; i + n < 128; i++)
        if (has(&a, i))
            put(&r, i + n);
    return r;
}
static NOINLINE int count(const struct set *s)
{
    int n = 0;
    for (unsigned i = 0; i < 4; i++)
        for (uint32_t w = s->w[i]; w; w &= w - 1)
            n++;
    return n;
}
int main(void)
{
    struct set a = {{0}}, b = {{0}};
    for (unsigned i = 0; i < 128; i += 3)
        put(&a, HIDE(i)), put(&b, i * i % 128);
    for (unsigned i = 0; i < 128; i += 5)
        drop(&b, HIDE(i));
    struct set c = join(shift(a, 7), b);
    printf("%d %d %d %x %x %x %x\n", count(&a), count(&b), count(&c), c.w[0],
           c.w[1], c.w[2], c.w[3]);
}
