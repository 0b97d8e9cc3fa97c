/* SPDX-License-Identifier: MIT
 *
 * A small matrix product and a filter in float.
 */
#include "c.h"

#define N 12
static float a[N][N], b[N][N], c[N][N];
static NOINLINE void multiply(void)
{
    for (int i = 0; i < N; i++)
        for (int k = 0; k < N; k++) {
            float s = 0;
            for (int j = 0; j < N; j++)
                s += a[i][j] * b[j][k];
            c[i][k] = s;
        }
}
int main(void)
{
    for (int i = 0; i < N; i++)
        for (int k = 0; k < N; k++)
            a[i][k] = i * 0.37f - k, b[i][k] = (i ^ k) * 1.1f;
    multiply();
    for (int i = 0; i < N; i++) {
        for (int k = 0; k < N; k++)
            printf("%08x ", float_bits(c[i][k]));
        puts("");
    }
}
