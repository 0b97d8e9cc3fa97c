/* SPDX-License-Identifier: MIT
 *
 * sieve: odd-number sieve of Eratosthenes over bytes.  Strided byte stores,
 * tight two- and three-instruction loops, highly predictable branches. */
#ifndef BENCH_SCALE
#define BENCH_SCALE 1
#endif
#define SIEVE_MAX 65536u
static unsigned char composite[SIEVE_MAX];

unsigned bench_main(void)
{
    unsigned sum = 0, pass;
    for (pass = 0; pass < 90u * BENCH_SCALE; pass++) {
        unsigned limit =
            SIEVE_MAX - (pass & 15u) * 64u; /* index i is number 2i+3 */
        unsigned i, j, count = 0;
        for (i = 0; i < limit; i++)
            composite[i] = 0;
        for (i = 0; i < limit; i++) {
            if (!composite[i]) {
                unsigned p = i + i + 3u;
                count++;
                for (j = i + p; j < limit; j += p)
                    composite[j] = 1;
            }
        }
        sum = (sum << 5 | sum >> 27) ^ (count + pass);
    }
    return sum;
}
