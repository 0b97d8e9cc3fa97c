/* SPDX-License-Identifier: MIT
 *
 * What main returns is the status; constructors run before.
 */
#include "c.h"

static int ready;
__attribute__((constructor)) static void before(void)
{
    ready = HIDE(20);
}
__attribute__((destructor)) static void after(void)
{
    printf("after %d\n", ready);
}
int main(int argc, char **argv)
{
    printf("%d %d\n", argc, argv[argc] == 0);
    return ready + 3;
}
