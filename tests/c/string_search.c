/* SPDX-License-Identifier: MIT
 *
 * strchr strrchr strstr strspn strcspn strpbrk memchr.
 */
#include "c.h"

#include <string.h>

#define AT(p) ((p) ? (int)((const char *)(p)-text) : -1)
int main(void)
{
    const char *const text =
        HIDE((const char *)"the cat sat on the mat, the end");
    printf("%d %d %d %d\n", AT(strchr(text, 'c')), AT(strrchr(text, 't')),
           AT(strchr(text, 0)), AT(strchr(text, 'z')));
    printf("%d %d %d %d\n", AT(strstr(text, "the")),
           AT(strstr(text, "the end")), AT(strstr(text, "")),
           AT(strstr(text, "matt")));
    printf("%d %d %d\n", (int)strspn(text, "eht "), (int)strcspn(text, ",."),
           AT(strpbrk(text, "xyzn")));
    printf("%d %d\n", AT(memchr(text, 's', 31)), AT(memchr(text, 's', 5)));
    printf("%d %d\n", (int)strlen(text), (int)strnlen(text, 9));
}
