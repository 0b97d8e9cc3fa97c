/* SPDX-License-Identifier: MIT
 *
 * Places in the source. A source that cannot be read is simply not shown: it
 * may have been on another machine.
 */
#include "places.h"

#include "statement.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

enum {
    FIRST_BASE = 0x1000, /* not 0, where dropped lines are */
    SOURCE_BYTES_MAX = 1 << 26,
    PATH_BYTES = 4096,
    GAP_SHOWN = 8 /* lines without code that are shown before one with */
};

struct source {
    bool tried;
    struct buf text;
    u32 *start; /* of each line, and the end of the text */
    u32 count;
};

/* Sections of an object one behind the other; false: they do not fit. */
static bool bases_make(struct places *p, const struct elf *f)
{
    u64 next = FIRST_BASE;
    p->base = calloc((size_t)f->section_count + 1, sizeof(*p->base));
    if (!p->base)
        return false;
    for (u32 k = 1; k < f->section_count; k++) {
        const struct elf_section *s = &f->section[k];
        p->base[k] = f->type == ELF_TYPE_REL ? (u32)next : s->address;
        if (s->flags & ELF_SHF_ALLOC)
            next += (u64)s->size + 1;
    }
    return f->type != ELF_TYPE_REL || next <= UINT32_MAX;
}

/* Addresses of an object's line table, in a copy. What cannot be resolved
 * stays 0, which says that nothing is there. */
static bool relocate(const struct places *p, const struct elf *f, u32 section,
                     u8 *bytes, struct err *e)
{
    u32 size = f->section[section].size;
    for (u32 k = 1; k < f->section_count; k++) {
        const struct elf_section *s = &f->section[k];
        u32 n = s->type == ELF_SHT_RELA && s->info == section
                    ? elf_rela_count(f, k)
                    : 0;
        for (u32 i = 0; i < n; i++) {
            struct elf_rela r;
            if (!elf_rela_get(f, k, i, &r, e))
                return false;
            const struct elf_symbol *y = &f->symbol[r.symbol];
            if (r.type == ELF_R_ABS32 && range_ok(r.offset, 4, size) &&
                y->section != ELF_SHN_UNDEF && y->section < f->section_count)
                put_le32(bytes + r.offset,
                         p->base[y->section] + y->value + (u32)r.addend);
        }
    }
    return true;
}

static bool table_read(struct places *p, const struct elf *f, struct err *e)
{
    struct line_sections in;
    struct buf copy = {0};
    struct err why = {0};
    in.line = elf_find_bytes(f, ".debug_line", &in.line_size);
    in.line_str = elf_find_bytes(f, ".debug_line_str", &in.line_str_size);
    in.str = elf_find_bytes(f, ".debug_str", &in.str_size);
    buf_add(&copy, in.line, in.line_size);
    if (copy.failed)
        return fail_status(e, 90, "%s: out of memory", f->file);
    in.line = copy.data;
    bool ok = f->type != ELF_TYPE_REL || in.line_size == 0 ||
              relocate(p, f, elf_find(f, ".debug_line"), copy.data, e);
    if (ok && !line_read(&p->table, &in, &why))
        ok = fail_status(e, why.status, "%s: %s", f->file, why.text);
    buf_free(&copy);
    return ok;
}

bool places_make(struct places *p, const struct elf *f, bool text,
                 struct err *e)
{
    *p = (struct places){.near = f->file, .text = text};
    if (!bases_make(p, f))
        return fail(e, "%s: its sections do not fit into 32 bits", f->file);
    if (!table_read(p, f, e))
        return false;
    p->source = calloc((size_t)p->table.file_count + 1, sizeof(*p->source));
    return p->source || fail_status(e, 90, "%s: out of memory", f->file);
}

void places_free(struct places *p)
{
    for (u32 k = 0; p->source && k < p->table.file_count; k++) {
        buf_free(&p->source[k].text);
        free(p->source[k].start);
    }
    free(p->source);
    free(p->base);
    line_free(&p->table);
    *p = (struct places){0};
}

/* Source text */

static bool lines_index(struct source *s)
{
    u32 n = 0;
    for (size_t k = 0; k < s->text.size; k++)
        n += s->text.data[k] == '\n';
    s->start = calloc((size_t)n + 2, sizeof(*s->start));
    if (!s->start)
        return false;
    for (size_t k = 0; k < s->text.size; k++) {
        if (s->text.data[k] == '\n')
            s->start[++s->count] = (u32)k + 1;
    }
    if (s->start[s->count] < s->text.size) /* the last has no end */
        s->start[++s->count] = (u32)s->text.size;
    return true;
}

/* As the compiler named it, or in the folder of the ELF file. */
static void source_read(const struct places *p, const struct line_file *file,
                        struct source *s)
{
    char path[PATH_BYTES], beside[PATH_BYTES];
    struct err ignored;
    line_file_text(path, sizeof(path), file);
    const char *slash = strrchr(p->near, '/');
    int folder = slash ? (int)(slash - p->near) + 1 : 0;
    int n = snprintf(beside, sizeof(beside), "%.*s%s", folder, p->near, path);
    s->tried = true;
    bool ok = buf_read_file(&s->text, path, SOURCE_BYTES_MAX, &ignored) ||
              (n > 0 && (size_t)n < sizeof(beside) &&
               buf_read_file(&s->text, beside, SOURCE_BYTES_MAX, &ignored));
    if (!ok || !lines_index(s))
        s->count = 0;
}

static void source_line(struct buf *out, const struct source *s, u32 line)
{
    if (line == 0 || line > s->count)
        return;
    const char *text = (const char *)s->text.data + s->start[line - 1];
    size_t n = s->start[line] - s->start[line - 1];
    while (n > 0 && (text[n - 1] == '\n' || text[n - 1] == '\r'))
        n--;
    buf_printf(out, "; %5" PRIu32 "%s", line, n > 0 ? "  " : "");
    buf_add(out, text, n);
    buf_printf(out, "\n");
}

/* Lines between the last place and this are shown when they are few. */
static void source_add(struct buf *out, struct places *p,
                       const struct line_row *row)
{
    struct source *s = &p->source[row->file];
    u32 from = row->line;
    if (p->last && p->last->file == row->file && p->last->line < row->line &&
        row->line - p->last->line <= GAP_SHOWN)
        from = p->last->line + 1;
    if (!s->tried)
        source_read(p, &p->table.file[row->file], s);
    for (u32 line = from; line <= row->line; line++)
        source_line(out, s, line);
}

void places_add(struct buf *out, struct places *p, u32 section, u32 offset)
{
    const struct line_row *row =
        line_find(&p->table, p->base[section] + offset);
    if (!row || row->line == 0 ||
        (p->last && p->last->file == row->file && p->last->line == row->line))
        return;
    char path[PATH_BYTES];
    line_file_text(path, sizeof(path), &p->table.file[row->file]);
    buf_printf(out, "; ");
    name_add(out, path);
    buf_printf(out, ":%" PRIu32 "\n", row->line);
    if (p->text)
        source_add(out, p, row);
    p->last = row;
}
