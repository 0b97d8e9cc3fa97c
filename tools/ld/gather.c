/* SPDX-License-Identifier: MIT
 *
 * Makes the sections of the program out of the pieces that are kept: those of
 * one name together, in the order of the inputs, starters by priority, the
 * piece with the entry before all. No addresses yet.
 */
#include "state.h"

#include <lamp/isa.h>

#include <stdlib.h>

const char *const segment_names[SEGMENT_COUNT] = {
    "code", "read-only data", "data", "zeros", "debug information"};

/* ".text.main" is a part of .text, and so on. */
static const char *output_name(const char *section)
{
    static const char *const names[] = {".text", ".rodata",     ".data",
                                        ".bss",  ".init_array", ".fini_array"};
    for (size_t k = 0; k < ARRAY_LEN(names); k++) {
        size_t n = strlen(names[k]);
        if (strncmp(section, names[k], n) == 0 &&
            (section[n] == '\0' || section[n] == '.'))
            return names[k];
    }
    return section;
}

static enum segment segment_of(const struct elf_section *s)
{
    if (!(s->flags & ELF_SHF_ALLOC))
        return SEGMENT_DEBUG;
    if (s->flags & ELF_SHF_EXEC)
        return SEGMENT_TEXT;
    if (s->type == ELF_SHT_NOBITS)
        return SEGMENT_BSS;
    return s->flags & ELF_SHF_WRITE ? SEGMENT_DATA : SEGMENT_RODATA;
}

/* The slot of a name in the table, or the free one where it belongs. */
static struct output **slot_of(struct output **table, u32 room,
                               const char *name)
{
    u32 k = text_hash(name) & (room - 1);
    while (table[k] && strcmp(table[k]->name, name) != 0)
        k = (k + 1) & (room - 1);
    return &table[k];
}

static bool outputs_grow(struct ld *l)
{
    u32 room = l->outputs_room ? l->outputs_room * 2 : 64;
    struct output **wider = ld_take(l, room * sizeof(struct output *));
    if (!wider)
        return false;
    for (struct output *o = l->output; o; o = o->next)
        *slot_of(wider, room, o->name) = o;
    free(l->outputs);
    l->outputs = wider;
    l->outputs_room = room;
    return true;
}

struct output *output_find(const struct ld *l, const char *name)
{
    return l->outputs_room ? *slot_of(l->outputs, l->outputs_room, name) : NULL;
}

static struct output *output_get(struct ld *l, const char *name,
                                 const struct elf_section *s)
{
    struct output *o = output_find(l, name);
    if (o)
        return o;
    if (l->outputs_count * 2 >= l->outputs_room && !outputs_grow(l))
        return NULL;
    o = ld_take(l, sizeof(*o));
    if (!o)
        return NULL;
    o->name = name;
    o->segment = segment_of(s);
    o->type = s->type;
    o->align = 1;
    o->tail = &o->first;
    *l->output_tail = o;
    l->output_tail = &o->next;
    *slot_of(l->outputs, l->outputs_room, name) = o;
    l->outputs_count++;
    return o;
}

/* Sections of one name go together when both are code, both are data of some
 * kind, or neither is in memory. */
static bool segment_join(struct output *o, enum segment other)
{
    if (o->segment == other)
        return true;
    bool special = o->segment == SEGMENT_TEXT || other == SEGMENT_TEXT ||
                   o->segment == SEGMENT_DEBUG || other == SEGMENT_DEBUG;
    o->segment = special ? o->segment : SEGMENT_DATA;
    return !special;
}

static bool piece_add(struct ld *l, struct piece *p)
{
    const struct elf_section *s = &p->object->elf.section[p->index];
    enum segment segment = segment_of(s);
    struct output *o = output_get(l, output_name(s->name), s);
    if (!o)
        return false;
    if (!segment_join(o, segment))
        return ld_error(l, "%s: section %s is %s here and %s elsewhere",
                        p->object->name, s->name, segment_names[segment],
                        segment_names[o->segment]);
    if (o->type == ELF_SHT_NOBITS)
        o->type = s->type;
    o->flags |= s->flags & (ELF_SHF_ALLOC | ELF_SHF_EXEC | ELF_SHF_WRITE);
    p->output = o;
    *o->tail = p;
    o->tail = &p->next;
    return true;
}

enum { PRIORITY_NONE = 65536 };

struct starter {
    struct piece *piece;
    u32 priority, order;
};

/* ".init_array.100" runs before ".init_array.65535", and that before
 * ".init_array". */
