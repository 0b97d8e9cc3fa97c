/* SPDX-License-Identifier: MIT
 *
 * Symbols and lines of an executable ELF file. A symbol counts within its
 * section only: nothing behind the end of the code gets a name.
 */
#include "symbols_table.h"

#include <format/elf.h>

static u8 rank_of(const struct elf_symbol *y)
{
    static const u8 binds[] = {
        [ELF_STB_LOCAL] = 0, [ELF_STB_GLOBAL] = 2, [ELF_STB_WEAK] = 1};
    return (u8)(binds[y->bind] + (y->type == ELF_STT_FUNC ? 4 : 0));
}

static bool is_named(const struct elf_symbol *y)
{
    return y->type <= ELF_STT_FUNC && y->name[0] != '\0' &&
           strncmp(y->name, ".L", 2) != 0;
}

static bool symbol_add(struct symbols *s, const struct elf *f,
                       const struct elf_symbol *y)
{
    if (!is_named(y) || y->section == ELF_SHN_UNDEF ||
        y->section >= f->section_count)
        return true;
    const struct elf_section *in = &f->section[y->section];
    u64 limit = (u64)in->address + in->size;
    if (!(in->flags & ELF_SHF_ALLOC) || y->value < in->address ||
        y->value >= limit)
        return true;
    u64 end = (u64)y->value + y->size;
    struct symbols_entry entry = {.end = y->size && end < limit ? end : limit,
                                  .address = y->value,
                                  .rank = rank_of(y),
                                  .name = y->name};
    return symbols_add(y->size ? &s->sized : &s->label, entry);
}

static void lines_read(struct symbols *s, const struct elf *f)
{
    struct line_sections in;
    struct err ignored;
    in.line = elf_find_bytes(f, ".debug_line", &in.line_size);
    in.line_str = elf_find_bytes(f, ".debug_line_str", &in.line_str_size);
    in.str = elf_find_bytes(f, ".debug_str", &in.str_size);
    line_read(&s->lines, &in, &ignored);
}

bool symbols_elf(struct symbols *s, size_t size, const char *file,
                 struct err *e)
{
    struct elf f;
    bool ok = elf_read(&f, s->bytes, size, file, e);
    if (ok && f.type != ELF_TYPE_EXEC)
        ok =
            fail(e, "%s: an object has no addresses before it is linked", file);
    for (u32 k = 1; ok && k < f.symbol_count; k++) {
        if (!symbol_add(s, &f, &f.symbol[k]))
            ok = fail_status(e, 90, "%s: out of memory", file);
    }
    if (ok)
        lines_read(s, &f);
    elf_free(&f);
    return ok;
}
