/* SPDX-License-Identifier: MIT
 *
 * See json.h. Values under construction lie on the stack of the machine,
 * where the collector sees them. Escapes above 127 become UTF-8.
 */
#include "json.h"

#include <ctype.h>

#include "number.h"
#include "text.h"
#include "show.h"
#include "vm.h"

enum { JSON_DEPTH_MOST = 100 };

struct reader {
    struct vm *vm;
    const char *start, *at, *end;
    u32 depth;
};

static void read_value(struct reader *r);

static _Noreturn void fail(struct reader *r, const char *what)
{
    vm_fail(r->vm, "ValueError", "json: %s at byte %u", what,
            (unsigned)(r->at - r->start));
}

static int peek(struct reader *r)
{
    while (r->at < r->end && strchr(" \t\r\n", *r->at) != NULL && *r->at != 0)
        r->at++;
    return r->at < r->end ? (u8)*r->at : -1;
}

static bool accept(struct reader *r, int c)
{
    if (peek(r) != c)
        return false;
    r->at++;
    return true;
}

static void expect(struct reader *r, int c, const char *what)
{
    if (!accept(r, c))
        fail(r, what);
}

static void put_utf8(struct text *t, u32 c)
{
    if (c < 0x80) {
        text_char(t, (int)c);
    } else if (c < 0x800) {
        text_char(t, (int)(0xC0 | c >> 6));
        text_char(t, (int)(0x80 | (c & 0x3F)));
    } else {
        text_char(t, (int)(0xE0 | c >> 12));
        text_char(t, (int)(0x80 | (c >> 6 & 0x3F)));
        text_char(t, (int)(0x80 | (c & 0x3F)));
    }
}

static u32 read_hex(struct reader *r)
{
    u32 n = 0;
    for (u32 i = 0; i < 4; i++) {
        int c = r->at < r->end ? tolower((u8)*r->at) : 0;
        if (!isxdigit(c))
            fail(r, "bad \\u");
        n = n * 16 + (u32)(isdigit(c) ? c - '0' : c - 'a' + 10);
        r->at++;
    }
    return n;
}

static void read_escape(struct reader *r, struct text *t)
{
    static const char from[] = "\"\\/bfnrt", to[] = "\"\\/\b\f\n\r\t";
    int c = r->at < r->end ? *r->at++ : 0;
    const char *found = c != 0 ? strchr(from, c) : NULL;
    if (c == 'u')
        put_utf8(t, read_hex(r));
    else if (found != NULL)
        text_char(t, to[found - from]);
    else
        fail(r, "bad escape");
}

static void read_string(struct reader *r)
{
    struct text t;
    expect(r, '"', "string expected");
    text_init(r->vm, &t);
    while (r->at < r->end && *r->at != '"') {
        int c = *r->at++;
        if (c == '\\')
            read_escape(r, &t);
        else if ((u8)c < 32)
            fail(r, "control character in string");
        else
            text_char(&t, c);
    }
    if (r->at == r->end)
        fail(r, "string without its end");
    r->at++;
    vm_push(r->vm, value_obj(text_string(&t)));
}

static void read_number(struct reader *r)
{
    const char *start = r->at;
    struct value v;
    while (r->at < r->end && *r->at != 0 &&
           strchr("+-.eE0123456789", *r->at) != NULL)
        r->at++;
    if (!number_parse(r->vm, start, (size_t)(r->at - start), &v))
        fail(r, "bad number");
    vm_push(r->vm, v);
}

static void read_word(struct reader *r)
{
    static const char *const words[] = {"null", "true", "false"};
    struct value values[] = {NIL, value_bool(true), value_bool(false)};
    for (u32 i = 0; i < 3; i++) {
        size_t length = strlen(words[i]);
        if ((size_t)(r->end - r->at) >= length &&
            memcmp(r->at, words[i], length) == 0) {
            r->at += length;
            vm_push(r->vm, values[i]);
            return;
        }
    }
    fail(r, "value expected");
}

static void read_list(struct reader *r)
{
    struct list *l = list_new(r->vm, 0);
    vm_push(r->vm, value_obj(l));
    r->at++;
    if (accept(r, ']'))
        return;
    do {
        read_value(r);
        list_push(r->vm, l, r->vm->top[-1]);
        r->vm->top--;
    } while (accept(r, ','));
    expect(r, ']', "] expected");
}

