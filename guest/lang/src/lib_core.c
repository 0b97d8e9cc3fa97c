/* SPDX-License-Identifier: MIT
 *
 * Functions that belong to no type: output, conversions, types, the
 * collector, evaluation of text.
 */
#include "lib.h"

#include <math.h>
#include <stdio.h>

#include "big.h"
#include "number.h"
#include "show.h"
#include "vm.h"

static void put_values(struct vm *vm, u32 count, const struct value *arg)
{
    struct text t;
    text_init(vm, &t);
    for (u32 i = 0; i < count; i++) {
        if (i > 0)
            text_char(&t, ' ');
        show_value(&t, arg[i], false);
    }
    if (t.length > 0)
        fwrite(t.chars, 1, t.length, stdout);
    text_fini(&t);
}

static struct value core_print(struct vm *vm, u32 count, struct value *arg)
{
    put_values(vm, count, arg);
    putchar('\n');
    return NIL;
}

static struct value core_write(struct vm *vm, u32 count, struct value *arg)
{
    put_values(vm, count, arg);
    return NIL;
}

static struct value core_str(struct vm *vm, u32 count, struct value *arg)
{
    (void)count;
    return value_obj(show_string(vm, arg[0], false));
}

static struct value core_repr(struct vm *vm, u32 count, struct value *arg)
{
    (void)count;
    return value_obj(show_string(vm, arg[0], true));
}

static struct value parse_base(struct vm *vm, const struct string *s, i64 base)
{
    if (base < 2 || base > 36)
        vm_fail(vm, "ValueError", "base %ld", (long)base);
    for (u32 i = s->chars[0] == '-'; i < s->length; i++) {
        int c = s->chars[i];
        int digit = c >= '0' && c <= '9'   ? c - '0'
                    : c >= 'a' && c <= 'z' ? c - 'a' + 10
                                           : 99;
        if (digit >= base)
            vm_fail(vm, "ValueError", "not an integer: %s", s->chars);
    }
    return big_from_text(vm, s->chars, s->length, (u32)base);
}

static struct value core_int(struct vm *vm, u32 count, struct value *arg)
{
    struct value v = arg[0];
    if (is_string(v) && count == 2)
        return parse_base(vm, as_string(v), lib_int(vm, arg[1]));
    if (is_string(v) &&
        !number_parse(vm, as_string(v)->chars, as_string(v)->length, &v))
        vm_fail(vm, "ValueError", "not an integer: %s", as_string(v)->chars);
    if (is_bool(v))
        return value_int(is_truthy(v));
    if (is_double(v) && as_double(v) - as_double(v) != 0)
        vm_fail(vm, "ValueError", "not an integer");
    if (is_double(v))
        return big_from_double(vm, as_double(v));
    lib_number(vm, v);
    return v;
}

static struct value core_float(struct vm *vm, u32 count, struct value *arg)
{
    struct value v = arg[0];
    (void)count;
    if (is_string(v) &&
        !number_parse(vm, as_string(v)->chars, as_string(v)->length, &v))
        vm_fail(vm, "ValueError", "not a number: %s", as_string(v)->chars);
    return value_double(lib_number(vm, v));
}

static struct value core_len(struct vm *vm, u32 count, struct value *arg)
{
    struct value v = arg[0];
    (void)count;
    if (is_string(v))
        return value_int(as_string(v)->length);
    if (is_list(v))
        return value_int(as_list(v)->count);
    if (is_map(v))
        return value_int(as_map(v)->table.count);
    if (is_kind(v, OBJ_RANGE))
        return value_int(range_count(as_range(v)));
    if (is_kind(v, OBJ_INSTANCE))
        return vm_call_method(vm, v, string_from(vm, "len"), 0, NULL);
    vm_fail(vm, "TypeError", "%s has no length", value_type_name(v));
}

static struct value core_type(struct vm *vm, u32 count, struct value *arg)
{
    (void)count;
    return value_obj(vm_class_of(vm, arg[0]));
}

static struct value core_hash(struct vm *vm, u32 count, struct value *arg)
{
    (void)vm;
    (void)count;
    return value_int(value_hash(arg[0]));
}

static struct value core_chr(struct vm *vm, u32 count, struct value *arg)
{
    i64 n = lib_int(vm, arg[0]);
    (void)count;
    if (n < 0 || n > 255)
        vm_fail(vm, "ValueError", "chr(%ld)", (long)n);
    char c = (char)n;
    return value_obj(string_new(vm, &c, 1));
}

static struct value core_ord(struct vm *vm, u32 count, struct value *arg)
{
    struct string *s = lib_text_of(vm, arg[0]);
    (void)count;
    if (s->length != 1)
        vm_fail(vm, "ValueError", "ord of %u bytes", (unsigned)s->length);
    return value_int((u8)s->chars[0]);
}

static struct value core_range(struct vm *vm, u32 count, struct value *arg)
{
    i64 from = count > 1 ? lib_int(vm, arg[0]) : 0;
    i64 to = lib_int(vm, arg[count > 1]);
    i64 step = count > 2 ? lib_int(vm, arg[2]) : 1;
    if (step == 0)
        vm_fail(vm, "ValueError", "range with step 0");
    return value_obj(range_new(vm, from, to, step));
}

