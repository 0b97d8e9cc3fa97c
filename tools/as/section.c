/* SPDX-License-Identifier: MIT
 *
 * Sections collect bytes; a flat image is the sections one after the other:
 * code, read-only data, data, then what has no bytes. The base of a section
 * is an assumption from the pass before, until sections_place confirms it.
 */
#include "section.h"

#include "elf.h"

#include <inttypes.h>
#include <stdlib.h>

/* Flags of a section that states none, by the beginning of its name. */
static const struct {
    const char *name;
    u32 flags;
} known[] = {
    {".text", SECTION_ALLOC | SECTION_EXEC},
    {".rodata", SECTION_ALLOC},
    {".bss", SECTION_ALLOC | SECTION_WRITE | SECTION_NOBITS},
    {".debug", 0},
    {".comment", 0},
    {".note", 0},
};

enum { FLAGS_OTHER = SECTION_ALLOC | SECTION_WRITE };

/* The order of the flat image; even ranks are the section of that name. */
enum { RANK_TEXT = 0, RANK_DATA = 2, RANK_BSS = 6, RANK_NONE = 8 };

static bool has_prefix(struct cursor name, const char *prefix)
{
    size_t n = strlen(prefix);
    return cursor_size(name) >= n && memcmp(name.p, prefix, n) == 0 &&
           (cursor_size(name) == n || name.p[n] == '.' || name.p[n] == '_');
}

static u32 flags_of(struct cursor name)
{
    for (size_t i = 0; i < ARRAY_LEN(known); i++) {
        if (has_prefix(name, known[i].name))
            return known[i].flags;
    }
    return FLAGS_OTHER;
}

static u32 rank_of(const struct section *s)
{
    if (!(s->flags & SECTION_ALLOC))
        return RANK_NONE;
    if (s->flags & SECTION_NOBITS)
        return RANK_BSS + (strcmp(s->name, ".bss") != 0);
    if (s->flags & SECTION_EXEC)
        return RANK_TEXT + (strcmp(s->name, ".text") != 0);
    if (s->flags & SECTION_WRITE)
        return RANK_DATA + 2 + (strcmp(s->name, ".data") != 0);
    return RANK_DATA + (strcmp(s->name, ".rodata") != 0);
}

struct section *section_get(struct as *a, struct cursor name)
{
    size_t n = cursor_size(name);
    struct section *s = names_find(&a->section_names, name.p, n);
    if (s)
        return s;
    if (a->section_count++ == AS_SECTIONS_MAX) {
        as_fatal(a, name.p, "more than %d sections", AS_SECTIONS_MAX);
        return NULL;
    }
    s = pool_take(&a->memory, sizeof(*s));
    if (s)
        s->name = pool_copy(&a->memory, name.p, n);
    if (!s || !s->name || !names_add(&a->section_names, s->name, n, s)) {
        as_out_of_memory(a);
        return NULL;
    }
    s->flags = flags_of(name);
    bool placed = s->flags & SECTION_ALLOC && !a->options->elf;
    s->base = placed ? a->options->base : 0;
    s->align = 1;
    *a->sections_tail = s;
    a->sections_tail = &s->next;
    return s;
}

void section_switch(struct as *a, struct section *section)
{
    if (section == a->section)
        return;
    a->previous = a->section;
    a->section = section;
}

u32 section_here(const struct as *a)
{
    return (u32)(a->section->base + a->section->size);
}

static bool has_room(struct as *a, u64 n)
{
    if (n <= a->options->max_bytes && a->emitted <= a->options->max_bytes - n) {
        a->emitted += n;
        return true;
    }
    return as_fatal(a, NULL, "the output is larger than %" PRIu64 " bytes",
                    a->options->max_bytes);
}

static bool is_zero(const u8 *bytes, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (bytes[i] != 0)
            return false;
    }
    return true;
}

bool emit(struct as *a, const void *bytes, size_t n)
{
    struct section *s = a->section;
    if (!has_room(a, n))
        return false;
    s->size += n;
    if (s->flags & SECTION_NOBITS)
        return is_zero(bytes, n) ||
               as_error(a, NULL, "section %s holds nothing but zeros", s->name);
    buf_add(&s->bytes, bytes, n);
    return !s->bytes.failed || as_out_of_memory(a);
}

