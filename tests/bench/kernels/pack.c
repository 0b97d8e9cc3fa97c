/* SPDX-License-Identifier: MIT
 *
 * pack: compresses bytes with matches found through a hash of three of them,
 * takes them apart again, and checks both with CRC-32 by table and by bits.
 * Byte streams, variable shifts, nested loops with early ends.
 */
#ifndef BENCH_SCALE
#define BENCH_SCALE 1
#endif
#define SIZE 4096u
#define HASHES 1024u

static unsigned char plain[SIZE], packed[SIZE * 2], again[SIZE];
static unsigned short last[HASHES];
static unsigned table[256];

static void make_table(void)
{
    for (unsigned i = 0; i < 256; i++) {
        unsigned c = i;
        for (int k = 0; k < 8; k++)
            c = c & 1 ? c >> 1 ^ 0xEDB88320u : c >> 1;
        table[i] = c;
    }
}

static unsigned crc(const unsigned char *p, unsigned n)
{
    unsigned c = ~0u;
    while (n--)
        c = table[(c ^ *p++) & 255] ^ c >> 8;
    return ~c;
}

static unsigned crc_bits(const unsigned char *p, unsigned n)
{
    unsigned c = ~0u;
    for (unsigned i = 0; i < n; i++) {
        c ^= p[i];
        for (int k = 0; k < 8; k++)
            c = c >> 1 ^ (0xEDB88320u & (0u - (c & 1)));
    }
    return ~c;
}

static unsigned match(unsigned from, unsigned at)
{
    unsigned n = 0;
    while (n < 66 && at + n < SIZE && plain[from + n] == plain[at + n])
        n++;
    return n;
}

static unsigned pack(void)
{
    unsigned out = 0, at = 0;
    for (unsigned i = 0; i < HASHES; i++)
        last[i] = 0xFFFF;
    while (at < SIZE) {
        unsigned n = 0, from = 0;
        if (at + 3 <= SIZE) {
            unsigned key = plain[at] | (unsigned)plain[at + 1] << 8 |
                           (unsigned)plain[at + 2] << 16;
            unsigned h = key * 2654435761u >> 22;
            from = last[h];
            last[h] = (unsigned short)at;
            if (from != 0xFFFF && at - from < 1024)
                n = match(from, at);
        }
        if (n >= 3) {
            unsigned code = 0x8000u | (n - 3) << 9 | (at - from) >> 1;
            packed[out++] = (unsigned char)(code >> 8);
            packed[out++] = (unsigned char)code;
            packed[out++] = (unsigned char)((at - from) & 1);
            at += n;
        } else {
            packed[out++] = plain[at++] & 127;
        }
    }
    return out;
}

static unsigned unpack(unsigned size)
{
    unsigned to = 0;
    for (unsigned i = 0; i < size;) {
        unsigned c = packed[i++];
        if (c < 128) {
            again[to++] = (unsigned char)c;
            continue;
        }
        unsigned code = c << 8 | packed[i];
        unsigned back = (code & 511) << 1 | packed[i + 1];
        i += 2;
        for (unsigned n = (code >> 9 & 63) + 3; n > 0 && to < SIZE; n--, to++)
            again[to] = again[to - back];
    }
    return to;
}

unsigned bench_main(void)
{
    unsigned seed = 3, sum = 0;
    make_table();
    for (unsigned pass = 0; pass < 40u * BENCH_SCALE; pass++) {
        for (unsigned i = 0; i < SIZE; i++) {
            seed = seed * 1664525u + 1013904223u;
            plain[i] = (unsigned char)(seed >> 30 ? i >> 3 & 63 : seed >> 27);
        }
        unsigned size = pack();
        sum = (sum << 7 | sum >> 25) ^ size ^ crc(packed, size);
        sum += unpack(size) + crc(again, SIZE) + crc_bits(plain, 512);
    }
    return sum;
}
