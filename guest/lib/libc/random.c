/* SPDX-License-Identifier: MIT
 *
 * rand: a linear congruential generator of 64 bits, its upper half. One state
 * for all cores; rand_r has the caller's.
 */
#include <stdint.h>
#include <stdlib.h>

static uint64_t random_state = 1;

void srand(unsigned seed)
{
    random_state = seed;
}

int rand(void)
{
    random_state = random_state * 6364136223846793005u + 1442695040888963407u;
    return (int)(random_state >> 33);
}

int rand_r(unsigned *seed)
{
    uint64_t s = *seed * 6364136223846793005u + 1442695040888963407u;
    *seed = (unsigned)(s >> 32);
    return (int)(s >> 33);
}

long random(void)
{
    return rand();
}

void srandom(unsigned seed)
{
    srand(seed);
}
