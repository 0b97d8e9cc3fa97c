/* SPDX-License-Identifier: MIT
 *
 * atexit handlers run in reverse order; exit gives its status.
 */
#include "c.h"

#include <stdlib.h>

static void first(void)
{
    puts("first");
}
static void second(void)
{
    puts("second");
    exit(HIDE(42));
}
static NOINLINE void leave(int n)
{
    if (n == 0)
        exit(7);
    leave(n - 1);
}
int main(void)
{
    atexit(first);
    atexit(second);
    atexit(first);
    puts("main");
    leave(HIDE(5));
    return 1;
}
