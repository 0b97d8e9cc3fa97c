/* SPDX-License-Identifier: MIT
 *
 * Numbers, sizes, times and words of the command line. Written by hand since
 * strtoull takes signs, blanks and octal, and wraps "-1". A number that does
 * not fit in 64 bits is no number.
 */
#include "option_value.h"

#include <util/hex.h>

enum { SECONDS_MAX = 1000000000, NS_DIGITS = 9 };

/* Takes digits from *text on; false: none there, or too large. */
static bool take_number(const char **text, u64 *value)
{
    const char *p = *text;
    u32 base = 10;
    u64 sum = 0;
    if (p[0] == '0' && (p[1] == 'x' || p[1] == 'X')) {
        base = 16;
        p += 2;
    }
    if (hex_digit(*p) >= base)
        return false;
    for (; hex_digit(*p) < base; p++) {
        if (__builtin_mul_overflow(sum, base, &sum) ||
            __builtin_add_overflow(sum, hex_digit(*p), &sum))
            return false;
    }
    *text = p;
    *value = sum;
    return true;
}

bool value_u64(const char *text, u64 low, u64 high, u64 *value)
{
    u64 v;
    if (!take_number(&text, &v) || *text != '\0' || v < low || v > high)
        return false;
    *value = v;
    return true;
}

static int suffix_shift(char c)
{
    switch (c) {
    case 'K':
    case 'k':
        return 10;
    case 'M':
    case 'm':
        return 20;
    case 'G':
    case 'g':
        return 30;
    default:
        return 0;
    }
}

bool value_size(const char *text, u64 *bytes)
{
    u64 v;
    if (!take_number(&text, &v))
        return false;
    int shift = suffix_shift(*text);
    if (shift != 0)
        text++;
    if (*text != '\0' || v > UINT64_MAX >> shift)
        return false;
    *bytes = v << shift;
    return true;
}

/* Digits behind the point as nanoseconds. */
static bool take_fraction(const char **text, u64 *ns)
{
    const char *p = *text;
    bool more = false;
    int taken = 0;
    u64 v = 0;
    for (; hex_digit(*p) < 10; p++) {
        if (taken < NS_DIGITS) {
            v = v * 10 + hex_digit(*p);
            taken++;
        } else {
            more = more || *p != '0';
        }
    }
    if (p == *text)
        return false;
    for (; taken < NS_DIGITS; taken++)
        v *= 10;
    *text = p;
    *ns = v + more;
    return true;
}

bool value_seconds(const char *text, u64 *ns)
{
    const u64 second = 1000000000;
    u64 whole = 0, part = 0;
    bool has_whole = take_number(&text, &whole);
    bool has_part = *text == '.' && (text++, take_fraction(&text, &part));
    if ((!has_whole && !has_part) || *text != '\0' || whole > SECONDS_MAX)
        return false;
    u64 sum = whole * second + part;
    if (sum == 0 || sum > SECONDS_MAX * second)
        return false;
    *ns = sum;
    return true;
}

bool value_word(const char *text, const char *const *words, u32 count,
                u32 *index)
{
    for (u32 i = 0; i < count; i++) {
        if (strcmp(text, words[i]) == 0) {
            *index = i;
            return true;
        }
    }
    return false;
}
