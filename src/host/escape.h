/* SPDX-License-Identifier: MIT
 *
 * The escape key of the terminal: Ctrl-A, then a letter.
 */
#ifndef HOST_ESCAPE_H
#define HOST_ESCAPE_H

#include <util/bits.h>

enum { ESCAPE_KEY = 0x01 };

/* What the user asked for: bits. */
enum escape_wish {
    ESCAPE_QUIT = 1 << 0,
    ESCAPE_HELP = 1 << 1,
    ESCAPE_HINT = 1 << 2, /* a letter that means nothing */
    ESCAPE_MONITOR = 1 << 3
};

struct escape {
    bool armed; /* the key was pressed, its letter has not come */
};

/* Takes the escape sequences out of the bytes; returns how many are left and
 * adds to *wishes. */
u32 escape_filter(struct escape *x, u8 *bytes, u32 n, u32 *wishes);

void escape_hint(void); /* one line on stderr */
void escape_help(void);

#endif
