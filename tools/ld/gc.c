/* SPDX-License-Identifier: MIT
 *
 * Chooses the sections that make the program: all, or with --gc-sections
 * those that the entry, kept sections and lists of starters reach.
 */
#include "state.h"

#include <ctype.h>
#include <stdlib.h>

struct work {
    struct ld *l;
    struct piece **stack;
    u32 count, room;
};

static bool is_content(const struct elf_section *s)
{
    return s->type == ELF_SHT_PROGBITS || s->type == ELF_SHT_NOBITS ||
           s->type == ELF_SHT_INIT_ARRAY || s->type == ELF_SHT_FINI_ARRAY;
}

static const struct elf_section *section_of(const struct piece *p)
{
    return &p->object->elf.section[p->index];
}

static void keep(struct work *w, struct piece *p)
{
    if (p->kept || !is_content(section_of(p)))
        return;
    if (w->count == w->room) {
        u32 room = w->room ? w->room * 2 : 256;
        struct piece **wider = realloc(w->stack, room * sizeof(*wider));
        if (!wider) {
            ld_error(w->l, "out of memory");
            return;
        }
        w->stack = wider;
        w->room = room;
    }
    p->kept = true;
    w->stack[w->count++] = p;
}

static void keep_section(struct work *w, struct object *o, u32 section)
{
    if (section > 0 && section < o->elf.section_count)
        keep(w, &o->piece[section]);
}

/* __start_NAME and __stop_NAME need every section NAME. */
static void keep_named(struct work *w, const char *text)
{
    const char *name = strncmp(text, "__start_", 8) == 0  ? text + 8
                       : strncmp(text, "__stop_", 7) == 0 ? text + 7
                                                          : NULL;
    for (u32 k = 0; name && k < w->l->object_count; k++) {
        struct object *o = w->l->object[k];
        for (u32 s = 1; s < o->elf.section_count; s++) {
            if (strcmp(o->elf.section[s].name, name) == 0)
                keep(w, &o->piece[s]);
        }
    }
}

static void keep_name(struct work *w, struct name *n)
{
    if (n->kind == NAME_DEFINED) {
        keep_section(w, n->object, n->object->elf.symbol[n->symbol].section);
    } else if (!n->swept) {
        n->swept = true;
        keep_named(w, n->text);
    }
}

static void keep_targets(struct work *w, struct piece *p)
{
    struct object *o = p->object;
    struct err e = {0};
    u32 n = p->rela ? elf_rela_count(&o->elf, p->rela) : 0;
    for (u32 k = 0; k < n; k++) {
        struct elf_rela r;
        if (!elf_rela_get(&o->elf, p->rela, k, &r, &e)) {
            ld_error(w->l, "%s", e.text);
            return;
        }
        if (o->global[r.symbol])
            keep_name(w, o->global[r.symbol]);
        else
            keep_section(w, o, o->elf.symbol[r.symbol].section);
    }
}

/* Whether sections of the object go when nothing reaches them. */
static bool is_collected(const struct ld *l, const struct object *o)
{
    bool is_member = o->why != NULL;
    return l->options->gc || (l->options->gc_libraries && is_member);
}

static bool is_root(const struct ld *l, const struct object *o,
                    const struct elf_section *s)
{
    bool starters = strncmp(s->name, ".init_array", 11) == 0 ||
                    strncmp(s->name, ".fini_array", 11) == 0;
    return !is_collected(l, o) || starters || s->flags & ELF_SHF_RETAIN ||
           !(s->flags & ELF_SHF_ALLOC);
}

static void print_dropped(struct ld *l)
{
    for (u32 k = 0; k < l->object_count; k++) {
        struct object *o = l->object[k];
        for (u32 s = 1; s < o->elf.section_count; s++) {
            const struct elf_section *e = &o->elf.section[s];
            if (!o->piece[s].kept && is_content(e) && e->size > 0)
                buf_printf(&l->result->messages, "lamp-ld: dropped %s of %s\n",
                           e->name, o->name);
        }
    }
}

bool gc_mark(struct ld *l)
{
    struct work w = {.l = l};
    const char *entry = l->options->entry ? l->options->entry : "_start";
    keep_name(&w, name_get(l, entry));
    for (u32 k = 0; k < l->options->undefined_count; k++)
        keep_name(&w, name_get(l, l->options->undefined[k]));
    for (u32 k = 0; k < l->object_count; k++) {
        struct object *o = l->object[k];
        for (u32 s = 1; s < o->elf.section_count; s++) {
            if (is_root(l, o, &o->elf.section[s]))
                keep(&w, &o->piece[s]);
        }
    }
    while (w.count > 0) {
        struct piece *p = w.stack[--w.count];
        if (section_of(p)->flags & ELF_SHF_ALLOC)
            keep_targets(&w, p);
    }
    free(w.stack);
    if (l->options->print_gc)
        print_dropped(l);
    return !l->failed;
}
