/* SPDX-License-Identifier: MIT
 *
 * Talking with a user, and running a program with its errors reported.
 */
#ifndef WICK_REPL_H
#define WICK_REPL_H

#include "vm.h"

/* Until the end of input or the byte 4 (control D). */
void repl_run(struct vm *vm);
/* False after an error, which has been written to stdout. */
bool repl_run_text(struct vm *vm, const char *file, const char *text,
                   size_t length, bool show_result);
/* The error in vm->thrown, with its trace. */
void repl_report(struct vm *vm);

#endif
