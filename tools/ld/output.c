/* SPDX-License-Identifier: MIT
 *
 * The program as a flat image or as ELF.
 */
#include "state.h"

#include <format/image.h>
#include <lamp/isa.h>

#include <inttypes.h>
#include <stdlib.h>

struct range {
    u32 start, end;
    bool any;
};

static void range_add(struct range *r, const struct output *o)
{
    if (o->size == 0)
        return;
    u32 end = o->address + o->size;
    r->start = !r->any || o->address < r->start ? o->address : r->start;
    r->end = !r->any || end > r->end ? end : r->end;
    r->any = true;
}

static struct range range_of(struct ld *l, bool text, bool data, bool bss)
{
    struct range r = {0};
    for (const struct output *o = l->output; o; o = o->next) {
        bool is_data =
            o->segment == SEGMENT_DATA || o->segment == SEGMENT_RODATA;
        if ((text && o->segment == SEGMENT_TEXT) || (data && is_data) ||
            (bss && o->segment == SEGMENT_BSS))
            range_add(&r, o);
    }
    return r;
}

/* One run of bytes from the outputs within the range, gaps zero. */
static bool put_range(struct ld *l, const struct range *r, bool text)
{
    struct buf *out = &l->result->output;
    size_t start = out->size;
    if (r->end - r->start > 0x10000000u)
        return ld_error(l,
                        "a flat image would hold %u bytes from 0x%08X to "
                        "0x%08X; use ELF for sections so far apart",
                        r->end - r->start, r->start, r->end);
    buf_add_zeros(out, r->end - r->start);
    if (out->failed)
        return ld_error(l, "out of memory");
    for (const struct output *o = l->output; o; o = o->next) {
        bool mine =
            text ? o->segment == SEGMENT_TEXT
                 : o->segment == SEGMENT_DATA || o->segment == SEGMENT_RODATA;
        if (mine && o->size > 0)
            memcpy(out->data + start + (o->address - r->start), o->bytes.data,
                   o->size);
    }
    return true;
}

static bool is_behind(const struct range *a, const struct range *b)
{
    return a->start == a->end || b->start == b->end || a->end <= b->start ||
           b->end <= a->start;
}

/* The format has one run of code, one of data and one of zeros. */
static bool check_runs(struct ld *l, const struct range *text,
                       const struct range *data, const struct range *bss)
{
    return (is_behind(text, data) && is_behind(text, bss) &&
            is_behind(data, bss)) ||
           ld_error(l, "a flat image has one run of code, one of data and one "
                       "of zeros, but here they are mixed; use ELF for such "
                       "places of sections");
}

bool output_flat(struct ld *l)
{
    struct range text = range_of(l, true, false, false);
    struct range data = range_of(l, false, true, false);
    struct range bss = range_of(l, false, false, true);
    if (!text.any)
        return ld_error(l, "the program has no code");
    u32 gap = -(text.end - text.start) % ISA_WORD_BYTES;
    if (gap > UINT32_MAX - text.end)
        return ld_error(l, "the code goes beyond 4 GiB");
    text.end += gap; /* whole instructions, wherever the last section is */
    if (!data.any)
        data.start = data.end = text.end;
    if (!bss.any)
        bss.start = bss.end = data.end;
    if (!check_runs(l, &text, &data, &bss))
        return false;
    struct image_header h = {text.start, text.end - text.start,
                             data.start, data.end - data.start,
                             bss.start,  bss.end - bss.start};
    image_header_add(&l->result->output, &h);
    return put_range(l, &text, true) && put_range(l, &data, false);
}

/* ELF */

static u32 permissions(const struct output *o)
{
    return ELF_PF_R | (o->flags & ELF_SHF_EXEC ? ELF_PF_X : 0u) |
           (o->flags & ELF_SHF_WRITE ? ELF_PF_W : 0u);
}

/* Sections in the order of placing, so that segments are runs of them. */
static void add_sections(struct ld *l, struct elf_out *out)
{
    for (u32 s = 0; s < SEGMENT_COUNT; s++) {
        for (struct output *o = l->output; o; o = o->next) {
            bool debug = s == SEGMENT_DEBUG;
            if (o->segment != s)
                continue;
            struct elf_section e = {
                .name = o->name,
                .type = o->segment == SEGMENT_BSS ? ELF_SHT_NOBITS : o->type,
                .flags = o->flags,
                .address = debug ? 0 : o->address,
                .size = o->size,
                .align = o->segment == SEGMENT_TEXT ? 4 : o->align};
            o->index = elf_out_section(out, &e, o->bytes.data);
        }
    }
}

/* One segment a section: simple, and none is too far from the next. */
static void add_segments(struct ld *l, struct elf_out *out)
{
    for (u32 s = 0; s < SEGMENT_DEBUG; s++) {
        for (struct output *o = l->output; o; o = o->next) {
            if (o->segment == s && o->size > 0)
                elf_out_segment(out, o->index, o->address,
                                s == SEGMENT_BSS ? 0 : o->size, o->size,
                                permissions(o));
        }
    }
}

static void add_symbol(struct elf_out *out, const struct elf_symbol *s,
                       const struct output *o, u32 address, u8 bind)
{
    struct elf_symbol e = *s;
    e.value = address;
    e.bind = bind;
    e.section = o ? (u16)o->index : ELF_SHN_ABS;
    elf_out_symbol(out, &e);
}

/* Of a name, only the definition that won is a symbol of the program. */
static bool is_symbol(const struct object *o, u32 s)
{
    const struct elf_symbol *e = &o->elf.symbol[s];
    const struct name *n = o->global[s];
    bool inside = e->section > 0 && e->section < o->elf.section_count;
    if (e->name[0] == '\0' ||
        !(inside ? o->piece[e->section].output != NULL
                 : e->section == ELF_SHN_ABS && e->type != ELF_STT_FILE))
        return false;
    return !n || (n->kind == NAME_DEFINED && n->object == o && n->symbol == s);
}

static void add_symbols(struct ld *l, struct elf_out *out, bool local)
{
    for (u32 k = 0; k < l->object_count; k++) {
        const struct object *o = l->object[k];
        for (u32 s = 1; s < o->elf.symbol_count; s++) {
            const struct elf_symbol *e = &o->elf.symbol[s];
            if ((e->bind == ELF_STB_LOCAL) != local || !is_symbol(o, s))
                continue;
            const struct output *in = e->section < o->elf.section_count
                                          ? o->piece[e->section].output
                                          : NULL;
            add_symbol(out, e, in, resolve_address(l, o, s), e->bind);
        }
    }
}

static void add_placed(struct ld *l, struct elf_out *out)
{
    for (const struct name *n = l->first_name; n; n = n->next) {
        bool common = n->kind == NAME_COMMON;
        struct elf_symbol e = {.name = n->text,
                               .size = common ? n->size : 0,
                               .type = common ? ELF_STT_OBJECT : 0};
        if (common || (n->kind == NAME_NUMBER && n->wanted))
            add_symbol(out, &e, common ? output_find(l, ".bss") : NULL,
                       n->value, ELF_STB_GLOBAL);
    }
}

bool output_elf(struct ld *l)
{
    struct err e = {0};
    struct elf_out *out = elf_out_new();
    if (!out)
        return ld_error(l, "out of memory");
    add_sections(l, out);
    add_segments(l, out);
    if (!l->options->strip) {
        add_symbols(l, out, true);
        add_symbols(l, out, false);
        add_placed(l, out);
    }
    bool ok = elf_write(out, ELF_TYPE_EXEC, l->entry, &l->result->output, &e);
    elf_out_free(out);
    return ok || ld_error(l, "%s", e.text);
}
