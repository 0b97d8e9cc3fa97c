/* SPDX-License-Identifier: MIT
 *
 * Keys as terminals send them: control characters and the sequences of VT100
 * for arrows, Home, End, Delete. After each change the line is drawn anew.
 *
 * A line that is wider than the terminal is shown around the cursor.
 *
 * Invariant: at <= size <= EDITOR_LINE_MAX, at is the start of a character,
 * line[size] is 0, and the line has no control characters.
 */
#include "editor.h"

#include <stdlib.h>
#include <util/utf8.h>

enum {
    KEY_HOME = 0x01,
    KEY_LEFT = 0x02,
    KEY_INTERRUPT = 0x03,
    KEY_DELETE = 0x04,
    KEY_END = 0x05,
    KEY_RIGHT = 0x06,
    KEY_BACK = 0x08,
    KEY_TAB = 0x09,
    KEY_LINE_FEED = 0x0A,
    KEY_KILL_END = 0x0B,
    KEY_REDRAW = 0x0C,
    KEY_RETURN = 0x0D,
    KEY_NEXT = 0x0E,
    KEY_PREVIOUS = 0x10,
    KEY_KILL_START = 0x15,
    KEY_KILL_WORD = 0x17,
    KEY_ESCAPE = 0x1B,
    KEY_RUBOUT = 0x7F,
    CANDIDATES_SHOWN = 60
};

enum { ESCAPE_NONE, ESCAPE_BEGUN, ESCAPE_BRACKET };

void editor_hide(struct buf *t)
{
    buf_printf(t, "\r\x1b[K");
}

/* --- characters ----------------------------------------------------------- */

/* Bytes of the character at `from`; what is no UTF-8 counts byte by byte. */
static u32 bytes_at(const struct editor *d, u32 from)
{
    size_t n = utf8_length((const u8 *)d->line + from, d->size - from);
    return n != 0 ? (u32)n : 1;
}

/* Where the character that ends at `at` begins; at > 0. */
static u32 before(const struct editor *d, u32 at)
{
    for (u32 n = 4; n > 1; n--)
        if (n <= at && utf8_length((const u8 *)d->line + at - n, n) == n)
            return at - n;
    return at - 1;
}

/* Combining marks take no column, ideographs and emoji two. */
static u32 columns_at(const struct editor *d, u32 from)
{
    static const struct {
        u32 first, last, columns;
    } ranges[] = {
        {0x300, 0x36F, 0},     {0x1100, 0x115F, 2},  {0x200B, 0x200F, 0},
        {0x2E80, 0xA4CF, 2},   {0xAC00, 0xD7A3, 2},  {0xF900, 0xFAFF, 2},
        {0xFE00, 0xFE0F, 0},   {0xFE30, 0xFE6F, 2},  {0xFF00, 0xFF60, 2},
        {0x1F300, 0x1FAFF, 2}, {0x20000, 0x3FFFD, 2}};
    const u8 *p = (const u8 *)d->line + from;
    u32 n = bytes_at(d, from), code = n > 1 ? p[0] & (0x7Fu >> n) : p[0];
    for (u32 i = 1; i < n; i++)
        code = code << 6 | (p[i] & 0x3F);
    for (u32 i = 0; n > 1 && i < ARRAY_LEN(ranges); i++)
        if (code >= ranges[i].first && code <= ranges[i].last)
            return ranges[i].columns;
    return 1;
}

static u32 columns_of(const struct editor *d, u32 from, u32 to)
{
    u32 columns = 0;
    for (; from < to; from += bytes_at(d, from))
        columns += columns_at(d, from);
    return columns;
}

/* As much of the line as fits, with the cursor in it. */
void editor_show(const struct editor *d, struct buf *t)
{
    enum { COLUMNS = 80, ROOM_MIN = 8 };
    u32 prompt = (u32)strlen(d->prompt) + 1, first = 0, end;
    u32 columns = d->columns ? d->columns : COLUMNS;
    u32 room = columns > prompt + ROOM_MIN ? columns - prompt : ROOM_MIN;
    while (columns_of(d, first, d->at) > room)
        first += bytes_at(d, first);
    end = d->at;
    while (end < d->size &&
           columns_of(d, first, end) + columns_at(d, end) <= room)
        end += bytes_at(d, end);
    editor_hide(t);
    buf_printf(t, "%s", d->prompt);
    for (u32 i = first; i < end; i += bytes_at(d, i)) {
        bool is_text = (u8)d->line[i] < 0x80 || bytes_at(d, i) > 1;
        buf_add(t, is_text ? d->line + i : "?", bytes_at(d, i));
    }
    u32 back = columns_of(d, d->at, end);
    if (back != 0)
        buf_printf(t, "\x1b[%uD", back);
}

