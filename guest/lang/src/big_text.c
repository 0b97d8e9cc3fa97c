/* SPDX-License-Identifier: MIT
 *
 * Big integers from and to text and doubles. Text is made by dividing by the
 * largest power of the base that fits a limb; doubles are rounded to nearest,
 * ties to even.
 */
#include "big.h"

#include <math.h>

#include "vm.h"

static int digit_value(int c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'z')
        return c - 'a' + 10;
    if (c >= 'A' && c <= 'Z')
        return c - 'A' + 10;
    return 99;
}

static void multiply_add(struct big *b, u32 by, u32 add)
{
    u64 carry = add;
    for (u32 i = 0; i < b->count; i++) {
        carry += (u64)b->limb[i] * by;
        b->limb[i] = (u32)carry;
        carry >>= 32;
    }
}

/* Digits of the base with _ between them, checked by the caller. */
struct value big_from_text(struct vm *vm, const char *s, size_t length,
                           u32 base)
{
    if (length / 6 > BIG_LIMBS_MOST)
        vm_fail(vm, "RangeError", "integer of %lu digits",
                (unsigned long)length);
    bool negative = length > 0 && s[0] == '-';
    struct big *b = big_new(vm, (u32)length / 6 + 1);
    for (size_t i = negative; i < length; i++)
        if (s[i] != '_')
            multiply_add(b, base, (u32)digit_value(s[i]));
    b->negative = negative;
    return big_trim(vm, b);
}

struct value big_from_double(struct vm *vm, double d)
{
    int exponent;
    double fraction = frexp(d < 0 ? ceil(d) : floor(d), &exponent);
    i64 bits = (i64)ldexp(fraction, 62);
    if (exponent <= 62)
        return big_from_i64(vm, bits / ((i64)1 << (62 - exponent)));
    vm_push(vm, big_from_i64(vm, bits));
    struct value v = big_shift(vm, vm->top[-1], exponent - 62);
    vm_pop(vm);
    return v;
}

/* The upper 64 bits, the lowest of them sticky, and how many are below. */
static u64 upper_bits(const struct digits *d, int *below)
{
    u64 high = 0;
    u32 i = d->count;
    *below = 0;
    while (i > 0 && high >> 32 == 0)
        high = high << 32 | d->limb[--i];
    *below = (int)i * 32;
    u32 next = i > 0 ? d->limb[--i] : 0;
    while (*below > 0 && high >> 63 == 0) {
        high = high << 1 | (next >> 31);
        next <<= 1;
        --*below;
    }
    bool sticky = next != 0;
    while (i > 0)
        sticky |= d->limb[--i] != 0;
    return high | sticky;
}

double big_to_double(struct value v)
{
    struct digits d;
    digits_of(&d, v);
    int below;
    u64 high = upper_bits(&d, &below);
    double magnitude = ldexp((double)high, below);
    return d.negative ? -magnitude : magnitude;
}

static u32 divide_in_place(u32 *limb, u32 *count, u32 by)
{
    u64 rest = 0;
    for (u32 i = *count; i-- > 0;) {
        rest = rest << 32 | limb[i];
        limb[i] = (u32)(rest / by);
        rest %= by;
    }
    while (*count > 0 && limb[*count - 1] == 0)
        --*count;
    return (u32)rest;
}

static void reverse(char *s, size_t length)
{
    for (size_t i = 0; i < length / 2; i++) {
        char c = s[i];
        s[i] = s[length - 1 - i];
        s[length - 1 - i] = c;
    }
}

/* Digits from the lowest: `chunk` of them for each division. */
static void show_limbs(struct text *t, u32 *limb, u32 count, u32 base)
{
    u32 power = base, chunk = 1;
    while ((u64)power * base <= UINT32_MAX) {
        power *= base;
        chunk++;
    }
    while (count > 0) {
        u32 rest = divide_in_place(limb, &count, power);
        for (u32 i = 0; i < chunk && (rest > 0 || count > 0); i++) {
            text_char(t, "0123456789abcdefghijklmnopqrstuvwxyz"[rest % base]);
            rest /= base;
        }
    }
}

void big_show(struct text *t, struct value v, u32 base)
{
    struct digits d;
    digits_of(&d, v);
    size_t start = t->length;
    if (d.count == 0)
        text_char(t, '0');
    struct text copy;
    text_init(t->vm, &copy);
    text_bytes(&copy, (const char *)d.limb, d.count * sizeof *d.limb);
    t->vm->texts = copy.outer; /* `t` may grow while it is not on top */
    show_limbs(t, (u32 *)(void *)copy.chars, d.count, base);
    t->vm->texts = &copy;
    text_fini(&copy);
    if (d.negative)
        text_char(t, '-');
    reverse(t->chars + start, t->length - start);
}
