/* SPDX-License-Identifier: MIT
 *
 * Output by characters, lines and blocks, in order.
 */
#include "c.h"

int main(void)
{
    for (int c = 'a'; c < 'k'; c++)
        putchar(HIDE(c));
    putc('\n', stdout), fputc('x', stdout), fputs("yz\n", stdout);
    static const char block[] = "0123456789";
    printf("|%d\n", (int)fwrite(block, 2, 4, stdout));
    fprintf(stdout, "%s %d\n", "formatted", HIDE(7));
    printf("%d %d\n", putchar('\n'), fflush(stdout));
    puts("");
}
