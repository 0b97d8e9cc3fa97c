/* SPDX-License-Identifier: MIT
 *
 * More comparisons and choices alive at once, across calls and through loops,
 * than there are registers: without x1 each is a constant and a jump over
 * another, so that a register in memory is read and written by one bundle.
 */
#include "c.h"

static unsigned calls;

static NOINLINE unsigned twist(unsigned x)
{
    calls++;
    return x * 2654435761u ^ x >> 7;
}

struct counts {
    int above, below, equal, both, even, high, mixed, steps;
};

/* Each of these lives from its first line to the last. */
static NOINLINE void count(const int *at, int n, int low, int high,
                           struct counts *out)
{
    int above = 0, below = 0, equal = 0, both = 0, even = 0, top = 0, mixed = 0;
    for (int k = 0; k < n; k++) {
        int x = at[k], y = at[n - 1 - k];
        int is_above = x > high, is_below = x < low, same = x == y;
        int is_even = !(x & 1), is_top = (unsigned)x > 0xC0000000u;
        int smaller = x < y ? x : y, larger = x < y ? y : x;
        unsigned t = twist((unsigned)smaller);
        int odd_twist = (t & 1) != 0, big_twist = t > 0x80000000u;
        unsigned u = twist((unsigned)larger ^ t);
        int order = t<u, far = (t ^ u)> 0x10000000u;
        unsigned v = twist(u + (unsigned)is_above);
        above += is_above & !is_below;
        below += is_below | (same & odd_twist);
        equal += same ? 1 : order & far;
        both += is_above && is_even && big_twist;
        even += is_even ? (v > t ? 2 : 1) : (v > u ? 4 : 3);
        top += is_top + (v < t) + (v < u) - (smaller == low);
        mixed += (order ? is_above : is_below) + (far ? is_even : is_top) +
                 (odd_twist ? same : big_twist) + (larger >= high);
    }
    *out = (struct counts){above, below, equal, both, even, top, mixed, n};
}

/* 64 bits: two words each, with the choices between them. */
static NOINLINE unsigned long long wide(const long long *at, int n)
{
    long long least = at[0], most = at[0], near = at[0];
    unsigned long long up = 0, down = 0, flat = 0;
    for (int k = 1; k < n; k++) {
        long long x = at[k], last = at[k - 1];
        least = x < least ? x : least;
        most = x > most ? x : most;
        near = (x < 0 ? -x : x) < (near < 0 ? -near : near) ? x : near;
        up += x > last ? (unsigned long long)x : twist((unsigned)k);
        down += x < last ? (unsigned long long)last : twist((unsigned)near);
        flat ^= (unsigned long long)(x == last) << (k & 63);
    }
    return (unsigned long long)least * 3 ^ (unsigned long long)most * 5 ^
           (unsigned long long)near * 7 ^ up * 11 ^ down * 13 ^ flat;
}

int main(void)
{
    unsigned seed = 7;
    int at[40];
    long long big[40];
    for (int round = 0; round < 8; round++) {
        for (int k = 0; k < 40; k++) {
            at[k] = (int)next_random(&seed) >> round * 3;
            big[k] = (long long)next_random(&seed) << 24 ^ at[k];
        }
        struct counts c;
        count(at, HIDE(40), -1000, 1000, &c);
        printf("%d %d %d %d %d %d %d %d\n", c.above, c.below, c.equal, c.both,
               c.even, c.high, c.mixed, c.steps);
        unsigned long long mix = wide(big, HIDE(40));
        printf("%llx %u\n", mix, calls);
    }
    return 0;
}
