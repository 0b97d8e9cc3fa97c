/* SPDX-License-Identifier: MIT
 *
 * Every check runs, so that one look at the report shows all that differs.
 * Messages of vm are shown behind a failure, for they often say why.
 */
#include "judge.h"

#include "diff.h"
#include "pixels.h"

#include <inttypes.h>
#include <regex.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <util/cescape.h>

enum {
    DIFF_LINES = 40,
    MESSAGE_LINES = 12,
    STATUS_LIMIT = 124,
    STATUS_EXPECT = 84,
    STATUS_STRICT = 80,
    STATUS_CHECK = 86,
    STATUS_HOST = 90
};

static const char *status_text(u32 status)
{
    switch (status) {
    case STATUS_STRICT:
        return " (panic of --strict)";
    case STATUS_EXPECT:
        return " (expected text not seen)";
    case STATUS_CHECK:
        return " (findings of --check)";
    case STATUS_HOST:
        return " (host failure)";
    case STATUS_LIMIT:
        return " (a limit was reached)";
    default:
        return "";
    }
}

static void check_status(struct buf *why, const struct test_case *c,
                         const struct child *run)
{
    if (run->flooded)
        buf_printf(why, "more than 1 MiB of output; ended\n");
    else if (run->late)
        buf_printf(why, "did not end in time; killed\n");
    else if (WIFSIGNALED(run->end))
        buf_printf(why, "vm was killed by signal %d\n", WTERMSIG(run->end));
    else if ((u32)WEXITSTATUS(run->end) != c->status)
        buf_printf(why, "exit status %d%s, expected %u%s\n",
                   WEXITSTATUS(run->end),
                   status_text((u32)WEXITSTATUS(run->end)), c->status,
                   status_text(c->status));
}

static bool same(const struct buf *a, const struct buf *b)
{
    return a->size == b->size &&
           (a->size == 0 || memcmp(a->data, b->data, a->size) == 0);
}

bool judge_path(struct buf *path, const struct test_case *c, const char *base,
                const char *file)
{
    if (file[0] == '/')
        buf_printf(path, "%s", file);
    else
        buf_printf(path, "%s/%s", base ? base : c->folder, file);
    buf_add(path, "", 1);
    return !path->failed;
}

static void check_output(struct buf *why, const struct test_case *c,
                         const struct buf *got)
{
    struct buf path = {0}, file = {0};
    struct err e = {0};
    const struct buf *want = c->has_output ? &c->output : NULL;
    if (c->output_file) {
        if (judge_path(&path, c, NULL, c->output_file) &&
            buf_read_file(&file, (char *)path.data, CHILD_OUTPUT_MAX, &e))
            want = &file;
        else
            buf_printf(why, "output-file: %s\n", e.text);
    }
    if (want && !same(want, got)) {
        buf_printf(why, "output differs (-expected +got):\n");
        diff_lines(why, want, got, "  ", DIFF_LINES);
    }
    buf_free(&path);
    buf_free(&file);
}

/* The texts, each behind the one before when in_order. */
static void check_texts(struct buf *why, const char *what,
                        const struct words *w, const struct buf *got,
                        bool in_order)
{
    size_t at = 0, bad;
    for (u32 i = 0; i < w->count; i++) {
        struct buf text = {0};
        cescape_decode(&text, w->word[i], strlen(w->word[i]), &bad);
        const u8 *found =
            got->size > at && text.size > 0
                ? memmem(got->data + at, got->size - at, text.data, text.size)
                : NULL;
        if (found && in_order)
            at = (size_t)(found - got->data) + text.size;
        buf_free(&text);
        if (found)
            continue;
        buf_printf(why, "%s lacks '%s'%s\n", what, w->word[i],
                   in_order && i > 0 ? " behind the text before it" : "");
        return;
    }
}

/* Bytes 0 in the output are characters like others. */
static void check_regex(struct buf *why, const struct words *w, struct buf *got)
{
    if (w->count == 0 || !buf_reserve(got, 1))
        return;
    got->data[got->size] = '\0';
    for (u32 i = 0; i < w->count; i++) {
        regex_t x;
        regmatch_t all = {0, (regoff_t)got->size};
        if (regcomp(&x, w->word[i], REG_EXTENDED | REG_NEWLINE) != 0)
            continue; /* case.c has tried */
        if (regexec(&x, (char *)got->data, 1, &all, REG_STARTEND) != 0)
            buf_printf(why, "no line of the output matches '%s'\n", w->word[i]);
        regfree(&x);
    }
}

