/* SPDX-License-Identifier: MIT
 *
 * Writes ELF files: header, program headers, contents of the sections,
 * symbols, names, relocations, section headers, in this order. The same input
 * gives the same bytes.
 */
#include <format/elf.h>

#include <stdlib.h>

struct out_section {
    struct elf_section s;
    const u8 *bytes;
    char *name;
    struct elf_rela *rela;
    u32 rela_count, rela_room;
    u32 name_at, rela_name_at, rela_at, rela_index;
};

struct out_segment {
    u32 first, address, file_size, memory_size, flags;
};

struct elf_out {
    struct out_section *section; /* [0] the null section */
    u32 section_count, section_room;
    struct elf_symbol *symbol; /* [0] the null symbol */
    char **symbol_name;
    u32 symbol_count, symbol_room;
    struct out_segment *segment;
    u32 segment_count;
    bool failed;
};

static void *grow(struct elf_out *out, void *at, u32 count, u32 *room,
                  size_t size)
{
    if (count < *room)
        return at;
    u32 wider = *room ? *room * 2 : 16;
    void *fresh = realloc(at, wider * size);
    if (!fresh) {
        out->failed = true;
        return at;
    }
    *room = wider;
    return fresh;
}

static char *copy_name(struct elf_out *out, const char *name)
{
    char *copy = strdup(name ? name : "");
    out->failed |= !copy;
    return copy;
}

struct elf_out *elf_out_new(void)
{
    struct elf_out *out = calloc(1, sizeof(*out));
    if (!out)
        return NULL;
    struct elf_section null_section = {.name = ""};
    struct elf_symbol null_symbol = {.name = ""};
    elf_out_section(out, &null_section, NULL);
    elf_out_symbol(out, &null_symbol);
    return out;
}

void elf_out_free(struct elf_out *out)
{
    for (u32 k = 0; k < out->section_count; k++) {
        free(out->section[k].name);
        free(out->section[k].rela);
    }
    for (u32 k = 0; k < out->symbol_count; k++)
        free(out->symbol_name[k]);
    free(out->section);
    free(out->symbol);
    free(out->symbol_name);
    free(out->segment);
    free(out);
}

u32 elf_out_section(struct elf_out *out, const struct elf_section *section,
                    const u8 *bytes)
{
    out->section = grow(out, out->section, out->section_count,
                        &out->section_room, sizeof(*out->section));
    if (out->section_count >= out->section_room)
        return 0;
    out->section[out->section_count] = (struct out_section){
        .s = *section, .bytes = bytes, .name = copy_name(out, section->name)};
    return out->section_count++;
}

u32 elf_out_symbol(struct elf_out *out, const struct elf_symbol *symbol)
{
    u32 room = out->symbol_room;
    out->symbol = grow(out, out->symbol, out->symbol_count, &out->symbol_room,
                       sizeof(*out->symbol));
    out->symbol_name = grow(out, out->symbol_name, out->symbol_count, &room,
                            sizeof(*out->symbol_name));
    if (out->symbol_count >= room || room != out->symbol_room)
        return 0;
    out->symbol[out->symbol_count] = *symbol;
    out->symbol_name[out->symbol_count] = copy_name(out, symbol->name);
    return out->symbol_count++;
}

void elf_out_rela(struct elf_out *out, u32 section, const struct elf_rela *rela)
{
    struct out_section *s = &out->section[section];
    s->rela =
        grow(out, s->rela, s->rela_count, &s->rela_room, sizeof(*s->rela));
    if (s->rela_count < s->rela_room)
        s->rela[s->rela_count++] = *rela;
}

void elf_out_segment(struct elf_out *out, u32 first, u32 address, u32 file_size,
                     u32 memory_size, u32 flags)
{
    struct out_segment *fresh =
        realloc(out->segment, (out->segment_count + 1) * sizeof(*fresh));
    if (!fresh) {
        out->failed = true;
        return;
    }
    out->segment = fresh;
    fresh[out->segment_count++] =
        (struct out_segment){first, address, file_size, memory_size, flags};
}

static void put_le16_to(struct buf *b, u32 v)
{
    u8 bytes[2];
    put_le16(bytes, (u16)v);
    buf_add(b, bytes, 2);
}

static void align_to(struct buf *b, u32 align)
{
    if (align > 1)
        buf_add_zeros(b, (align - b->size % align) % align);
}

