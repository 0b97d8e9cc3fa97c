/* SPDX-License-Identifier: MIT
 *
 * Integers from text: bases, signs, ends, overflow.
 */
#include "c.h"

#include <stdlib.h>
#include <errno.h>

int main(void)
{
    static const char *const text[] = {
        "0",          "42",          "-17",
        "  +99x",     "0x1F",        "077",
        "0b11",       "zz",          "2147483647",
        "2147483648", "-2147483649", "99999999999999999999",
        "0x",         "-0",          "",
        "-",          "  ",          "7fffffffffffffff"};
    static const int bases[] = {10, 0, 16, 36, 8, 2};
    for (unsigned i = 0; i < COUNT(text); i++) {
        for (unsigned k = 0; k < COUNT(bases); k++) {
            char *end;
            if (text[i][0] == '0' && text[i][1] == 'b')
                continue;
            errno = 0;
            long l = strtol(text[i], &end, HIDE(bases[k]));
            printf("%ld,%d,%d ", l, (int)(end - text[i]), errno == ERANGE);
            unsigned long u = strtoul(text[i], &end, bases[k]);
            long long ll = strtoll(text[i], &end, bases[k]);
            printf("%lu,%lld,%llu ", u, ll, strtoull(text[i], NULL, bases[k]));
        }
        printf("%d\n", atoi(i == 9 || i == 10 || i == 11 ? "5" : text[i]));
    }
}
