/* SPDX-License-Identifier: MIT
 *
 * Copies the pieces' contents to their places and fills in addresses.
 */
#include "state.h"

#include <lamp/isa.h>

#include <inttypes.h>

struct place {
    struct ld *l;
    const struct piece *p;
    const struct elf_rela *r;
};

static const char *symbol_text(const struct object *o, u32 symbol)
{
    const struct elf_symbol *s = &o->elf.symbol[symbol];
    bool is_section = s->name[0] == '\0' && s->section < o->elf.section_count;
    return is_section ? o->elf.section[s->section].name : s->name;
}

static bool wrong(const struct place *at, const char *what)
{
    const struct object *o = at->p->object;
    return ld_error(at->l, "%s(%s+0x%X): relocation against '%s' %s", o->name,
                    o->elf.section[at->p->index].name, at->r->offset,
                    symbol_text(o, at->r->symbol), what);
}

static bool fits(u32 value, u32 bits)
{
    i32 v = (i32)value;
    return value < 1u << bits || (v < 0 && v >= -(i32)(1u << (bits - 1)));
}

static bool apply(const struct place *at, u8 *bytes, u32 room)
{
    static const u8 widths[] = {0, 4, 4, 2, 1};
    const struct elf_rela *r = at->r;
    const char *name = elf_rela_name(r->type);
    if (!name)
        return wrong(at, "has an unknown type");
    u32 width = widths[r->type];
    if (!range_ok(r->offset, width, room))
        return wrong(at, "lies outside of its section");
    u32 value =
        resolve_address(at->l, at->p->object, r->symbol) + (u32)r->addend;
    if (r->type == ELF_R_PCREL32)
        value -= at->p->address + r->offset;
    if (width == 2 && !fits(value, 16))
        return wrong(at, "does not fit in 16 bits");
    if (width == 1 && !fits(value, 8))
        return wrong(at, "does not fit in 8 bits");
    u8 *to = bytes + r->offset;
    if (width == 4)
        put_le32(to, value);
    else if (width == 2)
        put_le16(to, (u16)value);
    else if (width == 1)
        *to = (u8)value;
    return true;
}

/* Lines of code that is not in the program lie nowhere: at 0. */
static bool is_dropped(const struct object *o, u32 symbol)
{
    const struct elf_symbol *s = &o->elf.symbol[symbol];
    return !o->global[symbol] && s->section > 0 &&
           s->section < o->elf.section_count && !o->piece[s->section].kept;
}

static bool piece_relocate(struct ld *l, const struct piece *p, u8 *bytes)
{
    const struct elf *f = &p->object->elf;
    u32 n = p->rela ? elf_rela_count(f, p->rela) : 0;
    struct err e = {0};
    for (u32 k = 0; k < n; k++) {
        struct elf_rela r;
        if (!elf_rela_get(f, p->rela, k, &r, &e))
            return ld_error(l, "%s", e.text);
        struct place at = {l, p, &r};
        if (f->section[p->index].flags & ELF_SHF_ALLOC ||
            !is_dropped(p->object, r.symbol)) {
            if (!apply(&at, bytes, f->section[p->index].size))
                return false;
        }
    }
    return true;
}

static void pad_code(struct buf *out, u32 to)
{
    u8 word[ISA_WORD_BYTES];
    put_le64(word, isa_encode((struct isa_word){.op = ISA_MOV}));
    while (to - out->size >= sizeof(word) && !out->failed)
        buf_add(out, word, sizeof(word));
    buf_add_zeros(out, to - out->size);
}

static void pad(struct output *o, u32 to)
{
    if (o->segment == SEGMENT_TEXT)
        pad_code(&o->bytes, to);
    else
        buf_add_zeros(&o->bytes, to - o->bytes.size);
}

static void put_stub(struct ld *l, struct output *o)
{
    u8 word[ISA_WORD_BYTES];
    put_le64(word,
             isa_encode((struct isa_word){.op = ISA_JMP, .imm = l->entry}));
    buf_add(&o->bytes, word, sizeof(word));
}

static bool output_fill(struct ld *l, struct output *o)
{
    if (o->segment == SEGMENT_BSS)
        return true;
    if (o == l->output && l->stub != 0)
        put_stub(l, o);
    for (const struct piece *p = o->first; p; p = p->next) {
        const struct elf *f = &p->object->elf;
        const u8 *bytes = elf_bytes(f, p->index);
        u32 size = f->section[p->index].size;
        pad(o, p->address - o->address);
        size_t at = o->bytes.size;
        if (bytes)
            buf_add(&o->bytes, bytes, size);
        else
            buf_add_zeros(&o->bytes, size);
        if (o->bytes.failed)
            return ld_error(l, "out of memory");
        if (size > 0 && !piece_relocate(l, p, o->bytes.data + at))
            return false;
        if (size == 0 && p->rela && elf_rela_count(f, p->rela) > 0)
            return ld_error(l, "%s: relocations of an empty section",
                            p->object->name);
    }
    pad(o, o->size);
    return !o->bytes.failed || ld_error(l, "out of memory");
}

bool relocate_all(struct ld *l)
{
    for (struct output *o = l->output; o; o = o->next) {
        if (!output_fill(l, o))
            return false;
    }
    return true;
}
