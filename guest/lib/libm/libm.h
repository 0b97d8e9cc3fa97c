/* SPDX-License-Identifier: MIT
 *
 * What the files of libm share: bits of numbers, numbers in two parts, the
 * kernels that several functions use. A number in two parts is hi + lo with
 * |lo| at most about half a unit in the last place of hi. Everything is to
 * nearest; there are no exception flags, and errno is not set.
 */
#ifndef LIBM_H
#define LIBM_H

#include <math.h>
#include <stdbool.h>
#include <stdint.h>

struct dd {
    double hi, lo;
};
struct ff {
    float hi, lo;
};

union bits64 {
    double d;
    uint64_t u;
};
union bits32 {
    float f;
    uint32_t u;
};

#define SIGN64 (1ull << 63)
#define INFINITE64 0x7FF0000000000000ull
#define SIGN32 (1u << 31)
#define INFINITE32 0x7F800000u

static inline uint64_t raw(double d)
{
    return (union bits64){.d = d}.u;
}

static inline double make(uint64_t u)
{
    return (union bits64){.u = u}.d;
}

static inline uint32_t raw_f(float f)
{
    return (union bits32){.f = f}.u;
}

static inline float make_f(uint32_t u)
{
    return (union bits32){.u = u}.f;
}

/* Bits without the sign: they order as the magnitudes do. */
static inline uint64_t magnitude(double d)
{
    return raw(d) & ~SIGN64;
}

static inline uint32_t magnitude_f(float f)
{
    return raw_f(f) & ~SIGN32;
}

static inline bool is_negative(double d)
{
    return raw(d) >> 63;
}

/* The exact sum; |a| >= |b| or a = 0. */
static inline struct dd fast_sum(double a, double b)
{
    double hi = a + b;
    return (struct dd){hi, (a - hi) + b};
}

static inline struct ff fast_sum_f(float a, float b)
{
    float hi = a + b;
    return (struct ff){hi, (a - hi) + b};
}

/* The exact sum of any two. */
static inline struct dd exact_sum(double a, double b)
{
    double hi = a + b, part = hi - a;
    return (struct dd){hi, (a - (hi - part)) + (b - part)};
}

static inline struct ff exact_sum_f(float a, float b)
{
    float hi = a + b, part = hi - a;
    return (struct ff){hi, (a - (hi - part)) + (b - part)};
}

static inline struct dd exact_product(double a, double b)
{
    double hi = a * b;
    return (struct dd){hi, fma(a, b, -hi)};
}

/* Without a fused operation: halves of 12 bits, whose products fit. */
static inline struct ff exact_product_f(float a, float b)
{
    float ah = make_f(raw_f(a) & 0xFFFFF000), al = a - ah;
    float bh = make_f(raw_f(b) & 0xFFFFF000), bl = b - bh, hi = a * b;
    return (struct ff){hi, ((ah * bh - hi) + ah * bl + al * bh) + al * bl};
}

/* 2^n for a normal result. */
static inline double power_of_two(int n)
{
    return make((uint64_t)(uint32_t)(n + 1023) << 52);
}

static inline float power_of_two_f(int n)
{
    return make_f((uint32_t)(n + 127) << 23);
}

extern const struct dd __exp_powers[32]; /* 2^(k / 32) */
extern const struct ff __exp_powers_f[32];
extern const short __log_inverse[128];  /* 1024 / middle of a bin */
extern const struct dd __log_bins[128]; /* -log(that / 1024) */
extern const struct ff __log_bins_f[128];
extern const struct dd __atan_steps[17]; /* atan(k / 16) */
extern const struct ff __atan_steps_f[17];
extern const uint32_t __two_over_pi[40]; /* fraction, first word first */

/* exp.c: exp(hi + lo) = (hi + lo) * 2^power, the result's parts; |hi| below
 * 800. __exp_step: the same behind the reduction, for n/32 powers of two and
 * the rest r. */
struct dd __exp_parts(double hi, double lo, int *power);
struct dd __exp_step(int n, double rest, double rest_low, int *power);
/* exp(hi + lo) in one number, with overflow and underflow. */
double __exp_whole(double hi, double lo);

/* log.c: log(hi + lo) of a positive finite number. */
struct dd __log_parts(double hi, double lo);

/* trig_reduce.c: x minus the nearest multiple n of pi/2; gives n mod 4. */
int __reduce(double x, struct dd *rest);
int __reduce_f(float x, struct ff *rest);

/* atan.c: the angle of (x, y), both positive and finite or zero, not both
 * zero. */
struct dd __angle(struct dd y, struct dd x);

#endif
