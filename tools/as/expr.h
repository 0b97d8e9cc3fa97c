/* SPDX-License-Identifier: MIT
 *
 * Expressions with the operators and precedence of C.
 */
#ifndef AS_EXPR_H
#define AS_EXPR_H

#include "state.h"

struct value value_of_number(i64 number);

/* The number that v stands for, with the assumed base of its section. */
i64 value_absolute(const struct value *v);

/* Reads an expression. False: a syntax error was reported. `wide` allows
 * 64-bit numbers. A symbol without a value leaves out->resolved false. */
bool expr_read(struct as *a, struct cursor *in, struct value *out);
bool expr_read_wide(struct as *a, struct cursor *in, struct value *out);
/* The same, of the level of + and -, without those: parts of an address. */
bool expr_read_term(struct as *a, struct cursor *in, struct value *out);

/* sum = sum + v, or sum - v, as an expression would. */
bool value_add(struct as *a, const char *at, bool minus, struct value *sum,
               const struct value *v);

/* Checks -2^31 .. 2^32 - 1. */
bool value_check(struct as *a, const char *at, const struct value *v, u32 *out);

/* An expression that must have its value at once (.if, .rept): reports
 * symbols that are defined further down. */
bool expr_read_known(struct as *a, struct cursor *in, i64 *out);

/* An expression checked to be 0 .. limit, for sizes and counts. */
bool expr_read_count(struct as *a, struct cursor *in, u64 limit, u64 *out);

#endif
