/* SPDX-License-Identifier: MIT
 *
 * Checks traffic of the control socket against the JSON Schema in a document:
 * its only block of ```json. It knows the keywords that the schema uses and
 * refuses others, so that none can be written there without effect.
 *
 * usage: schema DOCUMENT RECORD        lines "> ..." and "< ..." of talk
 *        schema DOCUMENT --self        that it finds what is wrong
 */
#include <util/bits.h>

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>

enum { BYTES = 1 << 20 };

static json_t *root;
static char why[512]; /* of the last line that did not fit */

static bool fits(const json_t *schema, const json_t *value);

static bool refuse(const char *keyword, const json_t *value)
{
    char *text = json_dumps(value, JSON_ENCODE_ANY | JSON_COMPACT);
    snprintf(why, sizeof(why), "%s: %.400s", keyword, text ? text : "?");
    free(text);
    return false;
}

static const char *type_of(const json_t *value)
{
    return json_is_object(value)    ? "object"
           : json_is_array(value)   ? "array"
           : json_is_string(value)  ? "string"
           : json_is_integer(value) ? "integer"
           : json_is_boolean(value) ? "boolean"
           : json_is_null(value)    ? "null"
                                    : "number";
}

static bool has_type(const json_t *types, const json_t *value)
{
    size_t i;
    json_t *t;
    if (json_is_string(types))
        return strcmp(json_string_value(types), type_of(value)) == 0;
    json_array_foreach(types, i,
                       t) if (strcmp(json_string_value(t), type_of(value)) ==
                              0) return true;
    return false;
}

static bool is_listed(const json_t *list, const json_t *value)
{
    size_t i;
    json_t *item;
    json_array_foreach(
        list, i,
        item) if (json_equal(item, (json_t *)(uintptr_t)value)) return true;
    return false;
}

static bool one_fits(const json_t *list, const json_t *value)
{
    size_t i, count = 0;
    json_t *schema;
    json_array_foreach(list, i, schema) count += fits(schema, value);
    return count == 1;
}

static bool items_fit(const json_t *schema, const json_t *value)
{
    size_t i;
    json_t *item;
    json_array_foreach(value, i, item) if (!fits(schema, item)) return false;
    return true;
}

static bool properties_fit(const json_t *schemas, json_t *value)
{
    const char *key;
    json_t *schema;
    json_object_foreach((json_t *)(uintptr_t)schemas, key, schema)
    {
        json_t *item = json_object_get(value, key);
        if (item && !fits(schema, item))
            return false;
    }
    return true;
}

static bool has_all(const json_t *keys, const json_t *value)
{
    size_t i;
    json_t *key;
    json_array_foreach(
        keys, i,
        key) if (!json_object_get(value, json_string_value(key))) return false;
    return true;
}

static bool has_no_more(const json_t *schema, json_t *value)
{
    const json_t *known = json_object_get(schema, "properties");
    const char *key;
    json_t *item;
    json_object_foreach(value, key,
                        item) if (!json_object_get(known, key)) return false;
    return true;
}

static const json_t *reference(const json_t *name)
{
    static const char head[] = "#/$defs/";
    const char *text = json_string_value(name);
    const json_t *found = strncmp(text, head, sizeof(head) - 1) == 0
                              ? json_object_get(json_object_get(root, "$defs"),
                                                text + sizeof(head) - 1)
                              : NULL;
    if (!found) {
        fprintf(stderr, "schema: nothing is at %s\n", text);
        exit(1);
    }
    return found;
}

static bool keyword_fits(const json_t *schema, const char *key,
                         const json_t *rule, json_t *value)
{
    if (strcmp(key, "$ref") == 0)
        return fits(reference(rule), value);
    if (strcmp(key, "type") == 0)
        return has_type(rule, value);
    if (strcmp(key, "const") == 0)
        return json_equal((json_t *)(uintptr_t)rule, value);
    if (strcmp(key, "enum") == 0)
        return is_listed(rule, value);
    if (strcmp(key, "oneOf") == 0)
        return one_fits(rule, value);
    if (strcmp(key, "items") == 0)
        return items_fit(rule, value);
    if (strcmp(key, "properties") == 0)
        return properties_fit(rule, value);
    if (strcmp(key, "required") == 0)
        return has_all(rule, value);
    if (strcmp(key, "additionalProperties") == 0)
        return has_no_more(schema, value);
    if (strcmp(key, "minimum") == 0)
        return json_integer_value(value) >= json_integer_value(rule);
    if (strcmp(key, "maximum") == 0)
        return json_integer_value(value) <= json_integer_value(rule);
    if (strcmp(key, "$schema") == 0 || strcmp(key, "$defs") == 0)
        return true;
    fprintf(stderr, "schema: unknown keyword %s\n", key);
    exit(1);
}

