/* SPDX-License-Identifier: MIT
 *
 * A request: an object with a verb and its arguments, or a line. jansson
 * parses it, refuses what is no UTF-8 or nested too deeply, and bounds its
 * recursion; what the values must be is checked here, and keys that mean
 * nothing are refused rather than ignored.
 */
#include "json_request.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

struct json_request {
    json_t *root;
    const char *line; /* or */
    const char *word[VERB_WORDS_MAX];
    char *number[VERB_WORDS_MAX]; /* words that came as numbers; owned */
    u32 words;
};

static bool id_read(const json_t *id, char text[JSON_ID_BYTES], struct err *e)
{
    if (!id || json_is_null(id))
        return true;
    if (!json_is_integer(id) && !json_is_string(id))
        return fail(e, "id: an integer or a string was expected");
    size_t n =
        json_dumpb(id, text, JSON_ID_BYTES - 1, JSON_ENCODE_ANY | JSON_COMPACT);
    if (n == 0 || n > JSON_ID_BYTES - 1) {
        strcpy(text, "null");
        return fail(e, "id: more than %d bytes", JSON_ID_BYTES - 1);
    }
    text[n] = '\0';
    return true;
}

static bool number_add(struct json_request *r, const json_t *value,
                       struct err *e)
{
    char text[24];
    snprintf(text, sizeof(text), "%lld", (long long)json_integer_value(value));
    r->number[r->words] = strdup(text);
    r->word[r->words] = r->number[r->words];
    return r->number[r->words++] || fail_status(e, 90, "out of memory");
}

static bool word_add(struct json_request *r, const json_t *value, struct err *e)
{
    if (r->words == VERB_WORDS_MAX)
        return fail(e, "args: more than %d", VERB_WORDS_MAX - 1);
    if (json_is_integer(value))
        return number_add(r, value, e);
    if (!json_is_string(value))
        return fail(e, "args: strings and integers were expected");
    r->word[r->words++] = json_string_value(value);
    return true;
}

static bool args_read(struct json_request *r, const json_t *args, struct err *e)
{
    if (args && !json_is_array(args))
        return fail(e, "args: a list was expected");
    for (size_t i = 0; i < json_array_size(args); i++)
        if (!word_add(r, json_array_get(args, i), e))
            return false;
    return true;
}

static bool keys_are_known(json_t *root, struct err *e)
{
    static const char *const known[] = {"id", "verb", "args", "line"};
    const char *key;
    json_t *value;
    json_object_foreach(root, key, value)
    {
        u32 i = 0;
        while (i < ARRAY_LEN(known) && strcmp(key, known[i]) != 0)
            i++;
        if (i == ARRAY_LEN(known))
            return fail(e,
                        "unknown key '%.40s'; there are id, verb, args, "
                        "line",
                        key);
    }
    return true;
}

static bool values_read(struct json_request *r, struct err *e)
{
    json_t *verb = json_object_get(r->root, "verb");
    json_t *line = json_object_get(r->root, "line");
    json_t *args = json_object_get(r->root, "args");
    if (!keys_are_known(r->root, e))
        return false;
    if (!verb == !line)
        return fail(e, "a request has either verb or line");
    if (line && args)
        return fail(e, "args go with a verb, not with a line");
    if (!json_is_string(line ? line : verb))
        return fail(e, "%s: a string was expected", line ? "line" : "verb");
    r->line = json_string_value(line);
    return line || (word_add(r, verb, e) && args_read(r, args, e));
}

struct json_request *json_request_read(const char *line, size_t n,
                                       char id[JSON_ID_BYTES], struct err *e)
{
    struct json_request *r = calloc(1, sizeof(*r));
    json_error_t why;
    strcpy(id, "null");
    if (!r) {
        fail_status(e, 90, "out of memory");
        return NULL;
    }
    r->root = json_loadb(line, n, JSON_REJECT_DUPLICATES, &why);
    bool ok = r->root ||
              fail(e, "not JSON: %.100s, at byte %d", why.text, why.position);
    ok = ok && (json_is_object(r->root) || fail(e, "an object was expected"));
    if (ok && id_read(json_object_get(r->root, "id"), id, e) &&
        values_read(r, e))
        return r;
    json_request_free(r);
    return NULL;
}

void json_request_free(struct json_request *r)
{
    if (!r)
        return;
    for (u32 i = 0; i < r->words; i++)
        free(r->number[i]);
    json_decref(r->root);
    free(r);
}

const char *json_request_verb(const struct json_request *r)
{
    return r->line ? r->line : r->word[0];
}

bool json_request_run(struct json_request *r, struct verb_caller *c,
                      struct out *out, struct err *e)
{
    return r->line ? verb_run(c, r->line, out, e)
                   : verb_run_words(c, r->word, r->words, out, e);
}
