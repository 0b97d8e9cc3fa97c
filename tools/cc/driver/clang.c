/* SPDX-License-Identifier: MIT
 *
 * The front end: clang, asked for LLVM IR of a 32-bit little-endian ILP32
 * target whose data layout lamp shares. What it predefines about that target
 * is taken back, and lamp's own macros are defined. When it refuses lamp's
 * register names, the source is preprocessed, the names are exchanged and it
 * is asked again, so that ordinary sources cost one run.
 */
#include "driver.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

static const char *const target_flags[] = {
    "--target=riscv32-unknown-elf", "-march=rv32ima", "-mabi=ilp32", "-Xclang",
    "-mlong-double-64",
    /* No unwinder, no dynamic linker, no errno from sqrt; results must not
     * depend on whether the hardware can fuse. */
    "-fno-pic", "-fno-unwind-tables", "-fno-asynchronous-unwind-tables",
    "-fno-math-errno", "-ffp-contract=off", "-fno-stack-protector",
    "-fsigned-char", "-Wno-unused-command-line-argument",
    /* First programs forget #include <stdio.h>; a warning tells. */
    "-Wno-error=implicit-function-declaration", "-Wno-error=implicit-int"};

static const char *const macro_flags[] = {"-U__riscv",
                                          "-U__riscv_xlen",
                                          "-U__riscv_32e",
                                          "-U__riscv_cmodel_medlow",
                                          "-U__riscv_float_abi_soft",
                                          "-U__riscv_abi_rve",
                                          "-U__riscv_mul",
                                          "-U__riscv_div",
                                          "-U__riscv_muldiv",
                                          "-U__riscv_m",
                                          "-U__riscv_a",
                                          "-U__riscv_i",
                                          "-U__riscv_zmmul",
                                          "-U__riscv_atomic",
                                          "-U__riscv_fdiv",
                                          "-U__riscv_arch_test",
                                          "-U__riscv_misaligned_avoid",
                                          "-U__riscv_misaligned_slow",
                                          "-U__riscv_misaligned_fast",
                                          "-U__riscv_zaamo",
                                          "-U__riscv_zalrsc",
                                          "-D__lamp__=1"};

static void add_all(struct list *l, struct arena *a, const char *const *flags,
                    size_t count)
{
    for (size_t i = 0; i < count; i++)
        list_add(l, a, flags[i]);
}

static const char *level_flag(const struct cc_options *o)
{
    static const char *const levels[] = {"-O0", "-O1", "-O2", "-O3"};
    return o->small ? "-Os" : levels[o->level];
}

/* The words of the command line but for input and output. */
static void flags_make(struct driver *d, struct list *l)
{
    struct arena *a = &d->arena;
    const char *name = getenv("LAMP_CLANG");
    list_add(l, a, name ? name : LAMP_CLANG_NAME);
    add_all(l, a, target_flags, ARRAY_LEN(target_flags));
    list_add(l, a, level_flag(&d->cc));
    add_all(l, a, macro_flags, ARRAY_LEN(macro_flags));
    if (d->cc.x1)
        list_add(l, a, "-D__lamp_x1__=1");
    if (isatty(2) && !getenv("NO_COLOR"))
        list_add(l, a, "-fcolor-diagnostics");
    for (u32 i = 0; i < d->clang.count; i++)
        list_add(l, a, d->clang.at[i]);
    if (!d->no_std_include) {
        /* clang's own freestanding headers come behind ours. */
        list_add(l, a, "-nostdlibinc");
        list_add(l, a, "-isystem");
        list_add(l, a, arena_printf(a, "%s/include", d->lib));
    }
}

static const char *language_name(enum language language)
{
    switch (language) {
    case LANG_PREPROCESSED:
        return "cpp-output";
    case LANG_ASM_CPP:
        return "assembler-with-cpp";
    default:
        return "c";
    }
}

static void line_print(const struct list *l)
{
    for (u32 i = 0; i < l->count; i++) {
        bool quote = strpbrk(l->at[i], " \"'$\\*?()&;<>|") != NULL;
        fprintf(stderr, quote ? " '%s'" : " %s", l->at[i]);
    }
    fputc('\n', stderr);
}

static bool run(struct driver *d, struct list *line, struct buf *out,
                struct buf *messages, bool *refused, struct err *e)
{
    int status = 0;
    if (d->verbose || d->dry)
        line_print(line);
    if (d->dry)
        return true;
    list_add(line, &d->arena, NULL);
    if (!process_run(line->at, out, messages, &status, e))
        return false;
    *refused = status != 0;
    return true;
}