static void check_picture(struct buf *why, const struct picture *s,
                          const char *folder, u32 i)
{
    struct buf path = {0};
    struct err e = {0};
    u64 hash;
    char got[CASE_HASH_BYTES];
    buf_printf(&path, "%s/%u.png", folder, i);
    buf_add(&path, "", 1);
    if (path.failed || !pixels_hash((char *)path.data, &hash, &e)) {
        buf_printf(why, "no screenshot to compare\n");
    } else {
        snprintf(got, sizeof(got), "%016" PRIx64, hash);
        if (strcmp(got, s->hash) != 0)
            buf_printf(why, "screenshot %s, expected %s\n", got, s->hash);
    }
    buf_free(&path);
}

/* Cuts the line of --print-hash out of the messages. */
static void take_hash(struct buf *messages, char *hash)
{
    static const char mark[] = "hash: ";
    size_t n = sizeof(mark) - 1, line = n + CASE_HASH_BYTES;
    for (size_t at = 0; at + line <= messages->size; at++) {
        char *p = (char *)messages->data + at;
        if ((at > 0 && p[-1] != '\n') || memcmp(p, mark, n) != 0 ||
            p[line - 1] != '\n')
            continue;
        memcpy(hash, p + n, CASE_HASH_BYTES - 1);
        hash[CASE_HASH_BYTES - 1] = '\0';
        memmove(p, p + line, messages->size - at - line);
        messages->size -= line;
        return;
    }
}

static void show_messages(struct buf *why, const struct buf *text)
{
    size_t at = 0;
    for (u32 lines = 0; at < text->size; lines++) {
        const u8 *p = text->data + at, *end = memchr(p, '\n', text->size - at);
        size_t n = end ? (size_t)(end - p) : text->size - at;
        if (lines == MESSAGE_LINES) {
            buf_printf(why, "  ...\n");
            return;
        }
        buf_printf(why, "  ");
        diff_show(why, p, n);
        buf_printf(why, "\n");
        at += n + 1;
    }
}

/* Names and texts of the case may be any bytes; lines may not. What is shown
 * already stays as it is. */
static void clean(struct buf *why)
{
    struct buf shown = {0};
    for (size_t at = 0; at < why->size;) {
        const u8 *p = why->data + at, *end = memchr(p, '\n', why->size - at);
        size_t n = end ? (size_t)(end - p) : why->size - at;
        diff_show(&shown, p, n);
        buf_add(&shown, "\n", 1);
        at += n + 1;
    }
    buf_free(why);
    *why = shown;
}

void judge_fail(struct result *r, const char *text)
{
    buf_printf(&r->why, "%s\n", text);
    clean(&r->why);
    r->outcome = OUTCOME_FAIL;
}

void judge_run(struct result *r, const struct test_case *c, struct child *run,
               const char *folder)
{
    struct buf *why = &r->why, *output = &run->text[0];
    struct buf *messages = &run->text[1];
    char hash[CASE_HASH_BYTES] = "none";
    if (c->hash[0])
        take_hash(messages, hash);
    check_status(why, c, run);
    if (!run->flooded)
        check_output(why, c, output);
    check_texts(why, "the output", &c->contains, output, true);
    check_regex(why, &c->regex, output);
    check_texts(why, "standard error", &c->message, messages, false);
    for (u32 i = 0; i < c->picture_count; i++)
        check_picture(why, &c->picture[i], folder, i);
    if (c->hash[0] && strcmp(hash, c->hash) != 0)
        buf_printf(why, "hash %s, expected %s\n", hash, c->hash);
    if (output->failed || messages->failed)
        buf_printf(why, "out of memory\n");
    r->outcome = why->size == 0 && !why->failed ? OUTCOME_PASS : OUTCOME_FAIL;
    if (r->outcome == OUTCOME_FAIL && messages->size > 0) {
        buf_printf(why, "messages:\n");
        show_messages(why, messages);
    }
    clean(why);
}

bool judge_build(struct result *r, const struct child *build)
{
    bool ended = !build->late && !build->flooded && WIFEXITED(build->end);
    if (ended && WEXITSTATUS(build->end) == 0)
        return true;
    buf_printf(&r->why, "it cannot be built%s:\n",
               build->late ? " in time" : "");
    show_messages(&r->why, &build->text[1]);
    r->outcome = OUTCOME_FAIL;
    return false;
}
