/* SPDX-License-Identifier: MIT
 *
 * Thirty live floats and doubles, with calls between.
 */
#include "c.h"

static NOINLINE float half(float x)
{
    return x * 0.5f;
}
static NOINLINE double third(double x)
{
    return x / 3;
}
static NOINLINE double f(const float *v)
{
    float a = v[0], b = v[1], c = v[2], d = v[3], e = v[4], g = v[5], h = v[6],
          i = v[7], j = v[8], k = v[9];
    float l = v[10], m = v[11], n = v[12], o = v[13], p = v[14], q = v[15];
    double x = third(a), y = third(b * c), z = third(d - e);
    float r = half(g), s = half(h * r), t = half(i - s);
    float u = a * b + c * d - e * g + h * i - j * k + l * m - n * o + p * q;
    return u + a * q + b * p - c * o + d * n - e * m + g * l - h * k + i * j +
           r + s * t + x * y - z;
}
int main(void)
{
    float v[16];
    for (int i = 0; i < 8; i++) {
        for (int k = 0; k < 16; k++)
            v[k] = HIDE(k) * 0.75f - i * 1.25f;
        printf("%llx\n", double_bits(f(v)));
    }
}
