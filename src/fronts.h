/* SPDX-License-Identifier: MIT
 *
 * What debugs the machine: the fronts that the command line asks for, and the
 * control core they need. Nothing is attached when nothing is asked for.
 */
#ifndef FRONTS_H
#define FRONTS_H

#include <util/err.h>

struct machine;

/* Behind machine_load, before machine_run. False: *e says what is wrong with
 * an endpoint. */
bool fronts_open(struct machine *m, struct err *e);

#endif
