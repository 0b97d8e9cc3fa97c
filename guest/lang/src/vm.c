/* SPDX-License-Identifier: MIT
 *
 * The life of a machine, its roots, globals and errors. An error is any
 * value; an instance of Error gets the trace of the place that threw it.
 */
#include "vm.h"

#include <stdio.h>
#include <stdlib.h>

#include "compile.h"
#include "lib.h"

void vm_push(struct vm *vm, struct value v)
{
    if (vm->top == vm->stack + STACK_MOST)
        vm_fail(vm, "StackError", "too many values on the stack");
    *vm->top++ = v;
}

struct value vm_pop(struct vm *vm)
{
    return *--vm->top;
}

static void mark_range(struct vm *vm, struct value *from, struct value *to)
{
    for (; from < to; from++)
        heap_mark(vm, *from);
}

static void mark_classes(struct vm *vm)
{
    for (u32 i = 0; i < OBJ_KINDS; i++)
        heap_mark_obj(vm, vm->type_class[i]);
    heap_mark_obj(vm, vm->int_class);
    heap_mark_obj(vm, vm->float_class);
    heap_mark_obj(vm, vm->bool_class);
    heap_mark_obj(vm, vm->nil_class);
    heap_mark_obj(vm, vm->function_class);
    heap_mark_obj(vm, vm->error_class);
    heap_mark_obj(vm, vm->name_init);
    heap_mark_obj(vm, vm->name_str);
    heap_mark_obj(vm, vm->name_message);
    heap_mark_obj(vm, vm->name_trace);
}

void vm_mark_roots(struct vm *vm)
{
    mark_range(vm, vm->stack, vm->top);
    mark_range(vm, vm->global, vm->global + vm->globals);
    mark_range(vm, vm->global_name, vm->global_name + vm->globals);
    for (u32 i = 0; i < vm->frames; i++)
        heap_mark_obj(vm, vm->frame[i].closure);
    for (struct upvalue *u = vm->open; u != NULL; u = u->next_open)
        heap_mark_obj(vm, u);
    heap_mark_table(vm, &vm->global_slots);
    heap_mark(vm, vm->thrown);
    mark_classes(vm);
}

/* The next number when the name is new; UNSET until it is defined. */
u32 vm_global_slot(struct vm *vm, struct string *name)
{
    struct value v;
    if (table_find(&vm->global_slots, value_obj(name), &v))
        return (u32)as_int(v);
    if (vm->globals == GLOBALS_MOST)
        return GLOBALS_MOST - 1;
    table_set(vm, &vm->global_slots, value_obj(name), value_int(vm->globals));
    vm->global[vm->globals] = UNSET;
    vm->global_name[vm->globals] = value_obj(name);
    return vm->globals++;
}

void vm_define(struct vm *vm, const char *name, struct value v)
{
    vm_push(vm, v);
    vm_push(vm, value_obj(string_from(vm, name)));
    vm->global[vm_global_slot(vm, as_string(vm->top[-1]))] = v;
    vm->top -= 2;
}

void vm_init(struct vm *vm)
{
    memset(vm, 0, sizeof *vm);
    heap_init(vm);
    vm->stack = heap_memory(vm, (STACK_MOST + 300) * sizeof *vm->stack);
    vm->frame = heap_memory(vm, FRAMES_MOST * sizeof *vm->frame);
    vm->global = heap_memory(vm, GLOBALS_MOST * sizeof *vm->global);
    vm->global_name = heap_memory(vm, GLOBALS_MOST * sizeof *vm->global_name);
    vm->top = vm->stack;
    vm->thrown = NIL;
    vm->random = 0x9E3779B97F4A7C15u;
    vm->heap.paused++;
    vm->name_init = string_from(vm, "init");
    vm->name_str = string_from(vm, "str");
    vm->name_message = string_from(vm, "message");
    vm->name_trace = string_from(vm, "trace");
    lib_init(vm);
    vm->heap.paused--;
}

void vm_fini(struct vm *vm)
{
    table_fini(vm, &vm->global_slots);
    heap_fini(vm);
    heap_free(vm, vm->stack, 0);
    heap_free(vm, vm->frame, 0);
    heap_free(vm, vm->global, 0);
    heap_free(vm, vm->global_name, 0);
}

