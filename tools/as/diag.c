/* SPDX-License-Identifier: MIT
 *
 * Messages in the form file:line:column: error: text, with the source line
 * and a caret. They are collected for each pass; those of the last one are
 * shown. Errors beyond the twentieth are counted by nobody.
 */
#include "state.h"

#include <ctype.h>
#include <stdarg.h>
#include <stdio.h>

enum {
    SHOWN_BEFORE = 120,
    SHOWN_COLUMNS = 160,
    WORD_SHOWN = 60,
    NOTES_MAX = 8
};

int as_word_size(struct cursor word)
{
    size_t n = cursor_size(word);
    return n > WORD_SHOWN ? WORD_SHOWN : (int)n;
}

static bool is_plain(char c)
{
    return (u8)c >= 0x80 || isprint((u8)c) || c == '\t';
}

/* The line, cut to a window around the column when it is very long. */
static void show_line(struct buf *out, const struct line *line, size_t column)
{
    size_t size = (size_t)(line->end - line->text), start = 0;
    if (column > SHOWN_BEFORE)
        start = column - SHOWN_BEFORE;
    const char *text = line->original;
    buf_add(out, "    ", 4);
    for (size_t i = start; i < size && i < start + SHOWN_COLUMNS; i++) {
        if (text[i] != '\r')
            buf_add(out, is_plain(text[i]) ? &text[i] : "?", 1);
    }
    buf_add(out, "\n    ", 5);
    for (size_t i = start; i < column; i++) {
        if (((u8)text[i] & 0xC0) != 0x80) /* one place for a character */
            buf_add(out, text[i] == '\t' ? "\t" : " ", 1);
    }
    buf_add(out, "^\n", 2);
}

/* Adds printable text: a message may quote the source. */
static void add_clean(struct buf *out, const char *text)
{
    for (; *text; text++)
        buf_add(out, is_plain(*text) ? text : "?", 1);
}

/* How the line came to be read, from the inside out. */
static void add_notes(struct as *a)
{
    u32 n = 0;
    for (const struct frame *f = a->frame; f && n < NOTES_MAX; f = f->below) {
        if (f->kind == FRAME_MACRO)
            as_note(a, f->from_file, f->from_line, "in the expansion of %s",
                    f->macro);
        else if (f->kind == FRAME_FILE && f->from_file)
            as_note(a, f->from_file, f->from_line, "included from here");
        else
            continue;
        n++;
    }
}

static void add_message(struct as *a, const char *at, const char *kind,
                        const char *format, va_list args)
{
    struct buf *out = &a->result->messages;
    const struct line *line = &a->line;
    char text[ERR_TEXT_BYTES];
    vsnprintf(text, sizeof(text), format, args);
    bool inside = at && line->text && at >= line->text && at <= line->end;
    size_t column = inside ? (size_t)(at - line->text) : 0;
    if (line->number == 0)
        buf_printf(out, "%s: %s: ", line->file, kind);
    else
        buf_printf(out, "%s:%u:%zu: %s: ", line->file, line->number, column + 1,
                   kind);
    add_clean(out, text);
    buf_add(out, "\n", 1);
    if (line->number != 0 && line->text)
        show_line(out, line, column);
    add_notes(a);
}

bool as_error(struct as *a, const char *at, const char *format, ...)
{
    a->errors++;
    if (a->errors > AS_ERRORS_MAX)
        return false;
    va_list args;
    va_start(args, format);
    add_message(a, at, "error", format, args);
    va_end(args);
    return false;
}

/* Always shown, whatever came before: it says why the rest is missing. */
bool as_fatal(struct as *a, const char *at, const char *format, ...)
{
    if (a->stop)
        return false;
    a->stop = true;
    a->errors++;
    va_list args;
    va_start(args, format);
    add_message(a, at, "error", format, args);
    va_end(args);
    return false;
}

void as_warning(struct as *a, const char *at, const char *format, ...)
{
    a->warnings++;
    if (a->warnings > AS_WARNINGS_MAX)
        return;
    va_list args;
    va_start(args, format);
    add_message(a, at, "warning", format, args);
    va_end(args);
}

void as_note(struct as *a, const char *file, u32 line, const char *format, ...)
{
    char text[ERR_TEXT_BYTES];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof(text), format, args);
    va_end(args);
    buf_printf(&a->result->messages, "%s:%u: note: ", file, line);
    add_clean(&a->result->messages, text);
    buf_add(&a->result->messages, "\n", 1);
}

bool as_out_of_memory(struct as *a)
{
    return as_fatal(a, NULL, "out of memory");
}

bool as_expect_end(struct as *a, struct cursor *in)
{
    if (lex_end(in))
        return true;
    if (!is_plain(*in->p))
        return as_error(a, in->p, "unexpected character 0x%02X", (u8)*in->p);
    struct cursor rest = *in;
    struct cursor word = lex_word(&rest);
    if (cursor_size(word) == 0)
        word.end = word.p + 1;
    return as_error(a, in->p, "unexpected '%.*s'", as_word_size(word), word.p);
}
