/* SPDX-License-Identifier: MIT
 *
 * Values live across assembly that takes nearly all registers.
 */
#include "c.h"

static NOINLINE int f(const int *v, int n)
{
    int a = v[0], b = v[1], c = v[2], s = 0;
    for (int i = 0; i < n; i++) {
#ifdef __lamp__
        __asm__ volatile(""
                         :
                         :
                         : "r0", "r1", "r2", "r3", "r4", "r5", "r6", "r7", "r8",
                           "r9", "r10", "r11", "r12", "r13", "r14", "r15",
                           "r16", "r17", "r18", "r19", "r20", "r21", "r22",
                           "r23", "r24", "r25", "r26");
#endif
        s = s * 3 + a * i + b - c;
        a += v[3], b ^= i, c -= v[4];
    }
    return s ^ a ^ b ^ c;
}
int main(void)
{
    static const int v[] = {3, 1, 4, 1, 5};
    for (int i = 0; i < 10; i += 3)
        printf("%d\n", f(v, HIDE(i)));
}
