/* SPDX-License-Identifier: MIT
 *
 * Relocatable objects. An address in a section is that section and an addend;
 * an address that only the linker knows is its symbol and an addend. Labels
 * that begin with .L, and numbered ones, do not leave the assembler.
 */
#include "elf.h"

#include "expr.h"
#include "section.h"
#include "symbol.h"

#include <format/elf.h>

#include <stdlib.h>

bool reloc_append(struct as *a, struct section *s, struct reloc r)
{
    if (s->reloc_count == s->reloc_room) {
        u32 room = s->reloc_room ? s->reloc_room * 2 : 64;
        struct reloc *wider = realloc(s->reloc, room * sizeof(*wider));
        if (!wider)
            return as_out_of_memory(a);
        s->reloc = wider;
        s->reloc_room = room;
    }
    s->reloc[s->reloc_count++] = r;
    return true;
}

enum { ALIASES_MAX = 100 }; /* of aliases */

static bool reloc_add(struct as *a, struct reloc r)
{
    struct section *s = a->section;
    r.offset = (u32)s->size;
    if (!reloc_append(a, s, r))
        return false;
    if (r.section->symbol)
        r.section->symbol->referenced = true;
    if (s->flags & SECTION_NOBITS)
        return as_error(a, NULL, "section %s holds nothing but zeros", s->name);
    return true;
}

bool reloc_value(struct as *a, const struct value *v, u32 width)
{
    static const u8 types[9] = {[1] = ELF_R_ABS8,
                                [2] = ELF_R_ABS16,
                                [4] = ELF_R_ABS32,
                                [8] = ELF_R_ABS32}; /* the rest is zero */
    if (types[width] == 0)
        return as_error(a, NULL, "an address takes 1, 2, 4 or 8 bytes, not %u",
                        width);
    return reloc_add(a, (struct reloc){.type = types[width],
                                       .section = v->section,
                                       .addend = v->number});
}

bool reloc_insn(struct as *a, const struct value *v, bool relative, u32 *imm)
{
    if (relative && v->section == a->section) {
        *imm = (u32)(v->number - (i64)a->section->size);
        return true;
    }
    *imm = 0;
    return reloc_add(
        a, (struct reloc){.type = relative ? ELF_R_PCREL32 : ELF_R_ABS32,
                          .section = v->section,
                          .addend = v->number});
}

/* Directives about symbols */

static struct symbol *named(struct as *a, struct cursor *in)
{
    struct cursor name;
    return symbol_word(a, in, &name) ? symbol_get(a, name) : NULL;
}

/* .type name, @function; %function, STT_FUNC and "function" as well. */
void elf_type(struct as *a, struct cursor *in, u32 argument)
{
    (void)argument;
    struct symbol *s = named(a, in);
    if (!s)
        return;
    lex_take(in, ',');
    char mark = lex_peek(in);
    if (mark == '@' || mark == '%' || mark == '"')
        in->p++;
    struct cursor type = lex_word(in);
    if (lex_equals(type, "function") || lex_equals(type, "STT_FUNC"))
        s->type = ELF_STT_FUNC;
    else if (lex_equals(type, "object") || lex_equals(type, "STT_OBJECT"))
        s->type = ELF_STT_OBJECT;
}

void elf_size(struct as *a, struct cursor *in, u32 argument)
{
    (void)argument;
    struct value v;
    struct symbol *s = a->options->elf ? named(a, in) : NULL;
    if (!s)
        return;
    if (!lex_take(in, ',')) {
        as_error(a, in->p, "a comma and a size are needed here");
    } else if (expr_read(a, in, &v) && as_expect_end(a, in)) {
        s->size = v;
        s->has_size = true;
    }
}

void elf_hidden(struct as *a, struct cursor *in, u32 argument)
{
    (void)argument;
    do {
        struct symbol *s = named(a, in);
        if (!s)
            return;
        s->hidden = true;
    } while (lex_take(in, ','));
    as_expect_end(a, in);
}

/* Writing */

static u32 flags_of(const struct section *s)
{
    return (s->flags & SECTION_ALLOC ? ELF_SHF_ALLOC : 0u) |
           (s->flags & SECTION_WRITE ? ELF_SHF_WRITE : 0u) |
           (s->flags & SECTION_EXEC ? ELF_SHF_EXEC : 0u) |
           (s->flags & SECTION_RETAIN ? ELF_SHF_RETAIN : 0u);
}

static u32 type_of(const struct section *s)
{
    if (s->flags & SECTION_NOBITS)
        return ELF_SHT_NOBITS;
    if (strncmp(s->name, ".init_array", 11) == 0)
        return ELF_SHT_INIT_ARRAY;
    if (strncmp(s->name, ".fini_array", 11) == 0)
        return ELF_SHT_FINI_ARRAY;
    return ELF_SHT_PROGBITS;
}

static void add_section(struct elf_out *out, struct section *s)
{
    struct elf_section e = {.name = s->name,
                            .type = type_of(s),
                            .flags = flags_of(s),
                            .size = (u32)s->size,
                            .align = s->align};
    s->index = elf_out_section(out, &e, s->bytes.data);
}

/* Each section has a symbol without name, for what is local in it. */
static void add_section_symbol(struct elf_out *out, struct section *s,
                               u32 *symbol)
{
    struct elf_symbol e = {.name = "",
                           .bind = ELF_STB_LOCAL,
                           .type = ELF_STT_SECTION,
                           .section = (u16)s->index};
    *symbol = elf_out_symbol(out, &e);
}

