/* SPDX-License-Identifier: MIT
 *
 * Directives that choose the section and the place in it. The padding of
 * code is MOV r0, r0 where whole instructions fit, so that a program may run
 * through it; everywhere else, and with an explicit fill, it is bytes.
 */
#include "directive.h"
#include "section.h"
#include "symbol.h"

#include <inttypes.h>

enum { ALIGN_MAX = 1 << 24, POWER_MAX = 24 };

static struct cursor cursor_of(const char *text)
{
    return (struct cursor){text, text + strlen(text)};
}

void place_named(struct as *a, struct cursor *in, u32 which)
{
    static const char *const names[] = {".text", ".data", ".rodata", ".bss"};
    struct section *s = section_get(a, cursor_of(names[which]));
    if (!s)
        return;
    section_switch(a, s);
    if (!lex_end(in)) /* a subsection number, as some compilers write */
        as_expect_end(a, in);
}

/* A section name: everything up to a comma or space, or in quotes. */
static bool read_name(struct as *a, struct cursor *in, struct buf *name)
{
    if (lex_peek(in) == '"')
        return data_name(a, in, name);
    const char *start = in->p;
    while (in->p < in->end && *in->p != ',' && !lex_is_space(*in->p))
        in->p++;
    buf_add(name, start, (size_t)(in->p - start));
    if (in->p == start)
        return as_error(a, start, "the name of the section is missing");
    return data_name_check(a, start, (struct cursor){start, in->p});
}

static bool read_flags(struct as *a, struct cursor *in, u32 *flags)
{
    lex_space(in);
    const char *at = in->p;
    struct buf text = {0};
    bool ok = data_string(a, in, &text);
    *flags = 0;
    for (size_t i = 0; ok && i < text.size; i++) {
        switch (text.data[i]) {
        case 'a':
            *flags |= SECTION_ALLOC;
            break;
        case 'w':
            *flags |= SECTION_WRITE;
            break;
        case 'x':
            *flags |= SECTION_EXEC;
            break;
        case 'R':
            *flags |= SECTION_RETAIN;
            break;
        default:
            /* Merging, groups and the like mean nothing in an image. */
            if (!strchr("MSGTRoe?0123456789", text.data[i]))
                ok = as_error(a, at, "'%c' is no section flag", text.data[i]);
        }
    }
    buf_free(&text);
    return ok;
}

/* "@nobits", "%nobits"; other types hold bytes. */
static void read_type(struct cursor *in, u32 *flags)
{
    if (!lex_take(in, '@') && !lex_take(in, '%'))
        return;
    struct cursor type = lex_word(in);
    if (lex_equals(type, "nobits"))
        *flags |= SECTION_NOBITS;
}

static void set_flags(struct as *a, const char *at, struct section *s,
                      u32 flags)
{
    if (s->flags == flags)
        return;
    if (s->size > 0) {
        as_error(a, at, "section %s has other flags already", s->name);
        return;
    }
    s->flags = flags;
}

void place_section(struct as *a, struct cursor *in, u32 argument)
{
    (void)argument;
    struct buf name = {0};
    lex_space(in);
    const char *at = in->p;
    struct section *s = NULL;
    if (read_name(a, in, &name) && !name.failed)
        s = section_get(a, cursor_of_buf(&name));
    buf_free(&name);
    if (!s)
        return;
    section_switch(a, s);
    u32 flags;
    if (!lex_take(in, ',')) {
        as_expect_end(a, in);
        return;
    }
    if (!read_flags(a, in, &flags))
        return;
    if (lex_take(in, ','))
        read_type(in, &flags);
    /* Entry size and group may follow; an image has no use for them. */
    set_flags(a, at, s, flags);
}

void place_previous(struct as *a, struct cursor *in, u32 argument)
{
    (void)argument;
    section_switch(a, a->previous);
    as_expect_end(a, in);
}

/* .pushsection takes what .section takes. */
void place_push(struct as *a, struct cursor *in, u32 argument)
{
    if (a->pushed_count == AS_PUSHED_MAX) {
        as_error(a, NULL, "more than %d sections pushed", AS_PUSHED_MAX);
        return;
    }
    a->pushed[a->pushed_count++] = a->section;
    place_section(a, in, argument);
}

void place_pop(struct as *a, struct cursor *in, u32 argument)
{
    (void)argument;
    if (a->pushed_count == 0) {
        as_error(a, NULL, "no section was pushed");
        return;
    }
    section_switch(a, a->pushed[--a->pushed_count]);
    as_expect_end(a, in);
}

