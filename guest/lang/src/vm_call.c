/* SPDX-License-Identifier: MIT
 *
 * Calls. The callee lies below its arguments; its place becomes the place of
 * the result, and of self in a method. A call of a closure only makes its
 * frame; the loop in vm_run.c, or vm_call, goes on from there.
 */
#include "vm.h"

static _Noreturn void fail_count(struct vm *vm, const char *name, u32 least,
                                 u32 most, u32 count)
{
    if (least == most)
        vm_fail(vm, "TypeError", "%s takes %u arguments, not %u", name,
                (unsigned)least, (unsigned)count);
    vm_fail(vm, "TypeError", "%s takes %u to %u arguments, not %u", name,
            (unsigned)least, (unsigned)most, (unsigned)count);
}

static void gather_rest(struct vm *vm, const struct proto *p, u32 count)
{
    u32 more = count > p->arity ? count - p->arity : 0;
    struct list *rest = list_new(vm, more);
    for (u32 i = 0; i < more; i++)
        list_push(vm, rest, vm->top[(i32)i - (i32)more]);
    vm->top -= more;
    *vm->top++ = value_obj(rest);
}

static void call_closure(struct vm *vm, struct closure *c, u32 count)
{
    const struct proto *p = c->proto;
    if (count < p->required || (count > p->arity && !p->rest))
        fail_count(vm, p->name->chars, p->required, p->arity, count);
    if (vm->frames == FRAMES_MOST)
        vm_fail(vm, "StackError", "calls nested too deeply");
    if (vm->stack + STACK_MOST - vm->top < p->slots + 8)
        vm_fail(vm, "StackError", "too many values on the stack");
    struct value *callee = vm->top - count - 1;
    for (; count < p->arity; count++)
        *vm->top++ = UNSET;
    if (p->rest)
        gather_rest(vm, p, count);
    struct frame *f = &vm->frame[vm->frames++];
    f->closure = c;
    f->ip = p->code;
    f->result = callee;
    f->slot = callee + !p->method;
    struct value *end = f->slot + p->slots;
    while (vm->top < end)
        *vm->top++ = NIL;
}

static void call_native(struct vm *vm, struct native *n, u32 count)
{
    struct value *arg = vm->top - count;
    if (count < n->least || (count > n->most && n->most != 255))
        fail_count(vm, n->name, n->least, n->most, count);
    if (n->of != NULL && vm_class_of(vm, arg[-1]) != n->of)
        vm_fail(vm, "TypeError", "%s is a method of %s", n->name,
                n->of->name->chars);
    struct value result = n->function(vm, count, arg);
    arg[-1] = result;
    vm->top = arg;
}

static void call_class(struct vm *vm, struct class *class, u32 count)
{
    struct value init;
    if (class->builtin)
        vm_fail(vm, "TypeError", "%s cannot be called", class->name->chars);
    struct instance *i = instance_new(vm, class);
    vm->top[-1 - (i32)count] = value_obj(i);
    if (vm_find_method(vm, value_obj(i), vm->name_init, &init) &&
        is_kind(init, OBJ_CLOSURE))
        call_closure(vm, as_closure(init), count);
    else if (count > 0)
        fail_count(vm, class->name->chars, 0, 0, count);
}

static void call_value(struct vm *vm, struct value callee, u32 count)
{
    if (is_kind(callee, OBJ_CLOSURE))
        call_closure(vm, as_closure(callee), count);
    else if (is_kind(callee, OBJ_NATIVE))
        call_native(vm, as_native(callee), count);
    else if (is_kind(callee, OBJ_CLASS))
        call_class(vm, as_class(callee), count);
    else
        vm_fail(vm, "TypeError", "%s cannot be called",
                value_type_name(callee));
}

void vm_prepare_call(struct vm *vm, u32 count)
{
    struct value *callee = vm->top - count - 1;
    if (is_kind(*callee, OBJ_BOUND)) {
        struct bound *b = as_bound(*callee);
        *callee = b->receiver;
        call_value(vm, b->method, count);
    } else {
        call_value(vm, *callee, count);
    }
}

/* A field that is callable, or a method of the class of the receiver. */
void vm_prepare_invoke(struct vm *vm, struct string *name, u32 count)
{
    struct value *receiver = vm->top - count - 1;
    struct value method;
    bool own =
        is_kind(*receiver, OBJ_INSTANCE) &&
        table_find(&as_instance(*receiver)->fields, value_obj(name), &method);
    if (!own && vm_find_method(vm, *receiver, name, &method)) {
        call_value(vm, method, count);
        return;
    }
    *receiver = own ? method : vm_get_field(vm, *receiver, name);
    vm_prepare_call(vm, count);
}

static struct value finish_call(struct vm *vm, u32 base)
{
    if (vm->frames > base)
        vm_interpret(vm, base);
    return vm_pop(vm);
}

struct value vm_call(struct vm *vm, struct value callee, u32 count,
                     const struct value *arg)
{
    u32 base = vm->frames;
    vm_push(vm, callee);
    for (u32 i = 0; i < count; i++)
        vm_push(vm, arg[i]);
    vm_prepare_call(vm, count);
    return finish_call(vm, base);
}

struct value vm_call_method(struct vm *vm, struct value receiver,
                            struct string *name, u32 count,
                            const struct value *arg)
{
    u32 base = vm->frames;
    vm_push(vm, receiver);
    for (u32 i = 0; i < count; i++)
        vm_push(vm, arg[i]);
    vm_prepare_invoke(vm, name, count);
    return finish_call(vm, base);
}

/* Open upvalues are sorted by place, the highest first. */
static struct upvalue *find_upvalue(struct vm *vm, struct value *place)
{
    struct upvalue **link = &vm->open;
    while (*link != NULL && (*link)->place > place)
        link = &(*link)->next_open;
    if (*link != NULL && (*link)->place == place)
        return *link;
    struct upvalue *u = upvalue_new(vm, place);
    u->next_open = *link;
    *link = u;
    return u;
}

void vm_close_upvalues(struct vm *vm, struct value *from)
{
    while (vm->open != NULL && vm->open->place >= from) {
        struct upvalue *u = vm->open;
        vm->open = u->next_open;
        u->closed = *u->place;
        u->place = &u->closed;
    }
}

struct value vm_make_closure(struct vm *vm, struct proto *p)
{
    const struct frame *f = &vm->frame[vm->frames - 1];
    struct closure *c = closure_new(vm, p);
    vm_push(vm, value_obj(c));
    c->owner = f->closure->owner;
    for (u32 i = 0; i < p->capture_count; i++)
        c->upvalue[i] = p->capture[i].local
                            ? find_upvalue(vm, f->slot + p->capture[i].slot)
                            : f->closure->upvalue[p->capture[i].slot];
    return vm_pop(vm);
}
