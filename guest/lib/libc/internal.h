/* SPDX-License-Identifier: MIT
 *
 * What the files of the library know of each other and programs do not.
 */
#ifndef LIBC_INTERNAL_H
#define LIBC_INTERNAL_H

#include <stddef.h>

/* crt0.s: top of the C stack; the heap ends STACK_BYTES below. */
extern char *__crt_stack;
enum { STACK_BYTES = 1 << 20 };

/* decimal.c: digits of a double. Writes `count` significant decimal digits of
 * |value| (rounded to nearest, ties to even, exactly) to digits, and returns
 * the power of ten of the first. With fixed, count is the number of digits
 * behind the point instead; *length is how many were written. */
enum { DIGITS_MAX = 1100 };
int __digits(double value, int count, int fixed, char *digits, int *length);

#endif
