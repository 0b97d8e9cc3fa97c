/* SPDX-License-Identifier: MIT
 *
 * Files and expansions as one stream of lines.
 */
#ifndef AS_SOURCE_H
#define AS_SOURCE_H

#include "state.h"

/* The input itself, kept like an included file. NULL: out of memory. */
struct source *source_add(struct as *a, const char *path, const void *bytes,
                          size_t size);
/* A file that was read before, or is read now; the bytes are those of the
 * file, also for .incbin. NULL: reported at `at`. */
struct source *source_find(struct as *a, const char *at, struct cursor name);
void sources_free(struct as *a);

/* Push a text. Each returns false after reporting. */
bool frame_push_file(struct as *a, const struct source *source);
/* Takes `owned` over. first_line: number of the first line in `file`. */
bool frame_push_macro(struct as *a, const char *macro, const char *file,
                      u32 first_line, struct buf *owned);
bool frame_push_repeat(struct as *a, struct cursor body, u32 first_line,
                       u64 repeats);
bool frame_push_each(struct as *a, struct cursor body, u32 first_line,
                     struct cursor parameter, struct cursor values);
void frame_pop(struct as *a);

/* The next line into a->line; pops frames that are used up. False at the end
 * of everything. */
bool source_next_line(struct as *a);

/* Lines up to the one that closes a block, taken from the current frame:
 * `opens` and `closes` are lists of directive names, "" ends a list. False:
 * no end, reported at a->line. */
bool source_take_block(struct as *a, const char *const *opens,
                       const char *const *closes, struct cursor *body,
                       u32 *first_line);

/* The first word behind labels. */
struct cursor source_first_word(struct cursor line);

#endif
