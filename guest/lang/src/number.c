/* SPDX-License-Identifier: MIT
 *
 * See number.h. Sums of small integers never overflow 64 bits; products take
 * the short way only when both factors fit in 31 bits. Division by zero is an
 * error for integers and IEEE for doubles.
 */
#include "number.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "big.h"
#include "vm.h"

static const char *const arith_sign[] = {"+",  "-", "*", "/", "//", "%",
                                         "**", "&", "|", "^", "<<", ">>"};

bool is_integer(struct value v)
{
    return is_int(v) || is_big(v);
}

bool is_number(struct value v)
{
    return is_double(v) || is_integer(v);
}

double number_to_double(struct value v)
{
    if (is_double(v))
        return as_double(v);
    return is_int(v) ? (double)as_int(v) : big_to_double(v);
}

static double floored_mod(double a, double b)
{
    double rest = fmod(a, b);
    return rest != 0 && (rest < 0) != (b < 0) ? rest + b : rest;
}

/* Whole powers are exact squarings, which need no logarithm. */
static double power(double a, double n)
{
    if (n != floor(n) || fabs(n) > 1e9)
        return pow(a, n);
    double result = 1;
    u64 left = (u64)fabs(n);
    for (; left > 0; left >>= 1) {
        if (left & 1)
            result *= a;
        a *= a;
    }
    return n < 0 ? 1 / result : result;
}

static struct value double_arith(struct vm *vm, enum arith op, double a,
                                 double b)
{
    switch (op) {
    case ARITH_ADD:
        return value_double(a + b);
    case ARITH_SUB:
        return value_double(a - b);
    case ARITH_MUL:
        return value_double(a * b);
    case ARITH_DIV:
        return value_double(a / b);
    case ARITH_FLOORDIV:
        return value_double(floor(a / b));
    case ARITH_MOD:
        return value_double(floored_mod(a, b));
    case ARITH_POW:
        return value_double(power(a, b));
    default:
        vm_fail(vm, "TypeError", "%s needs integers", arith_sign[op]);
    }
}

static bool fits_31(i64 n)
{
    return n >= -0x7FFFFFFF && n <= 0x7FFFFFFF;
}

static struct value int_mul(struct vm *vm, struct value a, struct value b)
{
    if (is_int(a) && is_int(b) && fits_31(as_int(a)) && fits_31(as_int(b)))
        return big_from_i64(vm, as_int(a) * as_int(b));
    return big_mul(vm, a, b);
}

static bool is_zero(struct value v)
{
    return v.bits == value_int(0).bits;
}

static struct value int_divide(struct vm *vm, enum arith op, struct value a,
                               struct value b)
{
    if (is_zero(b))
        vm_fail(vm, "ZeroDivisionError", "%s by zero", arith_sign[op]);
    if (op == ARITH_DIV)
        return value_double(number_to_double(a) / number_to_double(b));
    struct value quotient, rest;
    if (is_int(a) && is_int(b)) {
        i64 n = as_int(a) / as_int(b), r = as_int(a) % as_int(b);
        bool floor_it = r != 0 && (r < 0) != (as_int(b) < 0);
        quotient = big_from_i64(vm, n - floor_it);
        rest = value_int(floor_it ? r + as_int(b) : r);
    } else {
        big_divmod(vm, a, b, &quotient, &rest);
    }
    return op == ARITH_MOD ? rest : quotient;
}

static struct value int_pow(struct vm *vm, struct value a, struct value b)
{
    if (!is_int(b) || as_int(b) > BIG_LIMBS_MOST * 32)
        vm_fail(vm, "RangeError", "exponent too large");
    if (as_int(b) < 0)
        return value_double(power(number_to_double(a), (double)as_int(b)));
    return big_pow(vm, a, (u32)as_int(b));
}

static struct value int_bits(struct vm *vm, enum arith op, struct value a,
                             struct value b)
{
    if (!is_int(a) || !is_int(b))
        vm_fail(vm, "RangeError", "%s of integers of more than 47 bits",
                arith_sign[op]);
    i64 x = as_int(a), y = as_int(b);
    return big_from_i64(vm, op == ARITH_AND  ? (x & y)
                            : op == ARITH_OR ? (x | y)
                                             : (x ^ y));
}

static struct value int_shift(struct vm *vm, enum arith op, struct value a,
                              struct value b)
{
    if (!is_int(b))
        vm_fail(vm, "RangeError", "shift by too many bits");
    i64 left = op == ARITH_SHL ? as_int(b) : -as_int(b);
    if (is_int(a) && left <= 0)
        return value_int(as_int(a) >> (left < -47 ? 47 : -left));
    return big_shift(vm, a, left);
}

