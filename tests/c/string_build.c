/* SPDX-License-Identifier: MIT
 *
 * strcpy strcat strncpy strncat, strtok, overlapping uses.
 */
#include "c.h"

#include <string.h>

int main(void)
{
    char b[60], *p;
    memset(b, '#', sizeof(b));
    strncpy(b, "abc", HIDE(6)), strncpy(b + 10, "longer text", HIDE(4));
    for (int i = 0; i < 16; i++)
        putchar(b[i] ? b[i] : '0');
    puts("");
    strcpy(b, "one,two;;three"), strcat(b, ",four"),
        strncat(b, "fives", HIDE(4));
    puts(b);
    for (p = strtok(b, ",;"); p; p = strtok(NULL, ",;"))
        printf("[%s]", p);
    puts("");
}
