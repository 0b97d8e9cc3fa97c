/* SPDX-License-Identifier: MIT
 *
 * Reads what the debugger's panels have drawn, as text of their cells.
 */
#ifndef TESTS_PANELS_RIG_H
#define TESTS_PANELS_RIG_H

#include "rig.h"

#include <debug/panels.h>

/* The row of the grid's area a as text; signs that are not ASCII are '?'. */
static inline const char *row_of(const struct panels *p, struct area a, u32 row)
{
    static char text[CELLS_MAX + 1];
    u32 n = 0;
    for (; n < a.width; n++) {
        const struct cell *c = cells_at(&p->cells, a.x + n, a.y + row);
        text[n] = c && c->sign < SIGN_BOX ? (char)c->sign : '?';
    }
    text[n] = '\0';
    return text;
}

static inline bool shows(const struct panels *p, enum panel panel,
                         const char *text)
{
    struct area a = p->layout.panel[panel];
    for (u32 row = 0; row < a.height; row++)
        if (strstr(row_of(p, a, row), text))
            return true;
    return false;
}

/* The cell where the text begins; NULL: it is not there. */
static inline const struct cell *cell_of(const struct panels *p,
                                         enum panel panel, const char *text)
{
    struct area a = p->layout.panel[panel];
    for (u32 row = 0; row < a.height; row++) {
        const char *line = row_of(p, a, row), *at = strstr(line, text);
        if (at)
            return cells_at(&p->cells, a.x + (u32)(at - line), a.y + row);
    }
    return NULL;
}

#endif
