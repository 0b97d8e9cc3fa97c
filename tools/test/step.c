/* SPDX-License-Identifier: MIT
 *
 * Argument lists. Programs are ELF files, or flat ones with a map beside them
 * when lamp-as alone makes them, so that panic reports name functions. vm
 * works in the folder of the case, where files of its options are.
 */
#include "step.h"

#include <errno.h>
#include <stdarg.h>
#include <stdlib.h>
#include <unistd.h>

enum { ARGUMENTS_MAX = 512, BUILD_MS = 60000, GRACE_MS = 5000 };

struct arguments {
    char *argument[ARGUMENTS_MAX];
    u32 count;
    bool failed;
};

static void add(struct arguments *a, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* One argument. */
static void add(struct arguments *a, const char *format, ...)
{
    va_list list;
    va_start(list, format);
    char **to = &a->argument[a->count];
    if (a->count + 1 == ARGUMENTS_MAX || vasprintf(to, format, list) < 0) {
        a->failed = true;
        *to = NULL;
    } else {
        a->count++;
    }
    va_end(list);
}

static void add_list(struct arguments *a, const char *before,
                     const struct words *w)
{
    for (u32 i = 0; i < w->count; i++)
        add(a, "%s%s", before, w->word[i]);
}

static void arguments_free(struct arguments *a)
{
    while (a->count > 0)
        free(a->argument[--a->count]);
}

static bool start(struct arguments *a, const struct step *s,
                  struct child *child, const char *input, u64 ms, struct err *e)
{
    bool ok = !a->failed || fail(e, "too many arguments");
    ok = ok && child_start(child, a->argument, s->c->folder, input, ms, e);
    arguments_free(a);
    return ok;
}

static bool is_assembly(const char *file)
{
    size_t n = strlen(file);
    return n > 2 && strcmp(file + n - 2, ".s") == 0;
}

/* One assembly file needs no linker and no C library. */
static bool assembler_only(const struct test_case *c)
{
    return c->source.count == 1 && is_assembly(c->source.word[0]);
}

/* A file of the case, as seen from its folder or absolute. */
static void add_file(struct arguments *a, const struct step *s,
                     const char *file)
{
    if (file[0] == '/' || !s->suite->in)
        add(a, "%s%s", file[0] == '-' ? "./" : "", file);
    else
        add(a, "%s/%s", s->suite->in, file);
}

bool step_build(const struct step *s, struct child *child, struct err *e)
{
    struct arguments a = {0};
    bool flat = assembler_only(s->c);
    add(&a, "%s", flat ? s->suite->as : s->suite->cc);
    add(&a, "-o");
    add(&a, "%s/program.%s", s->folder, flat ? "bin" : "elf");
    if (flat)
        add(&a, "--map=%s/program.map", s->folder);
    add_list(&a, "", &s->c->flags);
    for (u32 i = 0; i < s->c->source.count; i++)
        add_file(&a, s, s->c->source.word[i]);
    return start(&a, s, child, "/dev/null", BUILD_MS, e);
}

static void add_limits(struct arguments *a, const struct test_case *c)
{
    add(a, "--timeout=%llu.%03llu", (unsigned long long)c->timeout_ms / 1000,
        (unsigned long long)c->timeout_ms % 1000);
    if (c->max_insns)
        add(a, "--max-insns=%llu", (unsigned long long)c->max_insns);
}

static void add_pictures(struct arguments *a, const struct step *s)
{
    for (u32 i = 0; i < s->c->picture_count; i++) {
        const struct picture *p = &s->c->picture[i];
        if (p->at_end)
            add(a, "--screenshot=%s/%u.png@halt", s->folder, i);
        else
            add(a, "--screenshot=%s/%u.png@%llu", s->folder, i,
                (unsigned long long)p->frame);
    }
}

/* A regular file, so that input is reproducible. */
static bool input_path(const struct step *s, struct buf *path, struct err *e)
{
    const struct buf *input = &s->c->input;
    if (s->c->input_file)
        return judge_path(path, s->c, NULL, s->c->input_file) ||
               fail(e, "out of memory");
    buf_printf(path, "%s/input", s->folder);
    buf_add(path, "", 1);
    if (path->failed)
        return fail(e, "out of memory");
    return file_write((char *)path->data,
                      input->data ? input->data : path->data, input->size, e);
}

/* vm would look for it beside itself, too, and there is a boot image. */
static bool image_check(const struct step *s, struct err *e)
{
    struct buf path = {0};
    if (!s->c->image)
        return true;
    bool ok = judge_path(&path, s->c, s->suite->in, s->c->image) ||
              fail(e, "out of memory");
    if (ok && access((char *)path.data, R_OK) != 0)
        ok = fail(e, "cannot read %s: %s", (char *)path.data, strerror(errno));
    buf_free(&path);
    return ok;
}

static void add_run(struct arguments *a, const struct step *s)
{
    const struct test_case *c = s->c;
    add(a, "%s", s->suite->vm);
    add(a, "--headless");
    add_limits(a, c);
    add_pictures(a, s);
    if (c->hash[0])
        add(a, "--print-hash");
    add_list(a, "--expect=", &c->expect);
    add_list(a, "--send-after=", &c->send_after);
    add_list(a, "", &c->options);
    add(a, "--");
    if (c->image)
        add_file(a, s, c->image);
    else
        add(a, "%s/program.%s", s->folder, assembler_only(c) ? "bin" : "elf");
}

bool step_run(const struct step *s, struct child *child, struct err *e)
{
    struct arguments a = {0};
    struct buf input = {0};
    bool ok = image_check(s, e) && input_path(s, &input, e);
    if (ok) {
        add_run(&a, s);
        ok = start(&a, s, child, (char *)input.data,
                   s->c->timeout_ms + GRACE_MS, e);
    }
    buf_free(&input);
    return ok;
}
