/* SPDX-License-Identifier: MIT
 *
 * Reads the ";!" lines of a test and writes the source that is assembled: the
 * same lines, so that line numbers stay, with ".align" where a case begins.
 */
#include "cases.h"

#include <ctype.h>

enum { FILE_BYTES_MAX = 1 << 20 };

static const char *skip_blanks(const char *p)
{
    while (*p == ' ' || *p == '\t')
        p++;
    return p;
}

/* The text behind `word` when the line begins with it. */
static const char *after_word(const char *p, const char *word)
{
    size_t n = strlen(word);
    if (strncmp(p, word, n) != 0 || isalnum((unsigned char)p[n]))
        return NULL;
    return skip_blanks(p + n);
}

static bool add_note(struct case_file *f, enum note_kind kind, u32 line,
                     const char *text, struct err *e)
{
    if (f->count == 0)
        return fail(e, "line %u: before the first case", line);
    if (f->note_count == NOTES_MAX)
        return fail(e, "line %u: more than %d notes", line, NOTES_MAX);
    f->note[f->note_count++] = (struct note){kind, line, text};
    f->one[f->count - 1].count++;
    return true;
}

static bool add_case(struct case_file *f, u32 line, const char *name,
                     struct err *e)
{
    if (f->count == CASES_MAX)
        return fail(e, "line %u: more than %d cases", line, CASES_MAX);
    f->one[f->count++] = (struct test_case){name, line, f->note_count, 0};
    buf_printf(&f->source, ".align %d\n", CASE_BYTES);
    return true;
}

/* text: behind ";!". */
static bool take_note(struct case_file *f, u32 line, const char *text,
                      struct err *e)
{
    const char *rest;
    text = skip_blanks(text);
    if ((rest = after_word(text, "case")) != NULL)
        return add_case(f, line, rest, e);
    buf_printf(&f->source, "\n");
    if ((rest = after_word(text, "set")) != NULL)
        return add_note(f, NOTE_SET, line, rest, e);
    if ((rest = after_word(text, "panic")) != NULL)
        return add_note(f, NOTE_PANIC, line, rest, e);
    if ((rest = after_word(text, "waits")) != NULL)
        return add_note(f, NOTE_WAITS, line, rest, e);
    return add_note(f, NOTE_EXPECT, line, text, e);
}

static bool take_line(struct case_file *f, u32 line, const char *text,
                      struct err *e)
{
    const char *p = skip_blanks(text);
    if (p[0] == ';' && p[1] == '!')
        return take_note(f, line, p + 2, e);
    buf_printf(&f->source, "%s\n", text);
    return true;
}

bool cases_read(struct case_file *f, const char *path, struct err *e)
{
    memset(f, 0, sizeof *f);
    if (!buf_read_file(&f->text, path, FILE_BYTES_MAX, e))
        return false;
    buf_add(&f->text, "", 1);
    if (f->text.failed)
        return fail(e, "%s: no memory", path);
    char *p = (char *)f->text.data;
    for (u32 line = 1; *p != 0; line++) {
        char *end = strchr(p, '\n');
        if (end != NULL)
            *end = 0;
        if (!take_line(f, line, p, e))
            return false;
        if (end == NULL)
            break;
        p = end + 1;
    }
    return f->count != 0 || fail(e, "no case in %s", path);
}

void cases_free(struct case_file *f)
{
    buf_free(&f->text);
    buf_free(&f->source);
}
