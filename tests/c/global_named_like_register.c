/* SPDX-License-Identifier: MIT
 *
 * Globals whose names mean something else to the assembler.
 */
#include "c.h"

int sp = 3;
float fp = 1.5f;
static int r4 = 4;

NOINLINE int r1(int x)
{
    return x + sp + r4;
}

int (*r31)(int) = r1;

int main(void)
{
    sp += HIDE(1);
    printf("%d %d %d\n", r1(1), (int)(fp * 2), r31(r4));
}
