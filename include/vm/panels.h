/* SPDX-License-Identifier: MIT
 *
 * The debugger in the window: panels over the guest's picture, and a line
 * that takes every verb (vm/verb.h); a front. It costs nothing until it is
 * opened for the first time, which attaches the control core. From then on,
 * or with --wait, every stop opens it and closing it lets the machine go on,
 * unless another front is attended, whose stop that may be. docs/debugging.md
 * has a session.
 */
#ifndef VM_PANELS_H
#define VM_PANELS_H

#include <stdio.h>
#include <util/err.h>
#include <vm/overlay.h>

struct machine;

/* Joins the fronts of the machine; fronts_close frees it. NULL: no memory. */
struct overlay *panels_open(struct machine *m, struct err *e);

/* Its keys, for --list-keys. */
void panels_keys_print(FILE *out);

#endif
