/* SPDX-License-Identifier: MIT
 *
 * Putting the library together, and checking arguments.
 */
#include "lib.h"

#include <stdio.h>

#include "number.h"
#include "show.h"
#include "vm.h"

static struct native *add_native(struct vm *vm, struct table *to,
                                 const struct lib_row *row)
{
    struct native *n =
        native_new(vm, row->name, row->function, row->least, row->most);
    table_set(vm, to, value_obj(string_from(vm, row->name)), value_obj(n));
    return n;
}

void lib_methods(struct vm *vm, struct class *class, const struct lib_row *rows)
{
    for (; rows->name != NULL; rows++)
        add_native(vm, &class->methods, rows)->of = class;
}

struct module *lib_module(struct vm *vm, const char *name,
                          const struct lib_row *rows)
{
    struct module *m = module_new(vm, string_from(vm, name));
    for (; rows->name != NULL; rows++)
        add_native(vm, &m->members, rows);
    vm_define(vm, name, value_obj(m));
    return m;
}

struct class *lib_class(struct vm *vm, const char *name)
{
    struct class *c = class_new(vm, string_from(vm, name));
    c->builtin = true;
    vm_define(vm, name, value_obj(c));
    return c;
}

static _Noreturn void wrong_type(struct vm *vm, const char *wanted,
                                 struct value v)
{
    vm_fail(vm, "TypeError", "%s expected, not %s", wanted, value_type_name(v));
}

i64 lib_int(struct vm *vm, struct value v)
{
    if (!is_int(v))
        wrong_type(vm, "Int", v);
    return as_int(v);
}

double lib_number(struct vm *vm, struct value v)
{
    if (!is_number(v))
        wrong_type(vm, "number", v);
    return number_to_double(v);
}

struct string *lib_text_of(struct vm *vm, struct value v)
{
    if (!is_string(v))
        wrong_type(vm, "String", v);
    return as_string(v);
}

struct list *lib_list_of(struct vm *vm, struct value v)
{
    if (!is_list(v))
        wrong_type(vm, "List", v);
    return as_list(v);
}

static void make_classes(struct vm *vm)
{
    struct class *function = lib_class(vm, "Function");
    vm->int_class = lib_class(vm, "Int");
    vm->float_class = lib_class(vm, "Float");
    vm->bool_class = lib_class(vm, "Bool");
    vm->nil_class = lib_class(vm, "Nil");
    for (u32 i = 0; i < OBJ_KINDS; i++)
        vm->type_class[i] = function;
    vm->function_class = function;
    vm->type_class[OBJ_STRING] = lib_class(vm, "String");
    vm->type_class[OBJ_BIG] = vm->int_class;
    vm->type_class[OBJ_LIST] = lib_class(vm, "List");
    vm->type_class[OBJ_MAP] = lib_class(vm, "Map");
    vm->type_class[OBJ_CLASS] = lib_class(vm, "Class");
    vm->type_class[OBJ_RANGE] = lib_class(vm, "Range");
    vm->type_class[OBJ_ITER] = lib_class(vm, "Iterator");
    vm->type_class[OBJ_MODULE] = lib_class(vm, "Module");
    vm->type_class[OBJ_PATTERN] = lib_class(vm, "Pattern");
}

void lib_init(struct vm *vm)
{
    struct value result;
    make_classes(vm);
    lib_core(vm);
    lib_string(vm);
    lib_list(vm);
    lib_map(vm);
    lib_math(vm);
    lib_text(vm);
    if (!vm_run_source(vm, "prelude", prelude_text, strlen(prelude_text),
                       &result))
        fprintf(stderr, "wick: the prelude does not run: %s\n",
                is_string(vm->thrown) ? as_string(vm->thrown)->chars : "?");
    u32 slot = vm_global_slot(vm, string_from(vm, "Error"));
    vm->error_class = as_class(vm->global[slot]);
}
