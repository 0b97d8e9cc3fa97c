/* SPDX-License-Identifier: MIT
 *
 * Doubles to decimal digits and back, exactly, by big integers. Used by the
 * printf family and strtod; integers only, so that it does not depend on the
 * floating-point library.
 */
#include <ctype.h>
#include <errno.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "internal.h"

enum { LIMBS = 130, BASE = 1000000000, BITS_LIMBS = 80 };

/* A decimal number: limbs of nine digits, the point behind limb `units`. */
struct decimal {
    uint32_t limb[LIMBS]; /* most significant first */
    int first, units, last;
};

union bits {
    double d;
    uint64_t u;
};

/* value = mantissa * 2^exponent, as a decimal without loss. */
static void expand(struct decimal *x, uint64_t mantissa, int exponent)
{
    enum { UNITS = 36 };
    memset(x, 0, sizeof(*x));
    x->units = UNITS;
    x->limb[UNITS] = (uint32_t)(mantissa % BASE);
    x->limb[UNITS - 1] = (uint32_t)(mantissa / BASE % BASE);
    x->limb[UNITS - 2] = (uint32_t)(mantissa / BASE / BASE);
    x->first = UNITS - 2;
    x->last = UNITS;
    for (; exponent > 0;) {
        int step = exponent > 29 ? 29 : exponent;
        uint64_t carry = 0;
        for (int k = x->last; k >= 0 && (k >= x->first || carry); k--) {
            carry += (uint64_t)x->limb[k] << step;
            x->limb[k] = (uint32_t)(carry % BASE);
            carry /= BASE;
            x->first = k < x->first ? k : x->first;
        }
        exponent -= step;
    }
    for (; exponent < 0;) {
        int step = -exponent > 9 ? 9 : -exponent;
        uint32_t mask = (1u << step) - 1, rest = 0;
        for (int k = x->first; k <= x->last || (rest && k < LIMBS); k++) {
            uint32_t v = x->limb[k];
            x->limb[k] = (v >> step) + rest;
            rest = (v & mask) * (BASE >> step);
            x->last = k > x->last ? k : x->last;
        }
        exponent += step;
    }
}

/* Digit number n: 0 is the unit, -1 the first behind the point. */
static unsigned digit_at(const struct decimal *x, int n)
{
    static const uint32_t tens[] = {1,      10,      100,      1000,     10000,
                                    100000, 1000000, 10000000, 100000000};
    int limb = n >= 0 ? x->units - n / 9 : x->units + (8 - n) / 9;
    int place = n >= 0 ? n % 9 : (9 - -n % 9) % 9;
    return limb < 0 || limb >= LIMBS ? 0 : x->limb[limb] / tens[place] % 10;
}

static bool is_zero_below(const struct decimal *x, int n)
{
    for (int k = n; k >= -(x->last - x->units) * 9 && k > -1200; k--) {
        if (digit_at(x, k) != 0)
            return false;
    }
    return true;
}

static int highest(const struct decimal *x)
{
    for (int n = 330; n > -1100; n--) {
        if (digit_at(x, n) != 0)
            return n;
    }
    return 0;
}

/* Adds one to the last digit; true when a new first digit came. */
static bool round_up(char *digits, int n)
{
    for (int k = n - 1; k >= 0; k--) {
        if (digits[k] != '9') {
            digits[k]++;
            return false;
        }
        digits[k] = '0';
    }
    if (n > 0)
        digits[0] = '1';
    return true;
}

int __digits(double value, int count, int fixed, char *digits, int *length)
{
    static struct decimal x;
    union bits b = {value};
    int e = (int)(b.u >> 52 & 0x7FF);
    uint64_t mantissa = b.u & 0xFFFFFFFFFFFFFull;
    mantissa |= e != 0 ? 1ull << 52 : 0;
    expand(&x, mantissa, (e != 0 ? e : 1) - 1075);
    int top = mantissa ? highest(&x) : 0;
    int n = fixed ? top + 1 + count : count;
    *length = 0;
    if (n < 0 || (fixed && top < 0 && -top > count + 1))
        return -1; /* all digits asked for are 0 */
    for (int k = 0; k < n && k < DIGITS_MAX; k++)
        digits[k] = (char)('0' + digit_at(&x, top - k));
    unsigned next = digit_at(&x, top - n);
    bool tie = next == 5 && is_zero_below(&x, top - n - 1);
    bool odd = n > 0 && (digits[n - 1] & 1);
    *length = n;
    if (next > 5 || (next == 5 && (!tie || odd))) {
        if (n == 0) { /* 0.7 without digits: 1 */
            digits[0] = '1';
            *length = 1;
            return top + 1;
        }
        if (round_up(digits, n)) {
            if (fixed) {
                digits[n] = '0';
                *length = n + 1;
            }
            return top + 1;
        }
    }
    return top;
}

