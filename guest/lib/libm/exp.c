/* SPDX-License-Identifier: MIT
 *
 * Exponentials of doubles. The argument is split in n/32 powers of two, which
 * a table has, and a rest of at most ln2/64, which a polynomial takes. The
 * error is below 0.6 units in the last place.
 */
#include "libm.h"

#define STEP_HI 0x1.62e42fefap-6 /* ln2 / 32; n times this is exact */
#define STEP_LO 0x1.cf79abc9e3b3ap-45
#define STEPS 0x1.71547652b82fep+5 /* 32 / ln2 */
#define STEP10_HI 0x1.34413509fp-7 /* log10(2) / 32 */
#define STEP10_LO 0x1.e7fbcc47c4acdp-45
#define STEPS10 0x1.a934f0979a371p+6
#define LN2 0x1.62e42fefa39efp-1
#define LN2_LO 0x1.abc9e3b39803fp-56
#define LN10 0x1.26bb1bbb55516p+1
#define LN10_LO -0x1.f48ad494ea3e9p-53

static int nearest(double x)
{
    return (int)(x + copysign(0.5, x));
}

struct dd __exp_step(int n, double rest, double rest_low, int *power)
{
    double r = rest + rest_low;
    double low = (rest - r) + rest_low;
    double q = 0x1.6c170126f55e9p-10;
    q = q * r + 0x1.111150cbf1119p-7;
    q = q * r + 0x1.55555555516ddp-5;
    q = q * r + 0x1.555555554d865p-3;
    q = q * r + 0.5;
    double p = r + (r * r * q + low); /* exp(rest) - 1 */
    const struct dd *t = &__exp_powers[n & 31];
    *power = n >> 5;
    return fast_sum(t->hi, t->lo + t->hi * p);
}

struct dd __exp_parts(double hi, double lo, int *power)
{
    int n = nearest(hi * STEPS);
    double steps = n;
    return __exp_step(n, hi - steps * STEP_HI, lo - steps * STEP_LO, power);
}

/* v * 2^n, v near 1: mostly an addition to the exponent. */
static double scaled(struct dd v, int n)
{
    double sum = v.hi + v.lo;
    if (n < -1021 || n > 1022)
        return ldexp(sum, n);
    return make(raw(sum) + ((uint64_t)(int64_t)n << 52));
}

double __exp_whole(double hi, double lo)
{
    int power;
    if (!(hi < 710))
        return hi != hi ? hi : make(INFINITE64);
    if (hi < -750)
        return 0;
    struct dd v = __exp_parts(hi, lo, &power);
    return scaled(v, power);
}

double exp(double x)
{
    return __exp_whole(x, 0);
}

double exp2(double x)
{
    int power;
    if (!(x < 1024))
        return x != x ? x : make(INFINITE64);
    if (x < -1080)
        return 0;
    int n = nearest(x * 32);
    double rest = x - n * (1.0 / 32);
    struct dd r = exact_product(rest, LN2);
    struct dd v = __exp_step(n, r.hi, r.lo + rest * LN2_LO, &power);
    return scaled(v, power);
}

double exp10(double x)
{
    int power;
    if (!(x < 310))
        return x != x ? x : make(INFINITE64);
    if (x < -330)
        return 0;
    int n = nearest(x * STEPS10);
    struct dd rest = exact_sum(x - n * STEP10_HI, -n * STEP10_LO);
    struct dd r = exact_product(rest.hi, LN10);
    r.lo += rest.hi * LN10_LO + rest.lo * LN10;
    struct dd v = __exp_step(n, r.hi, r.lo, &power);
    return scaled(v, power);
}

/* x + x^2/2 in two parts and a polynomial for the rest. |x| < 0.36. */
static double small_expm1(double x)
{
    static const double c[] = {0x1.1f706fd70e71fp-29, 0x1.af496752963b0p-26,
                               0x1.27e4ddc684112p-22, 0x1.71de065d6f29dp-19,
                               0x1.a01a01a599753p-16, 0x1.a01a01a9b97f7p-13,
                               0x1.6c16c16c16663p-10, 0x1.1111111110717p-7,
                               0x1.5555555555555p-5,  0x1.5555555555556p-3};
    double q = c[0];
    for (int k = 1; k < 10; k++)
        q = q * x + c[k];
    struct dd square = exact_product(x, x * 0.5);
    struct dd sum = fast_sum(x, square.hi);
    return sum.hi + (sum.lo + (square.lo + 2 * square.hi * x * q));
}

double expm1(double x)
{
    if (magnitude(x) < 0x3C90000000000000ull) /* 2^-54 */
        return x;
    if (magnitude(x) < 0x3FD7000000000000ull)
        return small_expm1(x);
    if (!(x < 40))
        return __exp_whole(x, 0);
    if (x < -40)
        return -1;
    int power;
    struct dd v = __exp_parts(x, 0, &power);
    double scale = power_of_two(power);
    struct dd sum = exact_sum(v.hi * scale, -1);
    return sum.hi + (sum.lo + v.lo * scale);
}