static bool fits(const json_t *schema, const json_t *value)
{
    const char *key;
    json_t *rule;
    json_object_foreach(
        (json_t *)(uintptr_t)schema, key,
        rule) if (!keyword_fits(schema, key, rule,
                                (json_t *)(uintptr_t)
                                    value)) return refuse(key, value);
    return true;
}

/* --- files ---------------------------------------------------------------- */

static char *read_file(const char *path)
{
    static char bytes[BYTES];
    FILE *f = fopen(path, "r");
    size_t n = f ? fread(bytes, 1, sizeof(bytes) - 1, f) : 0;
    if (!f || n == 0) {
        fprintf(stderr, "schema: cannot read %s\n", path);
        exit(1);
    }
    bytes[n] = '\0';
    fclose(f);
    return bytes;
}

static void schema_load(const char *path)
{
    json_error_t e;
    char *text = strstr(read_file(path), "```json\n");
    char *end = text ? strstr(text + 8, "\n```") : NULL;
    root = end ? json_loadb(text + 8, (size_t)(end - text - 8),
                            JSON_REJECT_DUPLICATES, &e)
               : NULL;
    if (!root) {
        fprintf(stderr, "schema: %s: no schema: %s\n", path,
                end ? e.text : "no block");
        exit(1);
    }
}

static bool line_fits(const char *line)
{
    json_error_t e;
    json_t *value = json_loads(line, JSON_REJECT_DUPLICATES, &e);
    snprintf(why, sizeof(why), "not JSON: %s", value ? "" : e.text);
    bool ok = value && fits(root, value);
    json_decref(value);
    return ok;
}

/* Requests may be wrong on purpose; what came may not. */
static int check(char *record)
{
    int status = 0, lines = 0;
    for (char *line = strtok(record, "\n"); line; line = strtok(NULL, "\n")) {
        if (strncmp(line, "< ", 2) != 0)
            continue;
        lines++;
        if (line_fits(line + 2))
            continue;
        fprintf(stderr, "schema: %s\nin %s\n", why, line);
        status = 1;
    }
    if (lines == 0)
        fprintf(stderr, "schema: nothing came\n");
    return lines == 0 ? 1 : status;
}

static int self(void)
{
    static const struct {
        const char *line;
        bool ok;
    } cases[] = {
        {"{\"id\":1,\"verb\":\"x\",\"args\":[1,\"a\"]}", true},
        {"{\"line\":\"x\"}", true},
        {"{\"line\":\"x\",\"verb\":\"y\"}", false},
        {"{\"id\":[],\"line\":\"x\"}", false},
        {"{\"id\":1}", false},
        {"{\"id\":1,\"ok\":true,\"result\":{}}", true},
        {"{\"id\":1,\"ok\":false,\"result\":{}}", false},
        {"{\"id\":1,\"ok\":false,\"error\":{}}", false},
        {"{\"event\":\"running\"}", true},
        {"{\"event\":\"running\",\"more\":1}", false},
        {"{\"event\":\"other\"}", false},
        {"{\"event\":\"halted\",\"core\":64}", false},
        {"{\"event\":\"lost\",\"count\":0}", false},
        {"[]", false},
    };
    int status = 0;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++)
        if (line_fits(cases[i].line) != cases[i].ok) {
            fprintf(stderr, "schema: %s: %s\n",
                    cases[i].ok ? "refused" : "not refused", cases[i].line);
            status = 1;
        }
    return status;
}

int main(int argc, char **argv)
{
    if (argc != 3)
        return 2;
    schema_load(argv[1]);
    int status =
        strcmp(argv[2], "--self") == 0 ? self() : check(read_file(argv[2]));
    json_decref(root);
    return status;
}
