/* SPDX-License-Identifier: MIT
 *
 * Text to floating point: strtod and strtof, each rounded once, to nearest.
 * Short numbers are one product or quotient of exact floats; others are the
 * ratio of two big integers, kept on the stack.
 */
#include <ctype.h>
#include <errno.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "internal.h"

/* Halfway points between doubles have up to 767 digits; one more digit says
 * that something follows. */
enum { KEPT = 770, LIMBS = 128, CHUNK = 1000000000, CHUNK_DIGITS = 9 };

struct format {
    int bits, least, most; /* exponents of the last bit */
    uint64_t exact;        /* largest mantissa for the short way, */
    int tens;              /* and largest power of ten */
};

static const struct format formats[] = {
    {24, -149, 104, 1 << 24, 10},
    {53, -1074, 971, 1ull << 53, 22},
};

struct big {
    uint32_t limb[LIMBS]; /* lowest first */
    int count;
};

union bits {
    double d;
    uint64_t u;
};

static const union bits infinite = {.u = 0x7FF0000000000000ull};

static void big_multiply_add(struct big *x, uint32_t by, uint32_t add)
{
    uint64_t carry = add;
    for (int k = 0; k < x->count; k++) {
        carry += (uint64_t)x->limb[k] * by;
        x->limb[k] = (uint32_t)carry;
        carry >>= 32;
    }
    if (carry)
        x->limb[x->count++] = (uint32_t)carry;
}

static void big_times_ten(struct big *x, int power)
{
    for (; power >= CHUNK_DIGITS; power -= CHUNK_DIGITS)
        big_multiply_add(x, CHUNK, 0);
    for (; power > 0; power--)
        big_multiply_add(x, 10, 0);
}

static int big_bits(const struct big *x)
{
    if (x->count == 0)
        return 0;
    return x->count * 32 - __builtin_clz(x->limb[x->count - 1]);
}

static void big_shift_left(struct big *x, int n)
{
    int whole = n / 32, part = n % 32;
    if (x->count == 0)
        return;
    x->limb[x->count] = 0;
    for (int k = x->count; k >= 0; k--) {
        uint32_t low = k > 0 && part ? x->limb[k - 1] >> (32 - part) : 0;
        x->limb[k + whole] = x->limb[k] << part | low;
    }
    memset(x->limb, 0, (size_t)whole * 4);
    x->count += whole + 1;
    while (x->count > 0 && x->limb[x->count - 1] == 0)
        x->count--;
}

static int big_compare(const struct big *a, const struct big *b)
{
    if (a->count != b->count)
        return a->count < b->count ? -1 : 1;
    for (int k = a->count - 1; k >= 0; k--) {
        if (a->limb[k] != b->limb[k])
            return a->limb[k] < b->limb[k] ? -1 : 1;
    }
    return 0;
}

/* a - b, a >= b */
static void big_subtract(struct big *a, const struct big *b)
{
    uint32_t borrow = 0;
    for (int k = 0; k < a->count; k++) {
        uint64_t d = (uint64_t)a->limb[k] - (k < b->count ? b->limb[k] : 0);
        d -= borrow;
        a->limb[k] = (uint32_t)d;
        borrow = (uint32_t)(d >> 63);
    }
    while (a->count > 0 && a->limb[a->count - 1] == 0)
        a->count--;
}

/* n / d in whole bits; n keeps what is left. */
static uint64_t divide(struct big *n, struct big *d)
{
    int top = big_bits(n) - big_bits(d);
    uint64_t q = 0;
    if (top > 0)
        big_shift_left(d, top);
    for (int k = top; k >= 0; k--) {
        q <<= 1;
        if (big_compare(n, d) >= 0) {
            big_subtract(n, d);
            q |= 1;
        }
        if (k > 0)
            big_shift_left(n, 1);
    }
    return q;
}

