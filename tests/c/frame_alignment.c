/* SPDX-License-Identifier: MIT
 *
 * Locals aligned to 8, 16, 64 and 256 bytes.
 */
#include "c.h"

static NOINLINE int low(const volatile void *p, unsigned align)
{
    return (int)((uintptr_t)p & (align - 1));
}
static NOINLINE int f(int x)
{
    _Alignas(64) char a[10] = {(char)x};
    char b = (char)x;
    _Alignas(16) int c = x;
    double d = x;
    _Alignas(256) short e[3] = {1, 2, (short)x};
    return low(a, 64) + low(&c, 16) * 10 + low(&d, 4) + low(e, 256) +
           low(&b, 1) + a[0] + b + c + (int)d + e[2];
}
static NOINLINE int deep(int n)
{
    char pad[13];
    pad[n % 13] = (char)n;
    return n == 0 ? f(1) : deep(n - 1) + f(n) + pad[n % 13];
}
int main(void)
{
    printf("%d %d\n", f(HIDE(5)), deep(HIDE(7)));
}
