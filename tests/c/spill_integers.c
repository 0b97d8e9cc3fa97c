/* SPDX-License-Identifier: MIT
 *
 * An expression with forty live integers.
 */
#include "c.h"

static NOINLINE unsigned f(const unsigned *v)
{
    unsigned r[40];
    unsigned a = v[0], b = v[1], c = v[2], d = v[3], e = v[4], g = v[5],
             h = v[6], i = v[7], j = v[8], k = v[9];
    unsigned l = v[10], m = v[11], n = v[12], o = v[13], p = v[14], q = v[15],
             s = v[16], t = v[17], u = v[18], w = v[19];
    unsigned a2 = a * b, b2 = b * c, c2 = c * d, d2 = d * e, e2 = e * g,
             g2 = g * h, h2 = h * i, i2 = i * j, j2 = j * k, k2 = k * l;
    unsigned l2 = l * m, m2 = m * n, n2 = n * o, o2 = o * p, p2 = p * q,
             q2 = q * s, s2 = s * t, t2 = t * u, u2 = u * w, w2 = w * a;
    r[0] = a ^ w2, r[1] = b ^ u2, r[2] = c ^ t2, r[3] = d ^ s2, r[4] = e ^ q2;
    unsigned x = a2 + b2 * 3 + c2 * 5 + d2 * 7 + e2 * 11 + g2 * 13 + h2 * 17 +
                 i2 * 19 + j2 * 23 + k2 * 29;
    unsigned y = l2 ^ m2 << 1 ^ n2 << 2 ^ o2 << 3 ^ p2 << 4 ^ q2 << 5 ^
                 s2 << 6 ^ t2 << 7 ^ u2 << 8 ^ w2 << 9;
    return x + y + (a ^ b ^ c ^ d ^ e ^ g ^ h ^ i ^ j ^ k) +
           (l & m | n & o | p & q | s & t | u & w) + r[0] + r[1] * 2 +
           r[2] * 3 + r[3] * 4 + r[4] * 5;
}
int main(void)
{
    unsigned v[20], seed = 77;
    for (int round = 0; round < 10; round++) {
        for (int i = 0; i < 20; i++)
            v[i] = next_random(&seed);
        printf("%x\n", f(v));
    }
}
