/* SPDX-License-Identifier: MIT
 *
 * The algorithm of Knuth, Morris and Pratt. border[i] is the length of the
 * longest proper prefix of the text that text[0..i] ends with: where to go on
 * when the byte behind it does not fit. Invariant: `matched` < size, and the
 * stream ends with that many bytes of the text and no longer prefix.
 */
#include "match.h"

#include <stdlib.h>

static u32 step(const struct match *x, u32 matched, u8 byte)
{
    while (matched > 0 && x->text[matched] != byte)
        matched = x->border[matched - 1];
    return x->text[matched] == byte ? matched + 1 : matched;
}

bool match_open(struct match *x, const u8 *text, u32 size)
{
    *x = (struct match){.text = text, .size = size};
    x->border = calloc(size, sizeof(*x->border));
    if (!x->border)
        return false;
    for (u32 i = 1; i < size; i++)
        x->border[i] = step(x, x->border[i - 1], text[i]);
    return true;
}

void match_close(struct match *x)
{
    free(x->border);
    x->border = NULL;
}

bool match_byte(struct match *x, u8 byte)
{
    x->matched = step(x, x->matched, byte);
    if (x->matched < x->size)
        return false;
    x->matched = 0;
    return true;
}
