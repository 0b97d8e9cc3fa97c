/* SPDX-License-Identifier: MIT
 *
 * The decimal digits of a double, exactly, by big integers: for printf. Uses
 * no floating point, so that it does not depend on its library, and no memory
 * but the stack, so that every core may print.
 */
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "internal.h"

enum { LIMBS = 158, UNITS = 36, BASE = 1000000000, LIMB_DIGITS = 9 };

/* A decimal number: limbs of nine digits, the point behind limb UNITS. */
struct decimal {
    uint32_t limb[LIMBS]; /* most significant first */
    int first, last;      /* of those that are not 0 */
};

union bits {
    double d;
    uint64_t u;
};

static void double_up(struct decimal *x, int shift) /* 1 .. 29 */
{
    uint64_t carry = 0;
    for (int k = x->last; k >= x->first || carry; k--) {
        carry += (uint64_t)x->limb[k] << shift;
        uint64_t next = carry / BASE;
        x->limb[k] = (uint32_t)(carry - next * BASE);
        carry = next;
        x->first = k < x->first ? k : x->first;
    }
}

static void halve(struct decimal *x, int shift) /* 1 .. 9 */
{
    uint32_t mask = (1u << shift) - 1, rest = 0;
    for (int k = x->first; k <= x->last || rest; k++) {
        uint32_t v = x->limb[k];
        x->limb[k] = (v >> shift) + rest;
        rest = (v & mask) * (BASE >> shift);
        x->last = k > x->last ? k : x->last;
    }
    while (x->first < x->last && x->limb[x->first] == 0)
        x->first++;
}

/* value = mantissa * 2^exponent, as a decimal without loss. */
static void expand(struct decimal *x, uint64_t mantissa, int exponent)
{
    memset(x, 0, sizeof(*x));
    x->last = UNITS;
    x->first = UNITS + 1;
    for (; mantissa != 0; mantissa /= BASE)
        x->limb[--x->first] = (uint32_t)(mantissa % BASE);
    x->first = x->first > UNITS ? UNITS : x->first;
    int down = exponent < 0 ? -exponent : 0;
    for (; exponent > 0; exponent -= 29)
        double_up(x, exponent > 29 ? 29 : exponent);
    for (; down > 0; down -= 9)
        halve(x, down > 9 ? 9 : down);
}

static const uint32_t tens[] = {1,      10,      100,      1000,     10000,
                                100000, 1000000, 10000000, 100000000};

/* Digit number n: 0 is the unit, -1 the first behind the point. */
static unsigned digit_at(const struct decimal *x, int n)
{
    int up = n + UNITS * LIMB_DIGITS * 4; /* above 0 where digits are */
    int limb = UNITS * 5 - up / LIMB_DIGITS, place = up % LIMB_DIGITS;
    if (up < 0 || limb < x->first || limb > x->last)
        return 0;
    return x->limb[limb] / tens[place] % 10;
}

static bool is_zero_below(const struct decimal *x, int n)
{
    int lowest = (UNITS - x->last) * LIMB_DIGITS;
    for (; n >= lowest; n--) {
        if (digit_at(x, n) != 0)
            return false;
    }
    return true;
}

static int highest(const struct decimal *x)
{
    int place = LIMB_DIGITS - 1;
    while (place > 0 && x->limb[x->first] < tens[place])
        place--;
    return (UNITS - x->first) * LIMB_DIGITS + place;
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
    digits[0] = '1';
    return true;
}

int __digits(double value, int count, int fixed, char *digits, int *length)
{
    struct decimal x;
    union bits b = {value};
    int e = (int)(b.u >> 52 & 0x7FF);
    uint64_t mantissa = b.u & 0xFFFFFFFFFFFFFull;
    mantissa |= e != 0 ? 1ull << 52 : 0;
    expand(&x, mantissa, mantissa ? (e != 0 ? e : 1) - 1075 : 0);
    int top = mantissa ? highest(&x) : 0;
    int n = fixed ? top + 1 + count : count;
    *length = 0;
    if (n < 0)
        return -1; /* all digits asked for are 0 */
    n = n < DIGITS_MAX ? n : DIGITS_MAX;
    for (int k = 0; k < n; k++)
        digits[k] = (char)('0' + digit_at(&x, top - k));
    *length = n;
    unsigned next = digit_at(&x, top - n);
    bool odd = n > 0 && (digits[n - 1] & 1);
    bool above = next > 5 || (next == 5 && !is_zero_below(&x, top - n - 1));
    if (!above && !(next == 5 && odd))
        return top;
    if (n == 0) { /* 0.7 without digits: 1 */
        digits[0] = '1';
        *length = 1;
        return top + 1;
    }
    if (!round_up(digits, n))
        return top;
    if (fixed) {
        digits[n] = '0';
        *length = n + 1;
    }
    return top + 1;
}
