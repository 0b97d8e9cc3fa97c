/* SPDX-License-Identifier: MIT
 *
 * Methods of strings. A string is bytes; letters are those of ASCII.
 */
#include "lib.h"

#include <ctype.h>

#include "show.h"
#include "vm.h"

static struct string *self(const struct value *arg)
{
    return as_string(arg[-1]);
}

static struct value string_len(struct vm *vm, u32 count, struct value *arg)
{
    (void)vm;
    (void)count;
    return value_int(self(arg)->length);
}

static struct value convert(struct vm *vm, const struct string *s,
                            int (*to)(int))
{
    struct text t;
    text_init(vm, &t);
    for (u32 i = 0; i < s->length; i++)
        text_char(&t, to((u8)s->chars[i]));
    return value_obj(text_string(&t));
}

static struct value string_upper(struct vm *vm, u32 count, struct value *arg)
{
    (void)count;
    return convert(vm, self(arg), toupper);
}

static struct value string_lower(struct vm *vm, u32 count, struct value *arg)
{
    (void)count;
    return convert(vm, self(arg), tolower);
}

static struct value string_trim(struct vm *vm, u32 count, struct value *arg)
{
    const struct string *s = self(arg);
    u32 from = 0, to = s->length;
    (void)count;
    while (from < to && isspace((u8)s->chars[from]))
        from++;
    while (to > from && isspace((u8)s->chars[to - 1]))
        to--;
    return value_obj(string_new(vm, s->chars + from, to - from));
}

static void push_part(struct vm *vm, struct list *l, const char *s, u32 length)
{
    vm_push(vm, value_obj(string_new(vm, s, length)));
    list_push(vm, l, vm_pop(vm));
}

static void split_words(struct vm *vm, struct list *l, const struct string *s)
{
    for (u32 i = 0; i < s->length;) {
        u32 from = i;
        while (i < s->length && !isspace((u8)s->chars[i]))
            i++;
        if (i > from)
            push_part(vm, l, s->chars + from, i - from);
        while (i < s->length && isspace((u8)s->chars[i]))
            i++;
    }
}

static struct value string_split(struct vm *vm, u32 count, struct value *arg)
{
    const struct string *s = self(arg);
    struct list *l = list_new(vm, 0);
    vm_push(vm, value_obj(l));
    if (count == 0) {
        split_words(vm, l, s);
        return value_obj(l);
    }
    const struct string *by = lib_text_of(vm, arg[0]);
    if (by->length == 0)
        vm_fail(vm, "ValueError", "split by an empty string");
    u32 from = 0;
    for (i64 at; (at = show_find(s, by, from)) >= 0;
         from = (u32)at + by->length)
        push_part(vm, l, s->chars + from, (u32)at - from);
    push_part(vm, l, s->chars + from, s->length - from);
    return value_obj(l);
}

static struct value string_join_list(struct vm *vm, u32 count,
                                     struct value *arg)
{
    const struct string *s = self(arg);
    const struct list *l = lib_list_of(vm, arg[0]);
    struct text t;
    (void)count;
    text_init(vm, &t);
    for (u32 i = 0; i < l->count; i++) {
        if (i > 0)
            text_bytes(&t, s->chars, s->length);
        show_value(&t, l->item[i], false);
    }
    return value_obj(text_string(&t));
}

static struct value string_find(struct vm *vm, u32 count, struct value *arg)
{
    i64 from = count > 1 ? lib_int(vm, arg[1]) : 0;
    struct string *wanted = lib_text_of(vm, arg[0]);
    if (from < 0 || from > self(arg)->length)
        return value_int(-1);
    return value_int(show_find(self(arg), wanted, (u32)from));
}

