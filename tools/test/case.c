/* SPDX-License-Identifier: MIT
 *
 * The parser of case files. One row of the table is one key; a key that may
 * stand once is counted there. Invariant: every error names file and line,
 * and whatever the bytes are, memory is bounded by the size of the file.
 */
#include "case.h"

#include "value.h"

#include <regex.h>
#include <stdlib.h>
#include <util/cescape.h>
#include <util/nearest.h>

enum { TIMEOUT_MS = 10000, TIMEOUT_MS_MAX = 86400000, STATUS_MAX = 255 };

struct parse {
    struct test_case *c;
    const char *path;
    u32 line;
    const char *key;
    char *value; /* of this line, with a 0 behind it */
    struct err *e;
};

static bool wrong(const struct parse *p, const char *why)
{
    return fail(p->e, "%s:%u: %s: %s", p->path, p->line, p->key, why);
}

static bool no_memory(const struct parse *p)
{
    return wrong(p, "out of memory");
}

static bool set_string(struct parse *p, char **to)
{
    value_trim(p->value);
    if (p->value[0] == '\0')
        return wrong(p, "the value is missing");
    *to = strdup(p->value);
    return *to || no_memory(p);
}

static bool add_word(struct parse *p, struct words *w, const char *word)
{
    if (w->count == CASE_WORDS_MAX)
        return wrong(p, "more than 64 values");
    w->word[w->count] = strdup(word);
    return w->word[w->count++] || no_memory(p);
}

/* Words between blanks; '...' holds a word together. */
static bool add_words(struct parse *p, struct words *w)
{
    char *word, *rest = p->value;
    bool good = true;
    while ((word = value_word(&rest, &good)) != NULL)
        if (!add_word(p, w, word))
            return false;
    return good || wrong(p, "a quote is not closed");
}

static bool add_text(struct parse *p, struct buf *to)
{
    size_t bad;
    char why[64];
    if (cescape_decode(to, p->value, strlen(p->value), &bad))
        return !to->failed || no_memory(p);
    snprintf(why, sizeof(why), "bad escape at character %zu of the value",
             bad + 1);
    return wrong(p, why);
}

/* A text with escapes that stays as it is, for vm or for later. */
static bool add_escaped(struct parse *p, struct words *w)
{
    struct buf ignored = {0};
    bool ok =
        p->value[0] ? add_text(p, &ignored) : wrong(p, "the value is missing");
    buf_free(&ignored);
    return ok && add_word(p, w, p->value);
}

static bool set_number(struct parse *p, u64 low, u64 high, u64 *to)
{
    char why[80];
    value_trim(p->value);
    if (value_number(p->value, to) && *to >= low && *to <= high)
        return true;
    snprintf(why, sizeof(why), "a number from %llu to %llu is needed",
             (unsigned long long)low, (unsigned long long)high);
    return wrong(p, why);
}

static bool set_u32(struct parse *p, u32 high, u32 *to)
{
    u64 n;
    if (!set_number(p, 0, high, &n))
        return false;
    *to = (u32)n;
    return true;
}

static bool set_hash(struct parse *p, const char *text, char *to)
{
    if (strspn(text, "0123456789abcdef") != CASE_HASH_BYTES - 1 ||
        text[CASE_HASH_BYTES - 1] != '\0')
        return wrong(p, "16 hexadecimal digits are needed");
    memcpy(to, text, CASE_HASH_BYTES);
    return true;
}

/* --- the keys --------------------------------------------------------------
 */

static bool key_name(struct parse *p)
{
    return set_string(p, &p->c->name);
}

static bool key_image(struct parse *p)
{
    return set_string(p, &p->c->image);
}

static bool key_source(struct parse *p)
{
    return add_words(p, &p->c->source);
}

static bool key_flags(struct parse *p)
{
    return add_words(p, &p->c->flags);
}

static bool key_options(struct parse *p)
{
    return add_words(p, &p->c->options);
}

static bool key_input(struct parse *p)
{
    return add_text(p, &p->c->input);
}

static bool key_input_file(struct parse *p)
{
    return set_string(p, &p->c->input_file);
}

static bool key_send_after(struct parse *p)
{
    size_t n = strlen(p->value), equals = cescape_equals(p->value, n);
    if (equals == 0 || equals == n)
        return wrong(p, "TEXT=INPUT is needed");
    return add_escaped(p, &p->c->send_after);
}

static bool key_expect(struct parse *p)
{
    return add_escaped(p, &p->c->expect);
}

static bool key_output(struct parse *p)
{
    p->c->has_output = true;
    return add_text(p, &p->c->output);
}

static bool key_output_file(struct parse *p)
{
    return set_string(p, &p->c->output_file);
}

static bool key_contains(struct parse *p)
{
    return add_escaped(p, &p->c->contains);
}

