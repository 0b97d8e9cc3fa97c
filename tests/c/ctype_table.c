/* SPDX-License-Identifier: MIT
 *
 * Classes of all characters, and case.
 */
#include "c.h"

#include <ctype.h>

int main(void)
{
    for (int c = -1; c < 128; c++)
        printf("%d%d%d%d%d%d%d%d%d%d%d%d %d %d\n", !!isalnum(c), !!isalpha(c),
               !!isblank(c), !!iscntrl(c), !!isdigit(c), !!isgraph(c),
               !!islower(c), !!isprint(c), !!ispunct(c), !!isspace(c),
               !!isupper(c), !!isxdigit(c), tolower(HIDE(c)), toupper(HIDE(c)));
}
