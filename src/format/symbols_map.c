/* SPDX-License-Identifier: MIT
 *
 * Symbols of a map file, as lamp-as --map and lamp-ld -Map write it:
 *
 *     Segments and sections
 *     0x0000201C-0x000020D3        184  .text
 *       0x0000201C-0x00002033         24  .text._start p.o
 *
 *     Symbols
 *     0x0000201C .text    _start (global)
 *
 * A map has no sizes of symbols and no lines. A label reaches to the next, or
 * to the end of the segment that it is in; a number has no segment. What
 * follows behind the symbols, such as where they came from, is not read.
 */
#include "symbols_table.h"

#include <inttypes.h>
#include <stdlib.h>

static const char first_line[] = "Segments and sections\n";

struct range {
    u32 first;
    u64 end;
};

struct map {
    struct symbols *s;
    char *at; /* the rest of the file, which ends with a 0 */
    u32 line;
    struct range *range; /* of the segments */
    u32 count, room;
};

bool symbols_map_is(const u8 *bytes, size_t size)
{
    size_t n = sizeof(first_line) - 1;
    return size >= n && memcmp(bytes, first_line, n) == 0;
}

/* The next line, terminated; NULL behind the last. */
static char *line_next(struct map *m)
{
    if (*m->at == '\0')
        return NULL;
    char *start = m->at, *end = strchr(start, '\n');
    m->line++;
    if (end)
        *end = '\0';
    m->at = end ? end + 1 : start + strlen(start);
    return start;
}

/* "0x" and eight digits. */
static bool address_take(char **at, u32 *address)
{
    const char *p = *at;
    if (p[0] != '0' || p[1] != 'x')
        return false;
    *address = 0;
    for (u32 k = 2; k < 10; k++) {
        static const char digits[] = "0123456789ABCDEF";
        const char *digit = p[k] ? strchr(digits, p[k]) : NULL;
        if (!digit)
            return false;
        *address = *address << 4 | (u32)(digit - digits);
    }
    *at += 10;
    return true;
}

static bool range_add(struct map *m, u32 first, u32 last)
{
    if (m->count == m->room) {
        u32 room = m->room ? m->room * 2 : 16;
        struct range *wider = realloc(m->range, room * sizeof(*wider));
        if (!wider)
            return false;
        m->range = wider;
        m->room = room;
    }
    struct range r = {first, (u64)last + 1};
    m->range[m->count++] = r;
    struct symbols *s = m->s;
    s->start = m->count == 1 || r.first < s->start ? r.first : s->start;
    s->end = r.end > s->end ? r.end : s->end;
    return true;
}

/* NULL, or what is wrong. Indented lines are parts of a segment. */
static const char *segment_read(struct map *m, char *line)
{
    u32 first, last;
    if (line[0] == ' ')
        return NULL;
    if (!address_take(&line, &first) || *line++ != '-' ||
        !address_take(&line, &last) || last < first)
        return "a range of addresses is missing";
    return range_add(m, first, last) ? NULL : "out of memory";
}

static int by_first(const void *a, const void *b)
{
    const struct range *x = a, *y = b;
    return x->first < y->first ? -1 : x->first > y->first;
}

/* End of the segment that holds the address; 0: none does. */
static u64 segment_end(const struct map *m, u32 address)
{
    u32 low = 0, high = m->count;
    while (low < high) {
        u32 middle = low + (high - low) / 2;
        if (m->range[middle].first <= address)
            low = middle + 1;
        else
            high = middle;
    }
    return low > 0 && address < m->range[low - 1].end ? m->range[low - 1].end
                                                      : 0;
}

static char *spaces_skip(char *p)
{
    return p + strspn(p, " ");
}

static const char *symbol_read(struct map *m, char *line)
{
    static const char mark[] = " (global)";
    u32 address;
    if (!address_take(&line, &address) || *line != ' ')
        return "an address is missing";
    char *section = spaces_skip(line);
    char *name = spaces_skip(section + strcspn(section, " "));
    size_t n = strlen(name), cut = sizeof(mark) - 1;
    if (n == 0)
        return "a name is missing";
    bool global = n > cut && strcmp(name + n - cut, mark) == 0;
    if (global)
        name[n - cut] = '\0';
    u64 end = segment_end(m, address);
    if (strncmp(section, "number ", 7) == 0 || end == 0 ||
        strncmp(name, ".L", 2) == 0)
        return NULL;
    struct symbols_entry entry = {
        .end = end, .address = address, .rank = global, .name = name};
    return symbols_add(&m->s->label, entry) ? NULL : "out of memory";
}

static const char *map_read(struct map *m)
{
    const char *wrong = NULL;
    char *line = line_next(m); /* the first, which is known */
    while (!wrong && (line = line_next(m)) != NULL && line[0] != '\0')
        wrong = segment_read(m, line);
    if (wrong)
        return wrong;
    if ((line = line_next(m)) == NULL || strcmp(line, "Symbols") != 0)
        return "the list of symbols is missing";
    if (m->count > 0)
        qsort(m->range, m->count, sizeof(*m->range), by_first);
    while (!wrong && (line = line_next(m)) != NULL && line[0] != '\0')
        wrong = symbol_read(m, line);
    return wrong;
}

bool symbols_map(struct symbols *s, size_t size, const char *file,
                 struct err *e)
{
    struct map m = {.s = s, .at = (char *)s->bytes};
    const char *wrong = NULL;
    if (memchr(s->bytes, 0, size))
        return fail(e, "%s: not a text file", file);
    wrong = map_read(&m);
    free(m.range);
    return !wrong || fail(e, "%s:%" PRIu32 ": %s", file, m.line, wrong);
}