bool emit_fill(struct as *a, u64 count, u8 byte)
{
    struct section *s = a->section;
    if (!has_room(a, count))
        return false;
    s->size += count;
    if (s->flags & SECTION_NOBITS)
        return byte == 0 ||
               as_error(a, NULL, "section %s holds nothing but zeros", s->name);
    size_t start = s->bytes.size;
    buf_add_zeros(&s->bytes, count);
    if (s->bytes.failed)
        return as_out_of_memory(a);
    if (byte != 0 && count > 0)
        memset(s->bytes.data + start, byte, count);
    return true;
}

/* MOV r0, r0, which a program may run through. */
bool emit_pad(struct as *a, u64 count)
{
    struct section *s = a->section;
    size_t start = s->bytes.size;
    if (!emit_fill(a, count, 0))
        return false;
    if (!(s->flags & SECTION_EXEC) || count % ISA_WORD_BYTES != 0)
        return true;
    u64 word = isa_encode((struct isa_word){.op = ISA_MOV});
    for (u64 i = 0; i < count; i += ISA_WORD_BYTES)
        put_le64(s->bytes.data + start + i, word);
    return true;
}

bool emit_value(struct as *a, const struct value *v, u32 width)
{
    u8 bytes[8] = {0};
    if (a->options->elf && v->section && v->resolved)
        return reloc_value(a, v, width) && emit(a, bytes, width);
    put_le64(bytes, v->resolved ? (u64)value_absolute(v) : 0);
    return emit(a, bytes, width);
}

u64 align_gap(const struct as *a, u32 align)
{
    const struct section *s = a->section;
    u64 at = s->flags & SECTION_EXEC ? s->size : s->base + s->size;
    return (align - at % align) % align;
}

void align_to(struct as *a, u32 align)
{
    if (align == 0)
        return;
    if (a->section->align < align)
        a->section->align = align;
    emit_pad(a, align_gap(a, align));
}

void sections_init(struct as *a)
{
    a->sections_tail = &a->sections;
    static const char *const names[] = {".text", ".rodata", ".data", ".bss"};
    for (size_t i = 0; i < ARRAY_LEN(names); i++)
        section_get(a, (struct cursor){names[i], names[i] + strlen(names[i])});
}

void sections_start_pass(struct as *a)
{
    for (struct section *s = a->sections; s; s = s->next) {
        s->size = 0;
        s->bytes.size = 0;
        s->align = 1;
        s->reloc_count = s->row_count = 0;
    }
    a->section = a->previous = a->sections;
    a->pushed_count = 0;
    a->loc_count = 0;
    a->emitted = 0;
}

static enum segment segment_of(u32 rank)
{
    return rank < RANK_DATA  ? SEGMENT_TEXT
           : rank < RANK_BSS ? SEGMENT_DATA
                             : SEGMENT_BSS;
}

void sections_visit(const struct as *a, enum segment segment,
                    void (*visit)(struct section *, void *), void *context)
{
    for (u32 rank = RANK_TEXT; rank < RANK_NONE; rank++) {
        if (segment_of(rank) != segment)
            continue;
        for (struct section *s = a->sections; s; s = s->next) {
            if (rank_of(s) == rank)
                visit(s, context);
        }
    }
}

struct placing {
    u64 next;
    bool moved;
};

static void place_section(struct section *s, void *context)
{
    struct placing *p = context;
    if (s->base != (u32)p->next)
        p->moved = true;
    s->base = (u32)p->next;
    p->next += s->size;
}

/* The text of a program is a whole number of instructions. */
static void fill_word(struct section *s, void *context)
{
    struct as *a = context;
    a->section = s;
    if (s->align < ISA_WORD_BYTES)
        s->align = ISA_WORD_BYTES;
    emit_fill(a, -s->size % ISA_WORD_BYTES, 0);
}

bool sections_place(struct as *a, struct layout *layout)
{
    sections_visit(a, SEGMENT_TEXT, fill_word, a);
    if (a->options->elf)
        return true; /* the linker does that */
    struct placing p = {a->options->base, false};
    for (int i = 0; i < SEGMENT_COUNT; i++) {
        u64 start = p.next;
        sections_visit(a, (enum segment)i, place_section, &p);
        layout->base[i] = (u32)start;
        layout->size[i] = (u32)(p.next - start);
    }
    if (p.next > UINT64_C(0x100000000)) {
        a->line = (struct line){.file = a->input};
        as_fatal(a, NULL,
                 "the image ends at 0x%" PRIX64 ", beyond the last address",
                 p.next - 1);
    }
    return !p.moved;
}

void sections_free(struct as *a)
{
    for (struct section *s = a->sections; s; s = s->next) {
        buf_free(&s->bytes);
        free(s->reloc);
        free(s->row);
    }
    free(a->files);
}
