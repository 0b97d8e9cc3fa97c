/* SPDX-License-Identifier: MIT
 *
 * The loop. The instruction pointer of the running frame is in the frame
 * whenever something may raise an error or make a frame; operands stay on
 * the stack until then, where the collector sees them.
 */
#include "vm.h"

#include "code.h"
#include "number.h"
#include "show.h"

static struct value add(struct vm *vm, struct value a, struct value b)
{
    if (is_string(a) && is_string(b))
        return value_obj(string_join(vm, as_string(a), as_string(b)));
    if (is_list(a) && is_list(b)) {
        struct list *l = list_new(vm, as_list(a)->count + as_list(b)->count);
        for (u32 i = 0; i < as_list(a)->count; i++)
            list_push(vm, l, as_list(a)->item[i]);
        for (u32 i = 0; i < as_list(b)->count; i++)
            list_push(vm, l, as_list(b)->item[i]);
        return value_obj(l);
    }
    return number_arith(vm, ARITH_ADD, a, b);
}

static struct value multiply(struct vm *vm, struct value a, struct value b)
{
    if (!is_string(a) || !is_int(b))
        return number_arith(vm, ARITH_MUL, a, b);
    struct text t;
    if (as_int(b) * as_string(a)->length > 1 << 24)
        vm_fail(vm, "RangeError", "string too long");
    text_init(vm, &t);
    for (i64 i = 0; i < as_int(b); i++)
        text_bytes(&t, as_string(a)->chars, as_string(a)->length);
    return value_obj(text_string(&t));
}

static void binary(struct vm *vm, enum op op, u32 a)
{
    struct value *x = vm->top - 2;
    struct value result;
    if (op == OP_ADD)
        result = add(vm, x[0], x[1]);
    else if (op == OP_MUL)
        result = multiply(vm, x[0], x[1]);
    else
        result = number_arith(vm, op == OP_SUB ? ARITH_SUB : (enum arith)a,
                              x[0], x[1]);
    vm->top = x + 1;
    *x = result;
}

static int compare(struct vm *vm, struct value a, struct value b)
{
    if (is_number(a) && is_number(b))
        return number_compare(a, b);
    if (is_string(a) && is_string(b))
        return show_compare(as_string(a), as_string(b));
    vm_fail(vm, "TypeError", "%s and %s have no order", value_type_name(a),
            value_type_name(b));
}

static bool relation(struct vm *vm, enum op op, struct value a, struct value b)
{
    switch (op) {
    case OP_EQ:
        return value_equal(a, b);
    case OP_NE:
        return !value_equal(a, b);
    case OP_LT:
        return compare(vm, a, b) == -1;
    case OP_GT:
        return compare(vm, a, b) == 1;
    case OP_LE:
        return compare(vm, a, b) <= 0;
    case OP_GE: {
        int order = compare(vm, a, b);
        return order == 0 || order == 1;
    }
    case OP_IN:
        return vm_contains(vm, b, a);
    case OP_IS:
        return vm_is(vm, a, b);
    default: /* OP_MATCH_VALUE */
        if (is_kind(b, OBJ_RANGE))
            return is_number(a) && vm_contains(vm, b, a);
        return value_equal(a, b);
    }
}

static void make_list(struct vm *vm, u32 count)
{
    struct list *l = list_new(vm, count);
    for (u32 i = 0; i < count; i++)
        list_push(vm, l, vm->top[(i32)i - (i32)count]);
    vm->top -= count;
    *vm->top++ = value_obj(l);
}

static void make_map(struct vm *vm, u32 count)
{
    struct map *m = map_new(vm);
    struct value *pair = vm->top - count * 2;
    vm_push(vm, value_obj(m));
    for (u32 i = 0; i < count; i++)
        vm_set_index(vm, value_obj(m), pair[i * 2], pair[i * 2 + 1]);
    vm->top = pair;
    *vm->top++ = value_obj(m);
}

static void make_range(struct vm *vm, u32 inclusive)
{
    struct value a = vm->top[-2], b = vm->top[-1];
    if (!is_int(a) || !is_int(b))
        vm_fail(vm, "TypeError", "range of %s and %s", value_type_name(a),
                value_type_name(b));
    struct range *r = range_new(vm, as_int(a), as_int(b) + inclusive, 1);
    vm->top--;
    vm->top[-1] = value_obj(r);
}

