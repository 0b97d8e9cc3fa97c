/* SPDX-License-Identifier: MIT
 *
 * Gathers pieces into the sections of the program and gives addresses: text,
 * read-only data, data, then what is zero, each directly behind the other.
 * What would run into the framebuffer and the device windows is moved behind
 * them when it is zeros, and refused when it is not.
 */
#include "state.h"

#include <lamp/board.h>

#include <stdlib.h>

enum { WINDOWS_END = 0x00750000 };

/* ".text.main" is a part of .text, and so on. */
const char *place_output_name(const char *section)
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

static struct output *output_get(struct ld *l, const char *name,
                                 const struct elf_section *s)
{
    for (struct output *o = l->output; o; o = o->next) {
        if (strcmp(o->name, name) == 0)
            return o;
    }
    struct output *o = ld_take(l, sizeof(*o));
    if (!o)
        return NULL;
    o->name = name;
    o->segment = segment_of(s);
    o->type = s->type;
    o->align = 1;
    o->tail = &o->first;
    *l->output_tail = o;
    l->output_tail = &o->next;
    return o;
}

static bool piece_add(struct ld *l, struct piece *p)
{
    const struct elf_section *s = &p->object->elf.section[p->index];
    struct output *o = output_get(l, place_output_name(s->name), s);
    if (!o)
        return false;
    if (o->segment == SEGMENT_BSS && segment_of(s) == SEGMENT_DATA)
        o->segment = SEGMENT_DATA; /* some of it has contents */
    if (o->type == ELF_SHT_NOBITS)
        o->type = s->type;
    if ((o->segment == SEGMENT_TEXT) != (segment_of(s) == SEGMENT_TEXT))
        return ld_error(l, "%s: section %s is code here and data elsewhere",
                        p->object->name, s->name);
    o->flags |= s->flags & (ELF_SHF_ALLOC | ELF_SHF_EXEC | ELF_SHF_WRITE);
    p->output = o;
    *o->tail = p;
    o->tail = &p->next;
    return true;
}

static int compare_names(const void *a, const void *b)
{
    const struct piece *x = *(struct piece *const *)a;
    const struct piece *y = *(struct piece *const *)b;
    int by_name = strcmp(x->object->elf.section[x->index].name,
                         y->object->elf.section[y->index].name);
    return by_name ? by_name : x < y ? -1 : x > y;
}

/* Starters with a priority, ".init_array.00100", come first, in its order. */
static bool sort_starters(struct ld *l, struct output *o)
{
    u32 n = 0, plain = 0;
    for (struct piece *p = o->first; p; p = p->next)
        n++;
    struct piece **at = ld_take(l, (n + 1) * sizeof(*at));
    if (!at)
        return false;
    n = 0;
    for (u32 pass = 0; pass < 2; pass++) {
        for (struct piece *p = o->first; p; p = p->next) {
            bool is_plain =
                strcmp(p->object->elf.section[p->index].name, o->name) == 0;
            if (is_plain == (pass == 1))
                at[n++] = p;
        }
        if (pass == 0) {
            plain = n;
            qsort(at, plain, sizeof(*at), compare_names);
        }
    }
    o->tail = &o->first;
    for (u32 k = 0; k < n; k++) {
        *o->tail = at[k];
        o->tail = &at[k]->next;
    }
    *o->tail = NULL;
    free(at);
    return true;
}

static const struct name *entry_name(struct ld *l)
{
    return name_get(l, l->options->entry ? l->options->entry : "_start");
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
    struct output *o = p->output;
    for (struct piece **at = &o->first; *at; at = &(*at)->next) {
        if (*at != p)
            continue;
        *at = p->next;
        if (!p->next)
            o->tail = at;
        p->next = o->first;
        if (!o->first)
            o->tail = &p->next;
        o->first = p;
        break;
    }
    /* And its output section is the first with code. */
    for (struct output **at = &l->output; *at; at = &(*at)->next) {
        if (*at != o)
            continue;
        *at = o->next;
        if (l->output_tail == &o->next)
            l->output_tail = at;
        o->next = l->output;
        if (!l->output)
            l->output_tail = &o->next;
        l->output = o;
        break;
    }
    l->stub = l->options->flat && s->value != 0 ? 8 : 0;
}

static u64 round_up(u64 n, u64 unit)
{
    return unit > 1 ? (n + unit - 1) / unit * unit : n;
}

/* Code is aligned from its start, whose address is 4 modulo 8. */
static u64 piece_at(const struct output *o, u64 at, u32 align)
{
    if (o->segment == SEGMENT_TEXT)
        return o->address + round_up(at - o->address, align);
    return o->segment == SEGMENT_DEBUG ? at : round_up(at, align);
}

static bool commons_place(struct ld *l, u64 *at)
{
    for (struct name *n = l->first_name; n; n = n->next) {
        if (n->kind != NAME_COMMON)
            continue;
        *at = round_up(*at, n->align);
        n->value = (u32)*at;
        *at += n->size;
    }
    return *at <= UINT32_MAX || ld_error(l, "the program is larger than 4 GiB");
}

