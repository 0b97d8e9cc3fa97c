/* SPDX-License-Identifier: MIT
 *
 * What one link consists of. Objects are read by load.c, names resolved by
 * resolve.c, sections chosen by gc.c, gathered by gather.c and placed by
 * place.c, contents relocated by relocate.c; output.c and map.c write it.
 */
#ifndef LD_STATE_H
#define LD_STATE_H

#include "ld.h"

#include <format/ar.h>
#include <format/elf.h>

struct object;

/* Of an object: what may become a part of the program. */
struct piece {
    struct object *object;
    u32 index; /* of the section in the object */
    u32 rela;  /* its relocations: section index, or 0 */
    struct output *output;
    u32 address;
    bool kept;
    struct piece *next; /* in its output section */
};

struct object {
    struct elf elf;
    char *name;             /* "libc.a(printf.o)" */
    struct piece *piece;    /* by section index */
    struct name **global;   /* by symbol index, NULL for locals */
    const struct name *why; /* the name that a member was taken for */
};

enum name_kind { NAME_UNDEFINED, NAME_DEFINED, NAME_COMMON, NAME_NUMBER };

/* A global name. */
struct name {
    const char *text;
    enum name_kind kind;
    bool weak;   /* the definition */
    bool wanted; /* by a reference that is not weak */
    bool reported;
    bool swept;            /* gc.c: __start_NAME, and all NAME are kept */
    u32 archive;           /* number of the archive, from 1, whose ... */
    u32 member;            /* ... member defines it */
    struct object *object; /* that defines it, or first refers to it */
    u32 symbol;            /* its index there */
    u32 value;             /* of a number; address of a common when placed */
    u32 size, align;       /* of a common */
    struct name *next;     /* in order of appearance */
};

enum segment {
    SEGMENT_TEXT,
    SEGMENT_RODATA,
    SEGMENT_DATA,
    SEGMENT_BSS,
    SEGMENT_DEBUG,
    SEGMENT_COUNT
};

/* A section of the program. */
struct output {
    const char *name;
    enum segment segment;
    u32 flags, type, align;
    u32 address, size;
    bool placed; /* by --section-start */
    struct piece *first, **tail;
    struct buf bytes;
    u32 index;
    struct output *next;
};

extern const char *const segment_names[SEGMENT_COUNT];

struct archive {
    const char *name;
    struct ar ar;
    bool *loaded;
};

struct ld {
    const struct ld_options *options;
    struct ld_result *result;
    struct object **object;
    u32 object_count, object_room;
    struct archive *archive;
    u32 archive_count;
    struct name **names; /* hash table */
    u32 names_room, names_count;
    u64 names_bytes; /* of all uses, since names may overlap in a file */
    struct name *first_name, **name_tail;
    struct output *output, **output_tail;
    struct output **outputs; /* hash table of the same */
    u32 outputs_room, outputs_count;
    u32 common_at; /* offset of the commons in .bss */
    u32 entry;
    u32 stub;  /* bytes of a jump to the entry before everything */
    u32 shown; /* errors that count against the limit */
    bool failed;
};

/* Reports an error; behind 50 they are counted only. Returns false. */
bool ld_error(struct ld *l, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
/* For lists that must be complete. */
bool ld_error_always(struct ld *l, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
void *ld_take(struct ld *l, size_t bytes); /* zeroed; NULL: reported */

/* load.c */
bool load_inputs(struct ld *l, const struct ld_input *inputs, u32 count);
void load_free(struct ld *l);

/* resolve.c */
u32 text_hash(const char *text);
struct name *name_get(struct ld *l, const char *text);
bool resolve_object(struct ld *l, struct object *o);
bool resolve_check(struct ld *l); /* lists what is undefined */
void resolve_define(struct ld *l, const char *text, u32 value, bool weak);
/* Address of a symbol of an object; after placing. */
u32 resolve_address(const struct ld *l, const struct object *o, u32 symbol);
u32 name_address(const struct name *n);

/* gc.c: sets `kept` of the pieces. */
bool gc_mark(struct ld *l);

/* gather.c: which pieces make which output, in which order. */
bool gather_all(struct ld *l);
struct output *output_find(const struct ld *l, const char *name);
const struct name *entry_name(struct ld *l);

/* place.c */
bool place_all(struct ld *l);

/* relocate.c: fills the bytes of the outputs. */
bool relocate_all(struct ld *l);

/* output.c */
bool output_flat(struct ld *l);
bool output_elf(struct ld *l);

/* map.c */
void map_write(struct ld *l);

#endif
