/* SPDX-License-Identifier: MIT
 *
 * What one assembly consists of. The source is read in passes until no
 * symbol moves: each pass reads all lines again, with the symbol values of
 * the pass before for names that are not yet defined, and with fresh
 * sections. Fields are written by the file that the comment names.
 */
#ifndef AS_STATE_H
#define AS_STATE_H

#include "as.h"
#include "lex.h"
#include "names.h"

#include <format/isa_table.h>
#include <format/line.h>

enum {
    AS_ERRORS_MAX = 20,
    AS_WARNINGS_MAX = 50,
    AS_PASSES_MAX = 40,
    AS_FRAMES_MAX = 100,  /* includes, macros and repeats inside each other */
    AS_NESTING_MAX = 100, /* parentheses and signs of an expression */
    AS_CONDITIONS_MAX = 100,
    AS_SECTIONS_MAX = 20000,
    AS_PUSHED_MAX = 100,
    AS_WORD_BYTES = 64, /* longest instruction, directive or macro name */
    AS_EXPANSION_BYTES = 16 * 1024 * 1024, /* text of one macro expansion */
    AS_LIVE_BYTES = 64 * 1024 * 1024,      /* of all that are being read */
    AS_FILE_BYTES = 64 * 1024 * 1024
};

/* The value of an expression. A label is (section, offset) until somebody
 * asks for the address, so that differences do not depend on the layout. */
struct value {
    i64 number;              /* offset in the section, or the number */
    struct section *section; /* NULL: a number */
    bool address;            /* depends on where a label is */
    bool resolved;           /* false: a symbol has no value yet */
    bool forward;            /* uses a symbol that is defined further down */
};

enum symbol_kind {
    SYMBOL_NONE,
    SYMBOL_LABEL,
    SYMBOL_ASSIGNED, /* .equ, .set, = */
    SYMBOL_GIVEN,    /* predefined, or by -D */
    SYMBOL_COMMON
};

struct symbol { /* symbol.c */
    const char *name;
    u32 length;
    enum symbol_kind kind;
    struct value value;
    struct value old; /* at the end of the pass before */
    u32 pass;         /* that defined it last */
    bool given;       /* was predefined at first */
    bool global, weak, external, local;
    u32 common_size, common_align;
    struct section *outside; /* elf: stands for its unknown address */
    bool hidden, referenced;
    u8 type;           /* of .type, as in ELF */
    struct value size; /* of .size */
    bool has_size;
    u32 index;        /* in the object */
    const char *file; /* of the definition */
    u32 line;
    struct symbol *next; /* in order of appearance */
};

enum section_flag {
    SECTION_ALLOC = 1 << 0,
    SECTION_WRITE = 1 << 1,
    SECTION_EXEC = 1 << 2,
    SECTION_NOBITS = 1 << 3,
    SECTION_RETAIN = 1 << 4 /* elf: kept by --gc-sections */
};

struct reloc { /* elf: a place that the linker fills in */
    u32 offset;
    u8 type;
    struct section *section; /* of the target; may be a symbol's `outside` */
    i64 addend;
};

struct section { /* section.c */
    const char *name;
    u32 flags;
    struct symbol *symbol; /* not a section: the address of this symbol */
    struct reloc *reloc;   /* elf.c */
    u32 reloc_count, reloc_room;
    struct line_row *row; /* line.c */
    u32 row_count, row_room;
    u32 index; /* in the object */
    u32 base;  /* address assumed in this pass */
    u64 size;  /* bytes so far in this pass */
    u32 align; /* largest alignment asked for */
    struct buf bytes;
    struct section *next; /* in order of appearance */
};

/* A file that was read, kept for all passes: text has its comments blanked,
 * original is what the user wrote; both have the same size. */
struct source { /* source.c */
    const char *path;
    struct buf original, text;
    size_t unclosed; /* place of a comment without end, or the size */
    struct source *next;
};

enum frame_kind { FRAME_FILE, FRAME_MACRO, FRAME_REPEAT };

/* A text being read, above the one that caused it. */
struct frame { /* source.c */
    struct frame *below;
    enum frame_kind kind;
    const char *file;
    const char *text, *next, *end;
    const char *original; /* parallel to text */
    u32 first_line, line; /* line: number of the one at next */
    struct buf owned;     /* an expansion, freed with the frame */
    const char *macro;    /* name, for messages */
    u32 from_line;        /* where it was called in the frame below */
    const char *from_file;
    u64 repeats;          /* of a FRAME_REPEAT still to come */
    struct cursor body;   /* of .irp: what to expand for each value */
    struct cursor values; /* of .irp: those still to come */
    struct cursor parameter;
    u32 conditions; /* open when the frame started */
};

/* An open .if. */
struct condition { /* cond.c */
    bool active;   /* lines are assembled now */
    bool taken;    /* a branch has been chosen, or none may be */
    bool final;    /* .else was seen */
    const char *file;
    u32 line;
};

/* The line being assembled, for messages and the listing. */
struct line {
    const char *file;
    u32 number;
    const char *text, *end, *original;
};

/* A word that can start a statement. */
struct as;
struct directive {
    const char *name;
    void (*run)(struct as *a, struct cursor *in, u32 argument);
    u32 argument;
    bool always; /* conditionals: run also where lines are skipped */
};
struct word {
    const struct isa_row *row;         /* either this */
    const struct directive *directive; /* or this */
};

struct as {
    const struct as_options *options;
    struct as_result *result;
    const char *input;

    /* assemble.c */
    struct pool memory;      /* lives until the end */
    struct pool pass_memory; /* lives until the end of the pass */
    struct names words;
    u32 pass;
    bool settled; /* nothing moved since the pass before */
    bool stop;    /* this pass cannot go on */
    bool ended;   /* .end */
    bool x1;
    u64 lines;
    struct line line;

    /* diag.c */
    u32 errors, warnings;

    /* symbol.c */
    struct names symbol_names;
    struct symbol *symbols, **symbols_tail;

    /* section.c */
    struct names section_names;
    struct section *sections, **sections_tail;
    struct section *section, *previous;
    struct section *pushed[AS_PUSHED_MAX];
    u32 pushed_count;
    u32 section_count;
    u64 emitted; /* bytes of all sections */

    /* source.c, macro.c */
    struct source *sources, **sources_tail;
    struct frame *frame;
    u32 frames;
    u64 live_bytes;
    struct names macros;
    u32 expansions; /* for \@ */

    /* line.c */
    const char *unit;   /* name of the plain .file */
    const char **files; /* names of .file, by number */
    u32 file_room, file_count;
    u32 loc_count; /* .loc in this pass */

    /* cond.c */
    struct condition condition[AS_CONDITIONS_MAX];
    u32 conditions;
};

static inline struct cursor cursor_of_buf(const struct buf *b)
{
    const char *text = b->size ? (const char *)b->data : "";
    return (struct cursor){text, text + b->size};
}

/* diag.c. `at` points into the line of a->line, or is NULL. as_error returns
 * false. as_fatal ends the pass as well. */
bool as_error(struct as *a, const char *at, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
bool as_fatal(struct as *a, const char *at, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
void as_warning(struct as *a, const char *at, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
/* A line without a place, such as a note; part of the last message. */
void as_note(struct as *a, const char *file, u32 line, const char *format, ...)
    __attribute__((format(printf, 4, 5)));
bool as_out_of_memory(struct as *a);
/* Reports what is left on a line that should be at its end. */
bool as_expect_end(struct as *a, struct cursor *in);
/* Printable form of a word for messages: "%.*s". */
int as_word_size(struct cursor word);

#endif
