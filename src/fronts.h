/* SPDX-License-Identifier: MIT
 *
 * What debugs the machine: the fronts that the command line asks for, and the
 * control core they need. Nothing is attached when nothing is asked for.
 */
#ifndef FRONTS_H
#define FRONTS_H

#include <util/err.h>

struct machine;
struct host;

/* Behind machine_load, before machine_run. False: *e says what is wrong with
 * an endpoint. */
bool fronts_open(struct machine *m, struct err *e);
/* The monitor on the terminal, when there is one: it attaches when it is
 * called. Behind host_show. */
void fronts_console(struct machine *m, struct host *h);

#endif
