/* SPDX-License-Identifier: MIT
 *
 * Integers of any size. Operands are values that are small or big integers;
 * results are small whenever they fit. Operands must be reachable for the
 * collector while these run.
 */
#ifndef WICK_BIG_H
#define WICK_BIG_H

#include "object.h"
#include "text.h"

/* An integer operand as sign and limbs; a small one has them inside. */
struct digits {
    const u32 *limb;
    u32 count;
    bool negative;
    u32 own[2];
};

enum { BIG_LIMBS_MOST = 1 << 16 };

void digits_of(struct digits *d, struct value v);
/* Less than, equal to or greater than 0. */
int magnitude_compare(const struct digits *a, const struct digits *b);
int big_compare(struct value a, struct value b);

struct value big_from_i64(struct vm *vm, i64 n);
struct value big_from_double(struct vm *vm, double d);
struct value big_from_text(struct vm *vm, const char *s, size_t length,
                           u32 base);
struct value big_trim(struct vm *vm, struct big *b);
struct value big_add(struct vm *vm, struct value a, struct value b);
struct value big_sub(struct vm *vm, struct value a, struct value b);
struct value big_mul(struct vm *vm, struct value a, struct value b);
struct value big_neg(struct vm *vm, struct value a);
/* Towards minus infinity; b is not 0. Either result may be NULL. */
void big_divmod(struct vm *vm, struct value a, struct value b,
                struct value *quotient, struct value *remainder);
struct value big_pow(struct vm *vm, struct value a, u32 n);
struct value big_shift(struct vm *vm, struct value a, i64 left);
double big_to_double(struct value v);
void big_show(struct text *t, struct value v, u32 base);

#endif
