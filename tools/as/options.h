/* SPDX-License-Identifier: MIT
 *
 * The command line of lamp-as.
 */
#ifndef AS_OPTIONS_H
#define AS_OPTIONS_H

#include "as.h"

struct options {
    struct as_options as;
    const char *input, *output, *listing, *map, *depends;
    const char *format;
    bool want_depends, has_base;
    bool done;                            /* --help or --version was printed */
    const char **include_dirs, **defines; /* point into argv */
    char *made_output, *made_depends;     /* names that were derived */
};

/* False: usage error in *e. options_free must follow in either case. */
bool options_parse(struct options *o, int argc, char **argv, struct err *e);
void options_free(struct options *o);

#endif
