/* SPDX-License-Identifier: MIT
 *
 * Gives the sections of the program their addresses: text, read-only data,
 * data, then what is zero, each directly behind the other. What would run
 * into the framebuffer and the device windows is moved behind them when it is
 * zeros, and refused when it is not. No two sections overlap.
 */
#include "state.h"

#include <lamp/board.h>

#include <stdlib.h>

enum { WINDOWS_END = 0x00750000 };

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
    if (o->segment == SEGMENT_DEBUG)
        *at = 0;
    if (o->segment != SEGMENT_TEXT && o->segment != SEGMENT_DEBUG) {
        u32 align = 1;
        for (struct piece *p = o->first; p; p = p->next) {
            u32 a = p->object->elf.section[p->index].align;
            align = a > align ? a : align;
        }
        *at = round_up(*at, align);
    }
    if (*at > UINT32_MAX)
        return ld_error(l, "section %s goes beyond 4 GiB", o->name);
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

static bool windows_hit(struct ld *l, const struct output *o)
{
    return ld_error(l,
                    "section %s, 0x%08X-0x%08X, collides with the "
                    "framebuffer and device windows at 0x%08X-0x%08X; "
                    "place it elsewhere with --section-start=%s=0x%08X or "
                    "everything with --base",
                    o->name, o->address, o->address + o->size - 1,
                    FB_ALIAS_BASE, WINDOWS_END - 1, o->name, WINDOWS_END);
}

/* The section with a given place that is in the way, or NULL. */
static const struct output *given_at(struct ld *l, const struct output *o)
{
    for (u32 k = 0; k < l->options->place_count; k++) {
        const struct output *p = output_find(l, l->options->place[k].section);
        if (p && p->size > 0 &&
            range_overlaps(o->address, o->size, p->address, p->size))
            return p;
    }
    return NULL;
}

/* Data and zeros go around what has a given place. */
static bool output_place_around(struct ld *l, struct output *o, u64 *at)
{
    if (o->placed) {
        *at = (u64)o->address + o->size;
        return true;
    }
    if (!output_place(l, o, at))
        return false;
    const struct output *given;
    while (o->segment != SEGMENT_TEXT && o->segment != SEGMENT_DEBUG &&
           (given = given_at(l, o)) != NULL) {
        *at = (u64)given->address + given->size;
        if (!output_place(l, o, at))
            return false;
    }
    return true;
}

/* --section-start, before all others. */
static bool given_place(struct ld *l)
{
    for (u32 k = 0; k < l->options->place_count; k++) {
        const struct ld_place *p = &l->options->place[k];
        struct output *o = output_find(l, p->section);
        u64 at = p->address;
        if (!o)
            buf_printf(&l->result->messages,
                       "lamp-ld: warning: --section-start: there is no "
                       "section %s\n",
                       p->section);
        else if (o->segment != SEGMENT_DEBUG && !output_place(l, o, &at))
            return false;
        if (o)
            o->placed = o->segment != SEGMENT_DEBUG;
    }
    return true;
}

static bool segment_place(struct ld *l, enum segment segment, u64 *at,
                          bool *hit)
{
    *hit = false;
    for (struct output *o = l->output; o; o = o->next) {
        if (o->segment != segment)
            continue;
        if (!output_place_around(l, o, at))
            return false;
        if (segment == SEGMENT_DEBUG || o->placed ||
            !hits_windows(o->address, o->size))
            continue;
        *hit = true;
        if (segment != SEGMENT_BSS)
            return windows_hit(l, o);
    }
    return true;
}

static int by_address(const void *a, const void *b)
{
    const struct output *x = *(struct output *const *)a;
    const struct output *y = *(struct output *const *)b;
    return x->address < y->address ? -1 : x->address > y->address;
}

static bool check_overlaps(struct ld *l)
{
    u32 n = 0;
    const struct output **at = ld_take(l, (l->outputs_count + 1) * sizeof(*at));
    if (!at)
        return false;
    for (const struct output *o = l->output; o; o = o->next) {
        if (o->segment != SEGMENT_DEBUG && o->size > 0)
            at[n++] = o;
    }
    qsort(at, n, sizeof(*at), by_address);
    for (u32 k = 1; k < n; k++) {
        const struct output *a = at[k - 1], *b = at[k];
        if (b->address - a->address < a->size)
            ld_error(l,
                     "section %s, 0x%08X-0x%08X, overlaps section %s, "
                     "0x%08X-0x%08X",
                     a->name, a->address, a->address + a->size - 1, b->name,
                     b->address, b->address + b->size - 1);
    }
    free(at);
    return !l->failed;
}

static void bounds(struct ld *l, const char *start, const char *end,
                   const char *name, u32 empty)
{
    const struct output *o = output_find(l, name);
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
            start || stop ? output_find(l, n->text + (start ? 8 : 7)) : NULL;
        if (o)
            resolve_define(l, n->text,
                           start ? o->address : o->address + o->size, true);
    }
    return true;
}

static u32 first_instruction(const struct ld *l)
{
    for (const struct output *o = l->output; o; o = o->next) {
        if (o->segment == SEGMENT_TEXT && o->size > 0)
            return o->address;
    }
    return l->options->base;
}

static bool set_entry(struct ld *l)
{
    const struct name *n = entry_name(l);
    if (n->kind == NAME_UNDEFINED && l->options->entry)
        return ld_error(l, "the entry '%s' is not defined", n->text);
    l->entry =
        n->kind == NAME_UNDEFINED ? first_instruction(l) : name_address(n);
    if (n->kind == NAME_UNDEFINED)
        buf_printf(&l->result->messages,
                   "lamp-ld: warning: there is no _start; the program starts "
                   "with its first instruction\n");
    return true;
}

bool place_all(struct ld *l)
{
    u64 at = l->options->base, end = at;
    if (!given_place(l))
        return false;
    for (u32 s = 0; s < SEGMENT_COUNT; s++) {
        bool hit;
        if (!segment_place(l, (enum segment)s, &at, &hit))
            return false;
        if (hit) { /* zeros can be anywhere, but in one run */
            at = WINDOWS_END;
            if (!segment_place(l, (enum segment)s, &at, &hit))
                return false;
        }
        if (s != SEGMENT_DEBUG && at > end)
            end = at;
    }
    return check_overlaps(l) && define_limits(l, (u32)end) && set_entry(l);
}
