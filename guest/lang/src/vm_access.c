/* SPDX-License-Identifier: MIT
 *
 * Fields, methods, indices, membership and types. A negative index counts
 * from the end; a range as an index is a slice.
 */
#include "vm.h"

#include "big.h"
#include "number.h"
#include "show.h"

struct class *vm_class_of(struct vm *vm, struct value v)
{
    if (is_kind(v, OBJ_INSTANCE))
        return as_instance(v)->class;
    if (is_obj(v))
        return vm->type_class[as_obj(v)->kind];
    if (is_int(v))
        return vm->int_class;
    if (is_double(v))
        return vm->float_class;
    return is_bool(v) ? vm->bool_class : vm->nil_class;
}

static bool class_find(const struct class *c, struct string *name,
                       struct value *method)
{
    for (; c != NULL; c = c->base)
        if (table_find(&c->methods, value_obj(name), method))
            return true;
    return false;
}

/* Of a class: what it has for itself, then what all classes have. */
bool vm_find_method(struct vm *vm, struct value receiver, struct string *name,
                    struct value *method)
{
    if (is_kind(receiver, OBJ_CLASS) &&
        class_find(as_class(receiver), name, method))
        return true;
    return class_find(vm_class_of(vm, receiver), name, method);
}

bool vm_is(struct vm *vm, struct value v, struct value class)
{
    if (!is_kind(class, OBJ_CLASS))
        vm_fail(vm, "TypeError", "is needs a class, not %s",
                value_type_name(class));
    for (const struct class *c = vm_class_of(vm, v); c != NULL; c = c->base)
        if (c == as_class(class))
            return true;
    return false;
}

struct value vm_get_field(struct vm *vm, struct value of, struct string *name)
{
    struct value v;
    if (is_kind(of, OBJ_INSTANCE) &&
        table_find(&as_instance(of)->fields, value_obj(name), &v))
        return v;
    if (is_kind(of, OBJ_MODULE) &&
        table_find(&as_module(of)->members, value_obj(name), &v))
        return v;
    if (is_map(of) && table_find(&as_map(of)->table, value_obj(name), &v))
        return v;
    if (vm_find_method(vm, of, name, &v))
        return value_obj(bound_new(vm, of, v));
    vm_fail(vm, "NameError", "%s has no %s",
            is_kind(of, OBJ_CLASS) ? as_class(of)->name->chars
                                   : vm_class_of(vm, of)->name->chars,
            name->chars);
}

void vm_set_field(struct vm *vm, struct value of, struct string *name,
                  struct value v)
{
    if (is_kind(of, OBJ_INSTANCE))
        table_set(vm, &as_instance(of)->fields, value_obj(name), v);
    else if (is_map(of))
        table_set(vm, &as_map(of)->table, value_obj(name), v);
    else
        vm_fail(vm, "TypeError", "cannot set %s of %s", name->chars,
                value_type_name(of));
}

static u32 check_index(struct vm *vm, struct value at, u32 count)
{
    if (!is_int(at))
        vm_fail(vm, "TypeError", "index is %s, not Int", value_type_name(at));
    i64 i = as_int(at) < 0 ? as_int(at) + count : as_int(at);
    if (i < 0 || i >= count)
        vm_fail(vm, "IndexError", "index %ld of %u items", (long)as_int(at),
                (unsigned)count);
    return (u32)i;
}

static u32 clamp(i64 i, u32 count)
{
    i = i < 0 ? i + count : i;
    return i < 0 ? 0 : i > count ? count : (u32)i;
}

/* Items from .. to of a list or string, cut to what there is. */
static struct value slice(struct vm *vm, struct value of, const struct range *r)
{
    u32 count = is_list(of) ? as_list(of)->count : as_string(of)->length;
    u32 from = clamp(r->from, count), to = clamp(r->to, count);
    to = to < from ? from : to;
    if (is_string(of))
        return value_obj(
            string_new(vm, as_string(of)->chars + from, to - from));
    struct list *l = list_new(vm, to - from);
    for (u32 i = from; i < to; i++)
        list_push(vm, l, as_list(of)->item[i]);
    return value_obj(l);
}

struct value vm_get_index(struct vm *vm, struct value of, struct value at)
{
    struct value v = NIL;
    if ((is_list(of) || is_string(of)) && is_kind(at, OBJ_RANGE))
        return slice(vm, of, as_range(at));
    if (is_list(of))
        return as_list(of)->item[check_index(vm, at, as_list(of)->count)];
    if (is_string(of)) {
        struct string *s = as_string(of);
        u32 i = check_index(vm, at, s->length);
        return value_obj(string_new(vm, s->chars + i, 1));
    }
    if (is_map(of)) {
        if (!value_hashable(at))
            vm_fail(vm, "TypeError", "%s as a key", value_type_name(at));
        if (!table_find(&as_map(of)->table, at, &v))
            vm_fail(vm, "KeyError", "no key %s",
                    show_string(vm, at, true)->chars);
        return v;
    }
    if (is_kind(of, OBJ_RANGE)) {
        const struct range *r = as_range(of);
        u32 i = check_index(vm, at, range_count(r));
        return value_int(r->from + r->step * i);
    }
    vm_fail(vm, "TypeError", "%s has no items", value_type_name(of));
}

void vm_set_index(struct vm *vm, struct value of, struct value at,
                  struct value v)
{
    if (is_list(of)) {
        as_list(of)->item[check_index(vm, at, as_list(of)->count)] = v;
        return;
    }
    if (!is_map(of))
        vm_fail(vm, "TypeError", "cannot set items of %s", value_type_name(of));
    if (!value_hashable(at))
        vm_fail(vm, "TypeError", "%s as a key", value_type_name(at));
    table_set(vm, &as_map(of)->table, at, v);
}

static bool range_contains(const struct range *r, struct value v)
{
    if (is_double(v))
        return as_double(v) >= (double)r->from && as_double(v) < (double)r->to;
    if (!is_int(v))
        return false;
    i64 n = as_int(v);
    bool inside =
        r->step > 0 ? n >= r->from && n < r->to : n <= r->from && n > r->to;
    return inside && (n - r->from) % r->step == 0;
}

static bool list_contains(const struct list *l, struct value v)
{
    for (u32 i = 0; i < l->count; i++)
        if (value_equal(l->item[i], v))
            return true;
    return false;
}

bool vm_contains(struct vm *vm, struct value in, struct value v)
{
    struct value ignored;
    if (is_map(in))
        return value_hashable(v) && table_find(&as_map(in)->table, v, &ignored);
    if (is_list(in))
        return list_contains(as_list(in), v);
    if (is_kind(in, OBJ_RANGE))
        return range_contains(as_range(in), v);
    if (is_string(in) && is_string(v))
        return show_find(as_string(in), as_string(v), 0) >= 0;
    vm_fail(vm, "TypeError", "%s in %s", value_type_name(v),
            value_type_name(in));
}
