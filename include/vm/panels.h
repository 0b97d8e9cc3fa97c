/* SPDX-License-Identifier: MIT
 *
 * The debugger in the window: panels over the guest's picture, and a line
 * that takes every verb (vm/verb.h). It costs nothing until it is opened for
 * the first time, which attaches the control core. Opening it stops the
 * machine, closing it lets the machine go on, unless other fronts are there
 * too, whose stop it may be. A machine that stops while it is closed opens
 * it again, unless there are other fronts. docs/debugging.md has a session.
 */
#ifndef VM_PANELS_H
#define VM_PANELS_H

#include <stdio.h>
#include <util/err.h>
#include <vm/overlay.h>

struct machine;

/* The machine outlives it. NULL: no memory. */
struct overlay *panels_new(struct machine *m, struct err *e);
/* After machine_run, before control_detach. NULL is nothing. */
void panels_free(struct overlay *o);

/* Its keys, for --list-keys. */
void panels_keys_print(FILE *out);

#endif
