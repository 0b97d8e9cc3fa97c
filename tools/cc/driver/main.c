/* SPDX-License-Identifier: MIT
 *
 * lamp-cc: takes every input to the stage that was asked for, then links. An
 * output is written whole at the end or not at all; a failed run removes the
 * old one, so that no stale program is taken for its result.
 */
#include "driver.h"

#include <sys/stat.h>

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static int complain(const struct err *e)
{
    if (e->text[0] != '\0')
        fprintf(stderr, "lamp-cc: %s\n", e->text);
    return e->status != 0 ? e->status : 1;
}

static enum language language_of(const char *name)
{
    static const struct {
        const char *suffix;
        enum language language;
    } table[] = {
        {".c", LANG_C},      {".h", LANG_C},     {".i", LANG_PREPROCESSED},
        {".ll", LANG_LLVM},  {".bc", LANG_LLVM}, {".s", LANG_ASM},
        {".S", LANG_ASM_CPP}};
    const char *dot = strrchr(name, '.');
    for (size_t i = 0; dot && i < ARRAY_LEN(table); i++) {
        if (strcmp(dot, table[i].suffix) == 0)
            return table[i].language;
    }
    return LANG_OBJECT;
}

/* The last part of path with its suffix replaced. */
static const char *derived_name(struct driver *d, const char *path,
                                const char *suffix)
{
    const char *slash = strrchr(path, '/');
    const char *base = slash ? slash + 1 : path;
    const char *dot = strrchr(base, '.');
    size_t n = dot && dot != base ? (size_t)(dot - base) : strlen(base);
    return arena_printf(&d->arena, "%.*s%s", (int)n, base, suffix);
}

static const char *output_of(struct driver *d, const struct input *in)
{
    if (d->output)
        return d->output;
    const char *name = strcmp(in->name, "-") == 0 ? "a" : in->name;
    bool text = d->stage == STAGE_ASM;
    return derived_name(d, name,
                        d->emit_llvm ? (text ? ".ll" : ".bc")
                        : text       ? ".s"
                                     : ".o");
}

/* -MD without -MF and -MT: the rule lies beside the object and names it. */
static void depends_fill(struct driver *d, const struct input *in)
{
    struct list *l = &d->depends;
    bool has_file = false, has_target = false;
    for (u32 i = 0; i < l->count; i++) {
        has_file |= strcmp(l->at[i], "-MF") == 0;
        has_target |= strcmp(l->at[i], "-MT") == 0;
        has_target |= strcmp(l->at[i], "-MQ") == 0;
    }
    if (l->count == 0)
        return;
    const char *object = d->stage == STAGE_CPP || !d->output
                             ? derived_name(d, in->name, ".o")
                             : d->output;
    if (!has_target) {
        list_add(l, &d->arena, "-MT");
        list_add(l, &d->arena, object);
    }
    if (!has_file && !d->only_depends) {
        const char *slash = strrchr(object, '/');
        size_t folder = slash ? (size_t)(slash - object) + 1 : 0;
        list_add(l, &d->arena, "-MF");
        list_add(l, &d->arena,
                 arena_printf(&d->arena, "%.*s%s", (int)folder, object,
                              derived_name(d, object, ".d")));
    }
}

static bool output_write(const char *path, const struct buf *bytes,
                         struct err *e)
{
    if (strcmp(path, "-") != 0)
        return file_write(path, bytes->data, bytes->size, e);
    return (buf_print(bytes, stdout) && fflush(stdout) == 0) ||
           fail(e, "cannot write to standard output");
}

static void output_remove(const char *path)
{
    struct stat st;
    if (path && lstat(path, &st) == 0 && S_ISREG(st.st_mode))
        unlink(path);
}

static bool same_file(const char *a, const char *b)
{
    struct stat x, y;
    return a && stat(a, &x) == 0 && stat(b, &y) == 0 && x.st_dev == y.st_dev &&
           x.st_ino == y.st_ino && S_ISREG(x.st_mode);
}

/* -c, -S, -E: each input for itself. */
static bool compile_one(struct driver *d, const struct input *in, struct err *e)
{
    struct buf out = {0};
    const char *path = output_of(d, in);
    if (d->stage == STAGE_CPP)
        path = d->output ? d->output : "-";
    depends_fill(d, in);
    bool ok = compile_input(d, in, d->stage, &out, e);
    ok = ok && (!out.failed || fail_status(e, 90, "out of memory"));
    if (!ok && strcmp(path, "-") != 0 && !d->dry)
        output_remove(path);
    else if (ok && !d->dry && (d->output || d->stage != STAGE_CPP))
        ok = output_write(path, &out, e);
    buf_free(&out);
    return ok;
}

static bool compile_each(struct driver *d, struct err *e)
{
    bool ok = true;
    for (u32 i = 0; i < d->input_count; i++) {
        const struct input *in = &d->input[i];
        if (in->language == LANG_OBJECT)
            continue; /* nothing to do without linking */
        if (!compile_one(d, in, e)) {
            complain(e);
            *e = (struct err){.status = e->status};
            ok = false;
        }
    }
    return ok;
}

static bool compile_and_link(struct driver *d, struct err *e)
{
    struct object *objects =
        ARENA_ARRAY(&d->arena, struct object, d->input_count + 1);
    u32 count = 0;
    bool ok = true;
    for (u32 i = 0; i < d->input_count; i++) {
        const struct input *in = &d->input[i];
        if (in->is_library || in->language == LANG_OBJECT)
            continue;
        struct object *o = &objects[count++];
        o->index = i;
        depends_fill(d, in);
        if (!compile_input(d, in, STAGE_OBJECT, &o->bytes, e)) {
            complain(e);
            *e = (struct err){.status = e->status};
            ok = false;
        }
    }
    ok = ok && link_program(d, objects, count, e);
    if (!ok && !d->dry)
        output_remove(d->output);
    for (u32 i = 0; i < count; i++)
        buf_free(&objects[i].bytes);
    return ok;
}

static bool check_inputs(struct driver *d, struct err *e)
{
    for (u32 i = 0; i < d->input_count; i++) {
        struct input *in = &d->input[i];
        if (in->is_library) {
            in->language = LANG_OBJECT;
            continue;
        }
        if (in->language == LANG_BY_NAME && strcmp(in->name, "-") == 0)
            return fail(e, "standard input (-) needs -x LANGUAGE before it");
        if (in->language == LANG_BY_NAME)
            in->language = language_of(in->name);
        if (strcmp(in->name, "-") != 0 && access(in->name, R_OK) != 0)
            return fail(e, "%s: no such file, or not readable", in->name);
        if (same_file(d->output, in->name))
            return fail(e, "%s is an input; it would be overwritten",
                        d->output);
    }
    return true;
}

int main(int argc, char **argv)
{
    struct driver d = {0};
    struct err e = {0};
    int status = 0;
    bool ok = options_parse(&d, argc, argv, &e);
    if (ok && !d.done) {
        if (!d.output && d.stage == STAGE_LINK)
            d.output = "a.out";
        ok = paths_find(&d, &e) && check_inputs(&d, &e);
        if (ok)
            ok = d.stage == STAGE_LINK ? compile_and_link(&d, &e)
                                       : compile_each(&d, &e);
    }
    if (!ok)
        status = complain(&e);
    arena_free(&d.arena);
    return status;
}
