/* SPDX-License-Identifier: MIT
 *
 * The stack of texts being read: files, expansions of macros, bodies of
 * repeats. Comments are blanked once, when a file is read, so that every
 * later step sees lines of the same length without them. Expansions belong
 * to their frame; file texts live as long as the assembly.
 */
#include "source.h"

#include "macro.h"

#include <ctype.h>
#include <inttypes.h>
#include <stdlib.h>

static void blank(char *text, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (text[i] != '\n')
            text[i] = ' ';
    }
}

static size_t line_rest(struct cursor in)
{
    const char *newline = memchr(in.p, '\n', cursor_size(in));
    return newline ? (size_t)(newline - in.p) : cursor_size(in);
}

/* Characters of the comment that starts here, 0 without one; to the end for
 * one that is never closed. */
static size_t comment_size(struct cursor in)
{
    size_t left = cursor_size(in);
    if (*in.p == ';' || *in.p == '#')
        return line_rest(in);
    if (left < 2 || *in.p != '/')
        return 0;
    if (in.p[1] == '/')
        return line_rest(in);
    if (in.p[1] != '*')
        return 0;
    const char *end = memmem(in.p + 2, left - 2, "*/", 2);
    return end ? (size_t)(end + 2 - in.p) : left;
}

static bool is_unclosed(struct cursor in, size_t comment)
{
    bool block = comment >= 2 && in.p[0] == '/' && in.p[1] == '*';
    return block && (comment < 4 || memcmp(in.p + comment - 2, "*/", 2) != 0);
}

/* Returns the place of a comment that is never closed, or the size. */
static size_t comments_blank(char *text, size_t size)
{
    struct cursor in = {text, text + size};
    size_t unclosed = size;
    while (in.p < in.end) {
        struct cursor rest = {in.p, in.p + line_rest(in)};
        size_t quoted = lex_quoted(rest);
        size_t comment = quoted ? 0 : comment_size(in);
        if (is_unclosed(in, comment))
            unclosed = (size_t)(in.p - text);
        blank((char *)in.p, comment);
        in.p += quoted ? quoted : comment ? comment : 1;
    }
    return unclosed;
}

static void source_link(struct as *a, struct source *s)
{
    if (!a->sources_tail)
        a->sources_tail = &a->sources;
    *a->sources_tail = s;
    a->sources_tail = &s->next;
}

/* Blanks the comments of a source that has its bytes. */
static bool source_clean(struct as *a, struct source *s)
{
    buf_add(&s->text, s->original.data, s->original.size);
    if (s->text.failed || s->original.failed)
        return as_out_of_memory(a);
    if (s->text.size > 0)
        s->unclosed = comments_blank((char *)s->text.data, s->text.size);
    return true;
}

static struct source *source_new(struct as *a, const char *path)
{
    struct source *s = pool_take(&a->memory, sizeof(*s));
    if (s)
        s->path = pool_copy(&a->memory, path, strlen(path));
    if (!s || !s->path) {
        as_out_of_memory(a);
        return NULL;
    }
    return s;
}

struct source *source_add(struct as *a, const char *path, const void *bytes,
                          size_t size)
{
    struct source *s = source_new(a, path);
    if (!s)
        return NULL;
    source_link(a, s);
    buf_add(&s->original, bytes, size);
    return source_clean(a, s) ? s : NULL;
}

static bool read_file(struct as *a, const char *path, struct buf *out,
                      struct err *e)
{
    const struct as_options *o = a->options;
    if (o->read)
        return o->read(o->read_context, path, out, e);
    return buf_read_file(out, path, AS_FILE_BYTES, e);
}

static struct source *source_load(struct as *a, const char *path, struct err *e)
{
    for (struct source *s = a->sources; s; s = s->next) {
        if (strcmp(s->path, path) == 0)
            return s;
    }
    struct buf bytes = {0};
    if (!read_file(a, path, &bytes, e)) {
        buf_free(&bytes);
        return NULL;
    }
    struct source *s = source_new(a, path);
    if (!s) {
        buf_free(&bytes);
        return NULL;
    }
    s->original = bytes;
    source_link(a, s);
    return source_clean(a, s) ? s : NULL;
}

/* The folder of the file that is being read, with its slash. */
static size_t own_folder(const struct as *a)
{
    const char *slash = strrchr(a->line.file, '/');
    return slash ? (size_t)(slash + 1 - a->line.file) : 0;
}

