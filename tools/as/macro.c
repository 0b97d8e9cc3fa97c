/* SPDX-License-Identifier: MIT
 *
 * A macro is a text with \name places. A call builds its expansion as one
 * text and pushes it as a frame; nothing is expanded recursively here. The
 * sizes are bounded in frame_push and macro_expand.
 */
#include "macro.h"

#include "expr.h"
#include "source.h"

#include <ctype.h>

enum { PARAMETERS_MAX = 64 };

struct parameter {
    struct cursor name, fallback;
    bool required, rest;
};

struct macro {
    const char *name, *file;
    u32 first_line, count;
    struct cursor body;
    struct parameter parameters[];
};

static const char *const macro_opens[] = {".macro", ""};
static const char *const macro_closes[] = {".endm", ".endmacro", ""};
static const char *const repeat_opens[] = {".rept", ".irp", ""};
static const char *const repeat_closes[] = {".endr", ""};

/* One replacement: the text for each \name. */
struct expansion {
    const struct parameter *parameters;
    const struct cursor *values;
    u32 count, number; /* number: for \@, 0 = leave it alone */
};

struct macro *macro_find(const struct as *a, struct cursor name)
{
    return names_find(&a->macros, name.p, cursor_size(name));
}

static bool is_parameter_char(char c)
{
    return isalnum((u8)c) || c == '_' || c == '$';
}

static struct cursor parameter_word(struct cursor *in)
{
    lex_space(in);
    struct cursor word = {in->p, in->p};
    while (in->p < in->end && is_parameter_char(*in->p))
        in->p++;
    word.end = in->p;
    return word;
}

static bool same(struct cursor a, struct cursor b)
{
    return cursor_size(a) == cursor_size(b) &&
           memcmp(a.p, b.p, cursor_size(a)) == 0;
}

/* In a string "\n" is a newline even when a parameter is called n. */
static bool is_escape(struct cursor name, bool quoted)
{
    return quoted && cursor_size(name) == 1 && strchr("nrtabfvex", *name.p);
}

static void add_value(struct buf *out, struct cursor value, bool quoted)
{
    size_t n = cursor_size(value);
    if (quoted && n >= 2 && *value.p == '"' && lex_quoted(value) == n) {
        value.p++;
        n -= 2;
    }
    buf_add(out, value.p, n);
}

/* Handles the backslash at in->p. */
static void expand_escape(const struct expansion *x, struct cursor *in,
                          bool quoted, struct buf *out)
{
    struct cursor rest = {in->p + 1, in->end};
    if (rest.p < rest.end && *rest.p == '@' && x->number) {
        buf_printf(out, "%u", x->number);
        in->p += 2;
        return;
    }
    if (cursor_size(rest) >= 2 && rest.p[0] == '(' && rest.p[1] == ')') {
        in->p += 3;
        return;
    }
    struct cursor name = {rest.p, rest.p};
    while (name.end < rest.end && is_parameter_char(*name.end))
        name.end++;
    for (u32 i = 0; i < x->count; i++) {
        if (same(x->parameters[i].name, name) && !is_escape(name, quoted)) {
            add_value(out, x->values[i], quoted);
            in->p = name.end;
            return;
        }
    }
    /* Not ours: an escape sequence, or the place of an inner macro. */
    size_t n = rest.p < rest.end && *rest.p == '\\' ? 2 : 1;
    buf_add(out, in->p, n);
    in->p += n;
}

static bool macro_expand(struct as *a, struct cursor body,
                         const struct expansion *x, struct buf *out)
{
    bool quoted = false;
    while (body.p < body.end && out->size <= AS_EXPANSION_BYTES) {
        const char *plain = body.p;
        while (body.p < body.end && *body.p != '\\') {
            if (*body.p == '\n')
                quoted = false;
            else if (*body.p == '"')
                quoted = !quoted;
            body.p++;
        }
        buf_add(out, plain, (size_t)(body.p - plain));
        if (body.p < body.end && body.end - body.p > 1 && quoted &&
            body.p[1] == '"') {
            buf_add(out, body.p, 2);
            body.p += 2;
        } else if (body.p < body.end) {
            expand_escape(x, &body, quoted, out);
        }
    }
    if (out->failed)
        return as_out_of_memory(a);
    if (out->size > AS_EXPANSION_BYTES)
        return as_fatal(a, NULL, "the expansion is larger than %d bytes",
                        AS_EXPANSION_BYTES);
    return true;
}

