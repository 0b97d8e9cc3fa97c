/* SPDX-License-Identifier: MIT
 *
 * ELF files: the tables of sections, segments, symbols and relocations, and
 * the bytes of sections. Field values without a name are shown as numbers.
 */
#include "dump.h"

#include "code.h"
#include "statement.h"

#include <inttypes.h>
#include <stdio.h>

enum { SEGMENTS_AT = 28, SEGMENT_SIZE_AT = 42, SEGMENT_COUNT_AT = 44 };

static u32 segment_count(const struct elf *f)
{
    return get_le16(f->bytes + SEGMENT_COUNT_AT);
}

static void file_add(struct buf *out, const struct elf *f, u32 show)
{
    buf_printf(out, "%s: ELF %s", f->file,
               f->type == ELF_TYPE_REL ? "object" : "executable");
    if (f->type == ELF_TYPE_EXEC)
        buf_printf(out, ", entry 0x%08" PRIX32, f->entry);
    if (show & DUMP_FILE)
        buf_printf(out,
                   ", machine %d, sections %" PRIu32 ", segments %" PRIu32
                   ", symbols %" PRIu32,
                   ELF_MACHINE, f->section_count, segment_count(f),
                   f->symbol_count);
    buf_printf(out, "\n");
}

/* "name" or the number. */
static void value_add(struct buf *out, int width, const char *name, u32 value)
{
    char number[16];
    if (!name) {
        snprintf(number, sizeof(number), "0x%" PRIX32, value);
        name = number;
    }
    buf_printf(out, "%-*s ", width, name);
}

static const char *section_type(u32 type)
{
    static const struct {
        u32 type;
        const char *name;
    } rows[] = {
        {ELF_SHT_NULL, "null"},       {ELF_SHT_PROGBITS, "progbits"},
        {ELF_SHT_SYMTAB, "symtab"},   {ELF_SHT_STRTAB, "strtab"},
        {ELF_SHT_RELA, "rela"},       {ELF_SHT_NOBITS, "nobits"},
        {ELF_SHT_INIT_ARRAY, "init"}, {ELF_SHT_FINI_ARRAY, "fini"},
    };
    for (size_t k = 0; k < ARRAY_LEN(rows); k++) {
        if (rows[k].type == type)
            return rows[k].name;
    }
    return NULL;
}

static void flags_add(struct buf *out, u32 flags)
{
    static const struct {
        u32 flag;
        char letter;
    } rows[] = {{ELF_SHF_ALLOC, 'a'},   {ELF_SHF_WRITE, 'w'},
                {ELF_SHF_EXEC, 'x'},    {ELF_SHF_MERGE, 'm'},
                {ELF_SHF_STRINGS, 's'}, {ELF_SHF_RETAIN, 'r'}};
    for (size_t k = 0; k < ARRAY_LEN(rows); k++)
        buf_printf(out, "%c", flags & rows[k].flag ? rows[k].letter : '-');
}

static void sections_add(struct buf *out, const struct elf *f)
{
    buf_printf(out, "\nSections:\n"
                    " nr type      address    offset           size "
                    "align flags  name\n");
    for (u32 k = 1; k < f->section_count; k++) {
        const struct elf_section *s = &f->section[k];
        buf_printf(out, "%3" PRIu32 " ", k);
        value_add(out, 9, section_type(s->type), s->type);
        buf_printf(
            out, "0x%08" PRIX32 " 0x%08" PRIX32 " %10" PRIu32 " %5" PRIu32 " ",
            s->address, s->offset, s->size, s->align);
        flags_add(out, s->flags);
        buf_printf(out, " ");
        name_add(out, s->name);
        buf_printf(out, "\n");
    }
}

static bool segments_add(struct buf *out, const struct elf *f, struct err *e)
{
    u32 at = get_le32(f->bytes + SEGMENTS_AT), n = segment_count(f);
    if (n > 0 && (get_le16(f->bytes + SEGMENT_SIZE_AT) != ELF_SEGMENT_BYTES ||
                  !range_ok(at, (u64)n * ELF_SEGMENT_BYTES, f->size)))
        return fail(e, "%s: the program headers lie outside of the file",
                    f->file);
    buf_printf(out, "\nSegments:\n"
                    " nr type      address    offset        in file  "
                    "in memory flags\n");
    for (u32 k = 0; k < n; k++) {
        const u8 *h = f->bytes + at + (size_t)k * ELF_SEGMENT_BYTES;
        u32 type = get_le32(h), flags = get_le32(h + 24);
        buf_printf(out, "%3" PRIu32 " ", k);
        value_add(out, 9, type == ELF_PT_LOAD ? "load" : NULL, type);
        buf_printf(out,
                   "0x%08" PRIX32 " 0x%08" PRIX32 " %10" PRIu32 " %10" PRIu32
                   " %c%c%c\n",
                   get_le32(h + 8), get_le32(h + 4), get_le32(h + 16),
                   get_le32(h + 20), flags & ELF_PF_R ? 'r' : '-',
                   flags & ELF_PF_W ? 'w' : '-', flags & ELF_PF_X ? 'x' : '-');
    }
    return true;
}