static struct value int_arith(struct vm *vm, enum arith op, struct value a,
                              struct value b)
{
    bool small = is_int(a) && is_int(b);
    switch (op) {
    case ARITH_ADD:
        return small ? big_from_i64(vm, as_int(a) + as_int(b))
                     : big_add(vm, a, b);
    case ARITH_SUB:
        return small ? big_from_i64(vm, as_int(a) - as_int(b))
                     : big_sub(vm, a, b);
    case ARITH_MUL:
        return int_mul(vm, a, b);
    case ARITH_DIV:
    case ARITH_FLOORDIV:
    case ARITH_MOD:
        return int_divide(vm, op, a, b);
    case ARITH_POW:
        return int_pow(vm, a, b);
    case ARITH_SHL:
    case ARITH_SHR:
        return int_shift(vm, op, a, b);
    default:
        return int_bits(vm, op, a, b);
    }
}

struct value number_arith(struct vm *vm, enum arith op, struct value a,
                          struct value b)
{
    if (is_integer(a) && is_integer(b))
        return int_arith(vm, op, a, b);
    if (!is_number(a) || !is_number(b))
        vm_fail(vm, "TypeError", "%s of %s and %s", arith_sign[op],
                value_type_name(a), value_type_name(b));
    return double_arith(vm, op, number_to_double(a), number_to_double(b));
}

struct value number_neg(struct vm *vm, struct value a)
{
    if (is_double(a))
        return value_double(-as_double(a));
    if (is_int(a))
        return big_from_i64(vm, -as_int(a));
    if (is_big(a))
        return big_neg(vm, a);
    vm_fail(vm, "TypeError", "- of %s", value_type_name(a));
}

int number_compare(struct value a, struct value b)
{
    if (is_int(a) && is_int(b))
        return (as_int(a) > as_int(b)) - (as_int(a) < as_int(b));
    if (is_integer(a) && is_integer(b))
        return big_compare(a, b);
    double x = number_to_double(a), y = number_to_double(b);
    return x < y ? -1 : x > y ? 1 : x == y ? 0 : 2;
}

void number_show_double(struct text *t, double d)
{
    char s[40];
    if (d != d || d - d != 0) {
        text_chars(t, d != d ? "nan" : d < 0 ? "-inf" : "inf");
        return;
    }
    for (int digits = 15; digits <= 17; digits++) {
        snprintf(s, sizeof s, "%.*g", digits, d);
        if (strtod(s, NULL) == d)
            break;
    }
    text_chars(t, s);
    if (strpbrk(s, ".e") == NULL)
        text_chars(t, ".0");
}

static size_t count_digits(const char *s, size_t length, u32 base)
{
    size_t n = 0;
    for (; n < length; n++) {
        int c = tolower((u8)s[n]);
        int digit = isdigit(c) ? c - '0' : c >= 'a' ? c - 'a' + 10 : 99;
        if (c != '_' && digit >= (int)base)
            break;
    }
    return n;
}

static u32 literal_base(const char *s, size_t length)
{
    if (length < 3 || s[0] != '0')
        return 10;
    int c = tolower((u8)s[1]);
    return c == 'x' ? 16 : c == 'b' ? 2 : c == 'o' ? 8 : 10;
}

static bool parse_double(const char *s, size_t length, struct value *result)
{
    char copy[64], *end;
    size_t n = 0;
    if (length >= sizeof copy || !(isdigit((u8)s[0]) || s[0] == '-'))
        return false;
    for (size_t i = 0; i < length; i++) {
        if (s[i] != '_' && !isdigit((u8)s[i]) && strchr(".eE+-", s[i]) == NULL)
            return false;
        if (s[i] != '_')
            copy[n++] = s[i];
    }
    copy[n] = 0;
    double d = strtod(copy, &end);
    if (end != copy + n)
        return false;
    *result = value_double(d);
    return true;
}

bool number_parse(struct vm *vm, const char *s, size_t length,
                  struct value *result)
{
    size_t sign = length > 0 && s[0] == '-';
    if (length == sign)
        return false;
    u32 base = literal_base(s + sign, length - sign);
    size_t prefix = sign + (base == 10 ? 0 : 2);
    if (isalnum((u8)s[prefix]) &&
        count_digits(s + prefix, length - prefix, base) == length - prefix) {
        *result = big_from_text(vm, s + prefix, length - prefix, base);
        if (sign)
            *result = number_neg(vm, *result);
        return true;
    }
    return base == 10 && parse_double(s, length, result);
}