bool macro_expand_one(struct as *a, struct cursor body, struct cursor parameter,
                      struct cursor value, struct buf *out)
{
    struct parameter p = {.name = parameter};
    struct expansion x = {&p, &value, 1, 0};
    return macro_expand(a, body, &x, out);
}

/* ":req", ":vararg" and "=default" behind a parameter name. */
static bool read_parameter_kind(struct as *a, struct cursor *in,
                                struct parameter *p)
{
    if (lex_take(in, ':')) {
        struct cursor kind = lex_word(in);
        p->required = lex_equals(kind, "req");
        p->rest = lex_equals(kind, "vararg");
        if (!p->required && !p->rest)
            return as_error(a, kind.p, "use :req or :vararg");
    }
    if (!lex_take(in, '='))
        return true;
    lex_space(in);
    p->fallback.p = in->p;
    while (in->p < in->end && *in->p != ',' && !lex_is_space(*in->p)) {
        size_t quoted = lex_quoted(*in);
        in->p += quoted ? quoted : 1;
    }
    p->fallback.end = in->p;
    return true;
}

static bool read_parameters(struct as *a, struct cursor *in,
                            struct parameter *list, u32 *count)
{
    *count = 0;
    lex_take(in, ',');
    while (!lex_end(in)) {
        if (*count == PARAMETERS_MAX)
            return as_error(a, in->p, "more than %d parameters",
                            PARAMETERS_MAX);
        struct parameter p = {0};
        p.name = parameter_word(in);
        if (cursor_size(p.name) == 0)
            return as_expect_end(a, in);
        for (u32 i = 0; i < *count; i++) {
            if (same(list[i].name, p.name))
                return as_error(a, p.name.p, "this parameter is named twice");
        }
        if (!read_parameter_kind(a, in, &p))
            return false;
        list[(*count)++] = p;
        lex_take(in, ',');
    }
    return true;
}

/* Texts of an expansion vanish with it: a macro keeps copies. */
static bool keep(struct as *a, struct cursor *text)
{
    size_t n = cursor_size(*text);
    char *copy = pool_copy(&a->pass_memory, text->p, n);
    if (!copy)
        return as_out_of_memory(a);
    *text = (struct cursor){copy, copy + n};
    return true;
}

static bool keep_macro(struct as *a, struct macro *m, struct cursor name)
{
    m->name = pool_copy(&a->pass_memory, name.p, cursor_size(name));
    if (!m->name || !keep(a, &m->body))
        return as_out_of_memory(a);
    for (u32 i = 0; i < m->count; i++) {
        if (!keep(a, &m->parameters[i].name) ||
            !keep(a, &m->parameters[i].fallback))
            return false;
    }
    return names_add(&a->macros, m->name, strlen(m->name), m) ||
           as_out_of_memory(a);
}

void macro_define(struct as *a, struct cursor *in, u32 argument)
{
    (void)argument;
    const char *file = a->line.file;
    struct cursor name = lex_word(in), body;
    struct parameter list[PARAMETERS_MAX];
    u32 count = 0, first_line;
    bool ok = cursor_size(name) > 0 ||
              as_error(a, name.p, "the name of the macro is missing");
    ok = ok && read_parameters(a, in, list, &count);
    /* The body is passed over also after an error in the first line. */
    if (!source_take_block(a, macro_opens, macro_closes, &body, &first_line) ||
        !ok)
        return;
    struct macro *m =
        pool_take(&a->pass_memory, sizeof(*m) + count * sizeof(list[0]));
    if (!m) {
        as_out_of_memory(a);
        return;
    }
    m->file = file;
    m->first_line = first_line;
    m->body = body;
    m->count = count;
    memcpy(m->parameters, list, count * sizeof(list[0]));
    keep_macro(a, m, name);
}

