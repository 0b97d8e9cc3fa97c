/* SPDX-License-Identifier: MIT
 *
 * Arithmetic of the language: integers of any size, and doubles. An operation
 * of an integer and a double is one of doubles.
 */
#ifndef WICK_NUMBER_H
#define WICK_NUMBER_H

#include "text.h"

enum arith {
    ARITH_ADD,
    ARITH_SUB,
    ARITH_MUL,
    ARITH_DIV,
    ARITH_FLOORDIV,
    ARITH_MOD,
    ARITH_POW,
    ARITH_AND,
    ARITH_OR,
    ARITH_XOR,
    ARITH_SHL,
    ARITH_SHR
};

bool is_integer(struct value v);
bool is_number(struct value v);
double number_to_double(struct value v);
struct value number_arith(struct vm *vm, enum arith op, struct value a,
                          struct value b);
struct value number_neg(struct vm *vm, struct value a);
/* -1, 0, 1, or 2 when one is not a number. */
int number_compare(struct value a, struct value b);
/* The shortest decimal that reads back as the same double. */
void number_show_double(struct text *t, double d);
/* A whole literal; false when it is none. */
bool number_parse(struct vm *vm, const char *s, size_t length,
                  struct value *result);

#endif
