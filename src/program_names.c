/* SPDX-License-Identifier: MIT
 *
 * vm/program_names.h by means of format/symbols.h. The files are looked for
 * once; a program without any has no names, which is no error.
 */
#include "program_names.h"

#include <format/symbols.h>
#include <stdlib.h>
#include <util/log.h>
#include <util/nearest.h>
#include <vm/device.h>
#include <vm/machine.h>
#include <vm/program_names.h>

_Static_assert((int)NAMES_TEXT_BYTES == (int)SYMBOLS_TEXT_BYTES,
               "texts are handed on");

struct program_names {
    struct names base;
    const struct machine *m;
    struct symbols *symbols; /* NULL: none */
    bool tried;
    char **file; /* the names of symbols_lines(); NULL: no memory, no lines */
};

static void file_texts_free(char **file)
{
    for (char **p = file; p && *p; p++)
        free(*p);
    free(file);
}

static char **file_texts(const struct line_table *lines)
{
    char text[4096];
    char **file = calloc(lines->file_count + (size_t)1, sizeof(*file));
    for (u32 i = 0; file && i < lines->file_count; i++) {
        line_file_text(text, sizeof(text), &lines->file[i]);
        file[i] = strdup(text);
        if (!file[i]) {
            file_texts_free(file);
            return NULL;
        }
    }
    return file;
}

static struct symbols *disk_symbols(const struct machine *m, struct err *e)
{
    const char *disk;
    struct device *d = device_find(m, "disk");
    if (!d || !device_ctl(d, DEVICE_FILE, &disk))
        return NULL;
    return symbols_for_disk(disk, m->image_name, e);
}

static struct symbols *files_read(const struct machine *m, struct err *e)
{
    struct err disk = {0};
    *e = (struct err){0};
    if (!m->image_name)
        return NULL;
    struct symbols *program = symbols_for_image(m->image_name, e);
    struct symbols *kernel = disk_symbols(m, &disk);
    if (e->text[0] == '\0')
        *e = disk;
    return symbols_join(program, kernel);
}

/* Cores ask too, once the first question has loaded them: nothing is written
 * then. */
const struct symbols *program_names_symbols(struct names *n)
{
    struct program_names *p = (struct program_names *)n;
    struct err e = {0};
    if (p->tried)
        return p->symbols;
    p->tried = true;
    p->symbols = files_read(p->m, &e);
    if (e.text[0] != '\0')
        log_warn("no names of functions: %s", e.text);
    if (p->symbols)
        p->file = file_texts(symbols_lines(p->symbols));
    return p->symbols;
}

static void text(struct names *n, char out[NAMES_TEXT_BYTES], u32 address,
                 u32 call_bytes)
{
    symbols_return_text(out, program_names_symbols(n), address, call_bytes);
}

static const char *symbol(struct names *n, u32 address, u32 *offset)
{
    const struct symbols *s = program_names_symbols(n);
    return s ? symbols_name(s, address, offset) : NULL;
}

static const char *name_at(const void *list, size_t i)
{
    u32 address;
    return i <= UINT32_MAX ? symbols_get(list, (u32)i, &address) : NULL;
}

static bool find(struct names *n, const char *name, u32 *address, struct err *e)
{
    const struct symbols *s = program_names_symbols(n);
    if (!s)
        return fail(e, "'%.40s': the program has no symbols", name);
    if (symbols_find(s, name, address))
        return true;
    const char *near = nearest(name, strlen(name), name_at, s);
    return near ? fail(e, "there is no symbol '%.40s'; did you mean %.80s?",
                       name, near)
                : fail(e, "there is no symbol '%.40s'", name);
}

static bool line(struct names *n, const char *file, u32 number, u32 *address,
                 struct err *e)
{
    const struct symbols *s = program_names_symbols(n);
    u32 found;
    if (!s)
        return fail(e, "the program has no line information");
    return symbols_find_line(s, file, number, address, &found) ||
           fail(e, "no code is known of %.80s:%u or a later line", file,
                number);
}

static const char *get(struct names *n, u32 i, u32 *address)
{
    const struct symbols *s = program_names_symbols(n);
    return s ? symbols_get(s, i, address) : NULL;
}

static bool source(struct names *n, u32 address, const char **file, u32 *number)
{
    const struct program_names *p = (struct program_names *)n;
    const struct symbols *s = program_names_symbols(n);
    const struct line_file *f;
    if (!s || !p->file || !symbols_line(s, address, &f, number))
        return false;
    *file = p->file[f - symbols_lines(s)->file];
    return true;
}

static bool piece(struct names *n, u32 i, struct names_piece *piece)
{
    const struct program_names *p = (struct program_names *)n;
    const struct symbols *s = program_names_symbols(n);
    if (!s || !p->file || i >= symbols_lines(s)->count)
        return false;
    const struct line_row *r = &symbols_lines(s)->row[i];
    bool known = r->file != LINE_END && r->line != 0;
    *piece = (struct names_piece){r->address, known ? r->line : 0,
                                  known ? p->file[r->file] : ""};
    return true;
}

struct names *program_names_new(const struct machine *m, struct err *e)
{
    static const struct names_class class = {text, symbol, find, line,
                                             get,  source, piece};
    struct program_names *p = calloc(1, sizeof(*p));
    if (!p) {
        fail_status(e, 90, "out of memory");
        return NULL;
    }
    p->base.class = &class;
    p->m = m;
    return &p->base;
}

void program_names_free(struct names *n)
{
    struct program_names *p = (struct program_names *)n;
    if (p)
        file_texts_free(p->file);
    if (p)
        symbols_free(p->symbols);
    free(p);
}