/* q * 2^exponent and a rest below, rounded to the format. */
static double rounded(uint64_t q, int exponent, bool rest,
                      const struct format *f)
{
    int drop = (q ? 64 - __builtin_clzll(q) : 0) - f->bits;
    if (exponent + drop < f->least)
        drop = f->least - exponent;
    if (drop < 0) {
        q <<= -drop;
        exponent += drop;
    } else if (drop > 0) {
        uint64_t half = drop > 63 ? 0 : 1ull << (drop - 1);
        uint64_t low = half ? q & (half * 2 - 1) : 0;
        q = drop > 63 ? 0 : q >> drop;
        if (half && (low > half || (low == half && (rest || (q & 1)))))
            q++;
        exponent += drop;
    }
    if (q >> f->bits) {
        q >>= 1;
        exponent++;
    }
    bool tiny = q >> (f->bits - 1) == 0;
    if (exponent > f->most || tiny)
        errno = ERANGE;
    if (exponent > f->most)
        return infinite.d;
    for (; q && !(q >> 52) && exponent > -1074; exponent--)
        q <<= 1; /* to the form of a double */
    uint64_t e = q >> 52 ? (uint64_t)(exponent + 1075) << 52 : 0;
    return (union bits){.u = e | (q & 0xFFFFFFFFFFFFFull)}.d;
}

/* n / d, n > 0 */
static double ratio(struct big *n, struct big *d, const struct format *f)
{
    int shift = f->bits + 1 - (big_bits(n) - big_bits(d));
    if (shift > 1 - f->least)
        shift = 1 - f->least;
    big_shift_left(shift > 0 ? n : d, shift > 0 ? shift : -shift);
    uint64_t q = divide(n, d);
    return rounded(q, -shift, n->count > 0, f);
}

struct number {
    int count, exponent; /* digits * 10^exponent */
    char digits[KEPT + 1];
};

/* A product or quotient of two exact numbers, if it is one. */
static bool short_way(const struct number *x, const struct format *f,
                      double *out)
{
    uint64_t m = 0;
    bool down = x->exponent < 0;
    int power = down ? -x->exponent : x->exponent;
    if (x->count > 18 || power > f->tens)
        return false;
    for (int k = 0; k < x->count; k++)
        m = m * 10 + (uint64_t)(x->digits[k] - '0');
    if (m > f->exact)
        return false;
    if (f->bits == 24) {
        float v = (float)(int32_t)m, ten = 1;
        while (power-- > 0)
            ten *= 10;
        *out = down ? v / ten : v * ten;
        return true;
    }
    double ten = 1;
    while (power-- > 0)
        ten *= 10;
    *out = down ? (double)m / ten : (double)m * ten;
    return true;
}

static double from_decimal(const struct number *x, const struct format *f)
{
    struct big n = {.count = 0}, d = {{1}, 1};
    double out;
    int magnitude = x->count + x->exponent;
    if (x->count == 0)
        return 0;
    if (magnitude < -330 || magnitude > 310) {
        errno = ERANGE;
        return magnitude < 0 ? 0 : infinite.d;
    }
    if (short_way(x, f, &out))
        return out;
    for (int k = 0; k < x->count;) {
        uint32_t part = 0, scale = 1;
        for (; scale < CHUNK && k < x->count; k++, scale *= 10)
            part = part * 10 + (uint32_t)(x->digits[k] - '0');
        big_multiply_add(&n, scale, part);
    }
    big_times_ten(x->exponent > 0 ? &n : &d, abs(x->exponent));
    return ratio(&n, &d, f);
}

static int same_word(const char *s, const char *word)
{
    int n = 0;
    while (word[n] && tolower((unsigned char)s[n]) == word[n])
        n++;
    return word[n] ? 0 : n;
}

/* An exponent behind its letter, if there is one; else s stays. */
static const char *read_exponent(const char *s, char letter, int *exponent)
{
    const char *p = s + 1;
    int e = 0;
    if ((*s | 32) != letter)
        return s;
    bool negative = *p == '-';
    p += *p == '-' || *p == '+';
    if (!isdigit((unsigned char)*p))
        return s;
    for (; isdigit((unsigned char)*p); p++)
        e = e < 100000 ? e * 10 + (*p - '0') : e;
    *exponent += negative ? -e : e;
    return p;
}

