/* SPDX-License-Identifier: MIT
 *
 * Aliases of functions and data, used and section attributes.
 */
#include "c.h"

int target(int x)
{
    return x * 3;
}
int other(int x) __attribute__((alias("target")));
int value = 5;
extern int same_value __attribute__((alias("value")));
__attribute__((section(".special"), used)) static int placed[3] = {1, 2, 3};
__attribute__((section(".special"))) static int placed_too = 4;
__attribute__((aligned(128))) static char aligned[7];
__attribute__((cold)) static NOINLINE int rare(int x)
{
    return -x;
}
__attribute__((hot, flatten)) static int often(int x)
{
    return target(x) + 1;
}
__attribute__((pure)) static NOINLINE int sum(const int *p)
{
    return p[0] + p[1] + p[2];
}
static void done(int *p)
{
    value += *p;
}
static NOINLINE int scoped(void)
{
    __attribute__((cleanup(done))) int x = HIDE(7);
    return x + value;
}
int main(void)
{
    same_value += HIDE(2);
    int s = scoped();
    printf("%d %d %d %d\n", other(HIDE(4)), value, s, often(rare(2)));
    printf("%d %d %d\n", sum(placed), placed_too,
           (int)((uintptr_t)aligned & 127));
}
