/* SPDX-License-Identifier: MIT
 *
 * sizeof and _Alignof of expressions, types, VLAs; no evaluation.
 */
#include "c.h"

static NOINLINE int dimension(int n)
{
    char v[n][n + 1];
    return (int)(sizeof(v) / sizeof(v[0]) * 100 + sizeof(v[0]));
}
int main(void)
{
    int i = HIDE(5), a[7];
    printf("%d %d %d %d\n", (int)sizeof(i++), (int)sizeof(a),
           (int)(sizeof(a) / sizeof(*a)), i);
    printf("%d %d %d %d\n", (int)sizeof('a'), (int)sizeof((char)1 + (short)2),
           (int)sizeof(1.0f), (int)sizeof(1 ? 1 : 2ll));
    printf("%d %d %d %d\n", (int)sizeof("text"), (int)sizeof(char[3][5]),
           (int)sizeof(int(*)[9]), dimension(HIDE(6)));
    printf("%d %d\n", (int)_Alignof(short), (int)_Alignof(int[5]));
}
