/* SPDX-License-Identifier: MIT
 *
 * Fixed-point numbers with 16 bits behind the point, and the sine: angles are
 * integers, TURN of them to a full turn. sines_make comes first.
 */
#ifndef RAYCAST_FIXED_H
#define RAYCAST_FIXED_H

#include <math.h>
#include <stdint.h>

typedef int32_t fixed;

enum { ONE = 1 << 16, TURN = 4096 };

static fixed sines[TURN];

static inline fixed multiply(fixed a, fixed b)
{
    return (fixed)((int64_t)a * b >> 16);
}

static inline fixed sine(int angle)
{
    return sines[angle & (TURN - 1)];
}

static inline fixed cosine(int angle)
{
    return sine(angle + TURN / 4);
}

/* Rounded, so that the sines of right angles are exact. */
static inline void sines_make(void)
{
    for (int i = 0; i < TURN; i++)
        sines[i] = (fixed)lround(sin(i * 6.283185307179586 / TURN) * ONE);
}

#endif
