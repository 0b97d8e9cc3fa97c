/* SPDX-License-Identifier: MIT
 *
 * Copies the pieces' contents to their places and fills in addresses.
 */
#include "state.h"

#include <lamp/isa.h>

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>

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

/* "a.o(.data+0x4): relocation ABS8 against 'x' ..." */
static bool wrong(const struct place *at, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

static bool wrong(const struct place *at, const char *format, ...)
{
    const struct object *o = at->p->object;
    const char *type = elf_rela_name(at->r->type);
    char text[200];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof(text), format, args);
    va_end(args);
    return ld_error(at->l, "%s(%s+0x%X): relocation %s against '%s' %s",
                    o->name, o->elf.section[at->p->index].name, at->r->offset,
                    type ? type : "of unknown type",
                    symbol_text(o, at->r->symbol), text);
}

static bool check_width(const struct place *at, u32 value, u32 width)
{
    i32 limit = 1 << (8 * width - 1), v = (i32)value;
    if (value < 2u * (u32)limit || (v < 0 && v >= -limit))
        return true;
    return wrong(at, "is 0x%X, which does not fit in %u bits (%d to %d)", value,
                 8 * width, -limit, 2 * limit - 1);
}

/* The piece that a symbol lies in, or NULL. */
static const struct piece *piece_of(const struct object *o, u32 symbol)
{
    const struct name *n = o->global[symbol];
    if (n && n->kind != NAME_DEFINED)
        return NULL;
    if (n) {
        o = n->object;
        symbol = n->symbol;
    }
    u32 section = o->elf.symbol[symbol].section;
    bool inside = section > 0 && section < o->elf.section_count;
    return inside ? &o->piece[section] : NULL;
}

/* What debuggers take for the address of dropped code: the highest one, but
 * in lists of ranges, where that has another meaning, an empty range. */
static bool is_dropped(const struct place *at, u32 *value)
{
    const struct object *o = at->p->object;
    const struct elf_section *s = &o->elf.section[at->p->index];
    const struct piece *target = piece_of(o, at->r->symbol);
    if (s->flags & ELF_SHF_ALLOC || !target || target->kept)
        return false;
    *value = strcmp(s->name, ".debug_ranges") == 0 ? 1 : UINT32_MAX;
    return true;
}

static bool apply(const struct place *at, u8 *bytes, u32 room)
{
    static const u8 widths[] = {0, 4, 4, 2, 1};
    const struct elf_rela *r = at->r;
    if (!elf_rela_name(r->type))
        return wrong(at, "has type %u", r->type);
    u32 width = widths[r->type];
    if (!range_ok(r->offset, width, room))
        return wrong(at, "lies outside of its section");
    u32 value =
        resolve_address(at->l, at->p->object, r->symbol) + (u32)r->addend;
    if (!is_dropped(at, &value) && r->type == ELF_R_PCREL32)
        value -= at->p->address + r->offset;
    if ((width == 1 || width == 2) && !check_width(at, value, width))
        return false;
    u8 *to = bytes + r->offset;
    if (width == 4)
        put_le32(to, value);
    else if (width == 2)
        put_le16(to, (u16)value);
    else if (width == 1)
        *to = (u8)value;
    return true;
}

/* All errors of a piece are worth a message. */
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
        apply(&at, bytes, f->section[p->index].size);
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

/* Zeros that must be stored have no bytes behind them in any input. */
static bool check_size(struct ld *l)
{
    u64 bytes = 0;
    for (const struct output *o = l->output; o; o = o->next)
        bytes += o->segment == SEGMENT_BSS ? 0 : o->size;
    return bytes <= l->options->max_bytes ||
           ld_error(l,
                    "the contents of the program are %" PRIu64
                    " bytes, more than %" PRIu64,
                    bytes, l->options->max_bytes);
}

bool relocate_all(struct ld *l)
{
    if (!check_size(l))
        return false;
    for (struct output *o = l->output; o; o = o->next) {
        if (!output_fill(l, o))
            return false;
    }
    return !l->failed;
}
