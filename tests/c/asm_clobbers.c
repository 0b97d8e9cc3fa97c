/* SPDX-License-Identifier: MIT
 *
 * Registers that assembly clobbers keep no values; fixed registers.
 */
#include "c.h"

static NOINLINE int f(int x)
{
    return x * 2 + 1;
}
static NOINLINE int many(int a, int b, int c, int d)
{
    int e = f(a), g = f(b), h = f(c), i = f(d);
#ifdef __lamp__
    __asm__ volatile("movi r16, 1\n\tmovi r17, 2\n\tmovi r20, 3\n\tmovi r28, "
                     "4\n\tmovi r8, 5\n\tmovi r0, 6\n\tmovi r31, 7"
                     :
                     :
                     : "r16", "r17", "r20", "r28", "r8", "r0", "r31", "memory");
#endif
    return a + b * 2 + c * 3 + d * 4 + e * 5 + g * 6 + h * 7 + i * 8;
}
static NOINLINE int fixed(int x)
{
#ifdef __lamp__
    register int in __asm__("r5") = x;
    register int out __asm__("r12");
    __asm__("addi r12, r5, 100" : "=r"(out) : "r"(in));
    return out;
#else
    return x + 100;
#endif
}
int main(void)
{
    int kept = HIDE(11);
    for (int i = 0; i < 4; i++)
        printf("%d %d %d\n", many(HIDE(i), i + 1, i * 3, kept), fixed(HIDE(i)),
               kept);
}
