/* SPDX-License-Identifier: MIT
 *
 * Line information: .file and .loc of compilers, or with option `debug` the
 * lines of the assembly source itself. Rows are kept with their section and
 * become one sequence each.
 */
#include "elf.h"
#include "directive.h"
#include "expr.h"
#include "section.h"

#include <format/elf.h>

#include <stdlib.h>

enum { FILES_MAX = 1 << 16 };

static bool file_set(struct as *a, u32 number, const char *name)
{
    if (number >= a->file_room) {
        u32 room = number * 2 + 16;
        const char **wider = realloc(a->files, room * sizeof(*wider));
        if (!wider)
            return as_out_of_memory(a);
        memset(wider + a->file_room, 0, (room - a->file_room) * sizeof(*wider));
        a->files = wider;
        a->file_room = room;
    }
    a->files[number] = name;
    if (a->file_count <= number)
        a->file_count = number + 1;
    return true;
}

/* .file "name" of the source, .file N "name", .file N "folder" "name". */
void line_file(struct as *a, struct cursor *in, u32 argument)
{
    (void)argument;
    u64 number;
    struct buf name = {0};
    if (lex_peek(in) == '"') {
        if (data_string(a, in, &name) && !name.failed)
            a->unit = pool_copy(&a->memory, (char *)name.data, name.size);
        buf_free(&name);
        return;
    }
    if (!expr_read_count(a, in, FILES_MAX, &number) ||
        !data_string(a, in, &name)) {
        buf_free(&name);
        return;
    }
    if (lex_peek(in) == '"') {
        buf_add(&name, "/", 1);
        data_string(a, in, &name);
    }
    const char *copy =
        pool_copy(&a->memory, (const char *)name.data, name.size);
    buf_free(&name);
    if (!copy)
        as_out_of_memory(a);
    else
        file_set(a, (u32)number, copy); /* checksums may follow: ignored */
}

static void row_add(struct as *a, u32 file, u32 line, u32 column)
{
    struct section *s = a->section;
    struct line_row *last = s->row_count ? &s->row[s->row_count - 1] : NULL;
    struct line_row row = {(u32)s->size, file, line, column};
    if (last && last->address == row.address) {
        *last = row;
        return;
    }
    if (last && last->file == file && last->line == line &&
        last->column == column)
        return;
    if (s->row_count == s->row_room) {
        u32 room = s->row_room ? s->row_room * 2 : 64;
        struct line_row *wider = realloc(s->row, room * sizeof(*wider));
        if (!wider) {
            as_out_of_memory(a);
            return;
        }
        s->row = wider;
        s->row_room = room;
    }
    s->row[s->row_count++] = row;
}

/* .loc file line [column] [options] */
void line_loc(struct as *a, struct cursor *in, u32 argument)
{
    (void)argument;
    u64 file, line, column = 0;
    if (!expr_read_count(a, in, FILES_MAX, &file) ||
        !expr_read_count(a, in, INT32_MAX, &line))
        return;
    char c = lex_peek(in);
    if (c >= '0' && c <= '9' && !expr_read_count(a, in, INT32_MAX, &column))
        return;
    a->loc_count++;
    row_add(a, (u32)file, (u32)line, (u32)column);
}

static u32 file_of_source(struct as *a, const char *name)
{
    u32 k = 1;
    while (k < a->file_count && a->files[k] != name)
        k++;
    return file_set(a, k, name) ? k : 0;
}

void line_of_source(struct as *a)
{
    if (a->loc_count > 0 || !(a->section->flags & SECTION_EXEC))
        return;
    u32 file = file_of_source(a, a->line.file);
    if (file != 0)
        row_add(a, file, a->line.number, 0);
}

struct places {
    struct as *a;
    struct section *debug;
    struct section **section; /* by sequence */
};

static void place(void *context, u32 offset, u32 sequence)
{
    struct places *p = context;
    reloc_append(p->a, p->debug,
                 (struct reloc){offset, ELF_R_ABS32, p->section[sequence], 0});
}

bool line_section(struct as *a, struct section *debug)
{
    struct buf *out = &debug->bytes;
    u32 n = 0, count = 0;
    for (const struct section *s = a->sections; s; s = s->next)
        n += s->row_count > 0;
    if (n == 0)
        return true;
    struct line_unit *units = calloc(n, sizeof(*units));
    struct section **sections = calloc(n, sizeof(*sections));
    bool ok = units && sections;
    for (struct section *s = a->sections; s && ok; s = s->next) {
        if (s->row_count == 0)
            continue;
        sections[count] = s;
        units[count++] = (struct line_unit){.file = a->files,
                                            .file_count = a->file_count,
                                            .row = s->row,
                                            .count = s->row_count,
                                            .size = (u32)s->size};
    }
    struct places p = {a, debug, sections};
    ok = ok && line_write(out, units, n, place, &p);
    free(units);
    free(sections);
    return ok || as_out_of_memory(a);
}
