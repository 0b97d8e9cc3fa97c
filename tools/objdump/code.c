/* SPDX-License-Identifier: MIT
 *
 * Disassembly: labels on lines of their own, places in the source before the
 * instructions made from them, relocations and names of targets behind.
 */
#include "code.h"

#include "dump.h"
#include "labels.h"
#include "places.h"
#include "statement.h"

#include <inttypes.h>
#include <stdlib.h>

struct code {
    struct buf *out;
    const struct elf *f;
    struct labels labels;
    struct places *places; /* NULL: not wanted */
    u32 *first, *next;     /* RELA sections of each section */
    struct elf_rela *rela; /* of the section, by offset */
    u32 rela_count, rela_next;
    struct buf more; /* of the present line */
};

static void offset_add(struct buf *out, i32 offset)
{
    if (offset != 0)
        buf_printf(out, "%c0x%" PRIX32, offset < 0 ? '-' : '+',
                   offset < 0 ? 0 - (u32)offset : (u32)offset);
}

static void type_add(struct buf *out, const struct elf_rela *r)
{
    const char *type = elf_rela_name(r->type);
    if (type)
        buf_printf(out, "%s ", type);
    else
        buf_printf(out, "type %u ", r->type);
}

static bool is_section(const struct elf *f, const struct elf_symbol *y)
{
    return y->type == ELF_STT_SECTION && y->section < f->section_count;
}

void rela_add(struct buf *out, const struct elf *f, const struct elf_rela *r)
{
    const struct elf_symbol *y = &f->symbol[r->symbol];
    type_add(out, r);
    name_add(out, is_section(f, y) ? f->section[y->section].name : y->name);
    offset_add(out, r->addend);
}

/* The relocations of a section, in order of offset. */

static int by_offset(const void *a, const void *b)
{
    const struct elf_rela *x = a, *y = b;
    return x->offset < y->offset ? -1 : x->offset > y->offset;
}

/* Which RELA sections a section has: lists that are made once. */
static bool lists_make(struct code *c)
{
    u32 n = c->f->section_count;
    c->first = calloc((size_t)n + 1, sizeof(*c->first));
    c->next = calloc((size_t)n + 1, sizeof(*c->next));
    if (!c->first || !c->next)
        return false;
    for (u32 k = 1; k < n; k++) {
        const struct elf_section *s = &c->f->section[k];
        if (s->type != ELF_SHT_RELA || s->info >= n)
            continue;
        c->next[k] = c->first[s->info];
        c->first[s->info] = k;
    }
    return true;
}

static bool relas_read(struct code *c, u32 section, struct err *e)
{
    u64 n = 0;
    free(c->rela);
    c->rela_count = c->rela_next = 0;
    for (u32 k = c->first[section]; k; k = c->next[k])
        n += elf_rela_count(c->f, k);
    c->rela = calloc(n + 1, sizeof(*c->rela));
    if (!c->rela)
        return fail_status(e, 90, "%s: out of memory", c->f->file);
    for (u32 k = c->first[section]; k; k = c->next[k]) {
        for (u32 i = 0; i < elf_rela_count(c->f, k); i++) {
            if (!elf_rela_get(c->f, k, i, &c->rela[c->rela_count++], e))
                return false;
        }
    }
    qsort(c->rela, c->rela_count, sizeof(*c->rela), by_offset);
    return true;
}

/* Against a section, the label there says more than the section's name. */
static void place_add(struct code *c, const struct elf_rela *r)
{
    const struct elf_symbol *y = &c->f->symbol[r->symbol];
    size_t start = c->more.size;
    type_add(&c->more, r);
    if (is_section(c->f, y) && labels_text(&c->more, &c->labels, y->section,
                                           y->value + (u32)r->addend))
        return;
    c->more.size = start;
    rela_add(&c->more, c->f, r);
}

static void target_add(struct code *c, u32 section, u32 target)
{
    size_t start = c->more.size;
    buf_printf(&c->more, "<");
    if (labels_text(&c->more, &c->labels, labels_space(&c->labels, section),
                    target))
        buf_printf(&c->more, ">");
    else
        c->more.size = start;
}

/* Those of the n bytes at the offset; true: there is one. */
static bool relas_add(struct code *c, u32 offset, u32 n)
{
    bool any = false;
    while (c->rela_next < c->rela_count &&
           c->rela[c->rela_next].offset < offset + n) {
        const struct elf_rela *r = &c->rela[c->rela_next++];
        buf_printf(&c->more, "%s", any ? ", " : "");
        if (r->offset != offset)
            buf_printf(&c->more, "at +%" PRIu32 ": ", r->offset - offset);
        place_add(c, r);
        any = true;
    }
    return any;
}