static struct value string_replace(struct vm *vm, u32 count, struct value *arg)
{
    const struct string *s = self(arg), *old = lib_text_of(vm, arg[0]);
    const struct string *new = lib_text_of(vm, arg[1]);
    struct text t;
    u32 from = 0;
    (void)count;
    if (old->length == 0)
        vm_fail(vm, "ValueError", "replacing an empty string");
    text_init(vm, &t);
    for (i64 at; (at = show_find(s, old, from)) >= 0;
         from = (u32)at + old->length) {
        text_bytes(&t, s->chars + from, (u32)at - from);
        text_bytes(&t, new->chars, new->length);
    }
    text_bytes(&t, s->chars + from, s->length - from);
    return value_obj(text_string(&t));
}

static struct value string_starts(struct vm *vm, u32 count, struct value *arg)
{
    const struct string *s = self(arg), *with = lib_text_of(vm, arg[0]);
    (void)count;
    return value_bool(with->length <= s->length &&
                      memcmp(s->chars, with->chars, with->length) == 0);
}

static struct value string_ends(struct vm *vm, u32 count, struct value *arg)
{
    const struct string *s = self(arg), *with = lib_text_of(vm, arg[0]);
    (void)count;
    return value_bool(with->length <= s->length &&
                      memcmp(s->chars + s->length - with->length, with->chars,
                             with->length) == 0);
}

static struct value string_bytes(struct vm *vm, u32 count, struct value *arg)
{
    const struct string *s = self(arg);
    struct list *l = list_new(vm, s->length);
    (void)count;
    for (u32 i = 0; i < s->length; i++)
        list_push(vm, l, value_int((u8)s->chars[i]));
    return value_obj(l);
}

static struct value string_chars(struct vm *vm, u32 count, struct value *arg)
{
    struct list *l = list_new(vm, self(arg)->length);
    (void)count;
    vm_push(vm, value_obj(l));
    for (u32 i = 0; i < self(arg)->length; i++)
        push_part(vm, l, self(arg)->chars + i, 1);
    return value_obj(l);
}

static struct value string_reverse(struct vm *vm, u32 count, struct value *arg)
{
    const struct string *s = self(arg);
    struct text t;
    (void)count;
    text_init(vm, &t);
    for (u32 i = s->length; i-- > 0;)
        text_char(&t, s->chars[i]);
    return value_obj(text_string(&t));
}

static struct value all_of(const struct string *s, int (*test)(int))
{
    for (u32 i = 0; i < s->length; i++)
        if (!test((u8)s->chars[i]))
            return value_bool(false);
    return value_bool(s->length > 0);
}

static struct value string_is_digit(struct vm *vm, u32 count, struct value *arg)
{
    (void)vm;
    (void)count;
    return all_of(self(arg), isdigit);
}

static struct value string_is_alpha(struct vm *vm, u32 count, struct value *arg)
{
    (void)vm;
    (void)count;
    return all_of(self(arg), isalpha);
}

static struct value string_is_space(struct vm *vm, u32 count, struct value *arg)
{
    (void)vm;
    (void)count;
    return all_of(self(arg), isspace);
}

static const struct lib_row string_rows[] = {
    {"len", string_len, 0, 0},
    {"upper", string_upper, 0, 0},
    {"lower", string_lower, 0, 0},
    {"trim", string_trim, 0, 0},
    {"split", string_split, 0, 1},
    {"join", string_join_list, 1, 1},
    {"find", string_find, 1, 2},
    {"replace", string_replace, 2, 2},
    {"starts_with", string_starts, 1, 1},
    {"ends_with", string_ends, 1, 1},
    {"bytes", string_bytes, 0, 0},
    {"chars", string_chars, 0, 0},
    {"reverse", string_reverse, 0, 0},
    {"is_digit", string_is_digit, 0, 0},
    {"is_alpha", string_is_alpha, 0, 0},
    {"is_space", string_is_space, 0, 0},
    {NULL, NULL, 0, 0},
};

void lib_string(struct vm *vm)
{
    lib_methods(vm, vm->type_class[OBJ_STRING], string_rows);
}