/* Distance from the section before, when both are in memory and near. */
static bool gap_before(const struct elf_out *out, u32 k, u32 *gap)
{
    enum { NEAR = 65536 };
    const struct elf_section *s = &out->section[k].s, *p = s;
    if (k < 2 || !(s->flags & ELF_SHF_ALLOC) || s->address == 0)
        return false;
    p = &out->section[k - 1].s;
    *gap = s->address - (p->address + p->size);
    return p->flags & ELF_SHF_ALLOC && p->address != 0 && *gap < NEAR;
}

/* Contents. Sections of one segment lie in the file as in memory; a first one
 * at an offset that is congruent to its address modulo its alignment. */
static void put_contents(struct elf_out *out, struct buf *file)
{
    for (u32 k = 1; k < out->section_count; k++) {
        struct out_section *s = &out->section[k];
        u32 gap, align = s->s.align > 16 ? 16 : s->s.align;
        if (gap_before(out, k, &gap)) {
            buf_add_zeros(file, gap);
            align = 0;
        }
        if (align > 1) {
            u32 want = s->s.address % align, have = file->size % align;
            buf_add_zeros(file, (want + align - have) % align);
        }
        s->s.offset = (u32)file->size;
        if (s->s.type != ELF_SHT_NOBITS && s->s.size > 0)
            buf_add(file, s->bytes, s->s.size);
    }
}

static u32 put_symbols(struct elf_out *out, struct buf *file, struct buf *names,
                       u32 *order)
{
    u32 locals = 0, n = 0;
    for (u32 pass = 0; pass < 2; pass++) {
        for (u32 k = 0; k < out->symbol_count; k++) {
            const struct elf_symbol *s = &out->symbol[k];
            bool local = s->bind == ELF_STB_LOCAL;
            if (local != (pass == 0))
                continue;
            order[k] = n++;
            u32 at = out->symbol_name[k][0] ? (u32)names->size : 0;
            if (at != 0)
                buf_add(names, out->symbol_name[k],
                        strlen(out->symbol_name[k]) + 1);
            buf_add_le32(file, at);
            buf_add_le32(file, s->value);
            buf_add_le32(file, s->size);
            u8 info[2] = {(u8)(s->bind << 4 | s->type), s->visibility};
            buf_add(file, info, 2);
            put_le16_to(file, s->section);
        }
        if (pass == 0)
            locals = n;
    }
    return locals;
}

static void put_relas(struct elf_out *out, struct buf *file, const u32 *order)
{
    for (u32 k = 1; k < out->section_count; k++) {
        struct out_section *s = &out->section[k];
        s->rela_at = (u32)file->size;
        for (u32 r = 0; r < s->rela_count; r++) {
            buf_add_le32(file, s->rela[r].offset);
            buf_add_le32(file, order[s->rela[r].symbol] << 8 | s->rela[r].type);
            buf_add_le32(file, (u32)s->rela[r].addend);
        }
    }
}

struct header {
    u32 name, type, flags, address, offset, size, link, info, align, entry;
};

static void put_header(struct buf *file, struct header h)
{
    const u32 words[] = {h.name, h.type, h.flags, h.address, h.offset,
                         h.size, h.link, h.info,  h.align,   h.entry};
    for (u32 k = 0; k < ARRAY_LEN(words); k++)
        buf_add_le32(file, words[k]);
}

static u32 add_name(struct buf *names, const char *prefix, const char *name)
{
    u32 at = (u32)names->size;
    buf_add(names, prefix, strlen(prefix));
    buf_add(names, name, strlen(name) + 1);
    return at;
}

struct tables {
    u32 symbols, symbols_size, locals, strings, strings_size;
};

