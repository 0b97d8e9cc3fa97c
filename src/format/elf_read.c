/* SPDX-License-Identifier: MIT
 *
 * Reads ELF files of the machine. Nothing is laid over the bytes; every
 * offset, size, index and name is checked before it is handed out.
 */
#include <format/elf.h>

#include <ctype.h>
#include <inttypes.h>
#include <stdlib.h>

bool elf_is(const u8 *bytes, size_t size)
{
    return size >= 4 && memcmp(bytes, "\177ELF", 4) == 0;
}

static bool header_check(struct elf *f, struct err *e)
{
    const u8 *h = f->bytes;
    if (!elf_is(h, f->size))
        return fail(e, "%s: not an ELF file", f->file);
    if (f->size < ELF_HEADER_BYTES)
        return fail(e, "%s: ends inside the ELF header", f->file);
    if (h[4] != 1 || h[5] != 1 || h[6] != 1)
        return fail(e, "%s: not a 32-bit little-endian ELF file", f->file);
    if (get_le16(h + 18) != ELF_MACHINE)
        return fail(e, "%s: made for another machine (e_machine %u, not %d)",
                    f->file, get_le16(h + 18), ELF_MACHINE);
    f->type = get_le16(h + 16);
    f->entry = get_le32(h + 24);
    if (f->type != ELF_TYPE_REL && f->type != ELF_TYPE_EXEC)
        return fail(e, "%s: neither an object nor an executable (type %u)",
                    f->file, f->type);
    return true;
}

/* Names may overlap, so a table of strings is looked through once: it ends
 * with a terminator, and nothing in it steers a terminal. */
static bool strings_check(const struct elf *f, u32 section, struct err *e)
{
    const struct elf_section *s = &f->section[section];
    const u8 *text = elf_bytes(f, section);
    if (text && text[s->size - 1] != '\0')
        return fail(e, "%s: section %u ends inside a name", f->file, section);
    for (u32 k = 0; k < s->size; k++) {
        if (text[k] != '\0' && iscntrl(text[k]))
            return fail(e, "%s: section %u has a name with byte 0x%02X",
                        f->file, section, text[k]);
    }
    return true;
}

/* The name at `at` in a table of strings that was checked, or NULL. */
static const char *name_at(const struct elf *f, const struct elf_section *table,
                           u32 at)
{
    return at < table->size ? (const char *)f->bytes + table->offset + at
                            : NULL;
}

static struct elf_section section_get(const u8 *h)
{
    return (struct elf_section){.type = get_le32(h + 4),
                                .flags = get_le32(h + 8),
                                .address = get_le32(h + 12),
                                .offset = get_le32(h + 16),
                                .size = get_le32(h + 20),
                                .link = get_le32(h + 24),
                                .info = get_le32(h + 28),
                                .align = get_le32(h + 32),
                                .entry_size = get_le32(h + 36)};
}

static bool section_check(struct elf *f, u32 k, struct err *e)
{
    struct elf_section *s = &f->section[k];
    bool stored = s->type != ELF_SHT_NOBITS && s->type != ELF_SHT_NULL;
    if (stored && !range_ok(s->offset, s->size, f->size))
        return fail(e, "%s: section %u lies outside of the file", f->file, k);
    if (s->align & (s->align - 1))
        return fail(e, "%s: section %u has alignment %" PRIu32, f->file, k,
                    s->align);
    if (s->link >= f->section_count)
        return fail(e,
                    "%s: section %u is linked to section %" PRIu32
                    ", which does not exist",
                    f->file, k, s->link);
    return true;
}

static bool names_read(struct elf *f, u32 index, struct err *e)
{
    if (index >= f->section_count || f->section[index].type != ELF_SHT_STRTAB)
        return fail(e, "%s: the table of section names is missing", f->file);
    if (!strings_check(f, index, e))
        return false;
    for (u32 k = 0; k < f->section_count; k++) {
        u32 at = get_le32(f->bytes + get_le32(f->bytes + 32) +
                          (size_t)k * ELF_SECTION_BYTES);
        f->section[k].name = k == 0 ? "" : name_at(f, &f->section[index], at);
        if (!f->section[k].name)
            return fail(e, "%s: section %u has a bad name", f->file, k);
    }
    return true;
}

static bool sections_read(struct elf *f, struct err *e)
{
    const u8 *h = f->bytes;
    u32 at = get_le32(h + 32), n = get_le16(h + 48);
    if (n == 0)
        return true; /* an executable may have none */
    if (get_le16(h + 46) != ELF_SECTION_BYTES ||
        !range_ok(at, (u64)n * ELF_SECTION_BYTES, f->size))
        return fail(e, "%s: the section headers lie outside of the file",
                    f->file);
    f->section = calloc(n, sizeof(*f->section));
    if (!f->section)
        return fail_status(e, 90, "out of memory");
    f->section_count = n;
    for (u32 k = 0; k < n; k++)
        f->section[k] = section_get(h + at + (size_t)k * ELF_SECTION_BYTES);
    for (u32 k = 0; k < n; k++) {
        if (!section_check(f, k, e))
            return false;
    }
    return names_read(f, get_le16(h + 50), e);
}

