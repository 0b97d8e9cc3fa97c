/* SPDX-License-Identifier: MIT
 *
 * The linker as a library: objects and archives in memory in, a program out.
 * No global state, no file is opened, nothing is printed.
 */
#ifndef LD_H
#define LD_H

#include <util/buf.h>
#include <util/err.h>

struct ld_input { /* an object or an archive, found by content */
    const char *name;
    const u8 *bytes; /* borrowed */
    size_t size;
    bool whole; /* all members of the archive */
};

struct ld_place { /* --section-start */
    const char *section;
    u32 address;
};

struct ld_define { /* --defsym */
    const char *name;
    u32 value;
};

struct ld_options {
    u32 base;          /* of the text */
    const char *entry; /* symbol; NULL: _start, else the first text */
    const struct ld_place *place;
    u32 place_count;
    const struct ld_define *define;
    u32 define_count;
    const char *const *undefined; /* -u */
    u32 undefined_count;
    bool flat; /* the machine's own format; else ELF */
    bool gc, print_gc;
    bool gc_libraries;       /* of members of archives only */
    bool strip, strip_debug; /* symbols and debug sections; only those */
    bool map;
    u64 max_bytes; /* of contents */
};

extern const struct ld_options ld_options_default;

struct ld_result {
    struct buf output;   /* empty after errors */
    struct buf map;      /* text, when asked for */
    struct buf messages; /* what to print on stderr */
    u32 errors;
};

/* True when there was no error. ld_result_free in either case. */
bool ld_link(struct ld_result *result, const struct ld_options *options,
             const struct ld_input *inputs, u32 count);
void ld_result_free(struct ld_result *result);

/* The path of libNAME.a in the first folder that has it; false: *e lists the
 * folders. `path` must be freed. */
bool ld_find_library(const char *name, const char *const *folders, u32 count,
                     char **path, struct err *e);

#endif
