/* SPDX-License-Identifier: MIT
 *
 * What the programs of this folder share. HIDE gives the value of a scalar
 * expression so that no optimiser can know it; NOINLINE keeps a function a
 * function. Nothing here depends on the machine.
 */
#ifndef TESTS_C_H
#define TESTS_C_H

#include <stdint.h>
#include <stdio.h>

#define HIDE(x) (*(volatile __typeof__(x) *)&(__typeof__(x)){x})
#define NOINLINE __attribute__((noinline, noclone))
#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* The bits of a number, for results that must be exact. */
static inline unsigned float_bits(float f)
{
    union {
        float f;
        unsigned u;
    } x = {f};
    return x.u;
}

static inline unsigned long long double_bits(double d)
{
    union {
        double d;
        unsigned long long u;
    } x = {d};
    return x.u;
}

/* A sequence of words that looks random and is the same everywhere. */
static inline unsigned next_random(unsigned *state)
{
    *state = *state * 1664525u + 1013904223u;
    return *state ^ *state >> 15;
}

#endif