/* Labels at the address. Returns how many of the next bytes, at most a word,
 * come before another label. */
static u32 labels_add(struct code *c, u32 section, u32 address)
{
    u32 space = labels_space(&c->labels, section);
    u32 k = labels_from(&c->labels, space, address);
    const struct label *x = c->labels.label;
    for (;
         k < c->labels.count && x[k].space == space && x[k].address == address;
         k++) {
        buf_printf(c->out, "%08" PRIX32 " <", address);
        name_add(c->out, x[k].name);
        buf_printf(c->out, ">:\n");
    }
    if (k == c->labels.count || x[k].space != space ||
        x[k].address - address > ISA_WORD_BYTES)
        return ISA_WORD_BYTES;
    return x[k].address - address;
}

static void word_add(struct code *c, u32 section, u32 offset, const u8 *code)
{
    u32 pc = c->f->section[section].address + offset;
    struct statement s = statement_of(code, pc);
    c->more.size = 0;
    if (relas_add(c, offset, ISA_WORD_BYTES))
        s.comment[0] = '\0';
    else if (s.has_target)
        target_add(c, section, s.target);
    buf_add(&c->more, "", 1);
    buf_printf(c->out, "%08" PRIX32 "  %08" PRIX32 "_%08" PRIX32 "  ", pc,
               get_le32(code + 4), get_le32(code));
    if (!c->more.failed)
        statement_add(c->out, &s, (const char *)c->more.data);
}

/* Less than a word: before a label, or at the end. */
static void part_add(struct code *c, u32 section, u32 offset, const u8 *bytes,
                     u32 n)
{
    c->more.size = 0;
    relas_add(c, offset, n);
    buf_printf(c->out, "%08" PRIX32 "  %19s",
               c->f->section[section].address + offset, "");
    bytes_add(c->out, bytes, n, 0);
    if (c->more.size > 0)
        buf_printf(c->out, "%8s  %19s; %.*s\n", "", "", (int)c->more.size,
                   (const char *)c->more.data);
}

static bool section_add(struct code *c, u32 section, struct err *e)
{
    const struct elf_section *s = &c->f->section[section];
    const u8 *bytes = elf_bytes(c->f, section);
    if (!relas_read(c, section, e))
        return false;
    buf_printf(c->out, "\nDisassembly of ");
    name_add(c->out, s->name);
    buf_printf(c->out, ":\n");
    for (u32 at = 0, n; at < s->size; at += n) {
        n = labels_add(c, section, s->address + at);
        if (c->places)
            places_add(c->out, c->places, section, at);
        if (n > s->size - at)
            n = s->size - at;
        if (n == ISA_WORD_BYTES)
            word_add(c, section, at, bytes + at);
        else
            part_add(c, section, at, bytes + at, n);
    }
    return !c->more.failed ||
           fail_status(e, 90, "%s: out of memory", c->f->file);
}

static bool is_wanted(const struct elf *f, u32 k, u32 show)
{
    u32 flags = f->section[k].flags;
    bool code = (flags & (ELF_SHF_ALLOC | ELF_SHF_EXEC)) ==
                (ELF_SHF_ALLOC | ELF_SHF_EXEC);
    bool all = show & DUMP_TEXT_ALL && flags & ELF_SHF_ALLOC;
    return (code || all) && elf_bytes(f, k);
}

bool code_add(struct buf *out, const struct elf *f, u32 show, struct err *e)
{
    struct places places = {0};
    struct code c = {.out = out, .f = f};
    bool ok = (labels_make(&c.labels, f) && lists_make(&c)) ||
              fail_status(e, 90, "%s: out of memory", f->file);
    if (ok && show & (DUMP_LINES | DUMP_SOURCE)) {
        ok = places_make(&places, f, (show & DUMP_SOURCE) != 0, e);
        c.places = &places;
    }
    for (u32 k = 1; ok && k < f->section_count; k++) {
        if (is_wanted(f, k, show))
            ok = section_add(&c, k, e);
    }
    free(c.first);
    free(c.next);
    free(c.rela);
    buf_free(&c.more);
    places_free(&places);
    labels_free(&c.labels);
    return ok;
}