static struct source *try_folder(struct as *a, const char *folder, size_t n,
                                 struct cursor name, struct err *e)
{
    struct buf path = {0};
    buf_add(&path, folder, n);
    if (n > 0 && folder[n - 1] != '/')
        buf_add(&path, "/", 1);
    buf_add(&path, name.p, cursor_size(name));
    buf_add(&path, "", 1);
    struct source *s = NULL;
    if (path.failed)
        as_out_of_memory(a);
    else
        s = source_load(a, (const char *)path.data, e);
    buf_free(&path);
    return s;
}

struct source *source_find(struct as *a, const char *at, struct cursor name)
{
    if (cursor_size(name) == 0 || memchr(name.p, 0, cursor_size(name))) {
        as_error(a, at, "this is no file name");
        return NULL;
    }
    struct err first = {0}, e = {0};
    if (*name.p == '/') {
        struct source *s = try_folder(a, "", 0, name, &first);
        if (!s)
            as_error(a, at, "%s", first.text);
        return s;
    }
    struct source *s = try_folder(a, a->line.file, own_folder(a), name, &first);
    for (u32 i = 0; !s && !a->stop && i < a->options->include_count; i++) {
        const char *folder = a->options->include_dirs[i];
        s = try_folder(a, folder, strlen(folder), name, &e);
    }
    if (!s && !a->stop)
        as_error(a, at, "%s%s", first.text,
                 a->options->include_count ? " (nor in the -I folders)" : "");
    return s;
}

void sources_free(struct as *a)
{
    for (struct source *s = a->sources; s; s = s->next) {
        buf_free(&s->original);
        buf_free(&s->text);
    }
}

static struct frame *frame_push(struct as *a, enum frame_kind kind)
{
    if (a->frames == AS_FRAMES_MAX) {
        as_fatal(a, NULL,
                 "more than %d includes, macros and repeats inside each other",
                 AS_FRAMES_MAX);
        return NULL;
    }
    struct frame *f = calloc(1, sizeof(*f));
    if (!f) {
        as_out_of_memory(a);
        return NULL;
    }
    f->kind = kind;
    f->below = a->frame;
    f->file = f->from_file = a->line.file;
    f->from_line = a->line.number;
    f->conditions = a->conditions;
    a->frame = f;
    a->frames++;
    return f;
}

static void frame_text(struct frame *f, const char *text, size_t size,
                       u32 first_line)
{
    f->text = f->next = f->original = text;
    f->end = text + size;
    f->line = f->first_line = first_line;
}

static bool report_unclosed(struct as *a, const struct source *source)
{
    const char *text = (const char *)source->original.data;
    const char *at = text + source->unclosed, *start = at;
    struct line line = {.file = source->path, .number = 1};
    while (start > text && start[-1] != '\n')
        start--;
    for (const char *p = text; p < start; p++)
        line.number += *p == '\n';
    line.text = line.original = start;
    line.end = at + line_rest((struct cursor){at, text + source->text.size});
    a->line = line;
    return as_fatal(a, at, "this comment is never closed");
}

bool frame_push_file(struct as *a, const struct source *source)
{
    bool is_input = a->frame == NULL;
    struct frame *f = frame_push(a, FRAME_FILE);
    if (!f)
        return false;
    if (is_input)
        f->from_file = NULL;
    f->file = source->path;
    frame_text(f, source->text.size ? (const char *)source->text.data : "",
               source->text.size, 1);
    f->original = source->text.size ? (const char *)source->original.data : "";
    if (source->unclosed < source->text.size)
        return report_unclosed(a, source);
    return true;
}

/* Puts an expansion into a frame, in place of the one before. */
static bool frame_own(struct as *a, struct frame *f, struct buf *owned)
{
    a->live_bytes -= f->owned.size;
    buf_free(&f->owned);
    f->owned = *owned;
    *owned = (struct buf){0};
    a->live_bytes += f->owned.size;
    frame_text(f, f->owned.size ? (const char *)f->owned.data : "",
               f->owned.size, f->first_line);
    if (a->live_bytes > AS_LIVE_BYTES)
        return as_fatal(a, NULL, "expansions take more than %d bytes",
                        AS_LIVE_BYTES);
    return true;
}

bool frame_push_macro(struct as *a, const char *macro, const char *file,
                      u32 first_line, struct buf *owned)
{
    struct frame *f = frame_push(a, FRAME_MACRO);
    if (!f) {
        buf_free(owned);
        return false;
    }
    f->macro = macro;
    f->file = file;
    f->first_line = first_line;
    return frame_own(a, f, owned);
}

