/* SPDX-License-Identifier: MIT
 *
 * The map: the sections of the program with the pieces they are made of, all
 * symbols by address, and why members of archives were taken. vm and
 * lamp-objdump read the symbols, one in a line: address, section, name.
 */
#include "state.h"

#include <inttypes.h>
#include <stdlib.h>

struct entry {
    u32 address;
    const char *section, *name;
    bool global;
};

static int by_address(const void *a, const void *b)
{
    const struct entry *x = a, *y = b;
    if (x->address != y->address)
        return x->address < y->address ? -1 : 1;
    return strcmp(x->name, y->name);
}

static void put_entry(struct entry *at, u32 *count, struct entry e)
{
    if (at)
        at[*count] = e;
    ++*count;
}

/* Counts, and stores when there is a place to. */
static u32 collect(struct ld *l, struct entry *at)
{
    u32 count = 0;
    for (u32 k = 0; k < l->object_count; k++) {
        const struct object *o = l->object[k];
        for (u32 s = 1; s < o->elf.symbol_count; s++) {
            const struct elf_symbol *e = &o->elf.symbol[s];
            const struct name *n = o->global[s];
            if (e->section == 0 || e->section >= o->elf.section_count ||
                e->name[0] == '\0' || !o->piece[e->section].output ||
                (n &&
                 (n->kind != NAME_DEFINED || n->object != o || n->symbol != s)))
                continue;
            struct entry found = {resolve_address(l, o, s),
                                  o->piece[e->section].output->name, e->name,
                                  e->bind != ELF_STB_LOCAL};
            put_entry(at, &count, found);
        }
    }
    for (const struct name *n = l->first_name; n; n = n->next) {
        bool common = n->kind == NAME_COMMON;
        if (common || (n->kind == NAME_NUMBER && (n->wanted || !n->weak)))
            put_entry(at, &count,
                      (struct entry){n->value, common ? ".bss" : "number",
                                     n->text, true});
    }
    return count;
}

static void map_members(struct ld *l)
{
    bool any = false;
    for (u32 k = 0; k < l->object_count; k++) {
        const struct object *o = l->object[k];
        if (!o->why)
            continue;
        buf_printf(&l->result->map, "%s%s for %s\n",
                   any ? "" : "\nMembers of archives\n", o->name, o->why->text);
        any = true;
    }
}

static void map_range(struct buf *out, const char *indent, u32 address,
                      u32 size)
{
    buf_printf(out, "%s0x%08" PRIX32 "-0x%08" PRIX32 " %10" PRIu32 "  ", indent,
               address, address + size - 1, size);
}

static void map_output(struct buf *out, const struct output *o)
{
    map_range(out, "", o->address, o->size);
    buf_printf(out, "%s\n", o->name);
    for (const struct piece *p = o->first; p; p = p->next) {
        const struct elf_section *e = &p->object->elf.section[p->index];
        if (e->size == 0)
            continue;
        map_range(out, "  ", p->address, e->size);
        buf_printf(out, "%s %s\n", e->name, p->object->name);
    }
}

static void map_sections(struct ld *l)
{
    buf_printf(&l->result->map, "Segments and sections\n");
    for (u32 s = 0; s < SEGMENT_DEBUG; s++) {
        for (const struct output *o = l->output; o; o = o->next) {
            if (o->segment == s && o->size > 0)
                map_output(&l->result->map, o);
        }
    }
}

void map_write(struct ld *l)
{
    struct buf *out = &l->result->map;
    u32 n = collect(l, NULL);
    struct entry *at = ld_take(l, (n + 1) * sizeof(*at));
    if (!at)
        return;
    map_sections(l);
    collect(l, at);
    qsort(at, n, sizeof(*at), by_address);
    buf_printf(out, "\nSymbols\n");
    for (u32 k = 0; k < n; k++)
        buf_printf(out, "0x%08" PRIX32 " %-8s %s%s\n", at[k].address,
                   at[k].section, at[k].name, at[k].global ? " (global)" : "");
    free(at);
    map_members(l);
}