static u32 priority_of(const struct piece *p, const struct output *o)
{
    const char *text = p->object->elf.section[p->index].name + strlen(o->name);
    u32 n = 0;
    if (*text != '.' || text[1] == '\0')
        return PRIORITY_NONE;
    for (text++; *text >= '0' && *text <= '9' && n < PRIORITY_NONE; text++)
        n = n * 10 + (u32)(*text - '0');
    return *text == '\0' && n < PRIORITY_NONE ? n : PRIORITY_NONE;
}

static int compare_starters(const void *a, const void *b)
{
    const struct starter *x = a, *y = b;
    if (x->priority != y->priority)
        return x->priority < y->priority ? -1 : 1;
    return x->order < y->order ? -1 : x->order > y->order;
}

static bool sort_starters(struct ld *l, struct output *o)
{
    u32 n = 0;
    for (struct piece *p = o->first; p; p = p->next)
        n++;
    struct starter *at = ld_take(l, (n + 1) * sizeof(*at));
    if (!at)
        return false;
    n = 0;
    for (struct piece *p = o->first; p; p = p->next, n++)
        at[n] = (struct starter){p, priority_of(p, o), n};
    qsort(at, n, sizeof(*at), compare_starters);
    o->tail = &o->first;
    for (u32 k = 0; k < n; k++) {
        *o->tail = at[k].piece;
        o->tail = &at[k].piece->next;
    }
    *o->tail = NULL;
    free(at);
    return true;
}

const struct name *entry_name(struct ld *l)
{
    return name_get(l, l->options->entry ? l->options->entry : "_start");
}

static void piece_first(struct output *o, struct piece *p)
{
    struct piece **at = &o->first;
    while (*at != p)
        at = &(*at)->next;
    *at = p->next;
    if (!p->next)
        o->tail = at;
    p->next = o->first;
    if (!o->first)
        o->tail = &p->next;
    o->first = p;
}

static void output_first(struct ld *l, struct output *o)
{
    struct output **at = &l->output;
    while (*at != o)
        at = &(*at)->next;
    *at = o->next;
    if (!o->next)
        l->output_tail = at;
    o->next = l->output;
    if (!l->output)
        l->output_tail = &o->next;
    l->output = o;
}

/* The section with the entry is the first of the text, since a flat image
 * starts with its first instruction. */
static void entry_first(struct ld *l)
{
    const struct name *n = entry_name(l);
    if (n->kind != NAME_DEFINED)
        return;
    const struct elf_symbol *s = &n->object->elf.symbol[n->symbol];
    struct piece *p = s->section < n->object->elf.section_count
                          ? &n->object->piece[s->section]
                          : NULL;
    if (!p || !p->output)
        return;
    piece_first(p->output, p);
    output_first(l, p->output);
    l->stub = l->options->flat && s->value != 0 ? ISA_WORD_BYTES : 0;
}

static bool has_commons(const struct ld *l)
{
    for (const struct name *n = l->first_name; n; n = n->next) {
        if (n->kind == NAME_COMMON)
            return true;
    }
    return false;
}

static bool is_taken(const struct ld *l, const struct elf_section *s)
{
    bool debug = !(s->flags & ELF_SHF_ALLOC);
    return !debug ||
           !(l->options->flat || l->options->strip || l->options->strip_debug);
}

static bool object_gather(struct ld *l, struct object *o)
{
    for (u32 k = 1; k < o->elf.section_count; k++) {
        const struct elf_section *s = &o->elf.section[k];
        struct piece *p = &o->piece[k];
        if (p->kept && is_taken(l, s) && !piece_add(l, p))
            return false;
    }
    return true;
}

static bool commons_gather(struct ld *l)
{
    static const struct elf_section bss = {
        .type = ELF_SHT_NOBITS, .flags = ELF_SHF_ALLOC | ELF_SHF_WRITE};
    if (!has_commons(l))
        return true;
    struct output *o = output_get(l, ".bss", &bss);
    if (o)
        o->flags |= bss.flags;
    return o != NULL;
}

bool gather_all(struct ld *l)
{
    for (u32 k = 0; k < l->object_count; k++) {
        if (!object_gather(l, l->object[k]))
            return false;
    }
    if (!commons_gather(l))
        return false;
    for (struct output *o = l->output; o; o = o->next) {
        if ((o->type == ELF_SHT_INIT_ARRAY || o->type == ELF_SHT_FINI_ARRAY) &&
            !sort_starters(l, o))
            return false;
    }
    entry_first(l);
    return true;
}
