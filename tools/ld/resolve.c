/* SPDX-License-Identifier: MIT
 *
 * Global names: who defines them. A strong definition wins over common and
 * weak ones; two strong ones are an error that names both objects.
 */
#include "state.h"

#include <util/nearest.h>

#include <stdio.h>
#include <stdlib.h>

enum {
    SUGGESTIONS_MAX = 20, /* each looks at all names */
    NAMES_BYTES_MAX = 1 << 28
};

u32 text_hash(const char *text)
{
    u32 h = 2166136261u;
    for (; *text; text++)
        h = (h ^ (u8)*text) * 16777619u;
    return h;
}

static u32 slot_of(struct name *const *names, u32 room, const char *text)
{
    u32 k = text_hash(text) & (room - 1);
    while (names[k] && strcmp(names[k]->text, text) != 0)
        k = (k + 1) & (room - 1);
    return k;
}

static bool names_grow(struct ld *l)
{
    u32 room = l->names_room ? l->names_room * 2 : 1024;
    struct name **wider = ld_take(l, room * sizeof(*wider));
    if (!wider)
        return false;
    for (u32 k = 0; k < l->names_room; k++) {
        if (l->names[k])
            wider[slot_of(wider, room, l->names[k]->text)] = l->names[k];
    }
    free(l->names);
    l->names = wider;
    l->names_room = room;
    return true;
}

struct name *name_get(struct ld *l, const char *text)
{
    l->names_bytes += strlen(text);
    if (l->names_bytes > NAMES_BYTES_MAX) {
        ld_error(l, "the names of the symbols are longer than %d bytes in all",
                 NAMES_BYTES_MAX);
        return NULL;
    }
    if (l->names_count * 2 >= l->names_room && !names_grow(l))
        return NULL;
    u32 k = slot_of(l->names, l->names_room, text);
    if (l->names[k])
        return l->names[k];
    struct name *n = ld_take(l, sizeof(*n));
    if (!n)
        return NULL;
    n->text = text;
    l->names[k] = n;
    l->names_count++;
    *l->name_tail = n;
    l->name_tail = &n->next;
    return n;
}

static void define(struct name *n, struct object *o, u32 symbol, bool weak)
{
    const struct elf_symbol *s = &o->elf.symbol[symbol];
    n->kind = NAME_DEFINED;
    n->weak = weak;
    n->object = o;
    n->symbol = symbol;
    n->size = s->size;
}

static void common(struct name *n, struct object *o, const struct elf_symbol *s,
                   u32 symbol)
{
    if ((n->kind == NAME_DEFINED && !n->weak) || n->kind == NAME_NUMBER)
        return;
    if (n->kind != NAME_COMMON) {
        n->kind = NAME_COMMON;
        n->size = n->align = 0;
        n->object = o;
        n->symbol = symbol;
    }
    n->size = s->size > n->size ? s->size : n->size;
    n->align = s->value > n->align ? s->value : n->align;
}

/* "a.o(.text+0x8)". */
static const char *place_of(char *out, size_t room, const struct object *o,
                            u32 symbol)
{
    const struct elf_symbol *s = &o->elf.symbol[symbol];
    if (s->section < o->elf.section_count)
        snprintf(out, room, "%s(%s+0x%X)", o->name,
                 o->elf.section[s->section].name, s->value);
    else
        snprintf(out, room, "%s", o->name);
    return out;
}

static bool report_again(struct ld *l, const struct object *o, u32 symbol,
                         const struct name *n)
{
    char here[600], there[600];
    place_of(here, sizeof(here), o, symbol);
    if (n->kind == NAME_NUMBER)
        return ld_error(l, "%s: '%s' is defined already by --defsym", here,
                        n->text);
    return ld_error(l, "%s: '%s' is defined already in %s", here, n->text,
                    place_of(there, sizeof(there), n->object, n->symbol));
}

static bool resolve_symbol(struct ld *l, struct object *o, u32 symbol)
{
    const struct elf_symbol *s = &o->elf.symbol[symbol];
    struct name *n = name_get(l, s->name);
    bool weak = s->bind == ELF_STB_WEAK;
    if (!n)
        return false;
    o->global[symbol] = n;
    if (s->section == ELF_SHN_UNDEF) {
        n->wanted |= !weak;
        n->object = n->object ? n->object : o;
    } else if (s->section == ELF_SHN_COMMON) {
        common(n, o, s, symbol);
    } else if (!weak && ((n->kind == NAME_DEFINED && !n->weak) ||
                         n->kind == NAME_NUMBER)) {
        report_again(l, o, symbol, n);
    } else if (n->kind == NAME_UNDEFINED ||
               (n->kind == NAME_DEFINED && n->weak && !weak) ||
               (n->kind == NAME_COMMON && !weak)) {
        define(n, o, symbol, weak);
    }
    return true;
}