/* Sections, then their .rela sections, then .symtab .strtab .shstrtab. */
static u32 put_headers(struct elf_out *out, struct buf *file,
                       const struct tables *t, u32 *names_index)
{
    struct buf names = {0};
    u32 n = out->section_count, relas = 0;
    buf_add(&names, "", 1);
    for (u32 k = 1; k < n; k++)
        relas += out->section[k].rela_count > 0;
    u32 symtab = n + relas;
    struct buf heads = {0};
    put_header(&heads, (struct header){0});
    for (u32 k = 1; k < n; k++) {
        const struct out_section *s = &out->section[k];
        put_header(&heads,
                   (struct header){add_name(&names, "", s->name), s->s.type,
                                   s->s.flags, s->s.address, s->s.offset,
                                   s->s.size, 0, 0, s->s.align ? s->s.align : 1,
                                   s->s.entry_size});
    }
    for (u32 k = 1; k < n; k++) {
        const struct out_section *s = &out->section[k];
        if (s->rela_count > 0)
            put_header(&heads,
                       (struct header){add_name(&names, ".rela", s->name),
                                       ELF_SHT_RELA, 0x40, 0, s->rela_at,
                                       s->rela_count * ELF_RELA_BYTES, symtab,
                                       k, 4, ELF_RELA_BYTES});
    }
    put_header(&heads,
               (struct header){add_name(&names, "", ".symtab"), ELF_SHT_SYMTAB,
                               0, 0, t->symbols, t->symbols_size, symtab + 1,
                               t->locals, 4, ELF_SYMBOL_BYTES});
    put_header(&heads,
               (struct header){add_name(&names, "", ".strtab"), ELF_SHT_STRTAB,
                               0, 0, t->strings, t->strings_size, 0, 0, 1, 0});
    u32 own = add_name(&names, "", ".shstrtab");
    u32 names_at = (u32)file->size;
    buf_add(file, names.data, names.size);
    put_header(&heads, (struct header){own, ELF_SHT_STRTAB, 0, 0, names_at,
                                       (u32)names.size, 0, 0, 1, 0});
    align_to(file, 4);
    u32 at = (u32)file->size;
    buf_add(file, heads.data, heads.size);
    *names_index = symtab + 2;
    out->failed |= names.failed || heads.failed;
    buf_free(&names);
    buf_free(&heads);
    return at;
}

static void put_file_header(const struct elf_out *out, u8 *h, u32 type,
                            u32 entry, u32 headers, u32 names_index)
{
    static const u8 ident[] = {0x7F, 'E', 'L', 'F', 1, 1, 1};
    memset(h, 0, ELF_HEADER_BYTES);
    memcpy(h, ident, sizeof(ident));
    put_le16(h + 16, (u16)type);
    put_le16(h + 18, ELF_MACHINE);
    put_le32(h + 20, 1);
    put_le32(h + 24, entry);
    put_le32(h + 28, out->segment_count ? ELF_HEADER_BYTES : 0);
    put_le32(h + 32, headers);
    put_le16(h + 40, ELF_HEADER_BYTES);
    put_le16(h + 42, out->segment_count ? ELF_SEGMENT_BYTES : 0);
    put_le16(h + 44, (u16)out->segment_count);
    put_le16(h + 46, ELF_SECTION_BYTES);
    put_le16(h + 48, (u16)(names_index + 1));
    put_le16(h + 50, (u16)names_index);
}

static void put_segments(const struct elf_out *out, u8 *at)
{
    for (u32 k = 0; k < out->segment_count; k++) {
        const struct out_segment *s = &out->segment[k];
        u8 *h = at + k * ELF_SEGMENT_BYTES;
        put_le32(h, ELF_PT_LOAD);
        put_le32(h + 4, out->section[s->first].s.offset);
        put_le32(h + 8, s->address);
        put_le32(h + 12, s->address);
        put_le32(h + 16, s->file_size);
        put_le32(h + 20, s->memory_size);
        put_le32(h + 24, s->flags);
        put_le32(h + 28, 4);
    }
}

bool elf_write(struct elf_out *out, u32 type, u32 entry, struct buf *file,
               struct err *e)
{
    struct buf names = {0};
    u32 *order = calloc(out->symbol_count + 1, sizeof(*order));
    if (out->failed || !order) {
        free(order);
        return fail_status(e, 90, "out of memory");
    }
    if (out->section_count > 30000) {
        free(order);
        return fail(e, "more than 30000 sections in one object");
    }
    buf_add_zeros(file, ELF_HEADER_BYTES +
                            (size_t)out->segment_count * ELF_SEGMENT_BYTES);
    put_contents(out, file);
    align_to(file, 4);
    buf_add(&names, "", 1);
    struct tables t = {.symbols = (u32)file->size};
    t.locals = put_symbols(out, file, &names, order);
    t.symbols_size = (u32)file->size - t.symbols;
    put_relas(out, file, order);
    t.strings = (u32)file->size;
    t.strings_size = (u32)names.size;
    buf_add(file, names.data, names.size);
    u32 names_index = 0;
    u32 headers = put_headers(out, file, &t, &names_index);
    bool ok = !file->failed && !names.failed && !out->failed;
    if (ok && file->size > UINT32_MAX)
        ok = fail(e, "the file would be larger than 4 GiB");
    else if (!ok)
        fail_status(e, 90, "out of memory");
    if (ok) {
        put_file_header(out, file->data, type, entry, headers, names_index);
        put_segments(out, file->data + ELF_HEADER_BYTES);
    }
    buf_free(&names);
    free(order);
    return ok;
}
