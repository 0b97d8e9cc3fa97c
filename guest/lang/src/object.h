/* SPDX-License-Identifier: MIT
 *
 * Everything that lives on the heap. Each kind begins with struct obj; the
 * collector (heap.c) owns them all and knows how to trace and free each.
 */
#ifndef WICK_OBJECT_H
#define WICK_OBJECT_H

#include "table.h"
#include "value.h"

struct vm;

enum obj_kind {
    OBJ_STRING,
    OBJ_BIG,
    OBJ_LIST,
    OBJ_MAP,
    OBJ_PROTO,
    OBJ_CLOSURE,
    OBJ_UPVALUE,
    OBJ_NATIVE,
    OBJ_CLASS,
    OBJ_INSTANCE,
    OBJ_BOUND,
    OBJ_RANGE,
    OBJ_ITER,
    OBJ_MODULE,
    OBJ_PATTERN,
    OBJ_KINDS
};

struct obj {
    struct obj *next;
    u8 kind;
    u8 marked;
};

/* Bytes and a 0 behind them. Short ones are interned: one object each. */
struct string {
    struct obj obj;
    u32 length;
    u32 hash;
    bool interned;
    char chars[];
};

/* Sign and magnitude, limbs from the lowest, no zero on top. */
struct big {
    struct obj obj;
    bool negative;
    u32 room;
    u32 count;
    u32 limb[];
};

struct list {
    struct obj obj;
    struct value *item;
    u32 count, room;
};

struct map {
    struct obj obj;
    struct table table;
};

struct capture {
    u8 slot;
    bool local; /* a slot of the enclosing function, else its upvalue */
};

/* The code of a function, shared by all closures over it. */
struct proto {
    struct obj obj;
    struct string *name;
    u32 *code, *line;
    u32 code_count, code_room;
    struct value *constant;
    u32 constant_count, constant_room;
    struct capture *capture;
    u32 capture_count;
    u16 slots;   /* variables, parameters first */
    u8 arity;    /* parameters, without the rest list */
    u8 required; /* of them, without a default */
    bool rest;   /* more arguments are a list in slot[arity] */
    bool method; /* slot 0 is self, not counted in arity */
};

/* A variable that outlives its frame; open while `place` is on the stack. */
struct upvalue {
    struct obj obj;
    struct value *place;
    struct value closed;
    struct upvalue *next_open;
};

struct closure {
    struct obj obj;
    struct proto *proto;
    struct class *owner; /* of a method, for super */
    u32 count;
    struct upvalue *upvalue[];
};

/* arg[0] .. arg[count-1]; of a method the receiver is arg[-1]. */
typedef struct value native_fn(struct vm *vm, u32 count, struct value *arg);

struct native {
    struct obj obj;
    native_fn *function;
    const char *name;
    struct class *of; /* a method of this class only, or NULL */
    u8 least, most;   /* arguments; 255 is any number */
};

struct class
{
    struct obj obj;
    struct string *name;
    struct class *base;
    struct table methods;
    bool builtin; /* has no instances of its own */
};

struct instance {
    struct obj obj;
    struct class *class;
    struct table fields;
};

struct bound {
    struct obj obj;
    struct value receiver;
    struct value method;
};

struct range {
    struct obj obj;
    i64 from, to, step; /* without `to` */
};

struct iter {
    struct obj obj;
    struct value source;
    i64 at;
};

struct module {
    struct obj obj;
    struct string *name;
    struct table members;
};

struct pattern {
    struct obj obj;
    struct string *source;
    struct regex *regex;
};

static inline bool is_kind(struct value v, enum obj_kind kind)
{
    return is_obj(v) && as_obj(v)->kind == kind;
}

#define is_string(v) is_kind(v, OBJ_STRING)
#define is_big(v) is_kind(v, OBJ_BIG)
#define is_list(v) is_kind(v, OBJ_LIST)
#define is_map(v) is_kind(v, OBJ_MAP)
#define as_string(v) ((struct string *)as_obj(v))
#define as_big(v) ((struct big *)as_obj(v))
#define as_list(v) ((struct list *)as_obj(v))
#define as_map(v) ((struct map *)as_obj(v))
#define as_proto(v) ((struct proto *)as_obj(v))
#define as_closure(v) ((struct closure *)as_obj(v))
#define as_native(v) ((struct native *)as_obj(v))
#define as_class(v) ((struct class *)as_obj(v))
#define as_instance(v) ((struct instance *)as_obj(v))
#define as_bound(v) ((struct bound *)as_obj(v))
#define as_range(v) ((struct range *)as_obj(v))
#define as_iter(v) ((struct iter *)as_obj(v))
#define as_module(v) ((struct module *)as_obj(v))
#define as_pattern(v) ((struct pattern *)as_obj(v))

struct string *string_new(struct vm *vm, const char *chars, size_t length);
struct string *string_from(struct vm *vm, const char *chars);
struct string *string_join(struct vm *vm, struct string *a, struct string *b);
struct big *big_new(struct vm *vm, u32 limbs);
struct list *list_new(struct vm *vm, u32 room);
void list_push(struct vm *vm, struct list *l, struct value v);
struct map *map_new(struct vm *vm);
struct proto *proto_new(struct vm *vm);
struct closure *closure_new(struct vm *vm, struct proto *p);
struct upvalue *upvalue_new(struct vm *vm, struct value *place);
struct native *native_new(struct vm *vm, const char *name, native_fn *function,
                          u32 least, u32 most);
struct class *class_new(struct vm *vm, struct string *name);
struct instance *instance_new(struct vm *vm, struct class *class);
struct bound *bound_new(struct vm *vm, struct value receiver,
                        struct value method);
struct range *range_new(struct vm *vm, i64 from, i64 to, i64 step);
struct iter *iter_new(struct vm *vm, struct value source);
struct module *module_new(struct vm *vm, struct string *name);
struct pattern *pattern_new(struct vm *vm, struct string *source);
u32 range_count(const struct range *r);

#endif