/* --- changes of the line -------------------------------------------------- */

static void insert(struct editor *d, const char *text, u32 n)
{
    if (n > EDITOR_LINE_MAX - d->size)
        return;
    memmove(d->line + d->at + n, d->line + d->at, d->size - d->at + 1);
    memcpy(d->line + d->at, text, n);
    d->at += n;
    d->size += n;
}

static void cut(struct editor *d, u32 from, u32 to)
{
    memmove(d->line + from, d->line + to, d->size - to + 1);
    d->size -= to - from;
    d->at = from;
}

static void set_line(struct editor *d, const char *text)
{
    size_t n = strlen(text);
    d->size = d->at = n < EDITOR_LINE_MAX ? (u32)n : EDITOR_LINE_MAX;
    memcpy(d->line, text, d->size);
    d->line[d->size] = '\0';
    d->part_size = 0;
}

static u32 word_start(const struct editor *d)
{
    u32 at = d->at;
    while (at > 0 && d->line[at - 1] == ' ')
        at--;
    while (at > 0 && d->line[at - 1] != ' ')
        at--;
    return at;
}

static void history_move(struct editor *d, bool back)
{
    if (back && d->history_at > 0)
        d->history_at--;
    else if (!back && d->history_at < d->history_count)
        d->history_at++;
    else
        return;
    set_line(d,
             d->history_at < d->history_count ? d->history[d->history_at] : "");
}

/* --- completion ----------------------------------------------------------- */

static size_t common(const char *a, const char *b, size_t n)
{
    size_t i = 0;
    while (i < n && a[i] == b[i])
        i++;
    return i;
}

/* Names come from files: nothing in them may steer the terminal. */
static void show_name(struct buf *t, const char *name)
{
    for (; *name; name++)
        buf_add(t, (u8)*name < 0x20 || *name == KEY_RUBOUT ? "?" : name, 1);
}

static void show_candidates(struct editor *d, u32 count, struct buf *t)
{
    const char *name;
    u32 from;
    buf_printf(t, "\r\n");
    for (u32 i = 0; i < CANDIDATES_SHOWN && i < count; i++) {
        if ((name = d->complete(d->context, d->line, i, &from)) == NULL)
            break;
        show_name(t, name);
        buf_printf(t, "  ");
    }
    buf_printf(t, "%s\r\n", count > CANDIDATES_SHOWN ? "..." : "");
}

static bool is_plain(const char *text, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if ((u8)text[i] < 0x20 || text[i] == KEY_RUBOUT)
            return false;
    return true;
}

/* As far as all candidates agree; if they agree on no more, they are shown. */
static void complete(struct editor *d, struct buf *t)
{
    const char *first, *name;
    u32 from = 0, count = 1;
    if (!d->complete || d->at != d->size ||
        (first = d->complete(d->context, d->line, 0, &from)) == NULL)
        return;
    size_t same = strlen(first), has = d->size - from;
    for (; (name = d->complete(d->context, d->line, count, &from)) != NULL;
         count++)
        same = common(first, name, same);
    if (same > has && is_plain(first, same))
        insert(d, first + has, (u32)(same - has));
    else if (count > 1)
        show_candidates(d, count, t);
    if (count == 1)
        insert(d, " ", 1);
}

/* --- keys ----------------------------------------------------------------- */

static void control_key(struct editor *d, u8 key, struct buf *t)
{
    switch (key) {
    case KEY_HOME:
        d->at = 0;
        break;
    case KEY_END:
        d->at = d->size;
        break;
    case KEY_LEFT:
        if (d->at > 0)
            d->at = before(d, d->at);
        break;
    case KEY_RIGHT:
        if (d->at < d->size)
            d->at += bytes_at(d, d->at);
        break;
    case KEY_BACK:
    case KEY_RUBOUT:
        if (d->at > 0)
            cut(d, before(d, d->at), d->at);
        break;
    case KEY_DELETE:
        if (d->at < d->size)
            cut(d, d->at, d->at + bytes_at(d, d->at));
        break;
    case KEY_KILL_END:
        cut(d, d->at, d->size);
        break;
    case KEY_KILL_START:
        cut(d, 0, d->at);
        break;
    case KEY_KILL_WORD:
        cut(d, word_start(d), d->at);
        break;
    case KEY_PREVIOUS:
    case KEY_NEXT:
        history_move(d, key == KEY_PREVIOUS);
        break;
    case KEY_TAB:
        complete(d, t);
        break;
    case KEY_REDRAW:
        buf_printf(t, "\x1b[H\x1b[2J");
        break;
    }
}

