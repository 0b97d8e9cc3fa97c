/* SPDX-License-Identifier: MIT
 *
 * Reads inputs. Objects are taken as they come; a member of an archive is
 * taken when it defines a name that is wanted, the first one of the first
 * archive that does. This goes on until nothing more is taken, so the order
 * of objects and archives does not matter, nor do circles among archives.
 */
#include "state.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

static bool object_add(struct ld *l, struct object *o)
{
    if (l->object_count == l->object_room) {
        u32 room = l->object_room ? l->object_room * 2 : 64;
        struct object **wider = realloc(l->object, room * sizeof(*wider));
        if (!wider)
            return ld_error(l, "out of memory");
        l->object = wider;
        l->object_room = room;
    }
    l->object[l->object_count++] = o;
    return true;
}

static void object_free(struct object *o)
{
    elf_free(&o->elf);
    free(o->name);
    free(o->piece);
    free(o->global);
    free(o);
}

static bool pieces_make(struct ld *l, struct object *o)
{
    const struct elf *f = &o->elf;
    o->piece = ld_take(l, (f->section_count + 1) * sizeof(*o->piece));
    o->global = ld_take(l, (f->symbol_count + 1) * sizeof(struct name *));
    u64 relocations = 0;
    if (!o->piece || !o->global)
        return false;
    for (u32 k = 0; k < f->section_count; k++) {
        const struct elf_section *s = &f->section[k];
        o->piece[k].object = o;
        o->piece[k].index = k;
        if (s->type != ELF_SHT_RELA)
            continue;
        if (s->info == 0 || s->info >= f->section_count ||
            s->entry_size != ELF_RELA_BYTES || s->size % ELF_RELA_BYTES != 0 ||
            (relocations += s->size) > f->size)
            return ld_error(l, "%s: section %s: damaged relocations", o->name,
                            s->name);
        o->piece[s->info].rela = k;
    }
    return true;
}

static char *joined(const char *archive, const char *member)
{
    size_t n = strlen(archive) + (member ? strlen(member) : 0) + 3;
    char *text = malloc(n);
    if (text && member)
        snprintf(text, n, "%s(%s)", archive, member);
    else if (text)
        snprintf(text, n, "%s", archive);
    return text;
}

static bool object_load(struct ld *l, const char *file, const char *member,
                        const u8 *bytes, size_t size, const struct name *why)
{
    struct err e = {0};
    struct object *o = ld_take(l, sizeof(*o));
    if (!o)
        return false;
    o->name = joined(file, member);
    o->why = why;
    bool ok = o->name || ld_error(l, "out of memory");
    if (ok && !elf_read(&o->elf, bytes, size, o->name, &e))
        ok = ld_error(l, "%s", e.text);
    if (ok && o->elf.type != ELF_TYPE_REL)
        ok = ld_error(l, "%s: an executable cannot be linked again", o->name);
    if (!ok || !pieces_make(l, o) || !object_add(l, o)) {
        object_free(o);
        return false;
    }
    return resolve_object(l, o);
}

static bool archive_take(struct ld *l, struct archive *a, u32 k,
                         const struct name *why)
{
    const struct ar_member *m = &a->ar.member[k];
    a->loaded[k] = true;
    return object_load(l, a->name, m->name, m->bytes, m->size, why);
}

/* Notes with the names of a member that it defines them. */
static bool member_index(struct ld *l, struct archive *a, u32 k,
                         const char *file)
{
    const struct ar_member *m = &a->ar.member[k];
    struct err e = {0};
    struct elf f;
    bool ok =
        elf_read(&f, m->bytes, m->size, file, &e) || ld_error(l, "%s", e.text);
    for (u32 s = 0; ok && s < f.symbol_count; s++) {
        const struct elf_symbol *symbol = &f.symbol[s];
        if (symbol->bind == ELF_STB_LOCAL || symbol->section == ELF_SHN_UNDEF)
            continue;
        struct name *n = name_get(l, symbol->name);
        ok = n != NULL;
        if (ok && n->archive == 0) {
            n->archive = (u32)(a - l->archive) + 1;
            n->member = k;
        }
    }
    elf_free(&f);
    return ok;
}

