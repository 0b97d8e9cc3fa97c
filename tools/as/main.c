/* SPDX-License-Identifier: MIT
 *
 * lamp-as: reads the command line, assembles one file, writes what was asked
 * for. Nothing is written before the assembly has succeeded, and a failed one
 * removes an old output, so that no stale image is taken for its result.
 */
#include "options.h"

#include <sys/stat.h>

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { INPUT_BYTES = 64 * 1024 * 1024 };

static int complain(const struct err *e)
{
    fprintf(stderr, "lamp-as: %s\n", e->text);
    return 1;
}

static bool read_stdin(struct buf *out, struct err *e)
{
    char chunk[16384];
    size_t n;
    while ((n = fread(chunk, 1, sizeof(chunk), stdin)) > 0) {
        buf_add(out, chunk, n);
        if (out->size > INPUT_BYTES)
            return fail(e, "the input is larger than %d bytes", INPUT_BYTES);
    }
    if (ferror(stdin))
        return fail(e, "cannot read the standard input");
    return !out->failed || fail(e, "out of memory");
}

static bool same_file(const char *a, const char *b)
{
    struct stat x, y;
    return stat(a, &x) == 0 && stat(b, &y) == 0 && x.st_dev == y.st_dev &&
           x.st_ino == y.st_ino && S_ISREG(x.st_mode);
}

static bool check_outputs(const struct options *o, struct err *e)
{
    const char *const outputs[] = {o->output, o->listing, o->map, o->depends};
    for (size_t i = 0; i < ARRAY_LEN(outputs); i++) {
        if (outputs[i] && same_file(outputs[i], o->input))
            return fail(e, "%s is the input; it would be overwritten",
                        outputs[i]);
    }
    return true;
}

/* "out.bin: a.s b.inc" with spaces protected. */
static void depends_rule(struct buf *out, const char *target,
                         const struct buf *names)
{
    buf_printf(out, "%s:", target);
    bool start = true;
    for (size_t i = 0; i < names->size; i++) {
        char c = (char)names->data[i];
        if (start)
            buf_add(out, " ", 1);
        start = c == '\n';
        if (c == ' ' || c == '#' || c == '\\')
            buf_add(out, "\\", 1);
        if (c == '$')
            buf_add(out, "$", 1);
        if (!start)
            buf_add(out, &c, 1);
    }
    buf_add(out, "\n", 1);
}

static bool write_text(const char *path, const struct buf *text, struct err *e)
{
    if (!path)
        return true;
    if (strcmp(path, "-") != 0)
        return file_write(path, text->data, text->size, e);
    return (buf_print(text, stdout) && fflush(stdout) == 0) ||
           fail(e, "cannot write to standard output");
}

static bool write_results(const struct options *o, const struct as_result *r,
                          struct err *e)
{
    struct buf rule = {0};
    if (o->depends)
        depends_rule(&rule, o->output, &r->depends);
    bool ok = !rule.failed || fail(e, "out of memory");
    ok = ok && write_text(o->listing, &r->listing, e) &&
         write_text(o->map, &r->map, e) && write_text(o->depends, &rule, e) &&
         write_text(o->output, &r->image, e);
    buf_free(&rule);
    return ok;
}

static void remove_output(const char *path)
{
    struct stat st;
    if (lstat(path, &st) == 0 && S_ISREG(st.st_mode))
        unlink(path);
}

static int assemble_file(const struct options *o)
{
    struct err e = {0};
    struct buf source = {0};
    struct as_result result = {0};
    bool is_stdin = strcmp(o->input, "-") == 0;
    bool ok = check_outputs(o, &e);
    if (ok)
        ok = is_stdin ? read_stdin(&source, &e)
                      : buf_read_file(&source, o->input, INPUT_BYTES, &e);
    if (!ok) {
        buf_free(&source);
        return complain(&e);
    }
    ok = as_assemble(&result, &o->as, is_stdin ? "<stdin>" : o->input,
                     source.data, source.size);
    buf_print(&result.messages, stderr);
    int status = ok ? 0 : 1;
    if (!ok)
        remove_output(o->output);
    else if (!write_results(o, &result, &e))
        status = complain(&e);
    as_result_free(&result);
    buf_free(&source);
    return status;
}

int main(int argc, char **argv)
{
    struct options options;
    struct err e = {0};
    int status = 0;
    if (!options_parse(&options, argc, argv, &e)) {
        complain(&e);
        status = 2;
    } else if (!options.done) {
        status = assemble_file(&options);
    }
    options_free(&options);
    return status;
}
