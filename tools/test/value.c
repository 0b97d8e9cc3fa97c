/* SPDX-License-Identifier: MIT
 *
 * Numbers by hand, since strtoull takes signs, blanks and wraps.
 */
#include "value.h"

enum { REGEX_BYTES_MAX = 1000, STATES_MAX = 20000 };

void value_trim(char *text)
{
    size_t n = strlen(text);
    while (n > 0 && (text[n - 1] == ' ' || text[n - 1] == '\t'))
        text[--n] = '\0';
}

/* Digits from *text on; false: none, or too large. */
static bool take_digits(const char **text, u64 *value)
{
    const char *p = *text;
    u64 sum = 0;
    for (; *p >= '0' && *p <= '9'; p++)
        if (__builtin_mul_overflow(sum, (u64)10, &sum) ||
            __builtin_add_overflow(sum, (u64)(*p - '0'), &sum))
            return false;
    bool any = p != *text;
    *text = p;
    *value = sum;
    return any;
}

bool value_number(const char *text, u64 *value)
{
    return take_digits(&text, value) && *text == '\0';
}

bool value_milliseconds(const char *text, u64 max_ms, u64 *ms)
{
    u64 whole = 0, part = 0;
    if (!take_digits(&text, &whole) || whole > max_ms / 1000)
        return false;
    if (*text == '.') {
        const char *from = ++text;
        if (!take_digits(&text, &part) || text - from > 3)
            return false;
        for (ptrdiff_t i = text - from; i < 3; i++)
            part *= 10;
    }
    *ms = whole * 1000 + part;
    return *text == '\0' && *ms > 0 && *ms <= max_ms;
}

char *value_word(char **rest, bool *good)
{
    char *p = *rest + strspn(*rest, " \t"), *word = p;
    if (*p == '\0')
        return NULL;
    bool quoted = *p == '\'';
    word += quoted;
    char *end = quoted ? strchr(word, '\'') : word + strcspn(word, " \t");
    if (!end) {
        *good = false;
        return NULL;
    }
    *rest = *end ? end + 1 : end;
    *end = '\0';
    return word;
}

/* The larger of the two numbers in "{low,high}", 1 when there is none. */
static u64 repeats(const char *text)
{
    u64 most = 1, n;
    for (text++; *text && *text != '}';) {
        if (!take_digits(&text, &n))
            text++;
        else if (n > most)
            most = n;
    }
    return most < STATES_MAX ? most : STATES_MAX + 1;
}

/* Every repeat may be of nearly the whole text, repeats within repeats multiply
 * the states of the automaton, and a reference back makes matching
 * exponential. */
const char *value_regex_refused(const char *text)
{
    u64 states = strlen(text);
    if (states > REGEX_BYTES_MAX)
        return "more than 1000 characters";
    for (const char *p = text; *p; p++) {
        if (*p == '{')
            states *= repeats(p);
        else if (*p == '+' && p > text && strchr(")+*?}", p[-1]))
            states *= 2; /* r+ is kept as rr* */
        if (states > STATES_MAX)
            return "too many repeats";
        if (*p != '\\')
            continue;
        if (p[1] >= '1' && p[1] <= '9')
            return "references back are not taken";
        p += p[1] != '\0';
    }
    return NULL;
}
