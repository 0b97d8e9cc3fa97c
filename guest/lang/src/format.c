/* SPDX-License-Identifier: MIT
 *
 * format(): {} takes the next value, {2} the third one. Behind a colon: fill
 * and alignment (< > ^), width, .digits, and a base for integers (x b o).
 */
#include "show.h"

#include <ctype.h>
#include <stdio.h>

#include "big.h"
#include "number.h"
#include "vm.h"

struct spec {
    char fill, align, kind;
    u32 width;
    int digits; /* behind the point, or -1 */
};

struct reader {
    const char *at, *end;
};

static int peek(const struct reader *r, u32 ahead)
{
    return (size_t)(r->end - r->at) > ahead ? (u8)r->at[ahead] : 0;
}

static u32 read_number(struct reader *r)
{
    u32 n = 0;
    for (; isdigit(peek(r, 0)); r->at++)
        n = n < 10000 ? n * 10 + (u32)(*r->at - '0') : n;
    return n;
}

static bool is_align(int c)
{
    return c == '<' || c == '>' || c == '^';
}

static struct spec read_spec(struct reader *r)
{
    struct spec s = {' ', 0, 0, 0, -1};
    if (is_align(peek(r, 1))) {
        s.fill = *r->at++;
        s.align = *r->at++;
    } else if (is_align(peek(r, 0))) {
        s.align = *r->at++;
    } else if (peek(r, 0) == '0') {
        s.fill = '0';
        s.align = '>';
    }
    s.width = read_number(r);
    if (peek(r, 0) == '.') {
        r->at++;
        s.digits = (int)read_number(r);
    }
    if (strchr("xbo", peek(r, 0)) != NULL && peek(r, 0) != 0)
        s.kind = *r->at++;
    return s;
}

static void show_with(struct text *t, const struct spec *s, struct value v)
{
    if (s->kind != 0 && is_integer(v))
        big_show(t, v, s->kind == 'x' ? 16 : s->kind == 'b' ? 2 : 8);
    else if (s->digits >= 0 && is_number(v))
        text_format(t, "%.*f", s->digits > 50 ? 50 : s->digits,
                    number_to_double(v));
    else
        show_value(t, v, false);
}

static void repeat(struct text *t, char c, u32 count)
{
    while (count-- > 0)
        text_char(t, c);
}

static void pad(struct text *to, const struct spec *s, const struct text *what,
                bool number)
{
    u32 length = (u32)what->length;
    u32 space = s->width > length ? s->width - length : 0;
    char align = s->align != 0 ? s->align : number ? '>' : '<';
    u32 left = align == '>' ? space : align == '^' ? space / 2 : 0;
    repeat(to, s->fill, left);
    text_bytes(to, what->chars, what->length);
    repeat(to, s->fill, space - left);
}

static void format_one(struct vm *vm, struct text *out, struct reader *r,
                       struct value v)
{
    struct spec s = {' ', 0, 0, 0, -1};
    struct text what;
    if (peek(r, 0) == ':') {
        r->at++;
        s = read_spec(r);
    }
    if (peek(r, 0) != '}')
        vm_fail(vm, "ValueError", "format: bad specification");
    r->at++;
    text_init(vm, &what);
    show_with(&what, &s, v);
    vm->texts = what.outer;
    pad(out, &s, &what, is_number(v));
    vm->texts = &what;
    text_fini(&what);
}

struct value format_values(struct vm *vm, const struct string *format,
                           u32 count, const struct value *arg)
{
    struct reader r = {format->chars, format->chars + format->length};
    struct text out;
    u32 next = 0;
    text_init(vm, &out);
    while (r.at < r.end) {
        int c = *r.at++;
        if ((c == '{' || c == '}') && peek(&r, 0) == c) {
            text_char(&out, c);
            r.at++;
        } else if (c == '{') {
            u32 i = isdigit(peek(&r, 0)) ? read_number(&r) : next++;
            if (i >= count)
                vm_fail(vm, "ValueError", "format: no value %u", (unsigned)i);
            format_one(vm, &out, &r, arg[i]);
        } else {
            text_char(&out, c);
        }
    }
    return value_obj(text_string(&out));
}
