/* SPDX-License-Identifier: MIT
 *
 * Matrix powers modulo, determinants, transposition in place.
 */
#include "c.h"

#define N 6
static NOINLINE void multiply(unsigned c[N][N], unsigned a[N][N],
                              unsigned b[N][N], unsigned m)
{
    for (int i = 0; i < N; i++)
        for (int k = 0; k < N; k++) {
            uint64_t s = 0;
            for (int j = 0; j < N; j++)
                s += (uint64_t)a[i][j] * b[j][k] % m;
            c[i][k] = (unsigned)(s % m);
        }
}
static NOINLINE void transpose(unsigned a[N][N])
{
    for (int i = 0; i < N; i++)
        for (int k = 0; k < i; k++) {
            unsigned t = a[i][k];
            a[i][k] = a[k][i];
            a[k][i] = t;
        }
}
static NOINLINE int determinant(int n, int m[n][n])
{
    int s = 1, last = 1;
    for (int k = 0; k < n - 1; k++) {
        for (int i = k + 1; i < n; i++)
            for (int j = k + 1; j < n; j++)
                m[i][j] = (m[i][j] * m[k][k] - m[i][k] * m[k][j]) / last;
        last = m[k][k];
        if (!last)
            return 0;
    }
    return s * m[n - 1][n - 1];
}
int main(void)
{
    unsigned a[N][N], c[N][N], seed = 21;
    for (int i = 0; i < N * N; i++)
        a[i / N][i % N] = next_random(&seed) % 1000003;
    for (int r = 0; r < 6; r++) {
        multiply(c, a, a, HIDE(1000003u)), transpose(c),
            multiply(a, c, a, 999983);
        printf("%u %u %u\n", a[0][0], a[HIDE(2)][3], c[5][5]);
    }
    int d[4][4] = {{2, -1, 0, HIDE(3)},
                   {4, 1, 5, -2},
                   {0, 3, HIDE(-1), 1},
                   {2, 2, 2, HIDE(7)}};
    printf("%d\n", determinant(4, d));
}
