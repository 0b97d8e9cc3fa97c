/* SPDX-License-Identifier: MIT
 *
 * Methods of lists. A function that is called on the way may change the
 * list, so its count is looked at anew for every item.
 */
#include "lib.h"

#include "number.h"
#include "show.h"
#include "vm.h"

static struct list *self(const struct value *arg)
{
    return as_list(arg[-1]);
}

static struct value list_len(struct vm *vm, u32 count, struct value *arg)
{
    (void)vm;
    (void)count;
    return value_int(self(arg)->count);
}

static struct value list_push_all(struct vm *vm, u32 count, struct value *arg)
{
    for (u32 i = 0; i < count; i++)
        list_push(vm, self(arg), arg[i]);
    return arg[-1];
}

static struct value list_pop(struct vm *vm, u32 count, struct value *arg)
{
    (void)count;
    if (self(arg)->count == 0)
        vm_fail(vm, "IndexError", "pop of an empty list");
    return self(arg)->item[--self(arg)->count];
}

static struct value list_insert(struct vm *vm, u32 count, struct value *arg)
{
    struct list *l = self(arg);
    i64 at = lib_int(vm, arg[0]);
    (void)count;
    if (at < 0 || at > l->count)
        vm_fail(vm, "IndexError", "insert at %ld of %u items", (long)at,
                (unsigned)l->count);
    list_push(vm, l, NIL);
    memmove(l->item + at + 1, l->item + at,
            (l->count - 1 - (size_t)at) * sizeof *l->item);
    l->item[at] = arg[1];
    return arg[-1];
}

static struct value list_remove(struct vm *vm, u32 count, struct value *arg)
{
    struct list *l = self(arg);
    struct value v = vm_get_index(vm, arg[-1], arg[0]);
    size_t at = (size_t)(as_int(arg[0]) < 0 ? as_int(arg[0]) + l->count
                                            : as_int(arg[0]));
    (void)count;
    memmove(l->item + at, l->item + at + 1,
            (l->count - 1 - at) * sizeof *l->item);
    l->count--;
    return v;
}

static struct value list_index(struct vm *vm, u32 count, struct value *arg)
{
    (void)vm;
    (void)count;
    for (u32 i = 0; i < self(arg)->count; i++)
        if (value_equal(self(arg)->item[i], arg[0]))
            return value_int(i);
    return value_int(-1);
}

static struct value list_reverse(struct vm *vm, u32 count, struct value *arg)
{
    const struct list *l = self(arg);
    struct list *reversed = list_new(vm, l->count);
    (void)count;
    for (u32 i = l->count; i-- > 0;)
        list_push(vm, reversed, l->item[i]);
    return value_obj(reversed);
}

static struct value list_copy(struct vm *vm, u32 count, struct value *arg)
{
    struct list *copy = list_new(vm, self(arg)->count);
    (void)count;
    for (u32 i = 0; i < self(arg)->count; i++)
        list_push(vm, copy, self(arg)->item[i]);
    return value_obj(copy);
}

static struct value list_sort(struct vm *vm, u32 count, struct value *arg)
{
    sort_list(vm, self(arg), count > 0 ? arg[0] : NIL);
    return arg[-1];
}

static struct value list_map(struct vm *vm, u32 count, struct value *arg)
{
    struct list *result = list_new(vm, 0);
    (void)count;
    vm_push(vm, value_obj(result));
    for (u32 i = 0; i < self(arg)->count; i++)
        list_push(vm, result, vm_call(vm, arg[0], 1, &self(arg)->item[i]));
    return value_obj(result);
}

static struct value list_filter(struct vm *vm, u32 count, struct value *arg)
{
    struct list *result = list_new(vm, 0);
    (void)count;
    vm_push(vm, value_obj(result));
    for (u32 i = 0; i < self(arg)->count; i++) {
        struct value v = self(arg)->item[i];
        vm_push(vm, v);
        if (is_truthy(vm_call(vm, arg[0], 1, &v)))
            list_push(vm, result, v);
        vm_pop(vm);
    }
    return value_obj(result);
}

static struct value list_reduce(struct vm *vm, u32 count, struct value *arg)
{
    struct value both[2];
    u32 i = count < 2;
    if (count < 2 && self(arg)->count == 0)
        vm_fail(vm, "ValueError", "reduce of an empty list");
    both[0] = count < 2 ? self(arg)->item[0] : arg[1];
    for (; i < self(arg)->count; i++) {
        both[1] = self(arg)->item[i];
        both[0] = vm_call(vm, arg[0], 2, both);
    }
    return both[0];
}

static struct value list_each(struct vm *vm, u32 count, struct value *arg)
{
    (void)count;
    for (u32 i = 0; i < self(arg)->count; i++)
        vm_call(vm, arg[0], 1, &self(arg)->item[i]);
    return NIL;
}

static struct value test_items(struct vm *vm, struct value *arg, bool until)
{
    for (u32 i = 0; i < self(arg)->count; i++)
        if (is_truthy(vm_call(vm, arg[0], 1, &self(arg)->item[i])) == until)
            return value_bool(until);
    return value_bool(!until);
}

static struct value list_any(struct vm *vm, u32 count, struct value *arg)
{
    (void)count;
    return test_items(vm, arg, true);
}

static struct value list_all(struct vm *vm, u32 count, struct value *arg)
{
    (void)count;
    return test_items(vm, arg, false);
}

static struct value list_sum(struct vm *vm, u32 count, struct value *arg)
{
    (void)count;
    vm_push(vm, value_int(0));
    for (u32 i = 0; i < self(arg)->count; i++)
        vm->top[-1] =
            number_arith(vm, ARITH_ADD, vm->top[-1], self(arg)->item[i]);
    return vm->top[-1];
}

static const struct lib_row list_rows[] = {
    {"len", list_len, 0, 0},
    {"push", list_push_all, 1, LIB_ANY},
    {"pop", list_pop, 0, 0},
    {"insert", list_insert, 2, 2},
    {"remove", list_remove, 1, 1},
    {"index", list_index, 1, 1},
    {"reverse", list_reverse, 0, 0},
    {"copy", list_copy, 0, 0},
    {"sort", list_sort, 0, 1},
    {"map", list_map, 1, 1},
    {"filter", list_filter, 1, 1},
    {"reduce", list_reduce, 1, 2},
    {"each", list_each, 1, 1},
    {"any", list_any, 1, 1},
    {"all", list_all, 1, 1},
    {"sum", list_sum, 0, 0},
    {NULL, NULL, 0, 0},
};

void lib_list(struct vm *vm)
{
    lib_methods(vm, vm->type_class[OBJ_LIST], list_rows);
}
