/* SPDX-License-Identifier: MIT
 *
 * See show.h. Nesting is cut at a depth, which also ends circles.
 */
#include "show.h"

#include "big.h"
#include "number.h"
#include "vm.h"

enum { SHOW_DEPTH_MOST = 20 };

static void show_nested(struct text *t, struct value v, bool quoted, u32 depth);

void show_quoted(struct text *t, const struct string *s)
{
    text_char(t, '"');
    for (u32 i = 0; i < s->length; i++) {
        u8 c = (u8)s->chars[i];
        const char *found = c != 0 ? strchr("\n\t\r\"\\", c) : NULL;
        if (found != NULL) {
            text_char(t, '\\');
            text_char(t, "ntr\"\\"[found - strchr("\n\t\r\"\\", '\n')]);
        } else if (c < 32) {
            text_format(t, "\\x%02x", c);
        } else {
            text_char(t, c);
        }
    }
    text_char(t, '"');
}

static void show_list(struct text *t, const struct list *l, u32 depth)
{
    text_char(t, '[');
    for (u32 i = 0; i < l->count; i++) {
        if (i > 0)
            text_chars(t, ", ");
        show_nested(t, l->item[i], true, depth + 1);
    }
    text_char(t, ']');
}

static void show_map(struct text *t, const struct table *m, u32 depth)
{
    const char *between = "";
    text_char(t, '{');
    for (u32 i = table_next(m, 0); i < m->used; i = table_next(m, i + 1)) {
        text_chars(t, between);
        show_nested(t, m->entry[i].key, true, depth + 1);
        text_chars(t, ": ");
        show_nested(t, m->entry[i].value, true, depth + 1);
        between = ", ";
    }
    text_char(t, '}');
}

static void show_instance(struct text *t, struct value v)
{
    struct value method, s;
    if (!vm_find_method(t->vm, v, t->vm->name_str, &method)) {
        text_format(t, "<%s>", as_instance(v)->class->name->chars);
        return;
    }
    s = vm_call_method(t->vm, v, t->vm->name_str, 0, NULL);
    if (!is_string(s))
        vm_fail(t->vm, "TypeError", "str() gave %s", value_type_name(s));
    text_bytes(t, as_string(s)->chars, as_string(s)->length);
}

static void show_range(struct text *t, const struct range *r)
{
    big_show(t, value_int(r->from), 10);
    text_chars(t, "..");
    big_show(t, value_int(r->to), 10);
    if (r->step != 1) {
        text_chars(t, " step ");
        big_show(t, value_int(r->step), 10);
    }
}

static void show_object(struct text *t, struct value v, u32 depth)
{
    switch (as_obj(v)->kind) {
    case OBJ_BIG:
        big_show(t, v, 10);
        break;
    case OBJ_LIST:
        show_list(t, as_list(v), depth);
        break;
    case OBJ_MAP:
        show_map(t, &as_map(v)->table, depth);
        break;
    case OBJ_RANGE:
        show_range(t, as_range(v));
        break;
    case OBJ_INSTANCE:
        show_instance(t, v);
        break;
    case OBJ_CLASS:
        text_format(t, "<class %s>", as_class(v)->name->chars);
        break;
    case OBJ_CLOSURE:
        text_format(t, "<fn %s>", as_closure(v)->proto->name->chars);
        break;
    case OBJ_NATIVE:
        text_format(t, "<fn %s>", as_native(v)->name);
        break;
    case OBJ_MODULE:
        text_format(t, "<module %s>", as_module(v)->name->chars);
        break;
    default:
        text_format(t, "<%s>", value_type_name(v));
    }
}

static void show_nested(struct text *t, struct value v, bool quoted, u32 depth)
{
    if (depth > SHOW_DEPTH_MOST)
        text_chars(t, "...");
    else if (is_string(v) && quoted)
        show_quoted(t, as_string(v));
    else if (is_string(v))
        text_bytes(t, as_string(v)->chars, as_string(v)->length);
    else if (is_int(v))
        big_show(t, v, 10);
    else if (is_double(v))
        number_show_double(t, as_double(v));
    else if (is_obj(v))
        show_object(t, v, depth);
    else if (is_bool(v))
        text_chars(t, is_truthy(v) ? "true" : "false");
    else
        text_chars(t, "nil");
}

void show_value(struct text *t, struct value v, bool quoted)
{
    show_nested(t, v, quoted, 0);
}

struct string *show_string(struct vm *vm, struct value v, bool quoted)
{
    struct text t;
    if (is_string(v) && !quoted)
        return as_string(v);
    text_init(vm, &t);
    show_value(&t, v, quoted);
    return text_string(&t);
}

i64 show_find(const struct string *s, const struct string *wanted, u32 from)
{
    for (u32 i = from; i + wanted->length <= s->length; i++)
        if (memcmp(s->chars + i, wanted->chars, wanted->length) == 0)
            return i;
    return -1;
}

int show_compare(const struct string *a, const struct string *b)
{
    u32 least = a->length < b->length ? a->length : b->length;
    int order = memcmp(a->chars, b->chars, least);
    if (order == 0)
        order = a->length < b->length ? -1 : a->length > b->length;
    return order < 0 ? -1 : order > 0;
}
