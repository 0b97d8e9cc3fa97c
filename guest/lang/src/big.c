/* SPDX-License-Identifier: MIT
 *
 * Big integers: signs, sums, differences, products, powers and shifts.
 * Magnitudes are arrays of 32-bit limbs, lowest first. Shifts are arithmetic:
 * a negative number moves towards minus infinity.
 */
#include "big.h"

#include "vm.h"

void digits_of(struct digits *d, struct value v)
{
    if (is_big(v)) {
        d->limb = as_big(v)->limb;
        d->count = as_big(v)->count;
        d->negative = as_big(v)->negative;
        return;
    }
    i64 n = as_int(v);
    u64 magnitude = n < 0 ? (u64)-n : (u64)n;
    d->own[0] = (u32)magnitude;
    d->own[1] = (u32)(magnitude >> 32);
    d->limb = d->own;
    d->count = d->own[1] != 0 ? 2 : d->own[0] != 0;
    d->negative = n < 0;
}

int magnitude_compare(const struct digits *a, const struct digits *b)
{
    if (a->count != b->count)
        return a->count < b->count ? -1 : 1;
    for (u32 i = a->count; i-- > 0;)
        if (a->limb[i] != b->limb[i])
            return a->limb[i] < b->limb[i] ? -1 : 1;
    return 0;
}

int big_compare(struct value a, struct value b)
{
    struct digits x, y;
    digits_of(&x, a);
    digits_of(&y, b);
    if (x.negative != y.negative)
        return x.negative ? -1 : 1;
    int order = magnitude_compare(&x, &y);
    return x.negative ? -order : order;
}

/* Drops zeros on top; becomes a small integer where it fits. */
struct value big_trim(struct vm *vm, struct big *b)
{
    (void)vm;
    while (b->count > 0 && b->limb[b->count - 1] == 0)
        b->count--;
    if (b->count > 2)
        return value_obj(b);
    u64 n = b->count > 0 ? b->limb[0] : 0;
    if (b->count > 1)
        n |= (u64)b->limb[1] << 32;
    if (n > (u64)INT_MOST)
        return value_obj(b);
    return value_int(b->negative ? -(i64)n : (i64)n);
}

static struct big *checked_new(struct vm *vm, u64 limbs)
{
    if (limbs > BIG_LIMBS_MOST)
        vm_fail(vm, "RangeError", "integer of more than %d bits",
                BIG_LIMBS_MOST * 32);
    return big_new(vm, (u32)limbs);
}

struct value big_from_i64(struct vm *vm, i64 n)
{
    if (n >= INT_LEAST && n <= INT_MOST)
        return value_int(n);
    struct big *b = big_new(vm, 2);
    u64 magnitude = n < 0 ? (u64)0 - (u64)n : (u64)n;
    b->negative = n < 0;
    b->limb[0] = (u32)magnitude;
    b->limb[1] = (u32)(magnitude >> 32);
    return big_trim(vm, b);
}

static struct value add_magnitudes(struct vm *vm, const struct digits *a,
                                   const struct digits *b)
{
    u32 count = (a->count > b->count ? a->count : b->count) + 1;
    struct big *sum = checked_new(vm, count);
    u64 carry = 0;
    for (u32 i = 0; i < count; i++) {
        carry += i < a->count ? a->limb[i] : 0;
        carry += i < b->count ? b->limb[i] : 0;
        sum->limb[i] = (u32)carry;
        carry >>= 32;
    }
    sum->negative = a->negative;
    return big_trim(vm, sum);
}

/* |a| - |b| with the sign of a; |a| must not be below |b|. */
static struct value sub_magnitudes(struct vm *vm, const struct digits *a,
                                   const struct digits *b, bool negative)
{
    struct big *difference = checked_new(vm, a->count);
    i64 borrow = 0;
    for (u32 i = 0; i < a->count; i++) {
        borrow += a->limb[i];
        borrow -= i < b->count ? b->limb[i] : 0;
        difference->limb[i] = (u32)borrow;
        borrow >>= 32;
    }
    difference->negative = negative;
    return big_trim(vm, difference);
}