static void make_parts(struct vm *vm, u32 count)
{
    struct text t;
    struct value *part = vm->top - count;
    text_init(vm, &t);
    for (u32 i = 0; i < count; i++)
        show_value(&t, part[i], false);
    struct string *s = text_string(&t);
    vm->top = part;
    *vm->top++ = value_obj(s);
}

static void inherit(struct vm *vm)
{
    struct value base = vm->top[-1];
    if (!is_kind(base, OBJ_CLASS) || as_class(base)->builtin)
        vm_fail(vm, "TypeError", "a class cannot be based on this");
    as_class(vm->top[-2])->base = as_class(base);
    vm->top--;
}

static void add_method(struct vm *vm, struct value name)
{
    struct class *c = as_class(vm->top[-2]);
    as_closure(vm->top[-1])->owner = c;
    table_set(vm, &c->methods, name, vm->top[-1]);
    vm->top--;
}

static void get_super(struct vm *vm, struct closure *c, struct string *name)
{
    struct value method;
    struct class *base = c->owner == NULL ? NULL : c->owner->base;
    if (base == NULL || !vm_find_method(vm, value_obj(base), name, &method))
        vm_fail(vm, "NameError", "no base class has %s", name->chars);
    vm->top[-1] = value_obj(bound_new(vm, vm->top[-1], method));
}

static void match_list(struct vm *vm, u32 a)
{
    struct value v = vm->top[-1];
    u32 count = a / 2;
    bool ok = is_list(v) &&
              (a & 1 ? as_list(v)->count >= count : as_list(v)->count == count);
    *vm->top++ = value_bool(ok);
}

static void match_rest(struct vm *vm, u32 from)
{
    struct list *l = as_list(vm->top[-1]);
    struct list *rest = list_new(vm, 0);
    vm_push(vm, value_obj(rest));
    for (u32 i = from; i < l->count; i++)
        list_push(vm, rest, l->item[i]);
    vm->top--;
    vm->top[-1] = value_obj(rest);
}

static void match_key(struct vm *vm, struct value name)
{
    struct value v = vm->top[-1], found;
    bool ok = (is_map(v) && table_find(&as_map(v)->table, name, &found)) ||
              (is_kind(v, OBJ_INSTANCE) &&
               table_find(&as_instance(v)->fields, name, &found));
    if (ok)
        *vm->top++ = found;
    *vm->top++ = value_bool(ok);
}

static void next(struct vm *vm, struct value iter)
{
    struct value key, value;
    bool more = vm_iter_next(vm, iter, &key, &value);
    if (more) {
        *vm->top++ = key;
        *vm->top++ = value;
    }
    *vm->top++ = value_bool(more);
}

static void begin_try(struct vm *vm, const u32 *target)
{
    if (vm->handlers == HANDLERS_MOST)
        vm_fail(vm, "StackError", "try nested too deeply");
    vm->handler[vm->handlers++] = (struct handler){target, vm->frames - 1};
}

/* The frame that runs goes; its callee takes its place on the stack. */
static void tail_call(struct vm *vm, u32 count)
{
    struct value *callee = vm->top - count - 1;
    struct frame *f = &vm->frame[vm->frames - 1];
    if (!is_kind(*callee, OBJ_CLOSURE)) {
        vm_prepare_call(vm, count);
        return;
    }
    vm_close_upvalues(vm, f->slot);
    memmove(f->result, callee, (count + 1) * sizeof *callee);
    vm->top = f->result + count + 1;
    vm->frames--;
    vm_prepare_call(vm, count);
}

static void give_back(struct vm *vm)
{
    struct value result = vm->top[-1];
    struct frame *f = &vm->frame[--vm->frames];
    vm_close_upvalues(vm, f->slot);
    vm->top = f->result;
    *vm->top++ = result;
}

static struct value get_global(struct vm *vm, u32 slot)
{
    struct value v = vm->global[slot];
    if (is_unset(v))
        vm_fail(vm, "NameError", "%s is not defined",
                as_string(vm->global_name[slot])->chars);
    return v;
}

static void set_global(struct vm *vm, u32 slot)
{
    get_global(vm, slot);
    vm->global[slot] = vm->top[-1];
}

