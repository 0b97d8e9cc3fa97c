/* SPDX-License-Identifier: MIT
 *
 * Methods of maps and ranges. Entries come in the order in which their keys
 * were added.
 */
#include "lib.h"

#include "vm.h"

static struct table *self(const struct value *arg)
{
    return &as_map(arg[-1])->table;
}

static struct value map_len(struct vm *vm, u32 count, struct value *arg)
{
    (void)vm;
    (void)count;
    return value_int(self(arg)->count);
}

static struct value map_get(struct vm *vm, u32 count, struct value *arg)
{
    struct value v;
    (void)vm;
    if (value_hashable(arg[0]) && table_find(self(arg), arg[0], &v))
        return v;
    return count > 1 ? arg[1] : NIL;
}

static struct value map_has(struct vm *vm, u32 count, struct value *arg)
{
    (void)count;
    return value_bool(vm_contains(vm, arg[-1], arg[0]));
}

static struct value map_remove(struct vm *vm, u32 count, struct value *arg)
{
    (void)vm;
    (void)count;
    return value_bool(value_hashable(arg[0]) &&
                      table_remove(self(arg), arg[0]));
}

static struct value map_clear(struct vm *vm, u32 count, struct value *arg)
{
    (void)count;
    table_clear(vm, self(arg));
    return NIL;
}

static struct value gather(struct vm *vm, const struct table *t, bool values)
{
    struct list *l = list_new(vm, t->count);
    for (u32 i = table_next(t, 0); i < t->used; i = table_next(t, i + 1))
        list_push(vm, l, values ? t->entry[i].value : t->entry[i].key);
    return value_obj(l);
}

static struct value map_keys(struct vm *vm, u32 count, struct value *arg)
{
    (void)count;
    return gather(vm, self(arg), false);
}

static struct value map_values(struct vm *vm, u32 count, struct value *arg)
{
    (void)count;
    return gather(vm, self(arg), true);
}

static struct value map_items(struct vm *vm, u32 count, struct value *arg)
{
    const struct table *t = self(arg);
    struct list *items = list_new(vm, t->count);
    (void)count;
    vm_push(vm, value_obj(items));
    for (u32 i = table_next(t, 0); i < t->used; i = table_next(t, i + 1)) {
        struct list *pair = list_new(vm, 2);
        list_push(vm, pair, t->entry[i].key);
        list_push(vm, pair, t->entry[i].value);
        list_push(vm, items, value_obj(pair));
    }
    return value_obj(items);
}

static struct value map_copy(struct vm *vm, u32 count, struct value *arg)
{
    struct map *copy = map_new(vm);
    (void)count;
    table_copy(vm, &copy->table, self(arg));
    return value_obj(copy);
}

static struct value map_update(struct vm *vm, u32 count, struct value *arg)
{
    (void)count;
    if (!is_map(arg[0]))
        vm_fail(vm, "TypeError", "Map expected, not %s",
                value_type_name(arg[0]));
    if (arg[0].bits != arg[-1].bits)
        table_copy(vm, self(arg), &as_map(arg[0])->table);
    return arg[-1];
}

static struct value range_len(struct vm *vm, u32 count, struct value *arg)
{
    (void)vm;
    (void)count;
    return value_int(range_count(as_range(arg[-1])));
}

static struct value range_step(struct vm *vm, u32 count, struct value *arg)
{
    const struct range *r = as_range(arg[-1]);
    i64 step = lib_int(vm, arg[0]);
    (void)count;
    if (step == 0)
        vm_fail(vm, "ValueError", "range with step 0");
    return value_obj(range_new(vm, r->from, r->to, step));
}

static struct value range_list(struct vm *vm, u32 count, struct value *arg)
{
    const struct range *r = as_range(arg[-1]);
    u32 items = range_count(r);
    (void)count;
    if (items > 1 << 22)
        vm_fail(vm, "RangeError", "list of %u items", (unsigned)items);
    struct list *l = list_new(vm, items);
    for (u32 i = 0; i < items; i++)
        list_push(vm, l, value_int(r->from + r->step * i));
    return value_obj(l);
}

static const struct lib_row map_rows[] = {
    {"len", map_len, 0, 0},       {"get", map_get, 1, 2},
    {"has", map_has, 1, 1},       {"remove", map_remove, 1, 1},
    {"clear", map_clear, 0, 0},   {"keys", map_keys, 0, 0},
    {"values", map_values, 0, 0}, {"items", map_items, 0, 0},
    {"copy", map_copy, 0, 0},     {"update", map_update, 1, 1},
    {NULL, NULL, 0, 0},
};

static const struct lib_row range_rows[] = {
    {"len", range_len, 0, 0},
    {"step", range_step, 1, 1},
    {"list", range_list, 0, 0},
    {NULL, NULL, 0, 0},
};

void lib_map(struct vm *vm)
{
    lib_methods(vm, vm->type_class[OBJ_MAP], map_rows);
    lib_methods(vm, vm->type_class[OBJ_RANGE], range_rows);
}
