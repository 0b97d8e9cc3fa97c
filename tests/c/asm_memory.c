/* SPDX-License-Identifier: MIT
 *
 * Inline assembly: memory operands, globals, order of accesses.
 */
#include "c.h"

static int global = 5, table[4] = {1, 2, 3, 4};
static NOINLINE int load(const int *p)
{
    int r;
#ifdef __lamp__
    __asm__("load32 %0, %1" : "=r"(r) : "m"(*p));
#else
    r = *p;
#endif
    return r;
}
static NOINLINE void store(int *p, int v)
{
#ifdef __lamp__
    __asm__("store32 %1, %0" : "=m"(*p) : "r"(v));
#else
    *p = v;
#endif
}
static NOINLINE int barrier(int *p)
{
    int a = *p;
#ifdef __lamp__
    __asm__ volatile("" : : "r"(p) : "memory");
#endif
    *p = a + 1;
    return *p + a;
}
int main(void)
{
    int local[3] = {7, 8, 9};
    store(&global, load(&table[HIDE(2)]) + 10), store(&local[HIDE(1)], 100);
    printf("%d %d %d ", load(&global), load(local), load(local + 1));
    printf("%d ", barrier(&global));
    printf("%d\n", global);
}
