/* SPDX-License-Identifier: MIT
 *
 * Integers of <stdlib.h> and <inttypes.h>: from text, absolute values,
 * quotients.
 */
#include <ctype.h>
#include <errno.h>
#include <inttypes.h>
#include <limits.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int abs(int n)
{
    return n < 0 ? -n : n;
}

long labs(long n)
{
    return n < 0 ? -n : n;
}

long long llabs(long long n)
{
    return n < 0 ? -n : n;
}

div_t div(int a, int b)
{
    return (div_t){a / b, a % b};
}

ldiv_t ldiv(long a, long b)
{
    return (ldiv_t){a / b, a % b};
}

lldiv_t lldiv(long long a, long long b)
{
    return (lldiv_t){a / b, a % b};
}

static unsigned digit_of(char signed_c)
{
    unsigned char c = (unsigned char)signed_c;
    if (isdigit(c))
        return (unsigned)(c - '0');
    return isalpha(c) ? (unsigned)(tolower(c) - 'a' + 10) : 99;
}

struct number {
    unsigned long long value;
    int negative, overflow;
};

/* Reads digits up to `most`; `end` is the start when there are none. */
static struct number parse(const char *s, char **end, int base,
                           unsigned long long most)
{
    struct number n = {0, 0, 0};
    const char *start = s;
    if (base < 0 || base == 1 || base > 36) {
        errno = EINVAL;
        if (end)
            *end = (char *)start;
        return n;
    }
    while (isspace((unsigned char)*s))
        s++;
    n.negative = *s == '-';
    s += *s == '-' || *s == '+';
    bool hex = s[0] == '0' && (s[1] | 32) == 'x' && digit_of(s[2]) < 16;
    if ((base == 0 || base == 16) && hex) {
        base = 16;
        s += 2;
    }
    if (base == 0)
        base = *s == '0' ? 8 : 10;
    const char *first = s;
    for (unsigned d; (d = digit_of(*s)) < (unsigned)base; s++) {
        if (n.value > (most - d) / (unsigned)base)
            n.overflow = 1;
        n.value = n.value * (unsigned)base + d;
    }
    if (end)
        *end = (char *)(s == first ? start : s);
    return n;
}

unsigned long long strtoull(const char *restrict s, char **restrict end,
                            int base)
{
    struct number n = parse(s, end, base, ULLONG_MAX);
    if (n.overflow) {
        errno = ERANGE;
        return ULLONG_MAX;
    }
    return n.negative ? -n.value : n.value;
}

long long strtoll(const char *restrict s, char **restrict end, int base)
{
    struct number n = parse(s, end, base, ULLONG_MAX);
    unsigned long long limit = (unsigned long long)LLONG_MAX + n.negative;
    if (n.overflow || n.value > limit) {
        errno = ERANGE;
        return n.negative ? LLONG_MIN : LLONG_MAX;
    }
    return (long long)(n.negative ? -n.value : n.value);
}

unsigned long strtoul(const char *restrict s, char **restrict end, int base)
{
    struct number n = parse(s, end, base, ULLONG_MAX);
    if (n.overflow || n.value > ULONG_MAX) {
        errno = ERANGE;
        return ULONG_MAX;
    }
    return (unsigned long)(n.negative ? -n.value : n.value);
}

long strtol(const char *restrict s, char **restrict end, int base)
{
    struct number n = parse(s, end, base, ULLONG_MAX);
    unsigned long long limit = (unsigned long long)LONG_MAX + n.negative;
    if (n.overflow || n.value > limit) {
        errno = ERANGE;
        return n.negative ? LONG_MIN : LONG_MAX;
    }
    return (long)(n.negative ? -n.value : n.value);
}

int atoi(const char *s)
{
    return (int)strtol(s, NULL, 10);
}

long atol(const char *s)
{
    return strtol(s, NULL, 10);
}

long long atoll(const char *s)
{
    return strtoll(s, NULL, 10);
}

intmax_t strtoimax(const char *restrict s, char **restrict end, int base)
{
    return strtoll(s, end, base);
}

uintmax_t strtoumax(const char *restrict s, char **restrict end, int base)
{
    return strtoull(s, end, base);
}

intmax_t imaxabs(intmax_t n)
{
    return llabs(n);
}

imaxdiv_t imaxdiv(intmax_t a, intmax_t b)
{
    return (imaxdiv_t){a / b, a % b};
}
