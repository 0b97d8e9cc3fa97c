/* SPDX-License-Identifier: MIT
 *
 * The module math: what is exact or nearly so without series, and random
 * numbers, which are the same in every run with the same seed.
 */
#include "lib.h"

#include <math.h>

#include "big.h"
#include "number.h"
#include "vm.h"

static struct value math_sqrt(struct vm *vm, u32 count, struct value *arg)
{
    (void)count;
    return value_double(sqrt(lib_number(vm, arg[0])));
}

static struct value to_int(struct vm *vm, struct value v, double (*by)(double))
{
    double d = lib_number(vm, v);
    if (!is_double(v))
        return v;
    if (d - d != 0)
        vm_fail(vm, "ValueError", "not an integer");
    return big_from_double(vm, by(d));
}

static struct value math_floor(struct vm *vm, u32 count, struct value *arg)
{
    (void)count;
    return to_int(vm, arg[0], floor);
}

static struct value math_ceil(struct vm *vm, u32 count, struct value *arg)
{
    (void)count;
    return to_int(vm, arg[0], ceil);
}

static struct value math_round(struct vm *vm, u32 count, struct value *arg)
{
    (void)count;
    return to_int(vm, arg[0], round);
}

static struct value math_abs(struct vm *vm, u32 count, struct value *arg)
{
    (void)count;
    lib_number(vm, arg[0]);
    return number_compare(arg[0], value_int(0)) == -1 ? number_neg(vm, arg[0])
                                                      : arg[0];
}

static struct value best(struct vm *vm, u32 count, struct value *arg, int sign)
{
    struct value found = arg[0];
    for (u32 i = 0; i < count; i++) {
        lib_number(vm, arg[i]);
        if (number_compare(arg[i], found) == sign)
            found = arg[i];
    }
    return found;
}

static struct value math_min(struct vm *vm, u32 count, struct value *arg)
{
    return best(vm, count, arg, -1);
}

static struct value math_max(struct vm *vm, u32 count, struct value *arg)
{
    return best(vm, count, arg, 1);
}

static struct value math_gcd(struct vm *vm, u32 count, struct value *arg)
{
    (void)count;
    if (!is_integer(arg[0]) || !is_integer(arg[1]))
        vm_fail(vm, "TypeError", "gcd needs integers");
    while (arg[1].bits != value_int(0).bits) {
        struct value rest = number_arith(vm, ARITH_MOD, arg[0], arg[1]);
        arg[0] = arg[1];
        arg[1] = rest;
    }
    return math_abs(vm, 1, arg);
}

/* Newton's method from above: the first value that does not fall is it. */
static struct value math_isqrt(struct vm *vm, u32 count, struct value *arg)
{
    (void)count;
    if (!is_integer(arg[0]) || number_compare(arg[0], value_int(0)) == -1)
        vm_fail(vm, "ValueError", "isqrt needs an integer from 0 on");
    if (number_compare(arg[0], value_int(2)) == -1)
        return arg[0];
    struct value *x = vm->top;
    vm_push(vm, arg[0]);
    vm_push(vm, number_arith(vm, ARITH_SHR, arg[0], value_int(1)));
    while (number_compare(x[1], x[0]) == -1) {
        x[0] = x[1];
        x[1] = number_arith(vm, ARITH_FLOORDIV, arg[0], x[0]);
        x[1] = number_arith(vm, ARITH_ADD, x[0], x[1]);
        x[1] = number_arith(vm, ARITH_SHR, x[1], value_int(1));
    }
    return x[0];
}

static u64 next_random(struct vm *vm)
{
    u64 x = vm->random;
    x ^= x << 13;
    x ^= x >> 7;
    x ^= x << 17;
    vm->random = x;
    return x * 0x2545F4914F6CDD1Du;
}

static struct value math_random(struct vm *vm, u32 count, struct value *arg)
{
    if (count == 0)
        return value_double((double)(next_random(vm) >> 11) *
                            (1.0 / 9007199254740992.0));
    i64 below = lib_int(vm, arg[0]);
    if (below <= 0)
        vm_fail(vm, "ValueError", "random(%ld)", (long)below);
    return value_int((i64)(next_random(vm) % (u64)below));
}

static struct value math_seed(struct vm *vm, u32 count, struct value *arg)
{
    (void)count;
    vm->random = (u64)lib_int(vm, arg[0]) * 2 + 1;
    return NIL;
}

static const struct lib_row math_rows[] = {
    {"sqrt", math_sqrt, 1, 1},     {"floor", math_floor, 1, 1},
    {"ceil", math_ceil, 1, 1},     {"round", math_round, 1, 1},
    {"abs", math_abs, 1, 1},       {"min", math_min, 1, LIB_ANY},
    {"max", math_max, 1, LIB_ANY}, {"gcd", math_gcd, 2, 2},
    {"isqrt", math_isqrt, 1, 1},   {"random", math_random, 0, 1},
    {"seed", math_seed, 1, 1},     {NULL, NULL, 0, 0},
};

void lib_math(struct vm *vm)
{
    struct module *m = lib_module(vm, "math", math_rows);
    table_set(vm, &m->members, value_obj(string_from(vm, "pi")),
              value_double(3.14159265358979323846));
}
