/* SPDX-License-Identifier: MIT
 *
 * wide: 64-bit integers: a xorshift generator, sums, products, shifts and
 * comparisons, FNV hashes, a big number of 32-bit limbs, and division now and
 * then. Pairs of registers, carries, calls of the runtime library.
 */
#ifndef BENCH_SCALE
#define BENCH_SCALE 1
#endif
#define LIMBS 32

static unsigned limb[LIMBS], other[LIMBS];
static unsigned char bytes[512];

static unsigned long long next(unsigned long long *s)
{
    *s ^= *s << 13;
    *s ^= *s >> 7;
    *s ^= *s << 17;
    return *s;
}

static unsigned long long fnv(const unsigned char *p, unsigned n)
{
    unsigned long long h = 0xCBF29CE484222325ull;
    for (unsigned i = 0; i < n; i++)
        h = (h ^ p[i]) * 0x100000001B3ull;
    return h;
}

static unsigned multiply(unsigned by, unsigned carry)
{
    for (int i = 0; i < LIMBS; i++) {
        unsigned long long t = (unsigned long long)limb[i] * by + carry;
        limb[i] = (unsigned)t;
        carry = (unsigned)(t >> 32);
    }
    return carry;
}

static unsigned add(void)
{
    unsigned carry = 0;
    for (int i = 0; i < LIMBS; i++) {
        unsigned long long t = (unsigned long long)limb[i] + other[i] + carry;
        other[i] = (unsigned)t;
        carry = (unsigned)(t >> 32);
    }
    return carry;
}

static unsigned long long power(unsigned long long x, unsigned n)
{
    unsigned long long r = 1;
    for (; n; n >>= 1, x *= x) {
        if (n & 1)
            r *= x;
    }
    return r;
}

unsigned bench_main(void)
{
    unsigned long long state = 88172645463325252ull, sum = 0, most = 0;
    unsigned long long balance = 0;
    limb[0] = 1;
    for (unsigned pass = 0; pass < 400u * BENCH_SCALE; pass++) {
        for (unsigned i = 0; i < 512; i++) {
            unsigned long long r = next(&state);
            bytes[i] = (unsigned char)(r >> 24);
            if (r > most)
                most = r;
            balance += (unsigned long long)((long long)r >> (i & 31));
            if ((long long)balance < 0)
                sum += r >> 40;
        }
        sum ^= fnv(bytes, 512) + multiply(1000003u, pass) + add();
        sum += power(state | 1, pass) + sum / (pass + 3) + most % 1000003u;
    }
    return (unsigned)(sum ^ sum >> 32) ^ (unsigned)balance ^ limb[5] ^
           other[LIMBS - 1];
}