/* Never leaves the assembler unless a relocation needs it. */
static bool is_private(const struct symbol *s)
{
    return strncmp(s->name, ".L", 2) == 0 || symbol_is_numbered(s);
}

static bool is_common(const struct symbol *s)
{
    return s->kind == SYMBOL_COMMON && !s->local;
}

static u8 bind_of(const struct symbol *s)
{
    bool defined = s->kind != SYMBOL_NONE && !is_common(s);
    if (s->weak)
        return ELF_STB_WEAK;
    return s->global || !defined ? ELF_STB_GLOBAL : ELF_STB_LOCAL;
}

/* Stands for a name that is, or may be, defined elsewhere. */
static bool is_alias_outside(const struct symbol *s)
{
    return s->kind == SYMBOL_ASSIGNED && s->value.section &&
           s->value.section->symbol;
}

static bool is_shown(const struct symbol *s)
{
    if (is_private(s) && !s->referenced)
        return false;
    switch (s->kind) {
    case SYMBOL_LABEL:
    case SYMBOL_COMMON:
        return true;
    case SYMBOL_ASSIGNED: /* numbers and such are for this source only */
        return (s->value.section && !is_alias_outside(s)) || s->global ||
               s->weak;
    case SYMBOL_NONE:
        return s->referenced;
    default:
        return false;
    }
}

static void add_symbol(struct elf_out *out, struct symbol *s)
{
    struct elf_symbol e = {.name = s->name,
                           .bind = bind_of(s),
                           .type = s->type,
                           .visibility = s->hidden ? ELF_STV_HIDDEN : 0};
    if (s->has_size)
        e.size = (u32)value_absolute(&s->size);
    if (s->kind == SYMBOL_COMMON) {
        e.size = s->common_size;
        e.type = ELF_STT_OBJECT;
    }
    if (is_common(s)) {
        e.section = ELF_SHN_COMMON;
        e.value = s->common_align;
    } else if (s->kind == SYMBOL_NONE) {
        e.section = ELF_SHN_UNDEF;
    } else {
        const struct section *in = s->value.section;
        e.section = in && !in->symbol ? (u16)in->index : ELF_SHN_ABS;
        e.value = (u32)s->value.number;
    }
    s->index = elf_out_symbol(out, &e);
}

/* Index of the symbol that a relocation is against. */
static u32 target_of(const struct reloc *r, const u32 *section_symbol)
{
    const struct symbol *s = r->section->symbol;
    return s ? s->index : section_symbol[r->section->index];
}

static void add_relocs(struct elf_out *out, const struct section *s,
                       const u32 *section_symbol)
{
    for (u32 k = 0; k < s->reloc_count; k++) {
        const struct reloc *r = &s->reloc[k];
        struct elf_rela e = {.offset = r->offset,
                             .type = r->type,
                             .symbol = target_of(r, section_symbol),
                             .addend = (i32)r->addend};
        elf_out_rela(out, s->index, &e);
    }
}

/* Aliases of weak names are where those are. */
static void settle_alias(struct symbol *s)
{
    for (u32 depth = 0; depth < ALIASES_MAX && is_alias_outside(s); depth++) {
        const struct symbol *to = s->value.section->symbol;
        if (to->kind != SYMBOL_LABEL && to->kind != SYMBOL_ASSIGNED)
            return;
        s->value.number += to->value.number;
        s->value.section = to->value.section;
    }
}

/* An alias of a name that another file defines cannot be written. */
static bool settle_aliases(struct as *a)
{
    for (struct symbol *s = a->symbols; s; s = s->next)
        settle_alias(s);
    for (const struct symbol *s = a->symbols; s; s = s->next) {
        if (is_shown(s) && is_alias_outside(s)) {
            a->line = (struct line){.file = s->file, .number = s->line};
            return as_error(a, NULL,
                            "'%s' is an alias of '%s', which is not defined "
                            "here",
                            s->name, s->value.section->symbol->name);
        }
    }
    return true;
}

static void add_symbols(struct as *a, struct elf_out *out, bool local)
{
    for (struct symbol *s = a->symbols; s; s = s->next) {
        if (is_shown(s) && (bind_of(s) == ELF_STB_LOCAL) == local)
            add_symbol(out, s);
    }
}

static bool write_all(struct as *a, struct elf_out *out, u32 *section_symbol)
{
    struct err e = {0};
    for (struct section *s = a->sections; s; s = s->next)
        add_section(out, s);
    for (struct section *s = a->sections; s; s = s->next)
        add_section_symbol(out, s, &section_symbol[s->index]);
    add_symbols(a, out, true);
    add_symbols(a, out, false);
    for (struct section *s = a->sections; s; s = s->next)
        add_relocs(out, s, section_symbol);
    return elf_write(out, ELF_TYPE_REL, 0, &a->result->image, &e) ||
           as_fatal(a, NULL, "%s", e.text);
}

void elf_output(struct as *a)
{
    struct section debug[DEBUG_SECTIONS];
    struct elf_out *out = elf_out_new();
    u32 *section_symbol =
        calloc(a->section_count + 1 + DEBUG_SECTIONS, sizeof(*section_symbol));
    if (!out || !section_symbol)
        as_out_of_memory(a);
    else if (settle_aliases(a)) {
        if (debug_make(a, debug))
            write_all(a, out, section_symbol);
        debug_free(a, debug);
    }
    if (out)
        elf_out_free(out);
    free(section_symbol);
}
