/* SPDX-License-Identifier: MIT
 *
 * Mark and sweep. Marking keeps a list of gray objects, so depth of data
 * never becomes depth of the C stack. The next collection comes when twice
 * the surviving bytes are in use.
 */
#include "heap.h"

#include <stdio.h>
#include <stdlib.h>

#include "regex.h"
#include "vm.h"

enum { LIMIT_FIRST = 1 << 18 };

static _Noreturn void out_of_memory(size_t size)
{
    fprintf(stderr, "wick: out of memory: no %lu bytes left\n",
            (unsigned long)size);
    exit(70);
}

void *heap_resize(struct vm *vm, void *p, size_t old, size_t size)
{
    struct heap *h = &vm->heap;
    h->bytes = h->bytes - old + size;
    if (h->bytes > h->most)
        h->most = h->bytes;
    if (size == 0) {
        free(p);
        return NULL;
    }
    p = realloc(p, size);
    if (p == NULL)
        out_of_memory(size);
    return p;
}

void *heap_memory(struct vm *vm, size_t size)
{
    return heap_resize(vm, NULL, 0, size);
}

void heap_free(struct vm *vm, void *p, size_t size)
{
    heap_resize(vm, p, size, 0);
}

void *heap_object(struct vm *vm, size_t size, enum obj_kind kind)
{
    struct heap *h = &vm->heap;
    if (h->paused == 0 && (h->stress || h->bytes > h->limit))
        heap_collect(vm);
    struct obj *o = heap_memory(vm, size);
    memset(o, 0, size);
    o->kind = (u8)kind;
    o->next = h->objects;
    h->objects = o;
    return o;
}

void heap_mark_obj(struct vm *vm, const void *object)
{
    struct heap *h = &vm->heap;
    struct obj *o = (struct obj *)object;
    if (o == NULL || o->marked)
        return;
    o->marked = true;
    if (o->kind == OBJ_STRING || o->kind == OBJ_BIG || o->kind == OBJ_RANGE)
        return;
    if (h->gray_count == h->gray_room) {
        h->gray_room = h->gray_room == 0 ? 256 : h->gray_room * 2;
        h->gray = realloc(h->gray, h->gray_room * sizeof *h->gray);
        if (h->gray == NULL)
            out_of_memory(h->gray_room * sizeof *h->gray);
    }
    h->gray[h->gray_count++] = o;
}

void heap_mark(struct vm *vm, struct value v)
{
    if (is_obj(v))
        heap_mark_obj(vm, as_obj(v));
}

void heap_mark_table(struct vm *vm, const struct table *t)
{
    for (u32 i = 0; i < t->used; i++) {
        heap_mark(vm, t->entry[i].key);
        heap_mark(vm, t->entry[i].value);
    }
}

static void mark_values(struct vm *vm, const struct value *v, u32 count)
{
    for (u32 i = 0; i < count; i++)
        heap_mark(vm, v[i]);
}

static void trace_closure(struct vm *vm, const struct closure *c)
{
    heap_mark_obj(vm, c->proto);
    heap_mark_obj(vm, c->owner);
    for (u32 i = 0; i < c->count; i++)
        heap_mark_obj(vm, c->upvalue[i]);
}

static void trace_class(struct vm *vm, const struct class *c)
{
    heap_mark_obj(vm, c->name);
    heap_mark_obj(vm, c->base);
    heap_mark_table(vm, &c->methods);
}

static void trace_proto(struct vm *vm, const struct proto *p)
{
    heap_mark_obj(vm, p->name);
    mark_values(vm, p->constant, p->constant_count);
}

static void trace_instance(struct vm *vm, const struct instance *i)
{
    heap_mark_obj(vm, i->class);
    heap_mark_table(vm, &i->fields);
}

static void trace_bound(struct vm *vm, const struct bound *b)
{
    heap_mark(vm, b->receiver);
    heap_mark(vm, b->method);
}

static void trace_module(struct vm *vm, const struct module *m)
{
    heap_mark_obj(vm, m->name);
    heap_mark_table(vm, &m->members);
}

