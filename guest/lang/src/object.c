/* SPDX-License-Identifier: MIT
 *
 * Making objects. A constructor may run the collector before it returns, so
 * the caller must hold what it passes where the collector finds it.
 */
#include "object.h"

#include "heap.h"
#include "vm.h"

enum { INTERN_MOST = 40 };

static u32 hash_chars(const char *chars, size_t length)
{
    u32 hash = 2166136261u;
    for (size_t i = 0; i < length; i++)
        hash = (hash ^ (u8)chars[i]) * 16777619u;
    return hash;
}

static struct string *string_make(struct vm *vm, size_t length)
{
    struct string *s = heap_object(vm, sizeof *s + length + 1, OBJ_STRING);
    s->length = (u32)length;
    return s;
}

struct string *string_new(struct vm *vm, const char *chars, size_t length)
{
    u32 hash = hash_chars(chars, length);
    struct string *s = NULL;
    if (length <= INTERN_MOST)
        s = intern_find(&vm->heap, chars, length, hash);
    if (s != NULL)
        return s;
    s = string_make(vm, length);
    memcpy(s->chars, chars, length);
    s->hash = hash;
    if (length <= INTERN_MOST)
        intern_add(vm, s);
    return s;
}

struct string *string_from(struct vm *vm, const char *chars)
{
    return string_new(vm, chars, strlen(chars));
}

struct string *string_join(struct vm *vm, struct string *a, struct string *b)
{
    size_t length = (size_t)a->length + b->length;
    if (length <= INTERN_MOST) {
        char chars[INTERN_MOST];
        memcpy(chars, a->chars, a->length);
        memcpy(chars + a->length, b->chars, b->length);
        return string_new(vm, chars, length);
    }
    struct string *s = string_make(vm, length);
    memcpy(s->chars, a->chars, a->length);
    memcpy(s->chars + a->length, b->chars, b->length);
    s->hash = hash_chars(s->chars, length);
    return s;
}

struct big *big_new(struct vm *vm, u32 limbs)
{
    struct big *b = heap_object(vm, sizeof *b + limbs * 4, OBJ_BIG);
    b->room = b->count = limbs;
    return b;
}

struct list *list_new(struct vm *vm, u32 room)
{
    struct list *l = heap_object(vm, sizeof *l, OBJ_LIST);
    if (room > 0)
        l->item = heap_memory(vm, room * sizeof *l->item);
    l->room = room;
    return l;
}

void list_push(struct vm *vm, struct list *l, struct value v)
{
    if (l->count == l->room) {
        u32 room = l->room < 8 ? 8 : l->room * 2;
        l->item = heap_resize(vm, l->item, l->room * sizeof v, room * sizeof v);
        l->room = room;
    }
    l->item[l->count++] = v;
}

struct map *map_new(struct vm *vm)
{
    return heap_object(vm, sizeof(struct map), OBJ_MAP);
}

struct proto *proto_new(struct vm *vm)
{
    return heap_object(vm, sizeof(struct proto), OBJ_PROTO);
}

struct closure *closure_new(struct vm *vm, struct proto *p)
{
    size_t bytes = p->capture_count * sizeof(struct upvalue *);
    struct closure *c = heap_object(vm, sizeof *c + bytes, OBJ_CLOSURE);
    c->proto = p;
    c->count = p->capture_count;
    return c;
}

struct upvalue *upvalue_new(struct vm *vm, struct value *place)
{
    struct upvalue *u = heap_object(vm, sizeof *u, OBJ_UPVALUE);
    u->place = place;
    u->closed = NIL;
    return u;
}

struct native *native_new(struct vm *vm, const char *name, native_fn *function,
                          u32 least, u32 most)
{
    struct native *n = heap_object(vm, sizeof *n, OBJ_NATIVE);
    n->name = name;
    n->function = function;
    n->least = (u8)least;
    n->most = (u8)most;
    return n;
}

struct class *class_new(struct vm *vm, struct string *name)
{
    struct class *c = heap_object(vm, sizeof *c, OBJ_CLASS);
    c->name = name;
    return c;
}

struct instance *instance_new(struct vm *vm, struct class *class)
{
    struct instance *i = heap_object(vm, sizeof *i, OBJ_INSTANCE);
    i->class = class;
    return i;
}

struct bound *bound_new(struct vm *vm, struct value receiver,
                        struct value method)
{
    struct bound *b = heap_object(vm, sizeof *b, OBJ_BOUND);
    b->receiver = receiver;
    b->method = method;
    return b;
}

struct range *range_new(struct vm *vm, i64 from, i64 to, i64 step)
{
    struct range *r = heap_object(vm, sizeof *r, OBJ_RANGE);
    r->from = from;
    r->to = to;
    r->step = step;
    return r;
}

u32 range_count(const struct range *r)
{
    i64 span = r->step > 0 ? r->to - r->from : r->from - r->to;
    i64 step = r->step > 0 ? r->step : -r->step;
    i64 count = span <= 0 ? 0 : (span + step - 1) / step;
    return count > UINT32_MAX ? UINT32_MAX : (u32)count;
}

struct iter *iter_new(struct vm *vm, struct value source)
{
    struct iter *i = heap_object(vm, sizeof *i, OBJ_ITER);
    i->source = source;
    return i;
}

struct module *module_new(struct vm *vm, struct string *name)
{
    struct module *m = heap_object(vm, sizeof *m, OBJ_MODULE);
    m->name = name;
    return m;
}

struct pattern *pattern_new(struct vm *vm, struct string *source)
{
    struct pattern *p = heap_object(vm, sizeof *p, OBJ_PATTERN);
    p->source = source;
    return p;
}
