/* SPDX-License-Identifier: MIT
 *
 * Constants, zeroed and initialised data of all types and sizes.
 */
#include "c.h"

static const double doubles[] = {1.5, -0.0, 1e308, 5e-324};
static const float floats[] = {0.1f, -3e38f, 1e-45f};
static const long long longs[] = {INT64_MIN, -1, 0x123456789ABCDEF};
static const struct {
    char c;
    double d;
    short s[3];
    char t[5];
    _Bool b;
} mixed = {'x', 2.5, {1, -2, 3}, "abcd", 1};
static char zeros[100], one[1];
static short negative[] = {-1, -32768, 32767};
static const char *const names[2][2] = {{"a", "bc"}, {"def", 0}};
static const _Bool truth[3] = {1, 0, 1};
static union {
    int i;
    char c[8];
} u = {.c = "1234567"};
int main(void)
{
    for (int i = 0; i < 3; i++)
        printf("%llx %08x %llx %d %d\n", double_bits(doubles[HIDE(i)]),
               float_bits(floats[i]), (unsigned long long)longs[HIDE(i)],
               negative[i], truth[HIDE(i)]);
    printf("%c %g %d %s %d %x\n", mixed.c, mixed.d, mixed.s[HIDE(1)], mixed.t,
           mixed.b, (unsigned)u.i);
    printf("%d %d %s %s %d\n", zeros[HIDE(99)], one[0], names[HIDE(1)][0],
           names[0][HIDE(1)], names[1][1] == 0);
}