bool resolve_object(struct ld *l, struct object *o)
{
    for (u32 k = 1; k < o->elf.symbol_count; k++) {
        const struct elf_symbol *s = &o->elf.symbol[k];
        if (s->bind != ELF_STB_LOCAL && !resolve_symbol(l, o, k))
            return false;
        if (s->bind == ELF_STB_LOCAL && s->section == ELF_SHN_COMMON)
            return ld_error(l, "%s: symbol '%s' is local and common", o->name,
                            s->name);
    }
    return true;
}

void resolve_define(struct ld *l, const char *text, u32 value, bool weak)
{
    struct name *n = name_get(l, text);
    if (!n || (weak && n->kind != NAME_UNDEFINED))
        return;
    n->kind = NAME_NUMBER;
    n->weak = weak;
    n->value = value;
}

static const char *name_at(const void *list, size_t i)
{
    const struct name *const *next = list;
    (void)i;
    const struct name *n = *next;
    while (n && n->kind == NAME_UNDEFINED)
        n = n->next;
    if (!n)
        return NULL;
    *(const struct name **)list = n->next;
    return n->text;
}

/* Where an undefined name is used first. */
static void report(struct ld *l, struct object *o, const char *section,
                   u32 offset, struct name *n)
{
    const struct name *next = l->first_name;
    const char *near = NULL;
    if (l->result->errors < SUGGESTIONS_MAX)
        near = nearest(n->text, strlen(n->text), name_at, &next);
    n->reported = true;
    ld_error_always(l, "%s(%s+0x%X): undefined symbol '%s'%s%s%s", o->name,
                    section, offset, n->text, near ? "; did you mean '" : "",
                    near ? near : "", near ? "'?" : "");
}

static bool check_piece(struct ld *l, struct object *o, const struct piece *p)
{
    struct err e = {0};
    const char *section = o->elf.section[p->index].name;
    u32 count = p->rela ? elf_rela_count(&o->elf, p->rela) : 0;
    for (u32 k = 0; k < count; k++) {
        struct elf_rela r;
        if (!elf_rela_get(&o->elf, p->rela, k, &r, &e))
            return ld_error(l, "%s", e.text);
        struct name *n = o->global[r.symbol];
        bool weak = n && o->elf.symbol[r.symbol].bind == ELF_STB_WEAK;
        if (n && n->kind == NAME_UNDEFINED && !weak && !n->reported)
            report(l, o, section, r.offset, n);
    }
    return true;
}

bool resolve_check(struct ld *l)
{
    for (u32 k = 0; k < l->object_count; k++) {
        struct object *o = l->object[k];
        for (u32 s = 0; s < o->elf.section_count; s++) {
            if (o->piece[s].kept && !check_piece(l, o, &o->piece[s]))
                return false;
        }
    }
    for (u32 k = 0; k < l->options->undefined_count; k++) {
        const struct name *n = name_get(l, l->options->undefined[k]);
        if (n && n->kind == NAME_UNDEFINED)
            ld_error(l, "-u: undefined symbol '%s'", n->text);
    }
    return !l->failed;
}

u32 name_address(const struct name *n)
{
    if (n->kind == NAME_NUMBER || n->kind == NAME_COMMON)
        return n->value;
    if (n->kind == NAME_UNDEFINED)
        return 0;
    const struct elf_symbol *s = &n->object->elf.symbol[n->symbol];
    if (s->section == ELF_SHN_ABS)
        return s->value;
    return n->object->piece[s->section].address + s->value;
}

u32 resolve_address(const struct ld *l, const struct object *o, u32 symbol)
{
    const struct elf_symbol *s = &o->elf.symbol[symbol];
    (void)l;
    if (o->global[symbol])
        return name_address(o->global[symbol]);
    if (s->section == ELF_SHN_ABS || s->section == ELF_SHN_UNDEF)
        return s->value;
    return o->piece[s->section].address + s->value;
}
