/* SPDX-License-Identifier: MIT
 *
 * The machine that runs the code: a stack of values, a stack of frames, and
 * handlers of `try`. An error unwinds to the innermost handler by longjmp to
 * the innermost vm_run, so a native function may raise one at any depth; it
 * must hold memory only in objects or in struct text.
 */
#ifndef WICK_VM_H
#define WICK_VM_H

#include <setjmp.h>

#include "heap.h"
#include "text.h"

enum {
    STACK_MOST = 1 << 16,
    FRAMES_MOST = 1000,
    HANDLERS_MOST = 500,
    NATIVE_DEPTH_MOST = 40,
    GLOBALS_MOST = 65536
};

struct frame {
    struct closure *closure;
    const u32 *ip;
    struct value *slot;   /* variables, self first in a method */
    struct value *result; /* where it goes; the callee was there */
};

struct handler {
    const u32 *target;
    u32 frame;
};

/* One vm_run or vm_try on the C stack. */
struct guard {
    jmp_buf jump;
    struct guard *outer;
    struct text *texts;
    u32 frames, handlers; /* those below belong to an outer one */
    struct value *top;
    u32 native_depth;
    bool runs; /* may catch with handlers */
};

struct vm {
    struct heap heap;
    struct value *stack, *top;
    struct frame *frame;
    u32 frames;
    struct handler handler[HANDLERS_MOST];
    u32 handlers;
    u32 native_depth;
    struct guard *guard;
    struct text *texts; /* being built */
    struct upvalue *open;
    struct table global_slots; /* name to number */
    struct value *global;
    struct value *global_name;
    u32 globals;
    struct class *type_class[OBJ_KINDS]; /* methods of builtin types */
    struct class *int_class, *float_class, *bool_class, *nil_class;
    struct class *function_class;
    struct class *error_class;
    struct string *name_init, *name_str, *name_message, *name_trace;
    struct value thrown;
    const char *file; /* being compiled */
    u64 random;
    bool disassemble;
};

void vm_init(struct vm *vm);
void vm_fini(struct vm *vm);
void vm_mark_roots(struct vm *vm);

/* Compile and run; false when an error came out, which vm->thrown has. */
bool vm_run_source(struct vm *vm, const char *file, const char *text,
                   size_t length, struct value *result);
/* Call from C; errors go on to the caller's guard. */
struct value vm_call(struct vm *vm, struct value callee, u32 count,
                     const struct value *arg);
struct value vm_call_method(struct vm *vm, struct value receiver,
                            struct string *name, u32 count,
                            const struct value *arg);
bool vm_find_method(struct vm *vm, struct value receiver, struct string *name,
                    struct value *method);
struct class *vm_class_of(struct vm *vm, struct value v);

void vm_push(struct vm *vm, struct value v);
struct value vm_pop(struct vm *vm);

_Noreturn void vm_throw(struct vm *vm, struct value v);
/* Raise an instance of the named class of errors. */
_Noreturn void vm_fail(struct vm *vm, const char *class, const char *format,
                       ...) __attribute__((format(printf, 3, 4)));

u32 vm_global_slot(struct vm *vm, struct string *name);
void vm_define(struct vm *vm, const char *name, struct value v);

/* Parts of the machine: vm_run.c, vm_call.c, vm_access.c, vm_iter.c. */
void vm_interpret(struct vm *vm, u32 base);
void vm_prepare_call(struct vm *vm, u32 count);
void vm_prepare_invoke(struct vm *vm, struct string *name, u32 count);
void vm_close_upvalues(struct vm *vm, struct value *from);
struct value vm_make_closure(struct vm *vm, struct proto *p);
struct value vm_get_field(struct vm *vm, struct value of, struct string *name);
void vm_set_field(struct vm *vm, struct value of, struct string *name,
                  struct value v);
struct value vm_get_index(struct vm *vm, struct value of, struct value at);
void vm_set_index(struct vm *vm, struct value of, struct value at,
                  struct value v);
bool vm_contains(struct vm *vm, struct value in, struct value v);
struct value vm_iterate(struct vm *vm, struct value source);
/* False at the end. */
bool vm_iter_next(struct vm *vm, struct value iter, struct value *key,
                  struct value *value);
bool vm_is(struct vm *vm, struct value v, struct value class);
struct string *vm_trace(struct vm *vm);

#endif