static int hex_digit(char c)
{
    return isdigit((unsigned char)c) ? c - '0'
                                     : tolower((unsigned char)c) - 'a' + 10;
}

static double hexadecimal(const char *s, const char **end,
                          const struct format *f)
{
    uint64_t m = 0;
    int exponent = 0;
    bool point = false, rest = false;
    for (;; s++) {
        if (*s == '.' && !point) {
            point = true;
            continue;
        }
        if (!isxdigit((unsigned char)*s))
            break;
        int d = hex_digit(*s);
        if (m >> 59) {
            rest |= d != 0;
            exponent += point ? 0 : 4;
        } else {
            m = m << 4 | (uint64_t)d;
            exponent -= point ? 4 : 0;
        }
    }
    *end = read_exponent(s, 'p', &exponent);
    if (m == 0)
        return 0;
    return rounded(m, exponent, rest, f);
}

/* Digits with a point: false when there are none. */
static bool read_digits(const char **at, struct number *x)
{
    const char *p = *at;
    bool point = false, any = false;
    x->count = x->exponent = 0;
    for (;; p++) {
        if (*p == '.' && !point) {
            point = true;
            continue;
        }
        if (!isdigit((unsigned char)*p))
            break;
        any = true;
        if (x->count == 0 && *p == '0') {
            x->exponent -= point;
        } else if (x->count < KEPT) {
            x->digits[x->count++] = *p;
            x->exponent -= point;
        } else { /* what was cut off is more than nothing: a last 1 */
            if (*p != '0' && x->count == KEPT) {
                x->digits[x->count++] = '1';
                x->exponent--;
            }
            x->exponent += !point;
        }
    }
    *at = p;
    return any;
}

static void drop_zeros(struct number *x)
{
    while (x->count > 0 && x->digits[x->count - 1] == '0') {
        x->count--;
        x->exponent++;
    }
}

static const char *nan_end(const char *p)
{
    const char *q = p;
    if (*q != '(')
        return p;
    for (q++; isalnum((unsigned char)*q) || *q == '_';)
        q++;
    return *q == ')' ? q + 1 : p;
}

static double magnitude_of(const char *p, const char **end,
                           const struct format *f)
{
    struct number x;
    int word;
    if ((word = same_word(p, "infinity")) || (word = same_word(p, "inf"))) {
        *end = p + word;
        return infinite.d;
    }
    if ((word = same_word(p, "nan"))) {
        *end = nan_end(p + word);
        return (union bits){.u = 0x7FF8000000000000ull}.d;
    }
    if (p[0] == '0' && (p[1] | 32) == 'x') {
        const char *h = p + 2 + (p[2] == '.');
        if (isxdigit((unsigned char)*h))
            return hexadecimal(p + 2, end, f);
    }
    if (!read_digits(&p, &x))
        return 0;
    *end = read_exponent(p, 'e', &x.exponent);
    drop_zeros(&x);
    return from_decimal(&x, f);
}

static double convert(const char *s, char **end, const struct format *f)
{
    const char *p = s, *stop = s;
    while (isspace((unsigned char)*p))
        p++;
    bool negative = *p == '-';
    p += *p == '-' || *p == '+';
    double v = magnitude_of(p, &stop, f);
    if (end)
        *end = (char *)stop;
    return negative && stop != s ? -v : v;
}

double strtod(const char *restrict s, char **restrict end)
{
    return convert(s, end, &formats[1]);
}

long double strtold(const char *restrict s, char **restrict end)
{
    return convert(s, end, &formats[1]);
}

/* The double is a float already. */
float strtof(const char *restrict s, char **restrict end)
{
    return (float)convert(s, end, &formats[0]);
}

double atof(const char *s)
{
    return strtod(s, NULL);
}
