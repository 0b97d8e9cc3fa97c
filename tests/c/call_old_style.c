/* SPDX-License-Identifier: MIT
 *
 * Functions without prototypes take promoted arguments.
 */
#include "c.h"

int f();
int main(void)
{
    float x = HIDE(2.5f);
    char c = HIDE('a');
    printf("%d %d\n", f(c, (double)x, 3),
           f((int)HIDE((short)-5), 1.25, HIDE(7)));
}
int f(int a, double b, int c)
{
    return a * 100 + (int)(b * 8) + c;
}