/* NOP .. POP_LOCAL */
static void run_stack(struct vm *vm, struct frame *f, u32 word)
{
    struct value *top = vm->top;
    u32 a = code_a(word);
    switch (code_op(word)) {
    case OP_CONSTANT:
        vm_push(vm, f->closure->proto->constant[a]);
        break;
    case OP_INT:
        vm_push(vm, value_int(code_signed(word)));
        break;
    case OP_NIL:
        vm_push(vm, NIL);
        break;
    case OP_TRUE:
        vm_push(vm, value_bool(true));
        break;
    case OP_FALSE:
        vm_push(vm, value_bool(false));
        break;
    case OP_POP:
        vm->top--;
        break;
    case OP_DUP:
        vm_push(vm, top[-1]);
        break;
    case OP_DUP2:
        vm_push(vm, top[-2]);
        vm_push(vm, top[-1]);
        break;
    case OP_GET_LOCAL:
        vm_push(vm, f->slot[a]);
        break;
    case OP_SET_LOCAL:
        f->slot[a] = top[-1];
        break;
    case OP_POP_LOCAL:
        f->slot[a] = *--vm->top;
        break;
    default: /* OP_NOP */
        break;
    }
}

/* The value lies above `below` operands and replaces them. */
static void keep_top(struct vm *vm, u32 below)
{
    struct value v = vm->top[-1];
    vm->top -= below;
    vm->top[-1] = v;
}

/* GET_UPVALUE .. GET_SUPER */
static void run_access(struct vm *vm, struct frame *f, u32 word)
{
    const struct value *constant = f->closure->proto->constant;
    u32 a = code_a(word);
    switch (code_op(word)) {
    case OP_GET_UPVALUE:
        vm_push(vm, *f->closure->upvalue[a]->place);
        break;
    case OP_SET_UPVALUE:
        *f->closure->upvalue[a]->place = vm->top[-1];
        break;
    case OP_GET_GLOBAL:
        vm_push(vm, get_global(vm, a));
        break;
    case OP_SET_GLOBAL:
        set_global(vm, a);
        break;
    case OP_DEFINE_GLOBAL:
        vm->global[a] = *--vm->top;
        break;
    case OP_GET_FIELD:
        vm->top[-1] = vm_get_field(vm, vm->top[-1], as_string(constant[a]));
        break;
    case OP_SET_FIELD:
        vm_set_field(vm, vm->top[-2], as_string(constant[a]), vm->top[-1]);
        keep_top(vm, 1);
        break;
    case OP_GET_INDEX:
        vm->top[-2] = vm_get_index(vm, vm->top[-2], vm->top[-1]);
        vm->top--;
        break;
    case OP_SET_INDEX:
        vm_set_index(vm, vm->top[-3], vm->top[-2], vm->top[-1]);
        keep_top(vm, 2);
        break;
    default: /* OP_GET_SUPER */
        get_super(vm, f->closure, as_string(constant[a]));
    }
}

static void add_int(struct vm *vm, i32 n)
{
    struct value *top = vm->top;
    if (is_int(top[-1]) && as_int(top[-1]) < INT_MOST / 2 &&
        as_int(top[-1]) > INT_LEAST / 2) {
        top[-1] = value_int(as_int(top[-1]) + n);
        return;
    }
    vm_push(vm, value_int(n));
    binary(vm, OP_ADD, 0);
}

/* ARITH .. IS, and MATCH_VALUE */
static void run_operation(struct vm *vm, u32 word)
{
    struct value *top = vm->top;
    enum op op = code_op(word);
    switch (op) {
    case OP_ADD_INT:
        add_int(vm, code_signed(word));
        break;
    case OP_ADD:
    case OP_SUB:
    case OP_MUL:
    case OP_ARITH:
        binary(vm, op, code_a(word));
        break;
    case OP_NEGATE:
        top[-1] = number_neg(vm, top[-1]);
        break;
    case OP_INVERT:
        vm_push(vm, value_int(-1));
        binary(vm, OP_ARITH, ARITH_XOR);
        break;
    case OP_NOT:
        top[-1] = value_bool(!is_truthy(top[-1]));
        break;
    default:
        top[-2] = value_bool(relation(vm, op, top[-2], top[-1]));
        vm->top = top - 1;
    }
}

