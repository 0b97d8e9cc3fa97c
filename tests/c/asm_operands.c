/* SPDX-License-Identifier: MIT
 *
 * Inline assembly: registers, constants, matching, early clobber.
 */
#include "c.h"

static NOINLINE int add(int a, int b)
{
    int r;
#ifdef __lamp__
    __asm__("add %0, %1, %2" : "=r"(r) : "r"(a), "r"(b));
#else
    r = (int)((unsigned)a + (unsigned)b);
#endif
    return r;
}
static NOINLINE int increment(int a)
{
#ifdef __lamp__
    __asm__("add %0, %1, %2" : "=r"(a) : "0"(a), "r"(12345));
#else
    a += 12345;
#endif
    return a;
}
static NOINLINE unsigned both(unsigned a, unsigned b, unsigned *product)
{
    unsigned sum, p;
#ifdef __lamp__
    __asm__("add %0, %2, %3\n\tmul %1, %2, %3"
            : "=&r"(sum), "=&r"(p)
            : "r"(a), "r"(b));
#else
    sum = a + b, p = a * b;
#endif
    *product = p;
    return sum;
}
static NOINLINE int update(int a, int b)
{
#ifdef __lamp__
    __asm__ volatile("sub %0, %0, %1" : "+r"(a) : "r"(b));
#else
    a -= b;
#endif
    return a * b;
}
int main(void)
{
    for (int i = -3; i < 6; i += 2) {
        unsigned p, s = both((unsigned)HIDE(i), 77, &p);
        printf("%d %d %u %u %d\n", add(HIDE(i), 5), increment(i), s, p,
               update(HIDE(i), 9));
    }
}
