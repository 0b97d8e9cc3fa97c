/* SPDX-License-Identifier: MIT
 *
 * What the files on wide integers share.
 */
#ifndef CC_LOWER_WIDE_H
#define CC_LOWER_WIDE_H

#include "lower.h"

bool wide_is_zero(struct lower *l, lref r);
/* The first `count` words, `fill` behind the last. */
struct words wide_resize(struct lower *l, struct words w, u32 count, lref fill);
struct words wide_sum(struct lower *l, bool minus, struct words a,
                      struct words b);
struct words wide_each(struct lower *l, enum lir_op op, struct words a,
                       struct words b);
struct words wide_left(struct lower *l, struct words a, u32 n);
struct words wide_right(struct lower *l, struct words a, u32 n, bool by_sign);
/* A runtime routine of two operands. */
struct words wide_call(struct lower *l, const char *name, struct words a,
                       struct words b, u32 results);

struct words wide_multiply(struct lower *l, struct words a, struct words b);
struct words wide_divide(struct lower *l, LLVMOpcode op, struct words a,
                         struct words b, u32 bits);

#endif
