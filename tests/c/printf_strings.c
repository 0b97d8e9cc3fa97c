/* SPDX-License-Identifier: MIT
 *
 * %s with width and precision, %n not used, return values.
 */
#include "c.h"

#include <string.h>

int main(void)
{
    char b[40];
    const char *s = HIDE((const char *)"hello");
    printf("[%s][%10s][%-10s][%.3s][%10.2s][%-8.4s][%.0s][%.*s]\n", s, s, s, s,
           s, s, s, 4, s);
    int n = printf("%s\n", s);
    printf("%d %d\n", n, snprintf(b, 4, "%s!", s));
    printf("[%s] %d ", b, snprintf(NULL, 0, "%d-%s", HIDE(12345), s));
    n = sprintf(b, "%s|%s", s, "");
    printf("[%s] %d\n", b, n);
    static const char raw[3] = {'a', 'b', 'c'};
    printf("[%.3s][%.2s]\n", raw, raw);
}
