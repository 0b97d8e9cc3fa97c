/* SPDX-License-Identifier: MIT
 *
 * Regular expressions: . [a-z] [^x] \d \w \s \b ^ $ * + ? {m,n} and their
 * lazy forms, | ( ) (?: ). A program for a backtracking machine with a limit
 * of steps; it knows nothing of the language around it.
 */
#ifndef WICK_REGEX_H
#define WICK_REGEX_H

#include "value.h"

enum { REGEX_GROUPS_MOST = 10 };

struct regex;

/* Where the groups are, group 0 the whole; -1 when one took no part. */
struct regex_match {
    i32 start[REGEX_GROUPS_MOST], end[REGEX_GROUPS_MOST];
};

enum regex_result { REGEX_FOUND, REGEX_NONE, REGEX_GAVE_UP };

/* NULL with the reason in *error. */
struct regex *regex_new(const char *pattern, size_t length, const char **error);
void regex_free(struct regex *r);
u32 regex_groups(const struct regex *r);
enum regex_result regex_search(const struct regex *r, const char *text,
                               size_t length, size_t from,
                               struct regex_match *m);

#endif
