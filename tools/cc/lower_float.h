/* SPDX-License-Identifier: MIT
 *
 * Floating-point operations on words, for instructions and intrinsics.
 */
#ifndef CC_LOWER_FLOAT_H
#define CC_LOWER_FLOAT_H

#include "lower.h"

enum float_kind {
    FLOAT_HALF,
    FLOAT_BRAIN,
    FLOAT_SINGLE,
    FLOAT_DOUBLE,
    FLOAT_OTHER /* refused by lower_type_ok before it comes here */
};

enum float_op { FLOAT_ADD, FLOAT_SUB, FLOAT_MUL, FLOAT_DIV, FLOAT_REM };

enum float_kind lower_float_kind(LLVMTypeRef t);
struct words lower_float_convert(struct lower *l, struct words w,
                                 enum float_kind from, enum float_kind to);
struct words lower_float_binary(struct lower *l, enum float_op op,
                                struct words a, struct words b,
                                enum float_kind kind);
/* The value with its sign inverted, or cleared. */
struct words lower_float_sign(struct lower *l, struct words a,
                              enum float_kind kind, bool clear);
lref lower_float_compare(struct lower *l, enum lir_fcc cc, struct words a,
                         struct words b, enum float_kind kind);
struct words lower_int_to_float(struct lower *l, struct words w, u32 bits,
                                bool by_sign, enum float_kind kind);
struct words lower_float_to_int(struct lower *l, struct words w, u32 bits,
                                bool by_sign, enum float_kind kind);

#endif