bool frame_push_repeat(struct as *a, struct cursor body, u32 first_line,
                       u64 repeats)
{
    if (repeats == 0)
        return true;
    struct frame *f = frame_push(a, FRAME_REPEAT);
    if (!f)
        return false;
    frame_text(f, body.p, cursor_size(body), first_line);
    f->repeats = repeats - 1;
    return true;
}

/* Expands the body of .irp for its next value. False: there is none. */
static bool frame_next_value(struct as *a, struct frame *f)
{
    struct cursor value;
    struct buf text = {0};
    if (a->stop || !lex_argument(&f->values, &value))
        return false;
    if (!macro_expand_one(a, f->body, f->parameter, value, &text)) {
        buf_free(&text);
        return false;
    }
    return frame_own(a, f, &text);
}

bool frame_push_each(struct as *a, struct cursor body, u32 first_line,
                     struct cursor parameter, struct cursor values)
{
    struct frame *f = frame_push(a, FRAME_REPEAT);
    if (!f)
        return false;
    f->body = body;
    f->values = values;
    f->parameter = parameter;
    f->first_line = first_line;
    if (!frame_next_value(a, f))
        frame_pop(a);
    return true;
}

void frame_pop(struct as *a)
{
    struct frame *f = a->frame;
    a->frame = f->below;
    a->frames--;
    a->live_bytes -= f->owned.size;
    buf_free(&f->owned);
    free(f);
}

/* Starts a repeat again. False: it is done. */
static bool frame_again(struct as *a, struct frame *f)
{
    if (f->kind != FRAME_REPEAT)
        return false;
    if (f->body.p)
        return frame_next_value(a, f);
    if (f->repeats == 0)
        return false;
    f->repeats--;
    f->next = f->text;
    f->line = f->first_line;
    return true;
}

/* Makes the line at f->next the current one. */
static void frame_take_line(struct as *a, struct frame *f)
{
    struct cursor rest = {f->next, f->end};
    a->line.file = f->file;
    a->line.number = f->line++;
    a->line.text = f->next;
    a->line.end = f->next + line_rest(rest);
    a->line.original = f->original + (f->next - f->text);
    f->next = a->line.end < f->end ? a->line.end + 1 : f->end;
}

/* The current line may stand in the expansion that goes away. */
static void frame_leave(struct as *a)
{
    const struct frame *f = a->frame;
    a->line = (struct line){.file = f->from_file ? f->from_file : f->file,
                            .number = f->from_line};
    frame_pop(a);
}

static void report_open_condition(struct as *a, const struct frame *f)
{
    const struct condition *c = &a->condition[a->conditions - 1];
    a->line = (struct line){.file = c->file, .number = c->line};
    as_error(a, NULL, "this .if has no .endif");
    a->conditions = f->conditions;
}

bool source_next_line(struct as *a)
{
    if (a->lines++ == a->options->max_lines)
        return as_fatal(a, NULL,
                        "more than %" PRIu64 " lines, expansions included",
                        a->options->max_lines);
    while (a->frame && !a->stop) {
        struct frame *f = a->frame;
        if (f->next < f->end) {
            frame_take_line(a, f);
            return true;
        }
        if (f->conditions < a->conditions)
            report_open_condition(a, f);
        /* An empty body counts, or it would repeat for ever unseen. */
        if (!frame_again(a, f))
            frame_leave(a);
        else if (a->lines++ >= a->options->max_lines)
            return as_fatal(a, NULL,
                            "more than %" PRIu64 " lines, expansions included",
                            a->options->max_lines);
    }
    return false;
}

struct cursor source_first_word(struct cursor line)
{
    for (;;) {
        lex_space(&line);
        while (line.p < line.end && isdigit((u8)*line.p))
            line.p++;
        struct cursor word = lex_word(&line);
        if (!lex_take(&line, ':'))
            return word;
    }
}

static bool is_one_of(struct cursor word, const char *const *names)
{
    for (; **names; names++) {
        if (lex_equals(word, *names))
            return true;
    }
    return false;
}

bool source_take_block(struct as *a, const char *const *opens,
                       const char *const *closes, struct cursor *body,
                       u32 *first_line)
{
    struct line start = a->line;
    struct frame *f = a->frame;
    *first_line = f->line;
    body->p = body->end = f->next;
    u32 depth = 1;
    while (f->next < f->end) {
        body->end = f->next;
        frame_take_line(a, f);
        struct cursor line = {a->line.text, a->line.end};
        struct cursor word = source_first_word(line);
        if (is_one_of(word, opens))
            depth++;
        else if (is_one_of(word, closes) && --depth == 0)
            return true;
    }
    a->line = start;
    return as_fatal(a, a->line.text, "there is no %s for this", closes[0]);
}