static struct value add_signed(struct vm *vm, const struct digits *a,
                               const struct digits *b)
{
    if (a->negative == b->negative)
        return add_magnitudes(vm, a, b);
    if (magnitude_compare(a, b) >= 0)
        return sub_magnitudes(vm, a, b, a->negative);
    return sub_magnitudes(vm, b, a, b->negative);
}

struct value big_add(struct vm *vm, struct value a, struct value b)
{
    struct digits x, y;
    digits_of(&x, a);
    digits_of(&y, b);
    return add_signed(vm, &x, &y);
}

struct value big_sub(struct vm *vm, struct value a, struct value b)
{
    struct digits x, y;
    digits_of(&x, a);
    digits_of(&y, b);
    y.negative = !y.negative;
    return add_signed(vm, &x, &y);
}

struct value big_neg(struct vm *vm, struct value a)
{
    return big_sub(vm, value_int(0), a);
}

struct value big_mul(struct vm *vm, struct value a, struct value b)
{
    struct digits x, y;
    digits_of(&x, a);
    digits_of(&y, b);
    struct big *product = checked_new(vm, (u64)x.count + y.count);
    for (u32 i = 0; i < x.count; i++) {
        u64 carry = 0;
        for (u32 j = 0; j < y.count; j++) {
            carry += (u64)x.limb[i] * y.limb[j] + product->limb[i + j];
            product->limb[i + j] = (u32)carry;
            carry >>= 32;
        }
        product->limb[i + y.count] = (u32)carry;
    }
    product->negative = x.negative != y.negative;
    return big_trim(vm, product);
}

struct value big_pow(struct vm *vm, struct value a, u32 n)
{
    struct value *result = vm->top;
    vm_push(vm, value_int(1));
    vm_push(vm, a);
    while (n > 0) {
        if (n & 1)
            result[0] = big_mul(vm, result[0], result[1]);
        n >>= 1;
        if (n > 0)
            result[1] = big_mul(vm, result[1], result[1]);
    }
    vm->top = result;
    return result[0];
}

static struct value shift_left(struct vm *vm, struct value a, u32 bits)
{
    struct digits x;
    digits_of(&x, a);
    u32 limbs = bits / 32;
    struct big *b = checked_new(vm, (u64)x.count + limbs + 1);
    for (u32 i = 0; i < x.count; i++) {
        u64 part = (u64)x.limb[i] << bits % 32;
        b->limb[i + limbs] |= (u32)part;
        b->limb[i + limbs + 1] = (u32)(part >> 32);
    }
    b->negative = x.negative;
    return big_trim(vm, b);
}

static struct value shift_right(struct vm *vm, struct value a, u32 bits)
{
    struct digits x;
    digits_of(&x, a);
    u32 limbs = bits / 32;
    if (limbs >= x.count)
        return value_int(x.negative ? -1 : 0);
    u32 count = x.count - limbs;
    struct big *b = big_new(vm, count);
    bool lost = false;
    for (u32 i = 0; i < limbs; i++)
        lost |= x.limb[i] != 0;
    lost |= (x.limb[limbs] & ((1u << bits % 32) - 1)) != 0;
    for (u32 i = 0; i < count; i++) {
        u64 part = x.limb[i + limbs];
        if (i + limbs + 1 < x.count)
            part |= (u64)x.limb[i + limbs + 1] << 32;
        b->limb[i] = (u32)(part >> bits % 32);
    }
    b->negative = x.negative;
    struct value v = big_trim(vm, b);
    if (!x.negative || !lost)
        return v;
    vm_push(vm, v);
    v = big_sub(vm, v, value_int(1));
    vm_pop(vm);
    return v;
}

struct value big_shift(struct vm *vm, struct value a, i64 left)
{
    if (left > BIG_LIMBS_MOST * 32)
        vm_fail(vm, "RangeError", "shift by %ld bits", (long)left);
    if (left >= 0)
        return shift_left(vm, a, (u32)left);
    if (left < -BIG_LIMBS_MOST * 32)
        left = -BIG_LIMBS_MOST * 32;
    return shift_right(vm, a, (u32)-left);
}