static bool key_regex(struct parse *p)
{
    regex_t x;
    char why[160];
    const char *refused = value_regex_refused(p->value);
    if (refused)
        return wrong(p, refused);
    int bad = regcomp(&x, p->value, REG_EXTENDED | REG_NEWLINE | REG_NOSUB);
    if (bad != 0) {
        regerror(bad, &x, why, sizeof(why));
        return wrong(p, why);
    }
    regfree(&x);
    return p->value[0] ? add_word(p, &p->c->regex, p->value)
                       : wrong(p, "the value is missing");
}

static bool key_message(struct parse *p)
{
    return add_escaped(p, &p->c->message);
}

static bool key_status(struct parse *p)
{
    return set_u32(p, STATUS_MAX, &p->c->status);
}

static bool key_hash(struct parse *p)
{
    value_trim(p->value);
    return set_hash(p, p->value, p->c->hash);
}

/* HASH, or HASH@FRAME. */
static bool key_screenshot(struct parse *p)
{
    struct picture *s = &p->c->picture[p->c->picture_count];
    if (p->c->picture_count == CASE_PICTURES_MAX)
        return wrong(p, "more than 8 values");
    value_trim(p->value);
    char *at = strchr(p->value, '@');
    s->at_end = at == NULL;
    if (at) {
        *at = '\0';
        if (!value_number(at + 1, &s->frame))
            return wrong(p, "HASH@FRAME needs a frame number");
    }
    p->c->picture_count++;
    return set_hash(p, p->value, s->hash);
}

static bool key_max_insns(struct parse *p)
{
    return set_number(p, 1, UINT64_MAX, &p->c->max_insns);
}

static bool key_timeout(struct parse *p)
{
    value_trim(p->value);
    return value_milliseconds(p->value, TIMEOUT_MS_MAX, &p->c->timeout_ms) ||
           wrong(p, "seconds from 0.001 to 86400 are needed");
}

static bool key_points(struct parse *p)
{
    return set_u32(p, CASE_POINTS_MAX, &p->c->points);
}

static bool key_skip(struct parse *p)
{
    return set_string(p, &p->c->skip);
}

static const struct key {
    const char *name;
    bool (*set)(struct parse *p);
    bool once;
    const char *value, *help;
} keys[] = {
    {"name", key_name, true, "TEXT", "what reports call it [name of the file]"},
    {"image", key_image, true, "FILE", "program to run"},
    {"source", key_source, false, "FILE...",
     "or what to build it from, .c or .s"},
    {"flags", key_flags, false, "WORD...", "for lamp-cc or lamp-as"},
    {"options", key_options, false, "WORD...", "for vm"},
    {"input", key_input, false, "TEXT", "on standard input, with escapes"},
    {"input-file", key_input_file, true, "FILE", "the same from a file"},
    {"send-after", key_send_after, false, "TEXT=IN",
     "type IN when TEXT was sent"},
    {"expect", key_expect, false, "TEXT", "end with status 0 behind TEXT"},
    {"output", key_output, false, "TEXT", "the whole output, piece by piece"},
    {"output-file", key_output_file, true, "FILE", "the same from a file"},
    {"contains", key_contains, false, "TEXT", "the output has it, in order"},
    {"regex", key_regex, false, "REGEX", "a line of the output matches"},
    {"message", key_message, false, "TEXT", "standard error has it"},
    {"status", key_status, true, "N", "exit status [0]"},
    {"screenshot", key_screenshot, false, "HASH",
     "pixels at the end; HASH@N at frame N"},
    {"hash", key_hash, true, "HASH", "state of the machine (--print-hash)"},
    {"max-insns", key_max_insns, true, "N", "instructions"},
    {"timeout", key_timeout, true, "SECONDS", "host time [10]"},
    {"points", key_points, true, "N", "what passing is worth [1]"},
    {"skip", key_skip, true, "REASON", "do not run it"},
};

void case_keys_print(FILE *out)
{
    for (size_t i = 0; i < ARRAY_LEN(keys); i++)
        fprintf(out, "  %-11s %-8s %s\n", keys[i].name, keys[i].value,
                keys[i].help);
    fprintf(out, "  > LINE               a line of the whole output\n");
}

static const char *key_name_at(const void *list, size_t i)
{
    (void)list;
    return i < ARRAY_LEN(keys) ? keys[i].name : NULL;
}

static bool unknown_key(const struct parse *p, const char *word, size_t n)
{
    const char *near = nearest(word, n, key_name_at, NULL);
    struct buf shown = {0};
    cescape_encode(&shown, word, n < 40 ? n : 40);
    fail(p->e, "%s:%u: unknown key '%.*s'%s%s", p->path, p->line,
         (int)shown.size, (const char *)shown.data,
         near ? "; did you mean " : "; --keys lists them", near ? near : "");
    buf_free(&shown);
    return false;
}

