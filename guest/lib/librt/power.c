/* SPDX-License-Identifier: MIT
 *
 * Whole powers, as the compiler calls them for __builtin_powi.
 */
double __powidf2(double a, int n);
float __powisf2(float a, int n);

double __powidf2(double a, int n)
{
    double r = 1;
    for (unsigned k = n < 0 ? 0u - (unsigned)n : (unsigned)n; k; k >>= 1) {
        if (k & 1)
            r *= a;
        a *= a;
    }
    return n < 0 ? 1 / r : r;
}

float __powisf2(float a, int n)
{
    float r = 1;
    for (unsigned k = n < 0 ? 0u - (unsigned)n : (unsigned)n; k; k >>= 1) {
        if (k & 1)
            r *= a;
        a *= a;
    }
    return n < 0 ? 1 / r : r;
}
