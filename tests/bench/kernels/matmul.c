/* SPDX-License-Identifier: MIT
 *
 * matmul: 64x64 int32 matrix product, plain triple loop.  Two loads, a
 * multiply and an add per step; address arithmetic; loop nests. */
#ifndef BENCH_SCALE
#define BENCH_SCALE 1
#endif
#define N 64
static int A[N][N], B[N][N], C[N][N];

unsigned bench_main(void)
{
    unsigned seed = 12345u, sum = 0, pass;
    int i, j, k;
    for (i = 0; i < N; i++)
        for (j = 0; j < N; j++) {
            seed = seed * 1664525u + 1013904223u;
            A[i][j] = (int)(seed >> 20) - 2048;
            seed = seed * 1664525u + 1013904223u;
            B[i][j] = (int)(seed >> 20) - 2048;
        }
    for (pass = 0; pass < 170u * BENCH_SCALE; pass++) {
        for (i = 0; i < N; i++)
            for (j = 0; j < N; j++) {
                int acc = 0;
                for (k = 0; k < N; k++)
                    acc += A[i][k] * B[k][j];
                C[i][j] = acc;
            }
        for (i = 0; i < N; i++) {
            A[i][pass & 63u] ^= C[i][i] & 0xff;
            sum = (sum << 3 | sum >> 29) +
                  (unsigned)C[i][(i * 7 + (int)(pass & 63u)) & 63];
        }
    }
    return sum;
}
