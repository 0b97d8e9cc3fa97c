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
#include <vm/machine.h>
#include <vm/program_names.h>

_Static_assert((int)NAMES_TEXT_BYTES == (int)SYMBOLS_TEXT_BYTES,
               "texts are handed on");

struct program_names {
    struct names base;
    const struct machine *m;
    struct symbols *symbols; /* NULL: none */
    bool tried;
};

static const struct symbols *symbols_of(struct names *n)
{
    struct program_names *p = (struct program_names *)n;
    struct err e = {0};
    if (!p->tried && p->m->image_name) {
        p->symbols = symbols_for_image(p->m->image_name, &e);
        if (e.text[0] != '\0')
            log_warn("no names of functions: %s", e.text);
    }
    p->tried = true;
    return p->symbols;
}

static void text(struct names *n, char out[NAMES_TEXT_BYTES], u32 address,
                 u32 call_bytes)
{
    symbols_return_text(out, symbols_of(n), address, call_bytes);
}

static const char *symbol(struct names *n, u32 address, u32 *offset)
{
    const struct symbols *s = symbols_of(n);
    return s ? symbols_name(s, address, offset) : NULL;
}

static const char *name_at(const void *list, size_t i)
{
    u32 address;
    return i <= UINT32_MAX ? symbols_get(list, (u32)i, &address) : NULL;
}

static bool find(struct names *n, const char *name, u32 *address, struct err *e)
{
    const struct symbols *s = symbols_of(n);
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
    const struct symbols *s = symbols_of(n);
    u32 found;
    if (!s)
        return fail(e, "the program has no line information");
    return symbols_find_line(s, file, number, address, &found) ||
           fail(e, "no code is known of %.80s:%u or a later line", file,
                number);
}

static const char *get(struct names *n, u32 i, u32 *address)
{
    const struct symbols *s = symbols_of(n);
    return s ? symbols_get(s, i, address) : NULL;
}

struct names *program_names_new(const struct machine *m, struct err *e)
{
    static const struct names_class class = {text, symbol, find, line, get};
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
        symbols_free(p->symbols);
    free(p);
}
