/* SPDX-License-Identifier: MIT
 *
 * %d %u %x %o %c with width, precision, flags and lengths.
 */
#include "c.h"

int main(void)
{
    static const int x[] = {0, 1, -1, 42, -12345, INT32_MAX, INT32_MIN};
    for (unsigned i = 0; i < COUNT(x); i++) {
        int v = HIDE(x[i]);
        printf("[%d][%5d][%-8d][%08d][%+d][% d][%.3d][%8.4d][%-+9.5d]\n", v, v,
               v, v, v, v, v, v, v);
        printf("[%u][%x][%X][%o][%#x][%#o][%10x][%-10X][%010o][%#.6x]\n", v, v,
               v, v, v, v, v, v, v, v);
        printf("[%hd][%hhd][%hu][%hhx][%ld][%lx][%i]\n", (short)v,
               (signed char)v, (unsigned short)v, (unsigned char)v, (long)v,
               (unsigned long)v, v);
        printf("[%*d][%-*d][%.*d][%*.*d]\n", 7, v, 7, v, 5, v, -9, 3, v);
    }
    printf("[%c][%5c][%-5c][%%][%.0d][%.d]\n", 'a', 'b', 'c', HIDE(0), HIDE(0));
}
