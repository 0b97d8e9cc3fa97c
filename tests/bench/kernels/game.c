/* SPDX-License-Identifier: MIT
 *
 * game: the game of life on bytes, shortest ways through a maze, a flood fill
 * and Mandelbrot's set in fixed point. Two-dimensional arrays, queues,
 * conditions with several parts.
 */
#ifndef BENCH_SCALE
#define BENCH_SCALE 1
#endif
#define W 64
#define H 48

static unsigned char cell[H][W], after[H][W], seen[H][W];
static unsigned short way[H][W], queue[H * W];

static void live(void)
{
    for (int y = 1; y < H - 1; y++)
        for (int x = 1; x < W - 1; x++) {
            int n = cell[y - 1][x - 1] + cell[y - 1][x] + cell[y - 1][x + 1] +
                    cell[y][x - 1] + cell[y][x + 1] + cell[y + 1][x - 1] +
                    cell[y + 1][x] + cell[y + 1][x + 1];
            after[y][x] = n == 3 || (n == 2 && cell[y][x]);
        }
    for (int y = 1; y < H - 1; y++)
        for (int x = 1; x < W - 1; x++)
            cell[y][x] = after[y][x];
}

static unsigned ways(void)
{
    static const int dx[] = {1, 0, -1, 0}, dy[] = {0, 1, 0, -1};
    unsigned head = 0, tail = 0;
    for (int y = 0; y < H; y++)
        for (int x = 0; x < W; x++)
            way[y][x] = 0xFFFF;
    way[0][0] = 0;
    queue[tail++] = 0;
    while (head < tail) {
        int x = queue[head] % W, y = queue[head] / W;
        head++;
        for (int k = 0; k < 4; k++) {
            int nx = x + dx[k], ny = y + dy[k];
            if (nx < 0 || ny < 0 || nx >= W || ny >= H || cell[ny][nx] ||
                way[ny][nx] != 0xFFFF)
                continue;
            way[ny][nx] = (unsigned short)(way[y][x] + 1);
            queue[tail++] = (unsigned short)(ny * W + nx);
        }
    }
    return tail + way[H - 1][W - 1];
}

static unsigned flood(int x, int y)
{
    unsigned n = 0;
    if (x < 0 || y < 0 || x >= W || y >= H || seen[y][x] || cell[y][x])
        return 0;
    while (x > 0 && !seen[y][x - 1] && !cell[y][x - 1])
        x--;
    int from = x;
    for (; x < W && !seen[y][x] && !cell[y][x]; x++, n++)
        seen[y][x] = 1;
    for (int k = from; k < x; k += 2)
        n += flood(k, y - 1) + flood(k, y + 1);
    return n;
}

static unsigned mandelbrot(int shift)
{
    unsigned sum = 0;
    for (int y = -20; y < 20; y++)
        for (int x = -40; x < 20; x++) {
            int cr = x * 200 + shift, ci = y * 230, r = cr, i = ci, n = 0;
            for (; n < 32; n++) {
                int rr = r * r >> 12, ii = i * i >> 12;
                if (rr + ii > 4 << 12)
                    break;
                i = (r * i >> 11) + ci;
                r = rr - ii + cr;
            }
            sum = sum * 3 + (unsigned)n;
        }
    return sum;
}

unsigned bench_main(void)
{
    unsigned seed = 11, sum = 0;
    for (unsigned pass = 0; pass < 12u * BENCH_SCALE; pass++) {
        for (int k = 0; k < 700; k++) {
            seed = seed * 1664525u + 1013904223u;
            cell[seed >> 8 & 31][seed >> 20 & 63] = 1;
        }
        for (int k = 0; k < 8; k++)
            live();
        cell[0][0] = 0;
        for (int y = 0; y < H; y++)
            for (int x = 0; x < W; x++)
                seen[y][x] = 0;
        sum = (sum << 3 | sum >> 29) ^ ways() ^ flood(5, 40) << 12;
        sum += mandelbrot((int)pass);
    }
    return sum;
}