/* The last byte of a sequence as the control character that does the same;
 * 0: it means nothing. */
static u8 sequence_key(const struct editor *d, u8 byte)
{
    static const char finals[] = "ABCDHF";
    static const u8 keys[] = {KEY_PREVIOUS, KEY_NEXT, KEY_RIGHT,
                              KEY_LEFT,     KEY_HOME, KEY_END};
    static const u8 numbered[] = {0, KEY_HOME, 0, KEY_DELETE, KEY_END};
    const char *at = strchr(finals, byte);
    if (byte != '\0' && at)
        return keys[at - finals];
    if (byte == '~' && d->parameter < ARRAY_LEN(numbered))
        return numbered[d->parameter];
    return 0;
}

/* A byte within a sequence; the key it ends with, 0 for none (yet). */
static u8 escape_byte(struct editor *d, u8 byte)
{
    if (d->escape == ESCAPE_BEGUN) {
        d->escape = byte == '[' || byte == 'O' ? ESCAPE_BRACKET : ESCAPE_NONE;
        d->parameter = 0;
        return 0;
    }
    if (byte >= '0' && byte <= '9') {
        d->parameter = (d->parameter * 10 + byte - '0') % 1000;
        return 0;
    }
    if (byte == ';')
        return 0;
    d->escape = ESCAPE_NONE;
    return sequence_key(d, byte);
}

static enum editor_answer line_end(struct editor *d, u8 byte, struct buf *t)
{
    bool second = byte == KEY_LINE_FEED && d->was_return;
    d->was_return = byte == KEY_RETURN;
    if (second)
        return EDITOR_MORE;
    buf_printf(t, "\r\n");
    return EDITOR_LINE;
}

/* Bytes of a character come one by one; those of none are left out. */
static void text_byte(struct editor *d, u8 byte)
{
    bool goes_on = (byte & 0xC0) == 0x80;
    if (!goes_on)
        d->part_size = 0;
    if (d->part_size == sizeof(d->part) || (goes_on && d->part_size == 0))
        return;
    d->part[d->part_size++] = byte;
    if (utf8_length(d->part, d->part_size) != d->part_size)
        return;
    insert(d, (const char *)d->part, d->part_size);
    d->part_size = 0;
}

enum editor_answer editor_byte(struct editor *d, u8 byte, struct buf *t)
{
    if (d->escape != ESCAPE_NONE) {
        byte = escape_byte(d, byte);
        if (byte == 0)
            return EDITOR_MORE;
    } else if (byte == KEY_ESCAPE) {
        d->escape = ESCAPE_BEGUN;
        return EDITOR_MORE;
    }
    if (byte == KEY_RETURN || byte == KEY_LINE_FEED)
        return line_end(d, byte, t);
    d->was_return = false;
    if (byte == KEY_INTERRUPT)
        return EDITOR_INTERRUPT;
    if (byte == KEY_DELETE && d->size == 0)
        return EDITOR_END;
    if (byte < 0x20 || byte == KEY_RUBOUT)
        control_key(d, byte, t);
    else
        text_byte(d, byte);
    editor_show(d, t);
    return EDITOR_MORE;
}

static bool is_repeated(const struct editor *d)
{
    return d->history_count > 0 &&
           strcmp(d->history[d->history_count - 1], d->line) == 0;
}

void editor_next(struct editor *d)
{
    char *copy = d->size > 0 && !is_repeated(d) ? strdup(d->line) : NULL;
    if (copy && d->history_count == EDITOR_HISTORY) {
        free(d->history[0]);
        d->history_count--;
        memmove(&d->history[0], &d->history[1],
                d->history_count * sizeof(d->history[0]));
    }
    if (copy)
        d->history[d->history_count++] = copy;
    d->history_at = d->history_count;
    set_line(d, "");
}

void editor_reset(struct editor *d)
{
    set_line(d, "");
    d->escape = ESCAPE_NONE;
    d->was_return = false;
    d->history_at = d->history_count;
}

void editor_free(struct editor *d)
{
    while (d->history_count > 0)
        free(d->history[--d->history_count]);
}
