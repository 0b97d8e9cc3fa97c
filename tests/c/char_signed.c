/* SPDX-License-Identifier: MIT
 *
 * Plain char is signed; characters above 127 in tests and tables.
 */
#include "c.h"

static NOINLINE int classify(char c)
{
    return c < 0 ? 1 : c < 32 ? 2 : 3;
}
int main(void)
{
    char c = HIDE((char)200), table[4] = {'\x80', '\xFF', 127, -1};
    printf("%d %d %d %d\n", c, classify(c), c == '\xC8', (unsigned char)c);
    for (int i = 0; i < 4; i++)
        printf("%d %d %d ", table[i], table[i] >> 1, table[i] == -1);
    unsigned counts[256] = {0};
    for (const char *p = "\xC3\xA4"
                         "bc\xC3";
         *p; p++)
        counts[(unsigned char)*p]++;
    printf("%u %u %u\n", counts[0xC3], counts['b'], counts[0xA4]);
}
