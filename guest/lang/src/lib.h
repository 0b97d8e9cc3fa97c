/* SPDX-License-Identifier: MIT
 *
 * What a program finds defined: functions, modules, and the methods of the
 * builtin types. Natives keep what they make on the stack of the machine; it
 * is cut back when they return.
 */
#ifndef WICK_LIB_H
#define WICK_LIB_H

#include "object.h"

struct lib_row {
    const char *name;
    native_fn *function;
    u8 least, most;
};

enum { LIB_ANY = 255 };

void lib_init(struct vm *vm);
void lib_core(struct vm *vm);
void lib_string(struct vm *vm);
void lib_list(struct vm *vm);
void lib_map(struct vm *vm);
void lib_math(struct vm *vm);
void lib_text(struct vm *vm);

/* Rows end with a NULL name. */
void lib_methods(struct vm *vm, struct class *class,
                 const struct lib_row *rows);
struct module *lib_module(struct vm *vm, const char *name,
                          const struct lib_row *rows);
struct class *lib_class(struct vm *vm, const char *name);

/* The argument when it has the type, else an error. */
i64 lib_int(struct vm *vm, struct value v);
double lib_number(struct vm *vm, struct value v);
struct string *lib_text_of(struct vm *vm, struct value v);
struct list *lib_list_of(struct vm *vm, struct value v);

/* Stable, by < or by a function that gives whether its first comes first. */
void sort_list(struct vm *vm, struct list *l, struct value before);

/* The part that is written in the language. */
extern const char prelude_text[];

#endif
