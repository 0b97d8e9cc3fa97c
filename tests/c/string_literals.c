/* SPDX-License-Identifier: MIT
 *
 * Concatenation, escapes, sharing, initialised arrays.
 */
#include "c.h"

#include <string.h>

static const char joined[] = "one"
                             " "
                             "two\x41"
                             "BC\101\0hidden";
static char exact[4] = "four";
static const char *const parts[] = {"suffix", "fix"};
static const unsigned char bytes[] = "\xFF\x80\n\t\\\"\?";
int main(void)
{
    printf("%s %d %d %c\n", joined, (int)sizeof(joined), (int)sizeof(exact),
           exact[HIDE(3)]);
    printf("%s %s %d\n", parts[HIDE(0)], parts[1],
           strcmp(parts[0] + 3, parts[1]));
    for (unsigned i = 0; i < sizeof(bytes); i++)
        printf("%u ", bytes[i]);
    printf("%d %d %d\n", 'ab', '\'', '\0');
    printf("%s %c\n", __func__, "0123456789ABCDEF"[HIDE(11)]);
}
