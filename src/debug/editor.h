/* SPDX-License-Identifier: MIT
 *
 * A line edited on a terminal: cursor, history, completion. It sees bytes as
 * they are typed and says what the terminal shall show; it never waits, since
 * it lives on the device thread beside a running machine. Lines are UTF-8;
 * completion may put other bytes in, which are shown as '?'.
 */
#ifndef DEBUG_EDITOR_H
#define DEBUG_EDITOR_H

#include <util/bits.h>
#include <util/buf.h>

enum { EDITOR_LINE_MAX = 511, EDITOR_HISTORY = 100 };

/* The i-th word that can stand at the end of the line; *from: where in it. */
typedef const char *editor_complete(const void *context, const char *line,
                                    u32 i, u32 *from);

enum editor_answer {
    EDITOR_MORE,
    EDITOR_LINE,      /* editor->line is whole; editor_next begins anew */
    EDITOR_INTERRUPT, /* Ctrl-C */
    EDITOR_END        /* Ctrl-D on an empty line */
};

struct editor {
    const char *prompt;
    editor_complete *complete;
    const void *context;
    char line[EDITOR_LINE_MAX + 1];
    u32 size, at; /* of the line; cursor */
    u32 columns;  /* of the terminal; 0: not known */
    u8 part[4];   /* of a character that is being typed */
    u32 part_size;
    u32 escape;      /* how far a sequence of keys has come */
    u32 parameter;   /* its number */
    bool was_return; /* the line feed behind it is no second line */
    char *history[EDITOR_HISTORY]; /* oldest first */
    u32 history_count, history_at; /* at: which is shown; count: none */
};

/* Prompt and line as they are now. */
void editor_show(const struct editor *d, struct buf *terminal);
/* Takes both away, for other output; editor_show brings them back. */
void editor_hide(struct buf *terminal);
enum editor_answer editor_byte(struct editor *d, u8 byte, struct buf *terminal);
/* Behind a line: keeps it in the history, begins an empty one. */
void editor_next(struct editor *d);
/* Somebody else begins to type: half a line is gone, the history stays. */
void editor_reset(struct editor *d);
void editor_free(struct editor *d);

#endif