/* Decimal to binary: mantissa digits as a big integer, scaled by a power of
 * ten, divided by bit operations. Numbers are little-endian 32-bit limbs. */
struct big {
    uint32_t limb[BITS_LIMBS];
    int count;
};

static void big_multiply_add(struct big *x, uint32_t by, uint32_t add)
{
    uint64_t carry = add;
    for (int k = 0; k < x->count; k++) {
        carry += (uint64_t)x->limb[k] * by;
        x->limb[k] = (uint32_t)carry;
        carry >>= 32;
    }
    if (carry && x->count < BITS_LIMBS)
        x->limb[x->count++] = (uint32_t)carry;
}

static int big_bits(const struct big *x)
{
    return x->count == 0 ? 0
                         : x->count * 32 - __builtin_clz(x->limb[x->count - 1]);
}

static void big_shift_left(struct big *x, int n)
{
    int whole = n / 32, part = n % 32;
    if (x->count == 0)
        return;
    for (int k = x->count + whole; k >= 0; k--) {
        uint64_t high =
            k - whole >= 0 && k - whole < x->count ? x->limb[k - whole] : 0;
        uint64_t low = k - whole - 1 >= 0 && k - whole - 1 < x->count
                           ? x->limb[k - whole - 1]
                           : 0;
        if (k < BITS_LIMBS)
            x->limb[k] = (uint32_t)((high << 32 | low) << part >> 32);
    }
    x->count += whole + 1;
    if (x->count > BITS_LIMBS)
        x->count = BITS_LIMBS;
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

static void big_subtract(struct big *a, const struct big *b)
{
    uint64_t borrow = 0;
    for (int k = 0; k < a->count; k++) {
        uint64_t d =
            (uint64_t)a->limb[k] - (k < b->count ? b->limb[k] : 0) - borrow;
        a->limb[k] = (uint32_t)d;
        borrow = d >> 63;
    }
    while (a->count > 0 && a->limb[a->count - 1] == 0)
        a->count--;
}

/* n / d as a double, rounded to nearest, ties to even; or, when a second
 * rounding to fewer bits will follow, to the odd one of its neighbours. */
static double ratio(struct big *n, struct big *d, bool to_odd)
{
    int e = big_bits(n) - big_bits(d);
    int shift = 54 - e; /* the quotient gets 54 or 55 bits */
    if (e < -1022)
        shift = 54 + 1022;
    if (shift > 0)
        big_shift_left(n, shift);
    else
        big_shift_left(d, -shift);
    int top = big_bits(n) - big_bits(d);
    uint64_t q = 0;
    if (top >= 0)
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
    bool rest = n->count > 0;
    int exponent = -shift;
    /* q * 2^exponent with more bits than fit: rounded to 53, or fewer. */
    int bits = q ? 64 - __builtin_clzll(q) : 0;
    int drop = bits - 53;
    if (exponent + drop < -1074)
        drop = -1074 - exponent;
    if (drop > 0) {
        uint64_t half = 1ull << (drop - 1), low = q & (half * 2 - 1);
        q >>= drop;
        if (to_odd)
            q |= low != 0 || rest;
        else if (low > half || (low == half && (rest || (q & 1))))
            q++;
        exponent += drop;
    }
    if (q >> 53) {
        q >>= 1;
        exponent++;
    }
    union bits r;
    if (exponent > 971) {
        errno = ERANGE;
        r.u = 0x7FF0000000000000ull;
    } else if (q >> 52) {
        r.u = (uint64_t)(exponent + 1075) << 52 | (q & 0xFFFFFFFFFFFFFull);
    } else {
        r.u = q;
    }
    return r.d;
}

static double from_decimal(const char *s, int count, int exponent, bool to_odd)
{
    static struct big n, d;
    memset(&n, 0, sizeof(n));
    memset(&d, 0, sizeof(d));
    d.limb[0] = d.count = 1;
    for (int k = 0; k < count; k++)
        big_multiply_add(&n, 10, (uint32_t)(s[k] - '0'));
    if (n.count == 0 || count + exponent < -330)
        return 0;
    if (count + exponent > 310) {
        union bits inf = {.u = 0x7FF0000000000000ull};
        errno = ERANGE;
        return inf.d;
    }
    for (int k = 0; k < exponent; k++)
        big_multiply_add(&n, 10, 0);
    for (int k = exponent; k < 0; k++)
        big_multiply_add(&d, 10, 0);
    return ratio(&n, &d, to_odd);
}

static int same_word(const char *s, const char *word)
{
    int n = 0;
    while (word[n] && tolower(s[n]) == word[n])
        n++;
    return word[n] ? 0 : n;
}

static double hexadecimal(const char *s, char **end, bool to_odd)
{
    uint64_t mantissa = 0;
    int exponent = 0;
    bool point = false, sticky = false, any = false;
    for (;; s++) {
        if (*s == '.' && !point) {
            point = true;
            continue;
        }
        if (!isxdigit(*s))
            break;
        any = true;
        unsigned d = isdigit(*s) ? (unsigned)(*s - '0')
                                 : (unsigned)(tolower(*s) - 'a' + 10);
        if (mantissa >> 58) {
            sticky |= d != 0;
            exponent += point ? 0 : 4;
        } else {
            mantissa = mantissa << 4 | d;
            exponent -= point ? 4 : 0;
        }
    }
    if (any && (*s | 32) == 'p') {
        char *stop;
        long e = strtol(s + 1, &stop, 10);
        if (stop != s + 1) {
            s = stop;
            exponent += e > 5000 ? 5000 : e < -5000 ? -5000 : (int)e;
        }
    }
    if (any)
        *end = (char *)s;
    static struct big n, d;
    memset(&n, 0, sizeof(n));
    memset(&d, 0, sizeof(d));
    mantissa |= sticky;
    n.limb[0] = (uint32_t)mantissa;
    n.limb[1] = (uint32_t)(mantissa >> 32);
    n.count = n.limb[1] ? 2 : n.limb[0] ? 1 : 0;
    d.limb[0] = d.count = 1;
    if (n.count == 0 || exponent < -1200)
        return 0;
    if (exponent > 1100)
        exponent = 1100;
    big_shift_left(exponent > 0 ? &n : &d, exponent > 0 ? exponent : -exponent);
    return ratio(&n, &d, to_odd);
}

static double parse(const char *s, char **end, bool to_odd)
{
    enum { KEPT = 400 };
    static char digits[KEPT];
    const char *p = s;
    char *unused;
    end = end ? end : &unused;
    *end = (char *)s;
    while (isspace(*p))
        p++;
    bool negative = *p == '-';
    p += *p == '-' || *p == '+';
    union bits r = {0};
    int word;
    if ((word = same_word(p, "infinity")) || (word = same_word(p, "inf"))) {
        r.u = 0x7FF0000000000000ull;
        *end = (char *)p + word;
    } else if ((word = same_word(p, "nan"))) {
        r.u = 0x7FF8000000000000ull;
        *end = (char *)p + word;
    } else if (p[0] == '0' && (p[1] | 32) == 'x' &&
               (isxdigit(p[2]) || (p[2] == '.' && isxdigit(p[3])))) {
        r.d = hexadecimal(p + 2, end, to_odd);
    } else {
        int count = 0, exponent = 0;
        bool point = false, any = false;
        for (;; p++) {
            if (*p == '.' && !point) {
                point = true;
                continue;
            }
            if (!isdigit(*p))
                break;
            any = true;
            if (count == 0 && *p == '0') {
                exponent -= point;
            } else if (count < KEPT) {
                digits[count++] = *p;
                exponent -= point;
            } else {
                digits[KEPT - 1] |= *p != '0'; /* a sticky odd digit */
                exponent += !point;
            }
        }
        if (!any)
            return 0;
        if ((*p | 32) == 'e') {
            char *stop;
            long e = strtol(p + 1, &stop, 10);
            if (stop != p + 1 && !isspace(p[1])) {
                p = stop;
                exponent += e > 5000 ? 5000 : e < -5000 ? -5000 : (int)e;
            }
        }
        *end = (char *)p;
        r.d = from_decimal(digits, count, exponent, to_odd);
    }
    r.u |= (uint64_t)negative << 63;
    return r.d;
}

double strtod(const char *restrict s, char **restrict end)
{
    return parse(s, end, false);
}

long double strtold(const char *restrict s, char **restrict end)
{
    return strtod(s, end);
}

/* Rounded to odd first, a second rounding is as good as a single one. */
float strtof(const char *restrict s, char **restrict end)
{
    return (float)parse(s, end, true);
}

double atof(const char *s)
{
    return strtod(s, NULL);
}