static bool set_key(struct parse *p, const char *word, size_t n, u32 *seen)
{
    for (size_t i = 0; i < ARRAY_LEN(keys); i++) {
        const struct key *k = &keys[i];
        if (strlen(k->name) != n || memcmp(k->name, word, n) != 0)
            continue;
        p->key = k->name;
        if (k->once && (*seen & 1u << i))
            return wrong(p, "it stands twice");
        *seen |= 1u << i;
        return k->set(p);
    }
    return unknown_key(p, word, n);
}

/* "> LINE": raw bytes and a line feed. */
static void output_line(struct test_case *c, const char *text)
{
    c->has_output = true;
    text += *text == ' ';
    buf_add(&c->output, text, strlen(text));
    buf_add(&c->output, "\n", 1);
}

static bool parse_line(struct parse *p, char *line, u32 *seen)
{
    if (line[0] == '>') {
        output_line(p->c, line + 1);
        return true;
    }
    if (line[0] == '#' || line[strspn(line, " \t")] == '\0')
        return true;
    char *colon = strchr(line, ':');
    if (!colon)
        return fail(p->e,
                    "%s:%u: 'KEY: VALUE', '> LINE' or '# COMMENT' is "
                    "needed",
                    p->path, p->line);
    p->value = colon + 1 + (colon[1] == ' ');
    return set_key(p, line, (size_t)(colon - line), seen);
}

/* What only the whole file shows. */
static bool check_whole(struct parse *p)
{
    const struct test_case *c = p->c;
    const char *why = NULL;
    if (!c->image && c->source.count == 0)
        why = "image or source is needed";
    else if (c->image && c->source.count > 0)
        why = "image and source exclude each other";
    else if (c->input_file && c->input.size > 0)
        why = "input and input-file exclude each other";
    else if (c->output_file && c->has_output)
        why = "output and output-file exclude each other";
    else if (c->flags.count > 0 && c->source.count == 0)
        why = "flags are for a source";
    return !why || fail(p->e, "%s: %s", p->path, why);
}

static bool set_path(struct test_case *c, const char *path)
{
    const char *slash = strrchr(path, '/');
    const char *base = slash ? slash + 1 : path;
    const char *dot = strrchr(base, '.');
    size_t n = dot && dot > base ? (size_t)(dot - base) : strlen(base);
    c->path = strdup(path);
    c->folder = slash ? strndup(path, (size_t)(slash - path) + (slash == path))
                      : strdup(".");
    if (!c->name)
        c->name = strndup(base, n);
    return c->path && c->folder && c->name;
}

/* Each line of the copy ends with a 0 while it is parsed. */
static bool parse_lines(struct parse *p, char *text, size_t size)
{
    u32 seen = 0;
    char *end = text + size;
    if (memchr(text, 0, size))
        return fail(p->e, "%s: this is no text: it has a byte 0", p->path);
    for (char *line = text; line < end;) {
        size_t n = strcspn(line, "\n");
        char *next = line + n + 1;
        if (n > 0 && line[n - 1] == '\r')
            n--;
        line[n] = '\0';
        p->line++;
        if (!parse_line(p, line, &seen))
            return false;
        line = next;
    }
    if (p->c->output.failed || !set_path(p->c, p->path))
        return fail(p->e, "%s: out of memory", p->path);
    return check_whole(p);
}

bool case_parse(struct test_case *c, const char *path, const char *text,
                size_t size, struct err *e)
{
    *c = (struct test_case){.timeout_ms = TIMEOUT_MS, .points = 1};
    struct parse p = {.c = c, .path = path, .e = e};
    char *copy = malloc(size + 1);
    if (!copy)
        return fail(e, "%s: out of memory", path);
    memcpy(copy, text, size);
    copy[size] = '\0';
    bool ok = parse_lines(&p, copy, size);
    free(copy);
    if (!ok)
        case_free(c);
    return ok;
}

bool case_read(struct test_case *c, const char *path, struct err *e)
{
    struct buf b = {0};
    bool ok = buf_read_file(&b, path, CASE_FILE_MAX, e) &&
              case_parse(c, path, b.data ? (char *)b.data : "", b.size, e);
    buf_free(&b);
    return ok;
}

static void words_free(struct words *w)
{
    while (w->count > 0)
        free(w->word[--w->count]);
}

void case_free(struct test_case *c)
{
    char *const owned[] = {c->path,       c->folder,      c->name, c->image,
                           c->input_file, c->output_file, c->skip};
    struct words *const lists[] = {&c->source,     &c->flags,  &c->options,
                                   &c->send_after, &c->expect, &c->contains,
                                   &c->regex,      &c->message};
    for (size_t i = 0; i < ARRAY_LEN(owned); i++)
        free(owned[i]);
    for (size_t i = 0; i < ARRAY_LEN(lists); i++)
        words_free(lists[i]);
    buf_free(&c->input);
    buf_free(&c->output);
    *c = (struct test_case){0};
}
