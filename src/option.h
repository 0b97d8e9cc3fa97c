/* SPDX-License-Identifier: MIT
 *
 * The rows of option.def as a table, and what --help and --version print.
 */
#ifndef OPTION_H
#define OPTION_H

#include <stdio.h>
#include <util/bits.h>

struct option_parse; /* options.c */

struct option_row {
    const char *name;
    bool (*set)(struct option_parse *p);
    char letter;          /* 0: none */
    const char *argument; /* "": takes no value */
    const char *preset, *allowed, *help;
};

extern const struct option_row option_rows[];
extern const u32 option_count;

void option_print_help(FILE *out);
void option_print_version(FILE *out);

#endif
