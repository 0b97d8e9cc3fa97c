/* SPDX-License-Identifier: MIT
 *
 * Names of the addresses of the program that a machine runs, from its symbol
 * files. They are opened when the first question comes; that they are damaged
 * is a warning then.
 */
#ifndef PROGRAM_NAMES_H
#define PROGRAM_NAMES_H

#include <util/err.h>

struct machine;
struct names;
struct symbols;

/* NULL: no memory. The machine outlives it. */
struct names *program_names_new(const struct machine *m, struct err *e);
void program_names_free(struct names *n);

/* Symbols of the program, and of the kernel on the disk that it may load.
 * NULL: there are none. They live as long as the names. */
const struct symbols *program_names_symbols(struct names *n);

#endif
