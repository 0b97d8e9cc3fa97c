/* SPDX-License-Identifier: MIT
 *
 * The guest's serial output as lines, for whoever asked for them.
 */
#ifndef DEBUG_LINES_H
#define DEBUG_LINES_H

#include <vm/tap.h>

enum { LINES_BYTES = 1024 };

/* Zero-initialise it, set `line`, join with machine_tap(m, &lines->tap). */
struct lines {
    struct tap tap; /* lines_sent */
    char text[LINES_BYTES];
    u32 size;
    /* A line without its end; whole: its end was seen, else it is the
     * beginning of one that is too long, or that nobody ended. */
    void (*line)(struct lines *l, const char *text, u32 n, bool whole);
};

/* tap.sent */
void lines_sent(struct tap *t, const u8 *bytes, u32 n);
/* What has no end yet. */
void lines_finish(struct lines *l);

#endif
