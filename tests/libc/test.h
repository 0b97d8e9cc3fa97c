/* SPDX-License-Identifier: MIT
 *
 * What the test programs of the C library share. Each prints a line for a
 * group of cases, with a hash of all results; the same program, built by the
 * host's compiler with the host's library, must print the same.
 */
#ifndef TESTS_LIBC_TEST_H
#define TESTS_LIBC_TEST_H

#include <stdint.h>
#include <stdio.h>
#include <string.h>

static uint64_t test_state = 88172645463325252u;
static uint32_t test_hash = 1;

/* Marsaglia's xorshift, 64 bits */
static inline uint64_t test_random(void)
{
    test_state ^= test_state << 13;
    test_state ^= test_state >> 7;
    test_state ^= test_state << 17;
    return test_state;
}

static inline unsigned test_below(unsigned n)
{
    return (unsigned)(test_random() >> 32) % n;
}

static inline void mix32(uint32_t v)
{
    test_hash = (test_hash ^ v) * 16777619u;
    test_hash ^= test_hash >> 15;
}

static inline void mix64(uint64_t v)
{
    mix32((uint32_t)v);
    mix32((uint32_t)(v >> 32));
}

static inline void mix_text(const char *s)
{
    while (*s)
        mix32((unsigned char)*s++);
    mix32(256);
}

static inline double double_of(uint64_t u)
{
    double d;
    memcpy(&d, &u, sizeof(d));
    return d;
}

static inline float float_of(uint32_t u)
{
    float f;
    memcpy(&f, &u, sizeof(f));
    return f;
}

/* All NaNs count as one. */
static inline void mix_double(double d)
{
    uint64_t u;
    memcpy(&u, &d, sizeof(u));
    mix64(d != d ? 0x7FF8000000000000u : u);
}

static inline void mix_float(float f)
{
    uint32_t u;
    memcpy(&u, &f, sizeof(u));
    mix32(f != f ? 0x7FC00000u : u);
}

/* Doubles of all kinds: subnormal, huge, near each other, with few bits,
 * special, in the range of float. */
static inline double test_double(void)
{
    static const uint64_t special[] = {0,
                                       0x8000000000000000u,
                                       0x7FF0000000000000u,
                                       0xFFF0000000000000u,
                                       0x7FF8000000000000u,
                                       0x3FF0000000000000u,
                                       1,
                                       0x8000000000000001u,
                                       0x000FFFFFFFFFFFFFu,
                                       0x0010000000000000u,
                                       0x7FEFFFFFFFFFFFFFu};
    const uint64_t fraction = 0x800FFFFFFFFFFFFFu;
    uint64_t u = test_random(), e = test_random(), n = e >> 8;
    switch (e % 8) {
    case 0:
        return double_of(u & fraction);
    case 1:
        return double_of(u | 0x7FE0000000000000u);
    case 2:
        return double_of((u & fraction) | (1023 - 30 + n % 60) << 52);
    case 3:
        return double_of((u & 0x80F0000000000000u) | (1020 + n % 6) << 52);
    case 4:
        return double_of(u & 0xFFF00000FFFFF000u);
    case 5:
        return double_of(special[n % 11]);
    case 6:
        return double_of((u & fraction) | (866 + n % 290) << 52);
    default:
        return double_of(u);
    }
}

static inline void report(const char *group)
{
    printf("%s %08x\n", group, (unsigned)test_hash);
    test_hash = 1;
}

#endif
