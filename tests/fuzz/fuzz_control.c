/* SPDX-License-Identifier: MIT
 *
 * Bytes as what people and programs ask of a machine: lines of verbs, JSON
 * requests, keys at the monitor's line. In between the cores run for a moment.
 * Promised: an answer or an error, each answer is JSON and text of bounded
 * size, the editor's line stays within its bounds, and the machine obeys its
 * invariants.
 */
#include "fuzz_machine.h"

#include "../../src/debug/editor.h"
#include "../../src/debug/json_request.h"

#include <jansson.h>

enum { ANSWER_MAX = 1 << 20, LINES_MAX = 64 };

static void check_answer(const struct out *o)
{
    struct buf b = {0};
    json_error_t why;
    FUZZ_CHECK(out_json(o, &b) && b.size < ANSWER_MAX);
    json_t *value = json_loadb((char *)b.data, b.size, 0, &why);
    FUZZ_CHECK(json_is_object(value));
    json_decref(value);
    b.size = 0;
    FUZZ_CHECK(out_print(o, &b) && b.size < ANSWER_MAX);
    for (size_t i = 0; i < b.size; i++)
        FUZZ_CHECK(b.data[i] >= 0x20 || b.data[i] == '\n');
    buf_free(&b);
}

static void ask(struct verb_caller *c, char *line, size_t n)
{
    char id[JSON_ID_BYTES];
    struct err e = {0};
    struct out *o = out_new();
    FUZZ_CHECK(o != NULL);
    bool ok;
    if (line[0] == '{' || line[0] == '[') {
        struct json_request *r = json_request_read(line, n, id, &e);
        FUZZ_CHECK(strlen(id) < sizeof(id));
        ok = r != NULL && json_request_run(r, c, o, &e);
        json_request_free(r);
    } else {
        ok = verb_run(c, line, o, &e);
    }
    if (ok)
        check_answer(o);
    else
        FUZZ_CHECK(e.text[0] != '\0');
    out_free(o);
}

static const char *complete(const void *context, const char *line, u32 i,
                            u32 *from)
{
    return verb_complete(context, line, i, from);
}

static void type(struct editor *d, const u8 *bytes, size_t n)
{
    struct buf terminal = {0};
    for (size_t i = 0; i < n; i++) {
        if (editor_byte(d, bytes[i], &terminal) == EDITOR_LINE)
            editor_next(d);
        FUZZ_CHECK(d->at <= d->size && d->size <= EDITOR_LINE_MAX);
        FUZZ_CHECK(strlen(d->line) == d->size);
    }
    buf_free(&terminal);
}

/* Verbs that touch the host. */
static bool harmless(const char *line)
{
    static const char *const words[] = {"lo", "tr", "prof", "cov", "\\u"};
    for (u32 i = 0; i < ARRAY_LEN(words); i++)
        if (strstr(line, words[i]) != NULL)
            return false;
    return true;
}

/* Up to the end of the line: "~" a moment, "@..." keys, else a question. */
static const u8 *step(struct verb_caller *c, struct editor *d, const u8 *at,
                      const u8 *end)
{
    static char line[4096];
    const u8 *stop = memchr(at, '\n', (size_t)(end - at));
    if (stop == NULL)
        stop = end;
    size_t n = (size_t)(stop - at);
    n = n < sizeof(line) ? n : sizeof(line) - 1;
    memcpy(line, at, n);
    line[n] = '\0';
    if (line[0] == '~')
        fuzz_machine_run(c->m);
    else if (line[0] == '@')
        type(d, at + 1, n - 1);
    else if (harmless(line))
        ask(c, line, n);
    fuzz_machine_check(c->m);
    return stop == end ? end : stop + 1;
}

int LLVMFuzzerTestOneInput(const u8 *bytes, size_t n)
{
    struct machine *m = fuzz_machine_enter();
    struct verb_caller caller = {.m = m};
    struct editor editor = {
        .prompt = "> ", .complete = complete, .context = &caller};
    control_pause(m);
    const u8 *at = bytes, *end = bytes + n;
    for (u32 i = 0; at != end && i < LINES_MAX && !machine_over(m); i++)
        at = step(&caller, &editor, at, end);
    editor_free(&editor);
    fuzz_machine_leave(m);
    return 0;
}