static const char *section_text(const struct elf *f, u32 section)
{
    switch (section) {
    case ELF_SHN_UNDEF:
        return "undefined";
    case ELF_SHN_ABS:
        return "number";
    case ELF_SHN_COMMON:
        return "common";
    }
    return f->section[section].name;
}

static void symbol_add(struct buf *out, const struct elf *f,
                       const struct elf_symbol *y)
{
    static const char *const binds[] = {"local", "global", "weak"};
    static const char *const types[] = {"-", "object", "func", "section",
                                        "file"};
    buf_printf(out, "0x%08" PRIX32 " %10" PRIu32 " %-6s ", y->value, y->size,
               binds[y->bind]);
    value_add(out, 7, y->type < ARRAY_LEN(types) ? types[y->type] : NULL,
              y->type);
    name_add(out, section_text(f, y->section));
    buf_printf(out, "%s", y->name[0] ? " " : "");
    name_add(out, y->name);
    buf_printf(out, "%s\n", y->visibility == ELF_STV_HIDDEN ? " (hidden)" : "");
}

static void symbols_add(struct buf *out, const struct elf *f)
{
    buf_printf(out, "\nSymbols:\n"
                    "address          size bind   type    section name\n");
    for (u32 k = 1; k < f->symbol_count; k++)
        symbol_add(out, f, &f->symbol[k]);
}

static bool relocations_add(struct buf *out, const struct elf *f, u32 section,
                            struct err *e)
{
    u32 of = f->section[section].info;
    buf_printf(out, "\nRelocations of ");
    name_add(out, of < f->section_count ? f->section[of].name : "?");
    buf_printf(out, ":\n");
    for (u32 k = 0; k < elf_rela_count(f, section); k++) {
        struct elf_rela r;
        if (!elf_rela_get(f, section, k, &r, e))
            return false;
        buf_printf(out, "0x%08" PRIX32 " ", r.offset);
        rela_add(out, f, &r);
        buf_printf(out, "\n");
    }
    return true;
}

static bool all_relocations_add(struct buf *out, const struct elf *f,
                                struct err *e)
{
    for (u32 k = 1; k < f->section_count; k++) {
        if (f->section[k].type == ELF_SHT_RELA &&
            !relocations_add(out, f, k, e))
            return false;
    }
    return true;
}

static void contents_add(struct buf *out, const struct elf *f)
{
    for (u32 k = 1; k < f->section_count; k++) {
        if (!elf_bytes(f, k))
            continue;
        buf_printf(out, "\nContents of ");
        name_add(out, f->section[k].name);
        buf_printf(out, ":\n");
        rows_add(out, elf_bytes(f, k), f->section[k].size,
                 f->section[k].address);
    }
}

/* Sections that share bytes, and few could be, would make the output larger
 * than the file by any factor. */
static bool sections_check(const struct elf *f, struct err *e)
{
    u64 sum = 0;
    for (u32 k = 1; k < f->section_count; k++)
        sum += elf_bytes(f, k) ? f->section[k].size : 0;
    return sum <= f->size ||
           fail(e, "%s: sections overlap in the file", f->file);
}

bool dump_elf(struct buf *out, const struct elf *f, u32 show, struct err *e)
{
    if (show & DUMP_REASSEMBLE)
        return fail(e, "%s: only flat images are turned into source", f->file);
    if (!sections_check(f, e))
        return false;
    file_add(out, f, show);
    if (show & DUMP_SECTIONS)
        sections_add(out, f);
    if (show & DUMP_SEGMENTS && !segments_add(out, f, e))
        return false;
    if (show & DUMP_SYMBOLS)
        symbols_add(out, f);
    if (show & DUMP_RELOCATIONS && !all_relocations_add(out, f, e))
        return false;
    if (show & DUMP_CONTENTS)
        contents_add(out, f);
    return !(show & (DUMP_TEXT | DUMP_TEXT_ALL)) || code_add(out, f, show, e);
}