static bool output_place(struct ld *l, struct output *o, u64 *at)
{
    for (u32 k = 0; k < l->options->place_count; k++) {
        if (strcmp(l->options->place[k].section, o->name) == 0) {
            *at = l->options->place[k].address;
            o->placed = true;
        }
    }
    if (o->segment == SEGMENT_DEBUG)
        *at = 0;
    if (o->segment != SEGMENT_TEXT && o->segment != SEGMENT_DEBUG) {
        u32 align = 4;
        for (struct piece *p = o->first; p; p = p->next) {
            u32 a = p->object->elf.section[p->index].align;
            align = a > align ? a : align;
        }
        *at = round_up(*at, align);
    }
    o->address = (u32)*at;
    if (o == l->output && o->segment == SEGMENT_TEXT)
        *at += l->stub;
    for (struct piece *p = o->first; p; p = p->next) {
        const struct elf_section *s = &p->object->elf.section[p->index];
        u32 align = s->align ? s->align : 1;
        *at = piece_at(o, *at, align);
        p->address = (u32)*at;
        *at += s->size;
        o->align = align > o->align ? align : o->align;
        if (*at > UINT32_MAX)
            return ld_error(l, "section %s goes beyond 4 GiB", o->name);
    }
    if (strcmp(o->name, ".bss") == 0 && !commons_place(l, at))
        return false;
    if (o->segment == SEGMENT_TEXT)
        *at = o->address + round_up(*at - o->address, 8);
    o->size = (u32)(*at - o->address);
    return true;
}

static bool hits_windows(u64 address, u64 size)
{
    return range_overlaps(address, size, FB_ALIAS_BASE,
                          WINDOWS_END - FB_ALIAS_BASE);
}

/* Zeros can be anywhere; the rest belongs together in the file. */
static bool avoid_windows(struct ld *l, struct output *o, u64 *at)
{
    if (!hits_windows(o->address, o->size) || o->placed)
        return true;
    if (o->segment != SEGMENT_BSS)
        return ld_error(l,
                        "section %s, 0x%08X-0x%08X, collides with the "
                        "framebuffer and device windows at 0x%08X-0x%08X; "
                        "place it elsewhere with --section-start=%s=0x%08X or "
                        "everything with --base",
                        o->name, o->address, o->address + o->size - 1,
                        FB_ALIAS_BASE, WINDOWS_END - 1, o->name, WINDOWS_END);
    *at = WINDOWS_END;
    return output_place(l, o, at);
}

static struct output *find(struct ld *l, const char *name)
{
    for (struct output *o = l->output; o; o = o->next) {
        if (strcmp(o->name, name) == 0)
            return o;
    }
    return NULL;
}

static void bounds(struct ld *l, const char *start, const char *end,
                   const char *name, u32 empty)
{
    const struct output *o = find(l, name);
    resolve_define(l, start, o ? o->address : empty, true);
    resolve_define(l, end, o ? o->address + o->size : empty, true);
}

static bool define_limits(struct ld *l, u32 end)
{
    bounds(l, "__text_start", "_etext", ".text", l->options->base);
    bounds(l, "__rodata_start", "__rodata_end", ".rodata", end);
    bounds(l, "__data_start", "_edata", ".data", end);
    bounds(l, "__bss_start", "__bss_end", ".bss", end);
    bounds(l, "__init_array_start", "__init_array_end", ".init_array", end);
    bounds(l, "__fini_array_start", "__fini_array_end", ".fini_array", end);
    resolve_define(l, "_end", end, true);
    resolve_define(l, "end", end, true);
    resolve_define(l, "__heap_start", end, true);
    resolve_define(l, "__stack_top", 0, true); /* crt0: below the end of RAM */
    for (struct name *n = l->first_name; n; n = n->next) {
        bool start = strncmp(n->text, "__start_", 8) == 0;
        bool stop = strncmp(n->text, "__stop_", 7) == 0;
        const struct output *o =
            start || stop ? find(l, n->text + (start ? 8 : 7)) : NULL;
        if (o)
            resolve_define(l, n->text,
                           start ? o->address : o->address + o->size, true);
    }
    return true;
}

static bool has_commons(const struct ld *l)
{
    for (const struct name *n = l->first_name; n; n = n->next) {
        if (n->kind == NAME_COMMON)
            return true;
    }
    return false;
}

static bool gather(struct ld *l)
{
    static const struct elf_section bss = {
        .type = ELF_SHT_NOBITS, .flags = ELF_SHF_ALLOC | ELF_SHF_WRITE};
    for (u32 k = 0; k < l->object_count; k++) {
        struct object *o = l->object[k];
        for (u32 s = 1; s < o->elf.section_count; s++) {
            bool skip =
                l->options->flat && !(o->elf.section[s].flags & ELF_SHF_ALLOC);
            if (o->piece[s].kept && !skip && !piece_add(l, &o->piece[s]))
                return false;
        }
    }
    if (has_commons(l)) {
        struct output *o = output_get(l, ".bss", &bss);
        if (!o)
            return false;
        o->flags |= bss.flags;
    }
    for (struct output *o = l->output; o; o = o->next) {
        if ((o->type == ELF_SHT_INIT_ARRAY || o->type == ELF_SHT_FINI_ARRAY) &&
            !sort_starters(l, o))
            return false;
    }
    return true;
}

static bool set_entry(struct ld *l)
{
    const struct name *n = entry_name(l);
    if (n->kind == NAME_UNDEFINED && l->options->entry)
        return ld_error(l, "the entry '%s' is not defined", n->text);
    l->entry = n->kind == NAME_UNDEFINED ? l->options->base : name_address(n);
    if (n->kind == NAME_UNDEFINED)
        buf_printf(&l->result->messages,
                   "lamp-ld: warning: there is no _start; the program starts "
                   "with its first instruction\n");
    return true;
}

bool place_all(struct ld *l)
{
    u64 at = l->options->base, end = at;
    if (!gather(l))
        return false;
    entry_first(l);
    for (u32 s = 0; s < SEGMENT_COUNT; s++) {
        for (struct output *o = l->output; o; o = o->next) {
            if (o->segment != s)
                continue;
            if (!output_place(l, o, &at) || !avoid_windows(l, o, &at))
                return false;
            if (s != SEGMENT_DEBUG && at > end)
                end = at;
        }
    }
    return define_limits(l, (u32)end) && set_entry(l);
}