struct string *vm_trace(struct vm *vm)
{
    struct text t;
    text_init(vm, &t);
    for (u32 i = vm->frames; i-- > 0;) {
        const struct frame *f = &vm->frame[i];
        const struct proto *p = f->closure->proto;
        if (vm->frames - i > 10 && i > 2) {
            text_format(&t, "  ... %u more\n", (unsigned)(i - 2));
            i = 3;
            continue;
        }
        u32 at = (u32)(f->ip - p->code);
        text_format(&t, "  at %s, line %u\n", p->name->chars,
                    (unsigned)p->line[at > 0 ? at - 1 : 0]);
    }
    return text_string(&t);
}

static void add_trace(struct vm *vm, struct value v)
{
    struct value old;
    if (!is_kind(v, OBJ_INSTANCE) || vm->error_class == NULL ||
        !vm_is(vm, v, value_obj(vm->error_class)))
        return;
    struct table *fields = &as_instance(v)->fields;
    if (table_find(fields, value_obj(vm->name_trace), &old))
        return;
    struct value trace = value_obj(vm_trace(vm));
    table_set(vm, fields, value_obj(vm->name_trace), trace);
}

/* The frame of the handler goes on with the error on its empty stack. */
static void enter_handler(struct vm *vm)
{
    const struct handler *h = &vm->handler[--vm->handlers];
    vm->frames = h->frame + 1;
    struct frame *f = &vm->frame[h->frame];
    struct value *top = f->slot + f->closure->proto->slots;
    vm_close_upvalues(vm, top);
    f->ip = h->target;
    vm->top = top;
    *vm->top++ = vm->thrown;
}

_Noreturn void vm_throw(struct vm *vm, struct value v)
{
    vm->thrown = v;
    add_trace(vm, v);
    for (;;) {
        struct guard *g = vm->guard;
        text_unwind(vm, g->texts);
        vm->native_depth = g->native_depth;
        if (g->runs && vm->handlers > g->handlers) {
            enter_handler(vm);
            longjmp(g->jump, 1);
        }
        if (!g->runs) {
            vm_close_upvalues(vm, g->top);
            vm->frames = g->frames;
            vm->handlers = g->handlers;
            vm->top = g->top;
            longjmp(g->jump, 1);
        }
        vm->guard = g->outer;
    }
}

_Noreturn void vm_fail(struct vm *vm, const char *class, const char *format,
                       ...)
{
    struct text t;
    va_list args;
    text_init(vm, &t);
    va_start(args, format);
    text_vformat(&t, format, args);
    va_end(args);
    vm->heap.paused++;
    struct string *message = text_string(&t);
    u32 slot = vm_global_slot(vm, string_from(vm, class));
    struct value thrown = value_obj(message);
    if (is_kind(vm->global[slot], OBJ_CLASS)) {
        struct instance *i = instance_new(vm, as_class(vm->global[slot]));
        table_set(vm, &i->fields, value_obj(vm->name_message), thrown);
        thrown = value_obj(i);
    }
    vm->heap.paused--;
    vm_throw(vm, thrown);
}

static void run_text(struct vm *vm, const char *text, size_t length)
{
    struct syntax_error e = {.line = 0};
    struct proto *p = compile(vm, text, length, &e);
    if (p == NULL)
        vm_fail(vm, "SyntaxError", "%s, line %u: %s", vm->file,
                (unsigned)e.line, e.message);
    vm_push(vm, value_obj(p));
    struct value closure = value_obj(closure_new(vm, p));
    vm_pop(vm);
    vm_push(vm, vm_call(vm, closure, 0, NULL));
}

bool vm_run_source(struct vm *vm, const char *file, const char *text,
                   size_t length, struct value *result)
{
    struct guard g = {.outer = vm->guard,
                      .texts = vm->texts,
                      .frames = vm->frames,
                      .handlers = vm->handlers,
                      .top = vm->top,
                      .native_depth = vm->native_depth};
    vm->guard = &g;
    vm->file = file;
    bool ok = setjmp(g.jump) == 0;
    if (ok) {
        run_text(vm, text, length);
        *result = vm_pop(vm);
    }
    vm->guard = g.outer;
    return ok;
}
