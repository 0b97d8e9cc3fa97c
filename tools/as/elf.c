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

static bool reloc_add(struct as *a, struct reloc r)
{
    struct section *s = a->section;
    if (s->reloc_count == s->reloc_room) {
        u32 room = s->reloc_room ? s->reloc_room * 2 : 64;
        struct reloc *wider = realloc(s->reloc, room * sizeof(*wider));
        if (!wider)
            return as_out_of_memory(a);
        s->reloc = wider;
        s->reloc_room = room;
    }
    r.offset = (u32)s->size;
    s->reloc[s->reloc_count++] = r;
    if (r.section->symbol)
        r.section->symbol->referenced = true;
    if (s->flags & SECTION_NOBITS)
        return as_error(a, NULL, "section %s holds nothing but zeros", s->name);
    return true;
}

bool reloc_value(struct as *a, const struct value *v, u32 width)
{
    static const u8 types[] = {0, ELF_R_ABS8, ELF_R_ABS16, 0, ELF_R_ABS32};
    if (width > 4 || types[width] == 0)
        return as_error(a, NULL, "an address fits in 1, 2 or 4 bytes, not %u",
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
    struct cursor name = lex_word(in);
    if (cursor_size(name) == 0) {
        as_error(a, in->p, "a name is missing here");
        return NULL;
    }
    return symbol_get(a, name);
}

/* .type name, @function; %function, STT_FUNC and "function" as well. */
void elf_type(struct as *a, struct cursor *in, u32 argument)
{
    (void)argument;
    struct symbol *s = named(a, in);
    if (!s)
        return;
    lex_take(in, ',');
    bool mark = lex_take(in, '@') || lex_take(in, '%') || lex_take(in, '"');
    struct cursor type = lex_word(in);
    if (lex_equals(type, "function") || lex_equals(type, "STT_FUNC"))
        s->type = ELF_STT_FUNC;
    else if (lex_equals(type, "object") || lex_equals(type, "STT_OBJECT"))
        s->type = ELF_STT_OBJECT;
    (void)mark;
}

void elf_size(struct as *a, struct cursor *in, u32 argument)
{
    (void)argument;
    struct symbol *s = named(a, in);
    struct value v;
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

static bool is_written(const struct section *s)
{
    return s->size > 0 || s->reloc_count > 0;
}

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

static bool is_local_name(const char *name)
{
    return strncmp(name, ".L", 2) == 0 || strchr(name, ':') != NULL;
}

static u8 bind_of(const struct symbol *s)
{
    bool defined = s->kind == SYMBOL_LABEL || s->kind == SYMBOL_ASSIGNED;
    if (s->weak)
        return ELF_STB_WEAK;
    return s->global || !defined ? ELF_STB_GLOBAL : ELF_STB_LOCAL;
}

static bool is_shown(const struct symbol *s)
{
    if (is_local_name(s->name) && !s->referenced)
        return false;
    switch (s->kind) {
    case SYMBOL_LABEL:
    case SYMBOL_COMMON:
        return true;
    case SYMBOL_ASSIGNED: /* plain numbers are for this source only */
        return s->value.section || s->global || s->weak;
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
        e.section = ELF_SHN_COMMON;
        e.value = s->common_align;
        e.size = s->common_size;
        e.type = ELF_STT_OBJECT;
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

/* An alias of a name that another file defines cannot be written. */
static bool check_aliases(struct as *a)
{
    for (const struct symbol *s = a->symbols; s; s = s->next) {
        if (s->kind == SYMBOL_ASSIGNED && is_shown(s) && s->value.section &&
            s->value.section->symbol &&
            s->value.section->symbol->kind != SYMBOL_LABEL) {
            a->line = (struct line){.file = s->file, .number = s->line};
            return as_error(a, NULL,
                            "'%s' is an alias of '%s', which is not defined "
                            "here",
                            s->name, s->value.section->symbol->name);
        }
    }
    return true;
}

/* Aliases of weak labels are where those are. */
static void settle_aliases(struct as *a)
{
    for (struct symbol *s = a->symbols; s; s = s->next) {
        struct section *in = s->value.section;
        if (s->kind == SYMBOL_ASSIGNED && in && in->symbol &&
            in->symbol->kind == SYMBOL_LABEL) {
            s->value.number += in->symbol->value.number;
            s->value.section = in->symbol->value.section;
        }
    }
}

static void write_all(struct as *a, struct elf_out *out, struct section *debug,
                      u32 *section_symbol)
{
    struct err e = {0};
    for (struct section *s = a->sections; s; s = s->next) {
        s->index = 0;
        add_section(out, s);
    }
    if (debug)
        add_section(out, debug);
    for (struct section *s = a->sections; s; s = s->next)
        add_section_symbol(out, s, &section_symbol[s->index]);
    for (struct symbol *s = a->symbols; s; s = s->next) {
        if (is_shown(s) && bind_of(s) == ELF_STB_LOCAL)
            add_symbol(out, s);
    }
    for (struct symbol *s = a->symbols; s; s = s->next) {
        if (is_shown(s) && bind_of(s) != ELF_STB_LOCAL)
            add_symbol(out, s);
    }
    for (struct section *s = a->sections; s; s = s->next)
        add_relocs(out, s, section_symbol);
    if (debug)
        add_relocs(out, debug, section_symbol);
    if (!elf_write(out, ELF_TYPE_REL, 0, &a->result->image, &e))
        as_fatal(a, NULL, "%s", e.text);
}

void elf_output(struct as *a)
{
    struct section debug = {.name = ".debug_line", .align = 1};
    struct elf_out *out = elf_out_new();
    u32 *section_symbol = calloc(a->section_count + 3, sizeof(*section_symbol));
    bool ok = out && section_symbol;
    if (!ok)
        as_out_of_memory(a);
    ok = ok && check_aliases(a);
    if (ok) {
        settle_aliases(a);
        ok = line_section(a, &debug.bytes, &debug);
        debug.size = debug.bytes.size;
        if (ok)
            write_all(a, out, debug.size ? &debug : NULL, section_symbol);
    }
    if (out)
        elf_out_free(out);
    free(section_symbol);
    buf_free(&debug.bytes);
    free(debug.reloc);
    (void)is_written;
}