static void trace(struct vm *vm, struct obj *o)
{
    switch (o->kind) {
    case OBJ_LIST:
        mark_values(vm, ((struct list *)o)->item, ((struct list *)o)->count);
        break;
    case OBJ_MAP:
        heap_mark_table(vm, &((struct map *)o)->table);
        break;
    case OBJ_PROTO:
        trace_proto(vm, (struct proto *)o);
        break;
    case OBJ_CLOSURE:
        trace_closure(vm, (struct closure *)o);
        break;
    case OBJ_UPVALUE:
        heap_mark(vm, *((struct upvalue *)o)->place);
        break;
    case OBJ_CLASS:
        trace_class(vm, (struct class *)o);
        break;
    case OBJ_INSTANCE:
        trace_instance(vm, (struct instance *)o);
        break;
    case OBJ_BOUND:
        trace_bound(vm, (struct bound *)o);
        break;
    case OBJ_ITER:
        heap_mark(vm, ((struct iter *)o)->source);
        break;
    case OBJ_MODULE:
        trace_module(vm, (struct module *)o);
        break;
    case OBJ_PATTERN:
        heap_mark_obj(vm, ((struct pattern *)o)->source);
        break;
    default:
        break;
    }
}

static void proto_fini(struct vm *vm, struct proto *p)
{
    heap_free(vm, p->code, p->code_room * sizeof *p->code);
    heap_free(vm, p->line, p->code_room * sizeof *p->line);
    heap_free(vm, p->constant, p->constant_room * sizeof *p->constant);
    heap_free(vm, p->capture, p->capture_count * sizeof *p->capture);
}

static size_t obj_size(const struct obj *o)
{
    static const u16 sizes[OBJ_KINDS] = {
        [OBJ_LIST] = sizeof(struct list),
        [OBJ_MAP] = sizeof(struct map),
        [OBJ_PROTO] = sizeof(struct proto),
        [OBJ_UPVALUE] = sizeof(struct upvalue),
        [OBJ_NATIVE] = sizeof(struct native),
        [OBJ_CLASS] = sizeof(struct class),
        [OBJ_INSTANCE] = sizeof(struct instance),
        [OBJ_BOUND] = sizeof(struct bound),
        [OBJ_RANGE] = sizeof(struct range),
        [OBJ_ITER] = sizeof(struct iter),
        [OBJ_MODULE] = sizeof(struct module),
        [OBJ_PATTERN] = sizeof(struct pattern),
    };
    if (o->kind == OBJ_STRING)
        return sizeof(struct string) + ((const struct string *)o)->length + 1;
    if (o->kind == OBJ_BIG)
        return sizeof(struct big) + ((const struct big *)o)->room * 4;
    if (o->kind == OBJ_CLOSURE)
        return sizeof(struct closure) +
               ((const struct closure *)o)->count * sizeof(struct upvalue *);
    return sizes[o->kind];
}

static void obj_free(struct vm *vm, struct obj *o)
{
    switch (o->kind) {
    case OBJ_LIST:
        heap_free(vm, ((struct list *)o)->item,
                  ((struct list *)o)->room * sizeof(struct value));
        break;
    case OBJ_MAP:
        table_fini(vm, &((struct map *)o)->table);
        break;
    case OBJ_PROTO:
        proto_fini(vm, (struct proto *)o);
        break;
    case OBJ_CLASS:
        table_fini(vm, &((struct class *)o)->methods);
        break;
    case OBJ_INSTANCE:
        table_fini(vm, &((struct instance *)o)->fields);
        break;
    case OBJ_MODULE:
        table_fini(vm, &((struct module *)o)->members);
        break;
    case OBJ_PATTERN:
        regex_free(((struct pattern *)o)->regex);
        break;
    default:
        break;
    }
    heap_free(vm, o, obj_size(o));
}

static void sweep(struct vm *vm)
{
    struct obj **link = &vm->heap.objects;
    while (*link != NULL) {
        struct obj *o = *link;
        if (o->marked) {
            o->marked = false;
            link = &o->next;
        } else {
            *link = o->next;
            obj_free(vm, o);
        }
    }
}

void heap_collect(struct vm *vm)
{
    struct heap *h = &vm->heap;
    vm_mark_roots(vm);
    while (h->gray_count > 0)
        trace(vm, h->gray[--h->gray_count]);
    intern_sweep(h);
    sweep(vm);
    h->limit = h->bytes * 2 > LIMIT_FIRST ? h->bytes * 2 : LIMIT_FIRST;
    h->collections++;
}

void heap_init(struct vm *vm)
{
    vm->heap = (struct heap){.limit = LIMIT_FIRST};
}

void heap_fini(struct vm *vm)
{
    struct heap *h = &vm->heap;
    for (struct obj *o = h->objects, *next; o != NULL; o = next) {
        next = o->next;
        obj_free(vm, o);
    }
    h->objects = NULL;
    heap_free(vm, h->interned, h->interned_room * sizeof *h->interned);
    free(h->gray);
}
