/* SPDX-License-Identifier: MIT
 *
 * The table of directives, and the small ones: symbols, files, messages.
 * Directives that only inform debuggers and linkers are accepted and do
 * nothing in a flat image.
 */
#include "directive.h"

#include "cond.h"
#include "elf.h"
#include "macro.h"
#include "section.h"
#include "source.h"
#include "symbol.h"

#include <util/nearest.h>

enum binding { BIND_GLOBAL, BIND_EXTERN, BIND_LOCAL, BIND_WEAK };

static void bind_one(struct symbol *s, u32 binding)
{
    switch (binding) {
    case BIND_GLOBAL:
        s->global = true;
        s->local = false;
        break;
    case BIND_EXTERN:
        s->external = true;
        break;
    case BIND_WEAK:
        s->weak = true;
        break;
    default:
        s->global = false;
        s->local = true;
    }
}

static void bind(struct as *a, struct cursor *in, u32 binding)
{
    do {
        struct cursor name;
        if (!symbol_word(a, in, &name))
            return;
        struct symbol *s = symbol_get(a, name);
        if (!s)
            return;
        bind_one(s, binding);
    } while (lex_take(in, ','));
    as_expect_end(a, in);
}

static void assign(struct as *a, struct cursor *in, u32 argument)
{
    (void)argument;
    struct cursor name;
    struct value v;
    lex_space(in);
    const char *at = in->p;
    bool is_name = lex_is_name(*in);
    if (is_name && !symbol_word(a, in, &name))
        return;
    if (!is_name || !lex_take(in, ','))
        as_error(a, at, "a name, a comma and a value are needed here");
    else if (expr_read(a, in, &v) && as_expect_end(a, in))
        symbol_assign(a, name, &v);
}

static void include(struct as *a, struct cursor *in, u32 argument)
{
    (void)argument;
    struct buf name = {0};
    lex_space(in);
    const char *at = in->p;
    if (data_string(a, in, &name) && as_expect_end(a, in)) {
        const struct source *s = source_find(a, at, cursor_of_buf(&name));
        if (s)
            frame_push_file(a, s);
        else
            a->stop = true; /* what it defines would be missed everywhere */
    }
    buf_free(&name);
}

static void arch(struct as *a, struct cursor *in, u32 argument)
{
    (void)argument;
    lex_space(in);
    struct cursor name = *in;
    lex_trim(&name);
    if (lex_equals(name, "lamp"))
        a->x1 = false;
    else if (lex_equals(name, "lamp+x1"))
        a->x1 = true;
    else
        as_error(a, name.p, "the architectures are lamp and lamp+x1");
}

/* .error and .warning, with or without a text. */
static void message(struct as *a, struct cursor *in, u32 is_error)
{
    struct buf text = {0};
    lex_space(in);
    const char *at = in->p;
    if (!lex_end(in) && (!data_string(a, in, &text) || !as_expect_end(a, in))) {
        buf_free(&text);
        return;
    }
    if (text.size == 0)
        buf_printf(&text, "%s", is_error ? ".error" : ".warning");
    int n = (int)(text.size > 500 ? 500 : text.size);
    if (is_error)
        as_error(a, at, "%.*s", n, (const char *)text.data);
    else
        as_warning(a, at, "%.*s", n, (const char *)text.data);
    buf_free(&text);
}

static void end(struct as *a, struct cursor *in, u32 argument)
{
    (void)argument;
    (void)in;
    a->ended = true;
}

static void ignore(struct as *a, struct cursor *in, u32 argument)
{
    (void)a;
    (void)in;
    (void)argument;
}

static const struct directive directives[] = {
    {".text", place_named, 0, false},
    {".data", place_named, 1, false},
    {".rodata", place_named, 2, false},
    {".bss", place_named, 3, false},
    {".section", place_section, 0, false},
    {".previous", place_previous, 0, false},
    {".pushsection", place_push, 0, false},
    {".popsection", place_pop, 0, false},
    {".org", place_org, 0, false},
    {".align", place_align, 0, false},
    {".balign", place_align, 0, false},
    {".p2align", place_align, 1, false},
    {".comm", place_common, 0, false},
    {".lcomm", place_common, 1, false},

    {".byte", data_numbers, 1, false},
    {".half", data_numbers, 2, false},
    {".short", data_numbers, 2, false},
    {".2byte", data_numbers, 2, false},
    {".word", data_numbers, 2, false},
    {".long", data_numbers, 4, false},
    {".int", data_numbers, 4, false},
    {".4byte", data_numbers, 4, false},
    {".quad", data_numbers, 8, false},
    {".8byte", data_numbers, 8, false},
    {".float", data_floats, 4, false},
    {".single", data_floats, 4, false},
    {".double", data_floats, 8, false},
    {".ascii", data_text, 0, false},
    {".asciz", data_text, 1, false},
    {".string", data_text, 1, false},
    {".space", data_space, 0, false},
    {".zero", data_space, 0, false},
    {".skip", data_space, 0, false},
    {".fill", data_fill, 0, false},
    {".incbin", data_file, 0, false},

    {".globl", bind, BIND_GLOBAL, false},
    {".global", bind, BIND_GLOBAL, false},
    {".extern", bind, BIND_EXTERN, false},
    {".local", bind, BIND_LOCAL, false},
    {".weak", bind, BIND_WEAK, false},
    {".equ", assign, 0, false},
    {".set", assign, 0, false},
    {".include", include, 0, false},
    {".arch", arch, 0, false},
    {".error", message, 1, false},
    {".warning", message, 0, false},
    {".end", end, 0, false},

    {".macro", macro_define, 0, false},
    {".endm", macro_stray_end, 0, false},
    {".endmacro", macro_stray_end, 0, false},
    {".exitm", macro_exit, 0, false},
    {".purgem", macro_purge, 0, false},
    {".rept", macro_repeat, 0, false},
    {".irp", macro_each, 0, false},
    {".endr", macro_stray_end, 0, false},

    {".if", cond_if, COND_TRUE, true},
    {".ifne", cond_if, COND_TRUE, true},
    {".ifeq", cond_if, COND_FALSE, true},
    {".ifdef", cond_if, COND_DEFINED, true},
    {".ifndef", cond_if, COND_UNDEFINED, true},
    {".ifb", cond_if, COND_BLANK, true},
    {".ifnb", cond_if, COND_NOT_BLANK, true},
    {".ifc", cond_if, COND_SAME, true},
    {".ifnc", cond_if, COND_DIFFERENT, true},
    {".elseif", cond_elseif, COND_TRUE, true},
    {".else", cond_else, 0, true},
    {".endif", cond_endif, 0, true},

    {".file", line_file, 0, false},
    {".loc", line_loc, 0, false},
    {".ident", ignore, 0, false},
    {".type", elf_type, 0, false},
    {".size", elf_size, 0, false},
    {".hidden", elf_hidden, 0, false},
    {".protected", ignore, 0, false},
    {".internal", ignore, 0, false},
    {".addrsig", ignore, 0, false},
    {".addrsig_sym", ignore, 0, false},
};

/* Every .cfi_ directive, without a list of them. */
static const struct directive cfi = {".cfi_", ignore, 0, false};

const struct directive *directive_at(size_t i)
{
    if (i == ARRAY_LEN(directives))
        return &cfi;
    return i < ARRAY_LEN(directives) ? &directives[i] : NULL;
}

static const char *name_at(const void *list, size_t i)
{
    (void)list;
    return i < ARRAY_LEN(directives) ? directives[i].name : NULL;
}

const char *directive_nearest(struct cursor word)
{
    return nearest(word.p, cursor_size(word), name_at, NULL);
}
