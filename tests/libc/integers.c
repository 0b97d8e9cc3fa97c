/* SPDX-License-Identifier: MIT
 *
 * 64- and 128-bit arithmetic, atomic operations on eight bytes, and integers
 * from text.
 */
#include <errno.h>
#include <stdlib.h>

#include "test.h"

enum { CASES = 10000 };

static void arithmetic(uint64_t u, uint64_t v)
{
    int64_t s = (int64_t)u, t = (int64_t)v;
    unsigned n = (unsigned)v & 63;
    mix64(u * v);
    mix64(u << n);
    mix64(u >> n);
    mix64((uint64_t)(s >> n));
    if (v != 0) {
        mix64(u / v);
        mix64(u % v);
    }
    if (t != 0 && t != -1) {
        mix64((uint64_t)(s / t));
        mix64((uint64_t)(s % t));
    }
    if (u != 0)
        mix32((uint32_t)(__builtin_clzll(u) + 64 * __builtin_ctzll(u)));
    mix32((uint32_t)(__builtin_popcountll(u) + 64 * __builtin_parityll(v)));
    mix64(__builtin_bswap64(u));
}

/* The same type under the name that each compiler has for it. */
#ifdef __SIZEOF_INT128__
typedef unsigned __int128 wide;
typedef __int128 wide_signed;
#else
typedef unsigned _BitInt(128) wide;
typedef _BitInt(128) wide_signed;
#endif

static void mix_wide(wide a)
{
    mix64((uint64_t)a);
    mix64((uint64_t)(a >> 64));
}

static void wide_arithmetic(uint64_t u, uint64_t v)
{
    wide a = (wide)u << 64 | (v ^ 0x9E3779B97F4A7C15u);
    wide b = ((wide)v << 64 | u) >> (u & 127);
    unsigned n = (unsigned)v & 127;
    mix_wide(a * b);
    mix_wide(a << n);
    mix_wide(a >> n);
    mix_wide((wide)((wide_signed)a >> n));
    mix_double((double)(a >> n));
    mix_double((double)((wide_signed)a >> n));
    mix_float((float)((wide_signed)a >> n));
    double d = (double)u * 0x1p40;
    mix_wide((wide)d);
    mix_wide((wide)(wide_signed)-d);
    if (b == 0)
        return;
    mix_wide(a / b);
    mix_wide(a % b);
    mix_wide((wide)((wide_signed)a / (wide_signed)(b >> 1 | 1)));
    mix_wide((wide)((wide_signed)a % (wide_signed)(b >> 1 | 1)));
}

static void atomics(uint64_t u, uint64_t v)
{
    static uint64_t cell;
    uint64_t old = u;
    mix64(__atomic_exchange_n(&cell, u, __ATOMIC_SEQ_CST));
    mix64(__atomic_fetch_add(&cell, v, __ATOMIC_SEQ_CST));
    mix64(__atomic_fetch_xor(&cell, u, __ATOMIC_SEQ_CST));
    mix64(__atomic_fetch_and(&cell, ~v, __ATOMIC_SEQ_CST));
    mix64(__atomic_fetch_or(&cell, v >> 7, __ATOMIC_SEQ_CST));
    mix64(__atomic_fetch_sub(&cell, u, __ATOMIC_SEQ_CST));
    mix32(__atomic_compare_exchange_n(&cell, &old, v, 0, __ATOMIC_SEQ_CST,
                                      __ATOMIC_SEQ_CST));
    mix64(old);
    mix32(__atomic_compare_exchange_n(&cell, &old, v, 0, __ATOMIC_SEQ_CST,
                                      __ATOMIC_SEQ_CST));
    __atomic_store_n(&cell, u ^ v, __ATOMIC_RELEASE);
    mix64(__atomic_load_n(&cell, __ATOMIC_ACQUIRE));
}

/* Numbers, signs, prefixes, and what is none of them. */
static void text(uint64_t u, uint64_t v)
{
    static const char signs[] = "    +-  ", digits[] = "0123456789abzXYZ _";
    static const int bases[] = {0, 2, 8, 10, 16, 36, 7, 0};
    char s[40], *end, *p = s;
    int base = bases[v & 7];
    *p++ = signs[v >> 3 & 7];
    *p++ = signs[v >> 6 & 7];
    if (v & 1 << 9)
        *p++ = '0';
    if (v & 1 << 10)
        *p++ = 'x';
    for (unsigned n = v >> 11 & 31; n > 10; n--, u = u * 5 + v)
        *p++ = digits[(u >> 40) % (v & 1 << 16 ? 10 : sizeof(digits) - 1)];
    *p = 0;
    errno = 0;
    mix64((uint64_t)strtoll(s, &end, base));
    mix32((uint32_t)(end - s));
    mix64(strtoull(s, &end, base));
    mix32((uint32_t)(end - s) + (uint32_t)errno);
    mix64((uint64_t)atoll(s));
}

int main(void)
{
    static const struct {
        const char *name;
        void (*run)(uint64_t, uint64_t);
    } groups[] = {{"arithmetic", arithmetic},
                  {"wide", wide_arithmetic},
                  {"atomics", atomics},
                  {"text", text}};
    for (unsigned g = 0; g < sizeof(groups) / sizeof(*groups); g++) {
        for (int k = 0; k < CASES; k++) {
            uint64_t u = test_random(), v = test_random();
            unsigned shift = test_below(64);
            groups[g].run(k & 1 ? u >> shift : u, k & 2 ? v >> shift : v);
        }
        report(groups[g].name);
    }
    return 0;
}
