/* SPDX-License-Identifier: MIT
 *
 * lamp-cc, the program: command line, front end process, and the in-process
 * chain back end -> assembler -> linker. One thread; no temporary files: what
 * is between two steps is in memory.
 */
#ifndef CC_DRIVER_H
#define CC_DRIVER_H

#include "cc.h"

#include <util/buf.h>
#include <util/err.h>

struct list { /* of strings that outlive the program's work */
    const char **at;
    u32 count, room;
};

enum language {
    LANG_BY_NAME, /* from the suffix */
    LANG_C,
    LANG_PREPROCESSED, /* .i */
    LANG_LLVM,         /* .ll .bc */
    LANG_ASM,          /* .s */
    LANG_ASM_CPP,      /* .S */
    LANG_OBJECT        /* .o .a and all others: for the linker */
};

struct input {
    const char *name;
    enum language language;
    bool is_library; /* -lNAME; name is NAME */
};

enum stage { STAGE_LINK, STAGE_OBJECT, STAGE_ASM, STAGE_LLVM, STAGE_CPP };

struct driver {
    enum stage stage; /* where to stop */
    const char *output;
    struct input *input;
    u32 input_count, input_room;
    struct cc_options cc;
    struct list clang;       /* flags of the front end */
    struct list depends;     /* -MD and its company, with values filled in */
    struct list asm_options; /* -I and -Wa; "macro" for -D of lamp-cc */
    struct list link;        /* flags of the linker, in its own words */
    struct list library_dirs;
    bool no_libs, no_start, no_std_include, standard_output;
    bool verbose, dry; /* -v, -### */
    bool only_depends; /* -M, -MM */
    bool emit_llvm;
    bool wants_flat, wants_elf; /* --oformat */
    bool done;                  /* --help and the like were printed */
    enum language language;     /* -x */
    struct arena arena;
    char *program; /* path of lamp-cc's folder, or "" */
    char *lib;     /* folder of include, lamp, lamp+x1 */
};

void list_add(struct list *l, struct arena *a, const char *text);

/* options.c. False: usage error. */
bool options_parse(struct driver *d, int argc, char **argv, struct err *e);

/* paths.c: fills d->program and d->lib. */
bool paths_find(struct driver *d, struct err *e);

/* process.c: runs argv[0] from PATH; stdout goes to `out` when it is not
 * NULL, stderr to `messages`. *status: exit status, or 128 + signal. */
bool process_run(const char *const *argv, struct buf *out, struct buf *messages,
                 int *status, struct err *e);

/* apart.c: runs work in a copy of this process. True: what it made is in
 * `out`; false: it refused (e is empty when it has said why), or crashed. */
typedef bool apart_work(void *context, struct buf *out, struct err *e);
bool apart_run(const char *name, apart_work *work, void *context,
               struct buf *out, struct err *e);

/* clang.c: C source to bitcode (or, with STAGE_CPP, to text) in `out`. The
 * front end's messages are already printed; false: it refused (e is empty)
 * or could not run. */
bool clang_run(struct driver *d, const struct input *input, enum stage to,
               struct buf *out, struct err *e);

/* registers.c: in preprocessed C, register names in the clobbers of asm
 * statements and in asm labels become those that the front end knows: "r5"
 * is x5 there. Lines stay where they are. */
void registers_rename(const char *text, size_t size, struct buf *out);

/* compile.c: one input up to assembly text or object bytes. */
bool compile_input(struct driver *d, const struct input *input, enum stage to,
                   struct buf *out, struct err *e);

/* link.c */
struct object { /* made in memory, in the place of input `index` */
    u32 index;
    struct buf bytes;
};
bool link_program(struct driver *d, const struct object *objects, u32 count,
                  struct err *e);

#endif