static bool symbol_read(struct elf *f, const struct elf_section *names,
                        const u8 *at, u32 k, struct err *e)
{
    struct elf_symbol *s = &f->symbol[k];
    *s = (struct elf_symbol){.name = name_at(f, names, get_le32(at)),
                             .value = get_le32(at + 4),
                             .size = get_le32(at + 8),
                             .bind = at[12] >> 4,
                             .type = at[12] & 15,
                             .visibility = at[13] & 3,
                             .section = get_le16(at + 14)};
    if (!s->name)
        return fail(e, "%s: symbol %u has a bad name", f->file, k);
    if (s->section >= f->section_count && s->section != ELF_SHN_ABS &&
        s->section != ELF_SHN_COMMON)
        return fail(e, "%s: symbol '%s' is in section %u, which does not exist",
                    f->file, s->name, s->section);
    if (s->bind > ELF_STB_WEAK)
        return fail(e, "%s: symbol '%s' has binding %u", f->file, s->name,
                    s->bind);
    return true;
}

static bool symbols_read_table(struct elf *f, u32 index, struct err *e)
{
    const struct elf_section *s = &f->section[index];
    const struct elf_section *names = &f->section[s->link];
    if (s->entry_size != ELF_SYMBOL_BYTES || s->size % ELF_SYMBOL_BYTES != 0)
        return fail(e, "%s: the symbol table has entries of %" PRIu32 " bytes",
                    f->file, s->entry_size);
    if (names->type != ELF_SHT_STRTAB)
        return fail(e, "%s: the symbol table has no names", f->file);
    if (!strings_check(f, s->link, e))
        return false;
    f->symbol_count = s->size / ELF_SYMBOL_BYTES;
    f->symbol = calloc(f->symbol_count + 1, sizeof(*f->symbol));
    if (!f->symbol)
        return fail_status(e, 90, "out of memory");
    for (u32 k = 0; k < f->symbol_count; k++) {
        if (!symbol_read(f, names,
                         f->bytes + s->offset + (size_t)k * ELF_SYMBOL_BYTES, k,
                         e))
            return false;
    }
    return true;
}

bool elf_read(struct elf *f, const u8 *bytes, size_t size, const char *file,
              struct err *e)
{
    *f = (struct elf){.file = file, .bytes = bytes, .size = size};
    if (!header_check(f, e) || !sections_read(f, e))
        return false;
    for (u32 k = 0; k < f->section_count; k++) {
        if (f->section[k].type == ELF_SHT_SYMTAB)
            return symbols_read_table(f, k, e);
    }
    return true;
}

void elf_free(struct elf *f)
{
    free(f->section);
    free(f->symbol);
    f->section = NULL;
    f->symbol = NULL;
}

const u8 *elf_bytes(const struct elf *f, u32 section)
{
    const struct elf_section *s = &f->section[section];
    bool stored = s->type != ELF_SHT_NOBITS && s->type != ELF_SHT_NULL;
    return stored && s->size > 0 ? f->bytes + s->offset : NULL;
}

u32 elf_rela_count(const struct elf *f, u32 section)
{
    return f->section[section].size / ELF_RELA_BYTES;
}

bool elf_rela_get(const struct elf *f, u32 section, u32 index,
                  struct elf_rela *out, struct err *e)
{
    const struct elf_section *s = &f->section[section];
    const u8 *at = f->bytes + s->offset + (size_t)index * ELF_RELA_BYTES;
    u32 info = get_le32(at + 4);
    *out = (struct elf_rela){.offset = get_le32(at),
                             .symbol = info >> 8,
                             .type = (u8)info,
                             .addend = (i32)get_le32(at + 8)};
    if (out->symbol >= f->symbol_count)
        return fail(e,
                    "%s: %s: relocation %u is against symbol %u, which "
                    "does not exist",
                    f->file, s->name, index, out->symbol);
    return true;
}

const char *elf_rela_name(u32 type)
{
    static const char *const names[] = {"NONE", "ABS32", "PCREL32", "ABS16",
                                        "ABS8"};
    return type < ARRAY_LEN(names) ? names[type] : NULL;
}

u32 elf_find(const struct elf *f, const char *name)
{
    for (u32 k = 1; k < f->section_count; k++) {
        if (strcmp(f->section[k].name, name) == 0)
            return k;
    }
    return 0;
}

const u8 *elf_find_bytes(const struct elf *f, const char *name, size_t *size)
{
    u32 k = elf_find(f, name);
    const u8 *bytes = k ? elf_bytes(f, k) : NULL;
    *size = bytes ? f->section[k].size : 0;
    return bytes;
}
