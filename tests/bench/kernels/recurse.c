/* SPDX-License-Identifier: MIT
 *
 * recurse: the numbers of Fibonacci and Ackermann, queens on a board,
 * permutations and towers, all by recursion. Calls, saved registers, frames.
 */
#ifndef BENCH_SCALE
#define BENCH_SCALE 1
#endif

static unsigned moves, found;
static unsigned char board[8];

__attribute__((noinline)) static unsigned fibonacci(unsigned n)
{
    return n < 2 ? n : fibonacci(n - 1) + fibonacci(n - 2);
}

__attribute__((noinline)) static unsigned ackermann(unsigned m, unsigned n)
{
    if (m == 0)
        return n + 1;
    return n == 0 ? ackermann(m - 1, 1) : ackermann(m - 1, ackermann(m, n - 1));
}

static int safe(unsigned row, unsigned column)
{
    for (unsigned r = 0; r < row; r++) {
        unsigned c = board[r], distance = row - r;
        if (c == column || c + distance == column || column + distance == c)
            return 0;
    }
    return 1;
}

static void queens(unsigned row)
{
    if (row == 8) {
        found++;
        return;
    }
    for (unsigned c = 0; c < 8; c++) {
        if (safe(row, c)) {
            board[row] = (unsigned char)c;
            queens(row + 1);
        }
    }
}

static void permute(int *v, int n, unsigned *sum)
{
    if (n <= 1) {
        *sum = *sum * 31u + (unsigned)(v[0] + v[2] * 3);
        return;
    }
    for (int i = 0; i < n; i++) {
        permute(v, n - 1, sum);
        int k = n % 2 ? 0 : i, t = v[k];
        v[k] = v[n - 1];
        v[n - 1] = t;
    }
}

static void tower(int n, int from, int to, int spare)
{
    if (n == 0)
        return;
    tower(n - 1, from, spare, to);
    moves += (unsigned)(from * 3 + to);
    tower(n - 1, spare, to, from);
}

unsigned bench_main(void)
{
    unsigned sum = 0;
    for (unsigned pass = 0; pass < 8u * BENCH_SCALE; pass++) {
        int v[7] = {1, 2, 3, 4, 5, 6, (int)pass};
        sum += fibonacci(20 + (pass & 1)) + ackermann(2, 40);
        queens(0);
        permute(v, 7, &sum);
        tower(12, 0, 2, 1);
        sum = (sum << 3 | sum >> 29) ^ moves ^ found;
    }
    return sum;
}
