/* SPDX-License-Identifier: MIT
 *
 * Names of a program's addresses, for whoever debugs it. The machine knows no
 * file formats: main gives it somebody who does (src/program_names.c), and who
 * opens the files when the first question comes. m->names may be NULL: none are
 * known. Device thread only; once somebody has asked for the i-th name, `text`,
 * `symbol` and `source` from any thread.
 */
#ifndef VM_PROGRAM_NAMES_H
#define VM_PROGRAM_NAMES_H

#include <util/bits.h>
#include <util/err.h>

struct names;

enum { NAMES_TEXT_BYTES = 256 };

/* Code of one line; line 0: of none. */
struct names_piece {
    u32 address, line;
    const char *file; /* lives as long as the names */
};

struct names_class {
    /* "main+0x18 (hello.c:12)", "" when nothing is known. call_bytes: 0, or of
     * the call that the address is behind. */
    void (*text)(struct names *n, char out[NAMES_TEXT_BYTES], u32 address,
                 u32 call_bytes);
    /* The symbol that holds the address; NULL: none. */
    const char *(*symbol)(struct names *n, u32 address, u32 *offset);
    /* Address of a symbol. False: unknown, and *e says what is near. */
    bool (*find)(struct names *n, const char *symbol, u32 *address,
                 struct err *e);
    /* First code of a line, or of the next one that has code. */
    bool (*line)(struct names *n, const char *file, u32 line, u32 *address,
                 struct err *e);
    /* The i-th symbol in order of names; NULL: there is no i-th. */
    const char *(*get)(struct names *n, u32 i, u32 *address);
    /* Source file and line of an address; false: not known. *file lives as
     * long as n. */
    bool (*source)(struct names *n, u32 address, const char **file, u32 *line);
    /* The i-th piece of code, in order of address; false: there is no i-th. */
    bool (*piece)(struct names *n, u32 i, struct names_piece *piece);
};

struct names {
    const struct names_class *class;
};

/* The same with a NULL for n allowed. */
static inline void names_text(struct names *n, char out[NAMES_TEXT_BYTES],
                              u32 address, u32 call_bytes)
{
    out[0] = '\0';
    if (n)
        n->class->text(n, out, address, call_bytes);
}

static inline const char *names_symbol(struct names *n, u32 address,
                                       u32 *offset)
{
    return n ? n->class->symbol(n, address, offset) : NULL;
}

static inline bool names_source(struct names *n, u32 address, const char **file,
                                u32 *line)
{
    return n && n->class->source(n, address, file, line);
}

static inline bool names_piece(struct names *n, u32 i,
                               struct names_piece *piece)
{
    return n && n->class->piece(n, i, piece);
}

static inline const char *names_get(struct names *n, u32 i, u32 *address)
{
    return n ? n->class->get(n, i, address) : NULL;
}

#endif
