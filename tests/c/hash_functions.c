/* SPDX-License-Identifier: MIT
 *
 * FNV, Adler, and rounds like those of SHA-256, over text.
 */
#include "c.h"

static uint32_t fnv(const char *s)
{
    uint32_t h = 2166136261u;
    while (*s)
        h = (h ^ (unsigned char)*s++) * 16777619u;
    return h;
}
static uint64_t fnv64(const char *s)
{
    uint64_t h = 14695981039346656037ull;
    while (*s)
        h = (h ^ (unsigned char)*s++) * 1099511628211ull;
    return h;
}
static uint32_t adler(const char *s)
{
    uint32_t a = 1, b = 0;
    while (*s)
        a = (a + (unsigned char)*s++) % 65521, b = (b + a) % 65521;
    return b << 16 | a;
}
static uint32_t ror(uint32_t x, int n)
{
    return x >> n | x << (32 - n);
}
static uint32_t root_bits(int n)
{
    uint64_t low = 0, high = 1ull << 36;
    while (high - low > 1) {
        uint64_t middle = (low + high) / 2, m = middle >> 4;
        if (m * m >> 32 >= (uint64_t)n << 28)
            high = middle;
        else
            low = middle;
    }
    return (uint32_t)(low >> 4);
}
static void rounds(const char *s, uint32_t h[8])
{
    uint32_t w[64];
    for (int i = 0; i < 16; i++)
        w[i] = (uint32_t)(unsigned char)s[i] * 0x1010101u + (uint32_t)i;
    for (int i = 16; i < 64; i++)
        w[i] = w[i - 16] + w[i - 7] +
               (ror(w[i - 15], 7) ^ ror(w[i - 15], 18) ^ w[i - 15] >> 3) +
               (ror(w[i - 2], 17) ^ ror(w[i - 2], 19) ^ w[i - 2] >> 10);
    uint32_t a = h[0], b = h[1], c = h[2], d = h[3], e = h[4], f = h[5],
             g = h[6], k = h[7];
    for (int i = 0; i < 64; i++) {
        uint32_t t = k + (ror(e, 6) ^ ror(e, 11) ^ ror(e, 25)) +
                     (e & f ^ ~e & g) + w[i] + 0x9E3779B9u * (uint32_t)i;
        uint32_t u =
            (ror(a, 2) ^ ror(a, 13) ^ ror(a, 22)) + (a & b ^ a & c ^ b & c);
        k = g, g = f, f = e, e = d + t, d = c, c = b, b = a, a = t + u;
    }
    h[0] += a, h[1] += b, h[2] += c, h[3] += d, h[4] += e, h[5] += f, h[6] += g,
        h[7] += k;
}
int main(void)
{
    const char *const text = HIDE((const char *)"the quick brown fox jumps");
    uint32_t h[8];
    for (int i = 0; i < 8; i++)
        h[i] = root_bits(i + 2);
    rounds(text, h), rounds(text + 5, h);
    for (int i = 0; i < 8; i++)
        printf("%08x ", h[i]);
    printf("%x %llx %x\n", fnv(text), (unsigned long long)fnv64(text),
           adler(text));
}
