/* SPDX-License-Identifier: MIT
 *
 * Switches in loops in switches, with continue and break.
 */
#include "c.h"

static NOINLINE int f(const char *p)
{
    int depth = 0, n = 0;
    for (; *p; p++) {
        switch (*p) {
        case '(':
            depth++;
            continue;
        case ')':
            depth--;
            break;
        case '0' ... '9':
            switch (depth) {
            case 0:
                n += *p - '0';
                break;
            case 1:
                n *= *p - '0';
                break;
            default:
                n -= (*p - '0') * depth;
                continue;
            }
            break;
        case '!':
            return n * 1000;
        default:
            n ^= *p;
        }
        n++;
    }
    return n;
}
int main(void)
{
    printf("%d %d %d %d\n", f("12(3(4)5)6"), f("9a(2b)c"), f("((7))1!9"),
           f(""));
}
