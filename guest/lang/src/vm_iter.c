/* SPDX-License-Identifier: MIT
 *
 * for: over lists, maps, strings, ranges, and instances with iter() and
 * next(), which returns nil at the end. Changing a list or map on the way is
 * allowed; what is then seen of it is not said.
 */
#include "vm.h"

struct value vm_iterate(struct vm *vm, struct value source)
{
    if (is_kind(source, OBJ_INSTANCE)) {
        struct value method;
        struct string *name = string_from(vm, "iter");
        if (vm_find_method(vm, source, name, &method))
            source = vm_call_method(vm, source, name, 0, NULL);
    }
    if (is_kind(source, OBJ_ITER))
        return source;
    if (!is_list(source) && !is_map(source) && !is_string(source) &&
        !is_kind(source, OBJ_RANGE) && !is_kind(source, OBJ_INSTANCE) &&
        !is_kind(source, OBJ_CLOSURE))
        vm_fail(vm, "TypeError", "%s cannot be iterated",
                value_type_name(source));
    vm_push(vm, source);
    struct value v = value_obj(iter_new(vm, source));
    vm_pop(vm);
    return v;
}

static bool next_of_map(struct iter *i, struct value *key, struct value *value)
{
    const struct table *t = &as_map(i->source)->table;
    u32 at = table_next(t, (u32)i->at);
    if (at >= t->used)
        return false;
    *key = t->entry[at].key;
    *value = t->entry[at].value;
    i->at = at + 1;
    return true;
}

static bool next_of_range(struct iter *i, struct value *value)
{
    const struct range *r = as_range(i->source);
    i64 n = r->from + r->step * i->at;
    if (r->step > 0 ? n >= r->to : n <= r->to)
        return false;
    *value = value_int(n);
    return true;
}

static bool next_of_call(struct vm *vm, struct iter *i, struct value *value)
{
    if (is_kind(i->source, OBJ_CLOSURE))
        *value = vm_call(vm, i->source, 0, NULL);
    else
        *value =
            vm_call_method(vm, i->source, string_from(vm, "next"), 0, NULL);
    return !is_nil(*value);
}

static bool next_value(struct vm *vm, struct iter *i, struct value *value)
{
    u32 at = (u32)i->at;
    switch (as_obj(i->source)->kind) {
    case OBJ_LIST:
        if (at >= as_list(i->source)->count)
            return false;
        *value = as_list(i->source)->item[at];
        return true;
    case OBJ_STRING:
        if (at >= as_string(i->source)->length)
            return false;
        *value = value_obj(string_new(vm, as_string(i->source)->chars + at, 1));
        return true;
    case OBJ_RANGE:
        return next_of_range(i, value);
    default:
        return next_of_call(vm, i, value);
    }
}

bool vm_iter_next(struct vm *vm, struct value iter, struct value *key,
                  struct value *value)
{
    struct iter *i = as_iter(iter);
    if (is_map(i->source))
        return next_of_map(i, key, value);
    *key = value_int(i->at);
    if (!next_value(vm, i, value))
        return false;
    i->at++;
    return true;
}
