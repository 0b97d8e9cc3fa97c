/* SPDX-License-Identifier: MIT
 *
 * memops: memcpy/memset/memcmp-like loops over word- and byte-aligned spans of
 * mixed length.  Loads and stores back to back; on a target with block-copy
 * instructions define BENCH_COPY(d,s,n) and BENCH_FILL(d,c,n) to use them. */
#ifndef BENCH_SCALE
#define BENCH_SCALE 1
#endif
#define SIZE 65536u
static unsigned bufa_w[SIZE / 4], bufb_w[SIZE / 4];

#ifndef BENCH_COPY
static void copy(unsigned char *d, const unsigned char *s, unsigned n)
{
    if (((unsigned)(__UINTPTR_TYPE__)d & 3u) == 0 &&
        ((unsigned)(__UINTPTR_TYPE__)s & 3u) == 0) {
        unsigned *dw = (unsigned *)(void *)d;
        const unsigned *sw = (const unsigned *)(const void *)s;
        while (n >= 16) {
            unsigned a = sw[0], b = sw[1], c = sw[2], e = sw[3];
            dw[0] = a;
            dw[1] = b;
            dw[2] = c;
            dw[3] = e;
            dw += 4;
            sw += 4;
            n -= 16;
        }
        while (n >= 4) {
            *dw++ = *sw++;
            n -= 4;
        }
        d = (unsigned char *)dw;
        s = (const unsigned char *)sw;
    }
    while (n--)
        *d++ = *s++;
}
#define BENCH_COPY(d, s, n) copy(d, s, n)
#endif
#ifndef BENCH_FILL
static void fill(unsigned char *d, unsigned c, unsigned n)
{
    while (n && ((unsigned)(__UINTPTR_TYPE__)d & 3u)) {
        *d++ = (unsigned char)c;
        n--;
    }
    {
        unsigned w = (c & 0xffu) * 0x01010101u;
        unsigned *dw = (unsigned *)(void *)d;
        while (n >= 16) {
            dw[0] = w;
            dw[1] = w;
            dw[2] = w;
            dw[3] = w;
            dw += 4;
            n -= 16;
        }
        while (n >= 4) {
            *dw++ = w;
            n -= 4;
        }
        d = (unsigned char *)dw;
    }
    while (n--)
        *d++ = (unsigned char)c;
}
#define BENCH_FILL(d, c, n) fill(d, c, n)
#endif

unsigned bench_main(void)
{
    unsigned char *a = (unsigned char *)bufa_w, *b = (unsigned char *)bufb_w;
    unsigned seed = 99u, sum = 0, n;
    for (n = 0; n < SIZE / 4; n++) {
        seed = seed * 1664525u + 1013904223u;
        bufa_w[n] = seed;
    }
    for (n = 0; n < 34000u * BENCH_SCALE; n++) {
        unsigned len, off, doff;
        seed = seed * 1664525u + 1013904223u;
        len = 64u + (seed >> 19 & 0x1fffu);
        off = (seed >> 3 & 0x7fffu);
        doff = (seed >> 7 & 0x7fffu);
        if (seed >> 29) { /* seven of eight are word aligned */
            off &= ~3u;
            doff &= ~3u;
        } else {
            len >>= 3;
        }
        BENCH_COPY(b + doff, a + off, len);
        BENCH_FILL(a + doff, seed >> 24, len >> 2);
        BENCH_COPY(a + off, b + doff, len >> 1);
        sum = (sum << 1 | sum >> 31) ^
              (a[off + 1u] + ((unsigned)b[doff + len - 1u] << 8));
        a[seed >> 16] ^= (unsigned char)(n + sum);
    }
    return sum;
}
