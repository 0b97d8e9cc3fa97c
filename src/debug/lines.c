/* SPDX-License-Identifier: MIT
 *
 * Bytes become lines. A carriage return before the end of a line is left out;
 * everything else is handed on as the guest sent it.
 */
#include "lines.h"

static void hand_over(struct lines *l, bool whole)
{
    u32 n = l->size;
    if (whole && n > 0 && l->text[n - 1] == '\r')
        n--;
    l->size = 0;
    l->line(l, l->text, n, whole);
}

void lines_sent(struct tap *t, const u8 *bytes, u32 n)
{
    struct lines *l = (struct lines *)t;
    for (u32 i = 0; i < n; i++) {
        if (bytes[i] == '\n') {
            hand_over(l, true);
            continue;
        }
        if (l->size == LINES_BYTES)
            hand_over(l, false);
        l->text[l->size++] = (char)bytes[i];
    }
}

void lines_finish(struct lines *l)
{
    if (l->size > 0)
        hand_over(l, false);
}