static bool archive_index(struct ld *l, struct archive *a)
{
    bool ok = true;
    for (u32 k = 0; k < a->ar.count && ok; k++) {
        char *file = joined(a->name, a->ar.member[k].name);
        ok = file ? member_index(l, a, k, file) : ld_error(l, "out of memory");
        free(file);
    }
    return ok;
}

static bool archives_search(struct ld *l)
{
    for (bool again = true; again;) {
        again = false;
        for (struct name *n = l->first_name; n; n = n->next) {
            if (n->kind != NAME_UNDEFINED || !n->wanted || n->archive == 0)
                continue;
            struct archive *a = &l->archive[n->archive - 1];
            if (a->loaded[n->member])
                continue;
            if (!archive_take(l, a, n->member, n))
                return false;
            again = true;
        }
    }
    return true;
}

static bool archive_add(struct ld *l, const struct ld_input *in)
{
    struct err e = {0};
    struct archive *wider =
        realloc(l->archive, (l->archive_count + 1) * sizeof(*wider));
    if (!wider)
        return ld_error(l, "out of memory");
    l->archive = wider;
    struct archive *a = &wider[l->archive_count++];
    *a = (struct archive){.name = in->name};
    if (!ar_read(&a->ar, in->bytes, in->size, in->name, &e))
        return ld_error(l, "%s", e.text);
    a->loaded = ld_take(l, a->ar.count);
    for (u32 k = 0; a->loaded && in->whole && k < a->ar.count; k++) {
        if (!archive_take(l, a, k, NULL))
            return false;
    }
    return a->loaded && (in->whole || archive_index(l, a));
}

bool load_inputs(struct ld *l, const struct ld_input *inputs, u32 count)
{
    const struct ld_options *o = l->options;
    for (u32 k = 0; k < o->undefined_count; k++) {
        struct name *n = name_get(l, o->undefined[k]);
        if (n)
            n->wanted = true;
    }
    struct name *entry = name_get(l, o->entry ? o->entry : "_start");
    if (entry)
        entry->wanted = o->entry != NULL;
    for (u32 k = 0; k < count; k++) {
        const struct ld_input *in = &inputs[k];
        bool ok =
            ar_is(in->bytes, in->size)
                ? archive_add(l, in)
                : object_load(l, in->name, NULL, in->bytes, in->size, NULL);
        if (!ok)
            return false;
    }
    return archives_search(l) && !l->failed;
}

void load_free(struct ld *l)
{
    for (u32 k = 0; k < l->object_count; k++)
        object_free(l->object[k]);
    for (u32 k = 0; k < l->archive_count; k++) {
        ar_free(&l->archive[k].ar);
        free(l->archive[k].loaded);
    }
    while (l->first_name) {
        struct name *next = l->first_name->next;
        free(l->first_name);
        l->first_name = next;
    }
    while (l->output) {
        struct output *next = l->output->next;
        buf_free(&l->output->bytes);
        free(l->output);
        l->output = next;
    }
    free(l->object);
    free(l->archive);
    free(l->names);
}

bool ld_find_library(const char *name, const char *const *folders, u32 count,
                     char **path, struct err *e)
{
    char text[4096];
    struct stat st;
    for (u32 k = 0; k < count; k++) {
        snprintf(text, sizeof(text), "%s/lib%s.a", folders[k], name);
        if (stat(text, &st) == 0 && (*path = strdup(text)) != NULL)
            return true;
    }
    size_t n = (size_t)snprintf(text, sizeof(text),
                                "lib%s.a is in none of the folders:", name);
    for (u32 k = 0; k < count && n < sizeof(text); k++)
        n += (size_t)snprintf(text + n, sizeof(text) - n, " %s", folders[k]);
    return fail(e, "%s", count ? text : "no folders for libraries (-L)");
}