/* Lists and classes are made; patterns are tried. */
static void run_make(struct vm *vm, struct frame *f, u32 word)
{
    const struct value *constant = f->closure->proto->constant;
    u32 a = code_a(word);
    switch (code_op(word)) {
    case OP_LIST:
        make_list(vm, a);
        break;
    case OP_MAP:
        make_map(vm, a);
        break;
    case OP_RANGE:
        make_range(vm, a);
        break;
    case OP_PARTS:
        make_parts(vm, a);
        break;
    case OP_CLASS:
        vm_push(vm, value_obj(class_new(vm, as_string(constant[a]))));
        break;
    case OP_INHERIT:
        inherit(vm);
        break;
    case OP_METHOD:
    case OP_STATIC:
        add_method(vm, constant[a]);
        break;
    case OP_MATCH_LIST:
        match_list(vm, a);
        break;
    case OP_MATCH_REST:
        match_rest(vm, a);
        break;
    case OP_MATCH_KEY:
        match_key(vm, constant[a]);
        break;
    default: /* OP_MATCH_VALUE */
        run_operation(vm, word);
    }
}

/* CALL and what follows it. */
static void run_control(struct vm *vm, struct frame *f, u32 word)
{
    const struct proto *p = f->closure->proto;
    u32 a = code_a(word);
    switch (code_op(word)) {
    case OP_CALL:
        vm_prepare_call(vm, a);
        break;
    case OP_TAIL_CALL:
        tail_call(vm, a);
        break;
    case OP_INVOKE:
        vm_prepare_invoke(vm, as_string(p->constant[a >> 8]), a & 0xFF);
        break;
    case OP_RETURN:
        give_back(vm);
        break;
    case OP_CLOSURE:
        vm_push(vm, vm_make_closure(vm, as_proto(p->constant[a])));
        break;
    case OP_CLOSE:
        vm_close_upvalues(vm, f->slot + a);
        break;
    case OP_ITERATE:
        f->slot[a] = vm_iterate(vm, vm->top[-1]);
        vm->top--;
        break;
    case OP_NEXT:
        next(vm, f->slot[a]);
        break;
    case OP_TRY:
        begin_try(vm, p->code + a);
        break;
    case OP_END_TRY:
        vm->handlers--;
        break;
    case OP_THROW:
        vm_throw(vm, vm->top[-1]);
    case OP_NO_MATCH:
        vm_fail(vm, "MatchError", "nothing matches %s",
                show_string(vm, vm->top[-1], true)->chars);
    default:
        run_make(vm, f, word);
    }
}

/* Gives whether to jump. */
static bool run_jump(struct vm *vm, enum op op)
{
    struct value v = vm->top[-1];
    switch (op) {
    case OP_JUMP:
        return true;
    case OP_JUMP_FALSE:
        vm->top--;
        return !is_truthy(v);
    case OP_JUMP_TRUE:
        vm->top--;
        return is_truthy(v);
    case OP_JUMP_GIVEN:
        vm->top--;
        return !is_unset(v);
    case OP_JUMP_AND:
        vm->top -= is_truthy(v);
        return !is_truthy(v);
    case OP_JUMP_OR:
        vm->top -= !is_truthy(v);
        return is_truthy(v);
    default: /* OP_JUMP_VALUE */
        vm->top -= is_nil(v);
        return !is_nil(v);
    }
}

/* One instruction, by its group in the order of code.h; the ip of its frame
 * is already behind it. */
static void step(struct vm *vm, struct frame *f, u32 word)
{
    enum op op = code_op(word);
    if (op <= OP_POP_LOCAL)
        run_stack(vm, f, word);
    else if (op <= OP_GET_SUPER)
        run_access(vm, f, word);
    else if (op <= OP_IS)
        run_operation(vm, word);
    else if (op > OP_JUMP_GIVEN)
        run_control(vm, f, word);
    else if (run_jump(vm, op))
        f->ip = f->closure->proto->code + code_a(word);
}

static void loop(struct vm *vm, u32 base)
{
    while (vm->frames > base) {
        struct frame *f = &vm->frame[vm->frames - 1];
        step(vm, f, *f->ip++);
    }
}

/* Until the frames above `base` have returned. */
void vm_interpret(struct vm *vm, u32 base)
{
    struct guard g = {.outer = vm->guard,
                      .texts = vm->texts,
                      .frames = base,
                      .handlers = vm->handlers,
                      .top = vm->top,
                      .native_depth = vm->native_depth + 1,
                      .runs = true};
    if (vm->native_depth == NATIVE_DEPTH_MOST)
        vm_fail(vm, "StackError", "builtins nested too deeply");
    vm->native_depth++;
    vm->guard = &g;
    setjmp(g.jump); /* an error that is caught comes back here */
    loop(vm, base);
    vm->guard = g.outer;
    vm->native_depth--;
}
