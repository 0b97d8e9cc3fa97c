/* SPDX-License-Identifier: MIT
 *
 * An interpreter with label addresses, and jumps by table.
 */
#include "c.h"

static NOINLINE int run(const unsigned char *code, int x)
{
    static const void *const labels[] = {&&halt, &&add,  &&sub,
                                         &&mul,  &&jump, &&dup};
    int n = 0;
    goto *labels[*code++];
add:
    x += *code++, n++;
    goto *labels[*code++];
sub:
    x -= *code++, n++;
    goto *labels[*code++];
mul:
    x *= *code++, n++;
    goto *labels[*code++];
jump:
    n++;
    if (x < 1000) {
        code -= *code;
    } else {
        code++;
    }
    goto *labels[*code++];
dup:
    x += x >> 1;
    goto *labels[*code++];
halt:
    return x * 100 + n;
}
static NOINLINE int relative(int i)
{
    static const int offset[] = {&&a - &&a, &&b - &&a, &&c - &&a};
    goto *(&&a + offset[i]);
a:
    return 10;
b:
    return 20;
c:
    return 30;
}
int main(void)
{
    static const unsigned char code[] = {1, 5, 3, 3, 2, 4, 5, 4, 8, 0};
    for (int i = 0; i < 6; i++)
        printf("%d %d\n", run(code, HIDE(i) + 2), relative(HIDE(i % 3)));
}
