/* SPDX-License-Identifier: MIT
 *
 * Division of big integers: by one limb, and Knuth's algorithm D. It rounds
 * towards minus infinity, and the remainder has the sign of the divisor.
 */
#include "big.h"

#include "vm.h"

/* quotient may be the dividend; gives the remainder. */
static u32 divide_by_limb(u32 *quotient, const u32 *a, u32 count, u32 by)
{
    u64 rest = 0;
    for (u32 i = count; i-- > 0;) {
        rest = rest << 32 | a[i];
        quotient[i] = (u32)(rest / by);
        rest %= by;
    }
    return (u32)rest;
}

static void shift_into(u32 *to, const u32 *from, u32 count, u32 bits)
{
    u64 carry = 0;
    for (u32 i = 0; i < count; i++) {
        carry |= (u64)from[i] << bits;
        to[i] = (u32)carry;
        carry >>= 32;
    }
    to[count] = (u32)carry;
}

static void shift_back(u32 *limb, u32 count, u32 bits)
{
    for (u32 i = 0; i < count; i++) {
        u64 part = limb[i] | (u64)limb[i + 1] << 32;
        limb[i] = (u32)(part >> bits);
    }
}

static u32 leading_zeros(u32 n)
{
    u32 zeros = 0;
    while (!(n & 0x80000000u)) {
        n <<= 1;
        zeros++;
    }
    return zeros;
}

/* A digit that is right or one too large. */
static u64 guess(const u32 *u, const u32 *v, u32 n)
{
    u64 high = (u64)u[n] << 32 | u[n - 1];
    u64 digit = high / v[n - 1];
    u64 rest = high % v[n - 1];
    while (digit > UINT32_MAX || digit * v[n - 2] > (rest << 32 | u[n - 2])) {
        digit--;
        rest += v[n - 1];
        if (rest > UINT32_MAX)
            break;
    }
    return digit;
}

/* u -= v * digit; true when that was too much. */
static bool subtract_product(u32 *u, const u32 *v, u32 n, u64 digit)
{
    u64 carry = 0;
    i64 borrow = 0;
    for (u32 i = 0; i < n; i++) {
        carry += digit * v[i];
        borrow += (i64)u[i] - (i64)(u32)carry;
        u[i] = (u32)borrow;
        borrow >>= 32;
        carry >>= 32;
    }
    borrow += (i64)u[n] - (i64)carry;
    u[n] = (u32)borrow;
    return borrow < 0;
}

static void add_back(u32 *u, const u32 *v, u32 n)
{
    u64 carry = 0;
    for (u32 i = 0; i < n; i++) {
        carry += (u64)u[i] + v[i];
        u[i] = (u32)carry;
        carry >>= 32;
    }
    u[n] += (u32)carry;
}

/* u has m + n + 1 limbs and becomes the remainder; v has n, normalised. */
static void divide_long(u32 *quotient, u32 *u, u32 m, const u32 *v, u32 n)
{
    for (u32 j = m + 1; j-- > 0;) {
        u64 digit = guess(u + j, v, n);
        if (subtract_product(u + j, v, n, digit)) {
            digit--;
            add_back(u + j, v, n);
        }
        quotient[j] = (u32)digit;
    }
}

/* Magnitudes, |a| >= |b|, b of two limbs or more. Gives the remainder. */
static struct big *divide_many(struct vm *vm, struct big *quotient,
                               const struct digits *a, const struct digits *b)
{
    u32 bits = leading_zeros(b->limb[b->count - 1]);
    struct big *rest = big_new(vm, a->count + 1);
    vm_push(vm, value_obj(rest));
    struct big *by = big_new(vm, b->count + 1);
    vm_pop(vm);
    shift_into(rest->limb, a->limb, a->count, bits);
    shift_into(by->limb, b->limb, b->count, bits);
    divide_long(quotient->limb, rest->limb, a->count - b->count, by->limb,
                b->count);
    rest->count = b->count;
    shift_back(rest->limb, b->count, bits);
    return rest;
}

static struct big *divide(struct vm *vm, struct big *quotient,
                          const struct digits *a, const struct digits *b)
{
    if (b->count > 1)
        return divide_many(vm, quotient, a, b);
    struct big *rest = big_new(vm, 1);
    rest->limb[0] =
        divide_by_limb(quotient->limb, a->limb, a->count, b->limb[0]);
    return rest;
}

/* From truncated to floored, when signs differ and something is left. */
static void floor_results(struct vm *vm, struct value b, struct value *both)
{
    both[0] = big_sub(vm, both[0], value_int(1));
    both[1] = big_add(vm, both[1], b);
}

void big_divmod(struct vm *vm, struct value a, struct value b,
                struct value *quotient, struct value *remainder)
{
    struct digits x, y;
    digits_of(&x, a);
    digits_of(&y, b);
    struct value *both = vm->top;
    vm_push(vm, value_int(0));
    vm_push(vm, a);
    if (magnitude_compare(&x, &y) >= 0) {
        struct big *q = big_new(vm, x.count - y.count + 1);
        both[0] = value_obj(q);
        struct big *rest = divide(vm, q, &x, &y);
        q->negative = x.negative != y.negative;
        rest->negative = x.negative;
        both[0] = big_trim(vm, q);
        both[1] = big_trim(vm, rest);
    }
    if (x.negative != y.negative && both[1].bits != value_int(0).bits)
        floor_results(vm, b, both);
    vm->top = both;
    if (quotient != NULL)
        *quotient = both[0];
    if (remainder != NULL)
        *remainder = both[1];
}