void macro_purge(struct as *a, struct cursor *in, u32 argument)
{
    (void)argument;
    struct cursor name = lex_word(in);
    struct macro *m = macro_find(a, name);
    if (!m)
        as_error(a, name.p, "there is no macro '%.*s'", as_word_size(name),
                 name.p);
    else if (!names_add(&a->macros, m->name, strlen(m->name), NULL))
        as_out_of_memory(a);
}

/* "name=text" for a parameter of that name: its index, else count. */
static u32 keyword_of(const struct macro *m, struct cursor *argument)
{
    struct cursor rest = *argument;
    struct cursor name = parameter_word(&rest);
    if (!lex_take(&rest, '=') || lex_peek(&rest) == '=')
        return m->count;
    for (u32 i = 0; i < m->count; i++) {
        if (same(m->parameters[i].name, name)) {
            lex_trim(&rest);
            *argument = rest;
            return i;
        }
    }
    return m->count;
}

static bool bind_arguments(struct as *a, const struct macro *m,
                           struct cursor in, struct cursor *values)
{
    struct cursor argument, rest = in;
    u32 next = 0;
    for (; lex_argument(&in, &argument); rest = in) {
        u32 i = keyword_of(m, &argument);
        if (i == m->count)
            i = next++;
        if (i >= m->count)
            return as_error(a, argument.p, "macro %s takes %u argument%s",
                            m->name, m->count, m->count == 1 ? "" : "s");
        if (m->parameters[i].rest) {
            lex_trim(&rest);
            values[i] = rest;
            break;
        }
        values[i] = argument;
    }
    for (u32 i = 0; i < m->count; i++) {
        const struct parameter *p = &m->parameters[i];
        if (cursor_size(values[i]) > 0)
            continue;
        if (p->required)
            return as_error(a, in.end, "macro %s needs its argument '%.*s'",
                            m->name, as_word_size(p->name), p->name.p);
        values[i] = p->fallback;
    }
    return true;
}

void macro_call(struct as *a, const struct macro *m, struct cursor in)
{
    struct cursor values[PARAMETERS_MAX] = {{0}};
    struct buf text = {0};
    if (!bind_arguments(a, m, in, values))
        return;
    struct expansion x = {m->parameters, values, m->count, ++a->expansions};
    if (macro_expand(a, m->body, &x, &text))
        frame_push_macro(a, m->name, m->file, m->first_line, &text);
    else
        buf_free(&text);
}

/* Runs the frames to their ends; they are popped where all frames are. */
void macro_exit(struct as *a, struct cursor *in, u32 argument)
{
    (void)argument;
    const struct frame *macro = a->frame;
    while (macro && macro->kind == FRAME_REPEAT)
        macro = macro->below;
    if (!macro || macro->kind != FRAME_MACRO) {
        as_error(a, in->p, ".exitm is not in a macro");
        return;
    }
    a->conditions = macro->conditions;
    for (struct frame *f = a->frame; f != macro->below; f = f->below) {
        f->next = f->end;
        f->repeats = 0;
        f->values.p = f->values.end;
    }
}

void macro_stray_end(struct as *a, struct cursor *in, u32 argument)
{
    (void)argument;
    as_error(a, in->p, "there is nothing to end here");
}

void macro_repeat(struct as *a, struct cursor *in, u32 argument)
{
    (void)argument;
    struct cursor body;
    u32 first_line;
    const char *at = in->p;
    i64 count = 0;
    bool ok = expr_read_known(a, in, &count) && as_expect_end(a, in);
    if (ok && count < 0)
        ok = as_error(a, at, "the count is negative");
    if (source_take_block(a, repeat_opens, repeat_closes, &body, &first_line) &&
        ok)
        frame_push_repeat(a, body, first_line, (u64)count);
}

void macro_each(struct as *a, struct cursor *in, u32 argument)
{
    (void)argument;
    struct cursor parameter = parameter_word(in), body;
    u32 first_line;
    bool ok = cursor_size(parameter) > 0 ||
              as_error(a, parameter.p, "the parameter is missing");
    lex_take(in, ',');
    if (source_take_block(a, repeat_opens, repeat_closes, &body, &first_line) &&
        ok)
        frame_push_each(a, body, first_line, parameter, *in);
}
