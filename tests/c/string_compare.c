/* SPDX-License-Identifier: MIT
 *
 * strcmp strncmp memcmp with bytes above 127, equal prefixes.
 */
#include "c.h"

#include <string.h>

static int sign(int x)
{
    return (x > 0) - (x < 0);
}
int main(void)
{
    static const char *const s[] = {
        "",     "a",     "ab",           "abc",         "abd",
        "\x80", "a\xFF", "abcdefghijkl", "abcdefghijkm"};
    for (unsigned i = 0; i < COUNT(s); i++) {
        for (unsigned k = 0; k < COUNT(s); k++)
            printf("%d%d%d%d ", sign(strcmp(HIDE(s[i]), s[k])),
                   sign(strncmp(s[i], HIDE(s[k]), 2)),
                   sign(memcmp(s[i], s[k], 1)), sign(strncmp(s[i], s[k], 0)));
        puts("");
    }
}
