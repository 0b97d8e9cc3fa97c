/* SPDX-License-Identifier: MIT
 *
 * Symbols live through all passes; a pass redefines each. A use before the
 * definition gets the value of the pass before, and the passes end when two
 * in a row agree on every symbol. Local labels are symbols whose names no
 * source can write: "7\1" counts the definitions of 7 in this pass and
 * "7\1" "3" is the third of them.
 */
#include "symbol.h"

#include "directive.h"
#include "section.h"

#include <lamp/board.h>
#include <lamp/dev/fb.h>
#include <util/nearest.h>

#include <inttypes.h>
#include <stdio.h>

/* The names of board.def and of the machine that a source may use. */
static const struct given {
    const char *name;
    u32 value;
} givens[] = {
#define BOARD_RANGE(name, kind, base, size, device, meaning) \
    {#name "_BASE", base}, {#name "_SIZE", size},
#include <lamp/board.def>
#define BOARD_PORT(name, number, device, meaning) {"PORT_" #name, number},
#include <lamp/board.def>
#define BOARD_VECTOR(name, number, meaning) {"INT_" #name, number},
#include <lamp/board.def>
    {"PROGRAM_BASE", PROGRAM_BASE},
    {"FB_WIDTH", FB_WIDTH},
    {"FB_HEIGHT", FB_HEIGHT},
    {"FB_BPP", FB_BPP},
};

struct symbol *symbol_find(const struct as *a, struct cursor name)
{
    return names_find(&a->symbol_names, name.p, cursor_size(name));
}

struct symbol *symbol_get(struct as *a, struct cursor name)
{
    struct symbol *s = symbol_find(a, name);
    if (s)
        return s;
    s = pool_take(&a->memory, sizeof(*s));
    if (s) {
        s->length = (u32)cursor_size(name);
        s->name = pool_copy(&a->memory, name.p, s->length);
    }
    if (!s || !s->name || !names_add(&a->symbol_names, s->name, s->length, s)) {
        as_out_of_memory(a);
        return NULL;
    }
    *a->symbols_tail = s;
    a->symbols_tail = &s->next;
    return s;
}

/* The text between quotes: as it stands, for messages to point there, or a
 * decoded copy. */
static bool quoted_word(struct as *a, struct cursor *in, struct cursor *name)
{
    const char *at = in->p + 1;
    struct buf text = {0};
    bool ok = data_name(a, in, &text);
    *name = (struct cursor){at, in->p - 1};
    if (ok && memchr(at, '\\', cursor_size(*name))) {
        name->p = pool_copy(&a->pass_memory, (char *)text.data, text.size);
        ok = name->p || as_out_of_memory(a);
        name->end = name->p + (ok ? text.size : 0);
    }
    buf_free(&text);
    return ok;
}

bool symbol_word(struct as *a, struct cursor *in, struct cursor *name)
{
    if (lex_peek(in) == '"')
        return quoted_word(a, in, name);
    *name = lex_word(in);
    if (cursor_size(*name) == 0)
        return as_error(a, in->p, "a name is missing here");
    return lex_register(*name) == REGISTER_NONE ||
           as_error(a, name->p, "'%.*s' is the name of a register",
                    as_word_size(*name), name->p);
}

bool symbol_is_numbered(const struct symbol *s)
{
    return strchr(s->name, '\1') != NULL;
}

static void define(struct as *a, struct symbol *s, enum symbol_kind kind,
                   const struct value *v)
{
    s->kind = kind;
    s->value = *v;
    s->value.forward = false;
    s->pass = a->pass;
    s->file = a->line.file;
    s->line = a->line.number;
}

static bool is_defined_now(const struct as *a, const struct symbol *s)
{
    return s->pass == a->pass && s->kind != SYMBOL_NONE &&
           s->kind != SYMBOL_GIVEN;
}

static bool may_define(struct as *a, struct symbol *s, struct cursor name,
                       enum symbol_kind kind)
{
    if (lex_equals(name, "."))
        return as_error(a, name.p, "'.' moves with .org or .space");
    bool again = kind == SYMBOL_ASSIGNED && s->kind == SYMBOL_ASSIGNED;
    if (!is_defined_now(a, s) || again)
        return true;
    as_error(a, name.p, "'%.*s' is defined already", as_word_size(name),
             name.p);
    if (a->errors <= AS_ERRORS_MAX)
        as_note(a, s->file, s->line, "the first definition");
    return false;
}

static struct value here(const struct as *a)
{
    return (struct value){
        .number = (i64)a->section->size,
        .section = a->section,
        .address = true,
        .resolved = true,
    };
}

void symbol_label(struct as *a, struct cursor name)
{
    struct symbol *s = symbol_get(a, name);
    struct value v = here(a);
    if (s && may_define(a, s, name, SYMBOL_LABEL))
        define(a, s, SYMBOL_LABEL, &v);
}

void symbol_assign(struct as *a, struct cursor name, const struct value *v)
{
    struct symbol *s = symbol_get(a, name);
    if (s && may_define(a, s, name, SYMBOL_ASSIGNED))
        define(a, s, SYMBOL_ASSIGNED, v);
}

/* The symbol that counts the definitions of a local label in this pass. */
static struct symbol *local_counter(struct as *a, u32 number)
{
    char text[16];
    int n = snprintf(text, sizeof(text), "%" PRIu32 "\1", number);
    struct symbol *s = symbol_get(a, (struct cursor){text, text + n});
    if (s && s->pass != a->pass) {
        s->pass = a->pass;
        s->value = value_of_number(0);
    }
    return s;
}

static struct symbol *local_get(struct as *a, u32 number, i64 which)
{
    char text[40];
    int n =
        snprintf(text, sizeof(text), "%" PRIu32 "\1%" PRId64, number, which);
    return symbol_get(a, (struct cursor){text, text + n});
}

void symbol_local_label(struct as *a, u32 number)
{
    struct symbol *counter = local_counter(a, number);
    if (!counter)
        return;
    struct symbol *s = local_get(a, number, ++counter->value.number);
    struct value v = here(a);
    if (s)
        define(a, s, SYMBOL_LABEL, &v);
}

static struct value unknown(void)
{
    return (struct value){.address = true};
}

struct value symbol_local_value(struct as *a, const char *at, u32 number,
                                bool back)
{
    struct symbol *counter = local_counter(a, number);
    if (!counter)
        return unknown();
    i64 which = counter->value.number + (back ? 0 : 1);
    struct symbol *s = which > 0 ? local_get(a, number, which) : NULL;
    if (!s || s->kind != SYMBOL_LABEL) {
        if (back || a->pass > 1)
            as_error(a, at, "there is no label %" PRIu32 ": %s here", number,
                     back ? "above" : "below");
        return unknown();
    }
    struct value v = s->value;
    v.forward = s->pass != a->pass;
    return v;
}

static const char *symbol_name_at(const void *list, size_t i)
{
    const struct symbol *const *next = list;
    (void)i;
    const struct symbol *s = *next;
    while (s && (s->kind == SYMBOL_NONE || symbol_is_numbered(s)))
        s = s->next;
    if (!s)
        return NULL;
    *(const struct symbol **)list = s->next;
    return s->name;
}

static void report_undefined(struct as *a, struct cursor name,
                             const struct symbol *s)
{
    if (a->errors >= AS_ERRORS_MAX) {
        a->errors++;
        return;
    }
    const struct symbol *next = a->symbols;
    const char *near =
        nearest(name.p, cursor_size(name), symbol_name_at, &next);
    int n = as_word_size(name);
    if (s && s->external)
        as_error(a, name.p,
                 "'%.*s' is declared but not defined; a flat image must hold "
                 "all it uses",
                 n, name.p);
    else if (near)
        as_error(a, name.p, "undefined symbol '%.*s'; did you mean '%s'?", n,
                 name.p, near);
    else
        as_error(a, name.p, "undefined symbol '%.*s'", n, name.p);
}

/* The linker may choose another definition, or has the only one. */
static bool is_resolved_here(const struct symbol *s)
{
    return s && s->kind != SYMBOL_NONE &&
           !(s->kind == SYMBOL_COMMON && !s->local) &&
           !(s->weak && s->kind != SYMBOL_GIVEN);
}

static struct value outside_value(struct as *a, struct cursor name)
{
    struct symbol *s = symbol_get(a, name);
    if (s && !s->outside) {
        s->outside = pool_take(&a->memory, sizeof(*s->outside));
        if (!s->outside) {
            as_out_of_memory(a);
            return unknown();
        }
        s->outside->name = s->name;
        s->outside->symbol = s;
    }
    if (!s)
        return unknown();
    return (struct value){.section = s->outside,
                          .address = true,
                          .resolved = true,
                          .forward = s->kind == SYMBOL_NONE};
}

struct value symbol_value(struct as *a, struct cursor name)
{
    const struct symbol *s = symbol_find(a, name);
    if (a->options->elf && !is_resolved_here(s))
        return outside_value(a, name);
    if (!s || s->kind == SYMBOL_NONE) {
        if (s && s->weak)
            return value_of_number(0);
        /* In the first pass it may still come. */
        if (a->pass > 1)
            report_undefined(a, name, s);
        return unknown();
    }
    struct value v = s->value;
    v.forward = s->kind != SYMBOL_GIVEN && s->pass != a->pass;
    if (!v.resolved && a->pass > 1)
        as_error(a, name.p,
                 "'%.*s' has no value: it depends on itself or on "
                 "an undefined symbol",
                 as_word_size(name), name.p);
    return v;
}

bool symbol_is_known(const struct as *a, struct cursor name)
{
    const struct symbol *s = symbol_find(a, name);
    return s && (s->given || is_defined_now(a, s));
}

static bool give(struct as *a, struct cursor name, i64 number)
{
    struct symbol *s = symbol_get(a, name);
    if (!s)
        return false;
    s->kind = SYMBOL_GIVEN;
    s->given = true;
    s->value = value_of_number(number);
    return true;
}

static struct cursor cursor_of(const char *text)
{
    return (struct cursor){text, text + strlen(text)};
}

static bool is_name(struct cursor name)
{
    struct cursor rest = name;
    struct cursor word = lex_word(&rest);
    return cursor_size(name) > 0 && word.p == name.p && word.end == name.end &&
           lex_register(name) == REGISTER_NONE && !lex_equals(name, ".");
}

/* One -D. Its value is a number or an expression of earlier names. */
static void define_option(struct as *a, const char *text)
{
    a->line.file = "-D";
    a->line.number = 1;
    struct cursor in = cursor_of(text), name = in;
    a->line.text = a->line.original = in.p;
    a->line.end = in.end;
    const char *equals = strchr(text, '=');
    if (equals)
        name.end = equals;
    if (!is_name(name)) {
        as_error(a, text, "-D needs NAME or NAME=VALUE");
        return;
    }
    u32 number = 1;
    if (equals) {
        struct value v;
        in.p = equals + 1;
        if (!expr_read(a, &in, &v) || !as_expect_end(a, &in) ||
            !value_check(a, equals + 1, &v, &number))
            return;
        if (!v.resolved) {
            as_error(a, equals + 1, "the value is not known");
            return;
        }
        give(a, name, v.number);
        return;
    }
    give(a, name, number);
}

void symbols_init(struct as *a)
{
    a->symbols_tail = &a->symbols;
    for (size_t i = 0; i < ARRAY_LEN(givens); i++) {
        if (!give(a, cursor_of(givens[i].name), givens[i].value))
            return;
    }
    for (u32 i = 0; i < a->options->define_count; i++)
        define_option(a, a->options->defines[i]);
}

void symbols_start_pass(struct as *a)
{
    for (struct symbol *s = a->symbols; s; s = s->next)
        s->old = s->value;
}

/* A name defined in the last pass and not in this one would keep its value:
 * it becomes undefined, which counts as a move. */
bool symbols_settled(const struct as *a)
{
    bool settled = true;
    for (struct symbol *s = a->symbols; s; s = s->next) {
        if (s->kind == SYMBOL_NONE || s->kind == SYMBOL_GIVEN)
            continue;
        if (s->pass != a->pass) {
            s->kind = SYMBOL_NONE;
            settled = false;
        }
        const struct value *v = &s->value, *old = &s->old;
        if (v->number != old->number || v->section != old->section ||
            v->resolved != old->resolved)
            settled = false;
    }
    return settled;
}

void symbols_place_commons(struct as *a)
{
    struct section *bss = section_get(a, cursor_of(".bss"));
    for (struct symbol *s = a->symbols; s && bss; s = s->next) {
        if (s->kind != SYMBOL_COMMON || s->pass != a->pass ||
            (a->options->elf && !s->local))
            continue;
        section_switch(a, bss);
        align_to(a, s->common_align);
        s->value = here(a);
        emit_fill(a, s->common_size, 0);
    }
}
