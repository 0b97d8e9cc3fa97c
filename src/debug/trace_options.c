/* SPDX-License-Identifier: MIT
 *
 * The argument of --trace: words with commas between, a colon, a file.
 */
#include <vm/trace.h>

#include <stdlib.h>
#include <string.h>

/* A decimal or hexadecimal number up to `end`. */
static bool number(const char *text, const char *end, u64 *value)
{
    char *stop;
    if (text[0] < '0' || text[0] > '9')
        return false;
    *value = strtoull(text, &stop, strncmp(text, "0x", 2) == 0 ? 16 : 10);
    return stop == end && *value <= UINT32_MAX;
}

static bool starts(const char *text, const char *end, const char *with)
{
    size_t n = strlen(with);
    return (size_t)(end - text) >= n && memcmp(text, with, n) == 0;
}

static bool parse_range(struct trace_options *o, const char *text,
                        const char *end)
{
    const char *dash = memchr(text, '-', (size_t)(end - text));
    u64 first, last;
    if (!dash || !number(text, dash, &first) || !number(dash + 1, end, &last))
        return false;
    o->first = (u32)first;
    o->last = (u32)last;
    return first <= last;
}

static bool parse_word(struct trace_options *o, const char *text,
                       const char *end)
{
    static const char *const word[] = {
#define TRACE_WORD(name, word, meaning) word,
        TRACE_KINDS(TRACE_WORD)
#undef TRACE_WORD
    };
    u64 core;
    for (u32 i = 0; i < TRACE_KIND_COUNT; i++)
        if (starts(text, end, word[i]) && word[i][end - text] == '\0') {
            o->kinds |= (u32)1 << i;
            return true;
        }
    if (starts(text, end, "range="))
        return parse_range(o, text + strlen("range="), end);
    if (!starts(text, end, "core=") ||
        !number(text + strlen("core="), end, &core))
        return false;
    o->one_core = true;
    o->core = (u32)core;
    return true;
}

/* The words up to `last`, none of which may be behind it. */
static bool parse_words(struct trace_options *o, const char *text,
                        const char *last)
{
    *o = (struct trace_options){.last = UINT32_MAX};
    for (;;) {
        const char *end = text + strcspn(text, ",:");
        if (!parse_word(o, text, end))
            return false;
        if (end == last)
            return o->kinds != 0;
        if (*end != ',')
            return false;
        text = end + 1;
    }
}

bool trace_parse_kinds(struct trace_options *o, const char *text)
{
    return parse_words(o, text, text + strlen(text));
}

bool trace_parse(struct trace_options *o, const char *text)
{
    const char *colon = strchr(text, ':');
    if (!colon || colon[1] == '\0' || !parse_words(o, text, colon))
        return false;
    o->path = colon + 1;
    return true;
}