static void stage_flags(struct driver *d, enum stage to, struct list *l)
{
    if (to == STAGE_CPP) {
        list_add(l, &d->arena, "-E");
    } else {
        list_add(l, &d->arena, "-emit-llvm");
        /* Not -c: for the symbol table of bitcode, clang would assemble the
         * asm outside functions, which is in our syntax. */
        list_add(l, &d->arena, "-S");
    }
}

static bool has_unknown_register(const struct buf *messages)
{
    static const char text[] = "unknown register name";
    return messages->size != 0 && memmem(messages->data, messages->size, text,
                                         sizeof(text) - 1) != NULL;
}

/* The text as a file in memory, which the child inherits and opens by the
 * name that is left in path. Returns its descriptor, or -1. */
static int memory_file(char path[32], const struct buf *text, struct err *e)
{
    int fd = memfd_create("lamp-cc", 0);
    size_t done = 0;
    while (fd >= 0 && done < text->size) {
        ssize_t n = write(fd, text->data + done, text->size - done);
        if (n <= 0)
            break;
        done += (size_t)n;
    }
    if (fd >= 0 && done == text->size) {
        snprintf(path, 32, "/dev/fd/%d", fd);
        return fd;
    }
    if (fd >= 0)
        close(fd);
    fail_status(e, 90, "no memory for the preprocessed text");
    return -1;
}

/* Second attempt: names of lamp's registers exchanged. */
static bool run_renamed(struct driver *d, const struct input *input,
                        enum stage to, struct buf *out, struct buf *messages,
                        bool *refused, struct err *e)
{
    struct list l = {0};
    struct buf plain = {0}, renamed = {0};
    char path[32] = "";
    int fd = -1;
    flags_make(d, &l);
    add_all(&l, &d->arena, d->depends.at, d->depends.count);
    add_all(&l, &d->arena,
            (const char *const[]){"-E", "-x", language_name(input->language),
                                  input->name, "-o", "-"},
            6);
    bool ok = run(d, &l, &plain, messages, refused, e);
    if (ok && !*refused) {
        messages->size = 0;
        registers_rename((const char *)plain.data, plain.size, &renamed);
        fd = memory_file(path, &renamed, e);
        ok = fd >= 0;
    }
    if (fd >= 0) {
        l = (struct list){0};
        flags_make(d, &l);
        stage_flags(d, to, &l);
        add_all(&l, &d->arena,
                (const char *const[]){"-x", "cpp-output", path, "-o", "-"}, 5);
        ok = run(d, &l, out, messages, refused, e);
        close(fd);
    }
    buf_free(&plain);
    buf_free(&renamed);
    return ok;
}

/* clang takes us for the processor whose data layout we have, and says so of
 * an attribute. */
static void messages_print(const struct buf *messages)
{
    static const char other[] = "RISC-V 'interrupt' attribute",
                      own[] = "lamp 'interrupt' attribute";
    struct buf text = {0};
    if (messages->size == 0)
        return;
    const u8 *at = messages->data, *end = at + messages->size;
    while (at < end) {
        const u8 *found = memmem(at, (size_t)(end - at), other, strlen(other));
        buf_add(&text, at, (size_t)((found ? found : end) - at));
        if (found)
            buf_add(&text, own, strlen(own));
        at = found ? found + strlen(other) : end;
    }
    buf_print(text.failed ? messages : &text, stderr);
    buf_free(&text);
}

bool clang_run(struct driver *d, const struct input *input, enum stage to,
               struct buf *out, struct err *e)
{
    struct list l = {0};
    struct buf messages = {0};
    bool refused = false;
    flags_make(d, &l);
    add_all(&l, &d->arena, d->depends.at, d->depends.count);
    stage_flags(d, to, &l);
    add_all(&l, &d->arena,
            (const char *const[]){"-x", language_name(input->language),
                                  input->name, "-o", "-"},
            5);
    bool ok = run(d, &l, out, &messages, &refused, e);
    bool again = ok && refused && to != STAGE_CPP &&
                 strcmp(input->name, "-") != 0 &&
                 has_unknown_register(&messages);
    if (again) {
        messages.size = 0;
        if (out)
            out->size = 0;
        ok = run_renamed(d, input, to, out, &messages, &refused, e);
    }
    messages_print(&messages);
    buf_free(&messages);
    return ok && !refused;
}
