/* SPDX-License-Identifier: MIT
 *
 * Falling through, default in the middle, duff's device.
 */
#include "c.h"

static NOINLINE int count(int x)
{
    int n = 0;
    switch (x) {
    case 1:
        n += 1;
    case 2:
        n += 10;
        break;
    default:
        n += 100;
    case 3:
        n += 1000;
    case 4:
        n += 10000;
        break;
    case 5:
        n = 7;
    }
    return n;
}
static NOINLINE void copy(char *to, const char *from, int n)
{
    int rounds = (n + 7) / 8;
    switch (n % 8) {
    case 0:
        do {
            *to++ = *from++;
        case 7:
            *to++ = *from++;
        case 6:
            *to++ = *from++;
        case 5:
            *to++ = *from++;
        case 4:
            *to++ = *from++;
        case 3:
            *to++ = *from++;
        case 2:
            *to++ = *from++;
        case 1:
            *to++ = *from++;
        } while (--rounds > 0);
    }
}
int main(void)
{
    for (int i = 0; i < 8; i++)
        printf("%d ", count(i));
    puts("");
    for (int n = 1; n < 30; n += 3) {
        char to[40] = {0};
        copy(to, "the quick brown fox jumps over the lazy dog", n);
        puts(to);
    }
}
