/* SPDX-License-Identifier: MIT
 *
 * Numbers, sorting and searching of <stdlib.h>.
 */
#include <ctype.h>
#include <errno.h>
#include <limits.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int errno;

char *getenv(const char *name)
{
    (void)name;
    return NULL;
}

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

static unsigned digit_of(char c)
{
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
    while (isspace(*s))
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

static uint64_t random_state = 1;

void srand(unsigned seed)
{
    random_state = seed;
}

/* A linear congruential generator of 64 bits, its upper half. */
int rand(void)
{
    random_state = random_state * 6364136223846793005u + 1442695040888963407u;
    return (int)(random_state >> 33);
}

/* Heapsort: never slow, needs no memory. */
static void exchange(char *a, char *b, size_t size)
{
    if (((uintptr_t)a & 3) == 0 && (size & 3) == 0) {
        for (; size > 0; size -= 4, a += 4, b += 4) {
            uint32_t t = *(uint32_t *)a;
            *(uint32_t *)a = *(uint32_t *)b;
            *(uint32_t *)b = t;
        }
        return;
    }
    for (; size > 0; size--, a++, b++) {
        char t = *a;
        *a = *b;
        *b = t;
    }
}

typedef int comparison(const void *, const void *);

static void sift(char *base, size_t root, size_t count, size_t size,
                 comparison *compare)
{
    for (size_t child; (child = root * 2 + 1) < count; root = child) {
        if (child + 1 < count &&
            compare(base + child * size, base + (child + 1) * size) < 0)
            child++;
        if (compare(base + root * size, base + child * size) >= 0)
            return;
        exchange(base + root * size, base + child * size, size);
    }
}

void qsort(void *base, size_t count, size_t size, comparison *compare)
{
    char *at = base;
    for (size_t k = count / 2; k > 0; k--)
        sift(at, k - 1, count, size, compare);
    for (size_t k = count; k > 1; k--) {
        exchange(at, at + (k - 1) * size, size);
        sift(at, 0, k - 1, size, compare);
    }
}

void *bsearch(const void *key, const void *base, size_t count, size_t size,
              comparison *compare)
{
    const char *at = base;
    while (count > 0) {
        const char *middle = at + count / 2 * size;
        int order = compare(key, middle);
        if (order == 0)
            return (void *)middle;
        if (order > 0) {
            at = middle + size;
            count--;
        }
        count /= 2;
    }
    return NULL;
}
