/* SPDX-License-Identifier: MIT
 *
 * The assembler as a library: source bytes in; out come a flat image or an
 * ELF object, and texts.
 * No global state, no output but the result; reads included files only
 * through `read`. The language is described in docs/assembly.md.
 */
#ifndef AS_H
#define AS_H

#include <util/buf.h>

typedef bool as_read(void *context, const char *path, struct buf *out,
                     struct err *e);

struct as_options {
    const char *const *include_dirs; /* searched after the file's own */
    u32 include_count;
    const char *const *defines; /* "NAME=VALUE" or "NAME" (1) */
    u32 define_count;
    u32 base;   /* address of the text; as_options_default has PROGRAM_BASE */
    bool x1;    /* accept X1 instructions from the start */
    bool elf;   /* a relocatable object, not a flat image */
    bool debug; /* elf: line table of this source, when it has no .loc */
    bool listing, map;
    as_read *read; /* NULL: included files are regular files of any place */
    void *read_context;
    u64 max_bytes; /* of all sections together */
    u64 max_lines; /* of one pass, expansions included */
};

extern const struct as_options as_options_default;

struct as_result {
    struct buf image;    /* the output file; empty after errors */
    struct buf listing;  /* text, when asked for */
    struct buf map;      /* text, when asked for */
    struct buf depends;  /* names of all files read, each ended by a newline */
    struct buf messages; /* what to print on stderr */
    u32 errors, warnings;
};

/* Assembles one source. True when there was no error. The result must be
 * freed in either case. */
bool as_assemble(struct as_result *result, const struct as_options *options,
                 const char *name, const void *bytes, size_t size);
void as_result_free(struct as_result *result);

#endif