static bool pad(struct as *a, u64 count, bool has_fill, u8 fill)
{
    return has_fill ? emit_fill(a, count, fill) : emit_pad(a, count);
}

/* An optional ",byte" between commas. */
static bool read_fill(struct as *a, struct cursor *in, bool *has_fill, u8 *fill)
{
    *has_fill = false;
    if (!lex_take(in, ',') || lex_end(in) || *in->p == ',')
        return true;
    struct value v;
    const char *at = in->p;
    u32 number;
    if (!expr_read(a, in, &v) || !value_check(a, at, &v, &number))
        return false;
    *has_fill = true;
    *fill = (u8)number;
    return true;
}

void place_org(struct as *a, struct cursor *in, u32 argument)
{
    (void)argument;
    lex_space(in);
    const char *at = in->p;
    struct value v;
    u32 target;
    bool has_fill;
    u8 fill = 0;
    if (!expr_read(a, in, &v) || !read_fill(a, in, &has_fill, &fill) ||
        !as_expect_end(a, in) || !v.resolved)
        return;
    if (a->options->elf && v.section == a->section)
        v.section = NULL; /* counts from the start of the section */
    if (!value_check(a, at, &v, &target))
        return;
    u64 here = a->section->base + a->section->size;
    if (target < here)
        as_error(a, at,
                 ".org takes an address and cannot go back from 0x%" PRIX64
                 " to 0x%" PRIX32,
                 here, target);
    else
        pad(a, target - here, has_fill, fill);
}

static bool read_alignment(struct as *a, struct cursor *in, bool power,
                           u32 *align)
{
    lex_space(in);
    const char *at = in->p;
    u64 n;
    if (!expr_read_count(a, in, power ? POWER_MAX : ALIGN_MAX, &n))
        return false;
    if (power)
        n = UINT64_C(1) << n;
    *align = (u32)n;
    return (n & (n - 1)) == 0 || n == 0 ||
           as_error(a, at, "the alignment must be a power of two");
}

/* .align bytes[, fill[, most]] */
void place_align(struct as *a, struct cursor *in, u32 power)
{
    u32 align;
    bool has_fill;
    u8 fill = 0;
    u64 most = UINT64_MAX;
    if (!read_alignment(a, in, power != 0, &align) ||
        !read_fill(a, in, &has_fill, &fill))
        return;
    if (lex_take(in, ',') && !expr_read_count(a, in, ALIGN_MAX, &most))
        return;
    if (!as_expect_end(a, in) || align == 0)
        return;
    u64 gap = align_gap(a, align);
    if (gap > most)
        return;
    if (a->section->align < align)
        a->section->align = align;
    pad(a, gap, has_fill, fill);
}

/* The natural alignment of an object of this size, at most 8. */
static u32 natural_align(u64 size)
{
    u32 align = 1;
    while (align < 8 && align * 2 <= size)
        align *= 2;
    return align;
}

static void define_common(struct as *a, struct cursor name, u64 size, u32 align,
                          bool local)
{
    struct symbol *s = symbol_get(a, name);
    if (!s)
        return;
    bool again = s->pass == a->pass && s->kind == SYMBOL_COMMON;
    if (!again && s->pass == a->pass && s->kind != SYMBOL_NONE) {
        as_error(a, name.p, "'%.*s' is defined already", as_word_size(name),
                 name.p);
        return;
    }
    if (!again)
        s->common_size = s->common_align = 0;
    s->kind = SYMBOL_COMMON;
    s->pass = a->pass;
    s->file = a->line.file;
    s->line = a->line.number;
    s->local |= local;
    if (s->common_size < size)
        s->common_size = (u32)size;
    if (s->common_align < align)
        s->common_align = align;
}

/* .comm name, size[, alignment]; .lcomm is for this source only. */
void place_common(struct as *a, struct cursor *in, u32 local)
{
    struct cursor name;
    u64 size;
    lex_space(in);
    const char *at = in->p;
    if (!symbol_word(a, in, &name))
        return;
    if (!lex_take(in, ',')) {
        as_error(a, at, "a name and a size are needed here");
        return;
    }
    if (!expr_read_count(a, in, a->options->max_bytes, &size))
        return;
    u32 align = natural_align(size);
    if (lex_take(in, ',') && !read_alignment(a, in, false, &align))
        return;
    if (as_expect_end(a, in))
        define_common(a, name, size, align, local != 0);
}