static void read_map(struct reader *r)
{
    struct map *m = map_new(r->vm);
    vm_push(r->vm, value_obj(m));
    r->at++;
    if (accept(r, '}'))
        return;
    do {
        peek(r);
        read_string(r);
        expect(r, ':', ": expected");
        read_value(r);
        table_set(r->vm, &m->table, r->vm->top[-2], r->vm->top[-1]);
        r->vm->top -= 2;
    } while (accept(r, ','));
    expect(r, '}', "} expected");
}

static void read_value(struct reader *r)
{
    int c = peek(r);
    if (++r->depth > JSON_DEPTH_MOST)
        fail(r, "nested too deeply");
    if (c == '{')
        read_map(r);
    else if (c == '[')
        read_list(r);
    else if (c == '"')
        read_string(r);
    else if (c == '-' || (c != -1 && isdigit(c)))
        read_number(r);
    else
        read_word(r);
    r->depth--;
}

struct value json_decode(struct vm *vm, const struct string *text)
{
    struct reader r = {vm, text->chars, text->chars, text->chars + text->length,
                       0};
    read_value(&r);
    if (peek(&r) != -1)
        fail(&r, "more text behind the value");
    return vm_pop(vm);
}

static void write_value(struct text *t, struct value v, u32 indent, u32 depth);

static void new_line(struct text *t, u32 indent, u32 depth)
{
    if (indent == 0)
        return;
    text_char(t, '\n');
    for (u32 i = 0; i < indent * depth; i++)
        text_char(t, ' ');
}

static void write_string(struct text *t, const struct string *s)
{
    text_char(t, '"');
    for (u32 i = 0; i < s->length; i++) {
        u8 c = (u8)s->chars[i];
        if (c == '"' || c == '\\')
            text_format(t, "\\%c", c);
        else if (c == '\n')
            text_chars(t, "\\n");
        else if (c < 32)
            text_format(t, "\\u%04x", c);
        else
            text_char(t, c);
    }
    text_char(t, '"');
}

static void write_list(struct text *t, const struct list *l, u32 indent,
                       u32 depth)
{
    text_char(t, '[');
    for (u32 i = 0; i < l->count; i++) {
        if (i > 0)
            text_char(t, ',');
        new_line(t, indent, depth + 1);
        write_value(t, l->item[i], indent, depth + 1);
    }
    if (l->count > 0)
        new_line(t, indent, depth);
    text_char(t, ']');
}

static void write_map(struct text *t, const struct table *m, u32 indent,
                      u32 depth)
{
    bool first = true;
    text_char(t, '{');
    for (u32 i = table_next(m, 0); i < m->used; i = table_next(m, i + 1)) {
        if (!is_string(m->entry[i].key))
            vm_fail(t->vm, "TypeError", "json: key is %s",
                    value_type_name(m->entry[i].key));
        if (!first)
            text_char(t, ',');
        first = false;
        new_line(t, indent, depth + 1);
        write_string(t, as_string(m->entry[i].key));
        text_chars(t, indent > 0 ? ": " : ":");
        write_value(t, m->entry[i].value, indent, depth + 1);
    }
    if (!first)
        new_line(t, indent, depth);
    text_char(t, '}');
}

static void write_value(struct text *t, struct value v, u32 indent, u32 depth)
{
    if (depth > JSON_DEPTH_MOST)
        vm_fail(t->vm, "ValueError", "json: nested too deeply");
    if (is_list(v))
        write_list(t, as_list(v), indent, depth);
    else if (is_map(v))
        write_map(t, &as_map(v)->table, indent, depth);
    else if (is_kind(v, OBJ_INSTANCE))
        write_map(t, &as_instance(v)->fields, indent, depth);
    else if (is_string(v))
        write_string(t, as_string(v));
    else if (is_nil(v))
        text_chars(t, "null");
    else if (is_bool(v) || is_integer(v) ||
             (is_double(v) && as_double(v) - as_double(v) == 0))
        show_value(t, v, false);
    else
        vm_fail(t->vm, "TypeError", "json: %s cannot be written",
                value_type_name(v));
}

struct value json_encode(struct vm *vm, struct value v, u32 indent)
{
    struct text t;
    text_init(vm, &t);
    write_value(&t, v, indent > 16 ? 16 : indent, 0);
    return value_obj(text_string(&t));
}
