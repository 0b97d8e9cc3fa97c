/* SPDX-License-Identifier: MIT
 *
 * What went wrong on the host's or the user's side, as one sentence without a
 * final full stop or program name: "cannot open disk.img: No such file". A
 * function that can fail returns bool and fills the struct err it was given;
 * only main prints it. Guest faults are not errors (vm/core.h).
 */
#ifndef UTIL_ERR_H
#define UTIL_ERR_H

#include <stdbool.h>

enum { ERR_TEXT_BYTES = 1024 };

struct err {
    int status; /* exit status that main should use; 0 means 1 */
    char text[ERR_TEXT_BYTES];
};

/* Fills *e and returns false, so that "return fail(e, ...)" reads well. */
bool fail(struct err *e, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* The same with an exit status other than 1 (docs/debugging.md lists them). */
bool fail_status(struct err *e, int status, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

#endif
