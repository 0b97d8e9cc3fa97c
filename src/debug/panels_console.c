/* SPDX-License-Identifier: MIT
 *
 * The console of the panels: what verbs have answered, the command line and
 * its history. Invariant: input[size] is the end of the line, and the cursor
 * lies within.
 */
#include "panels.h"

#include <stdio.h>

static void line_add(struct console *k, enum ink ink, const char *text,
                     size_t n)
{
    u32 i = k->count++ % CONSOLE_LINES;
    memcpy(k->line[i].text, text, n);
    k->line[i].text[n] = '\0';
    k->line[i].ink = (u8)ink;
    k->back = 0;
}

void console_add(struct console *k, enum ink ink, const char *text)
{
    while (*text) {
        size_t n = strcspn(text, "\n");
        size_t part = n < CONSOLE_BYTES ? n : CONSOLE_BYTES - 1;
        line_add(k, ink, text, part);
        text += part;
        text += part == n && *text == '\n';
    }
}

const char *console_line(const struct console *k, u32 i, enum ink *ink)
{
    if (i >= k->count || i >= CONSOLE_LINES)
        return NULL;
    u32 at = (k->count - 1 - i) % CONSOLE_LINES;
    *ink = k->line[at].ink;
    return k->line[at].text;
}

void console_type(struct console *k, const char *text)
{
    for (; *text; text++) {
        if (*text < 0x20 || *text > 0x7E || k->size == INPUT_BYTES - 1)
            continue;
        memmove(&k->input[k->cursor + 1], &k->input[k->cursor],
                k->size + 1 - k->cursor);
        k->input[k->cursor++] = *text;
        k->size++;
    }
}

void console_set(struct console *k, const char *text)
{
    k->size = k->cursor = 0;
    k->input[0] = '\0';
    console_type(k, text);
}

void console_delete(struct console *k, bool before)
{
    if (before ? k->cursor == 0 : k->cursor == k->size)
        return;
    k->cursor -= before;
    memmove(&k->input[k->cursor], &k->input[k->cursor + 1],
            k->size - k->cursor);
    k->size--;
}

static u32 history_first(const struct console *k)
{
    return k->history_count > HISTORY_LINES ? k->history_count - HISTORY_LINES
                                            : 0;
}

void console_history(struct console *k, int step)
{
    if (step < 0 ? k->history_at == history_first(k)
                 : k->history_at >= k->history_count)
        return;
    k->history_at += (u32)step;
    console_set(k, k->history_at == k->history_count
                       ? ""
                       : k->history[k->history_at % HISTORY_LINES]);
}

void console_take(struct console *k, char line[INPUT_BYTES])
{
    u32 last = (k->history_count - 1) % HISTORY_LINES;
    if (k->size == 0 && k->history_count != 0)
        console_set(k, k->history[last]);
    memcpy(line, k->input, INPUT_BYTES);
    bool same = k->history_count != 0 && strcmp(k->history[last], line) == 0;
    if (line[0] != '\0' && !same)
        memcpy(k->history[k->history_count++ % HISTORY_LINES], line,
               INPUT_BYTES);
    k->history_at = k->history_count;
    console_set(k, "");
}
