/* SPDX-License-Identifier: MIT
 *
 * Enumerations: negative, computed, large, as bit sets.
 */
#include "c.h"

enum small { A, B = 5, C, D = -3, E, F = B + C };
enum wide { BIG = 0x7FFFFFFF, LOW = -2147483647 - 1 };
enum flag { READ = 1 << 0, WRITE = 1 << 1, ALL = READ | WRITE };
static NOINLINE const char *name(enum small e)
{
    switch (e) {
    case A:
        return "A";
    case B:
        return "B";
    case C:
        return "C";
    case D:
        return "D";
    case E:
        return "E";
    case F:
        return "F";
    }
    return "?";
}
int main(void)
{
    for (int i = -4; i < 13; i++)
        printf("%s", name((enum small)HIDE(i)));
    enum wide w = HIDE(LOW);
    enum flag f = HIDE(READ);
    f |= WRITE;
    printf(" %d %d %d %d %d\n", w < 0, BIG, f == ALL, (int)sizeof(enum small),
           (int)(f & ~READ));
}