static struct value core_format(struct vm *vm, u32 count, struct value *arg)
{
    return format_values(vm, lib_text_of(vm, arg[0]), count - 1, arg + 1);
}

static struct value core_assert(struct vm *vm, u32 count, struct value *arg)
{
    if (!is_truthy(arg[0]))
        vm_fail(vm, "AssertError", "%s",
                count > 1 ? show_string(vm, arg[1], false)->chars
                          : "assertion failed");
    return NIL;
}

static struct value core_eval(struct vm *vm, u32 count, struct value *arg)
{
    struct string *s = lib_text_of(vm, arg[0]);
    struct value result;
    (void)count;
    if (!vm_run_source(vm, "eval", s->chars, s->length, &result))
        vm_throw(vm, vm->thrown);
    return result;
}

static struct value core_call(struct vm *vm, u32 count, struct value *arg)
{
    struct list *l = lib_list_of(vm, arg[1]);
    (void)count;
    if (l->count > 200)
        vm_fail(vm, "RangeError", "more than 200 arguments");
    return vm_call(vm, arg[0], l->count, l->item);
}

static struct value core_iter(struct vm *vm, u32 count, struct value *arg)
{
    (void)count;
    return vm_iterate(vm, arg[0]);
}

static struct value iter_next(struct vm *vm, u32 count, struct value *arg)
{
    struct value key, value;
    (void)count;
    return vm_iter_next(vm, arg[-1], &key, &value) ? value : NIL;
}

static struct value core_has(struct vm *vm, u32 count, struct value *arg)
{
    struct value v, name = value_obj(lib_text_of(vm, arg[1]));
    (void)count;
    return value_bool((is_kind(arg[0], OBJ_INSTANCE) &&
                       table_find(&as_instance(arg[0])->fields, name, &v)) ||
                      vm_find_method(vm, arg[0], as_string(name), &v));
}

static struct value class_name(struct vm *vm, u32 count, struct value *arg)
{
    (void)vm;
    (void)count;
    return value_obj(as_class(arg[-1])->name);
}

static struct value class_base(struct vm *vm, u32 count, struct value *arg)
{
    struct class *base = as_class(arg[-1])->base;
    (void)vm;
    (void)count;
    return base == NULL ? NIL : value_obj(base);
}

static struct value gc_collect(struct vm *vm, u32 count, struct value *arg)
{
    size_t before = vm->heap.bytes;
    (void)count;
    (void)arg;
    heap_collect(vm);
    return value_int((i64)(before - vm->heap.bytes));
}

static struct value gc_stress(struct vm *vm, u32 count, struct value *arg)
{
    (void)count;
    vm->heap.stress = is_truthy(arg[0]);
    return NIL;
}

static struct value gc_count(struct vm *vm, u32 count, struct value *arg)
{
    (void)count;
    (void)arg;
    return value_int(vm->heap.collections);
}

static struct value gc_bytes(struct vm *vm, u32 count, struct value *arg)
{
    (void)count;
    (void)arg;
    return value_int((i64)vm->heap.bytes);
}

static const struct lib_row core_rows[] = {
    {"print", core_print, 0, LIB_ANY},
    {"write", core_write, 0, LIB_ANY},
    {"str", core_str, 1, 1},
    {"repr", core_repr, 1, 1},
    {"int", core_int, 1, 2},
    {"float", core_float, 1, 1},
    {"len", core_len, 1, 1},
    {"type", core_type, 1, 1},
    {"hash", core_hash, 1, 1},
    {"chr", core_chr, 1, 1},
    {"ord", core_ord, 1, 1},
    {"range", core_range, 1, 3},
    {"format", core_format, 1, LIB_ANY},
    {"assert", core_assert, 1, 2},
    {"eval", core_eval, 1, 1},
    {"apply", core_call, 2, 2},
    {"iter", core_iter, 1, 1},
    {"has", core_has, 2, 2},
    {NULL, NULL, 0, 0},
};

static const struct lib_row gc_rows[] = {
    {"collect", gc_collect, 0, 0},
    {"stress", gc_stress, 1, 1},
    {"count", gc_count, 0, 0},
    {"bytes", gc_bytes, 0, 0},
    {NULL, NULL, 0, 0},
};

static const struct lib_row class_rows[] = {
    {"name", class_name, 0, 0},
    {"base", class_base, 0, 0},
    {NULL, NULL, 0, 0},
};

static const struct lib_row iter_rows[] = {
    {"next", iter_next, 0, 0},
    {NULL, NULL, 0, 0},
};

void lib_core(struct vm *vm)
{
    for (const struct lib_row *r = core_rows; r->name != NULL; r++)
        vm_define(
            vm, r->name,
            value_obj(native_new(vm, r->name, r->function, r->least, r->most)));
    lib_module(vm, "gc", gc_rows);
    lib_methods(vm, vm->type_class[OBJ_CLASS], class_rows);
    lib_methods(vm, vm->type_class[OBJ_ITER], iter_rows);
}
