/* SPDX-License-Identifier: MIT
 *
 * The monitor's place on the terminal, behind Ctrl-A c: an endpoint that
 * takes the keys while it is on, and shows what it is given on stderr, since
 * stdout belongs to the guest. It has a client while it is on.
 */
#ifndef HOST_CONSOLE_H
#define HOST_CONSOLE_H

#include "endpoint.h"
#include "escape.h"

struct endpoint *console_open(struct err *e);
void console_toggle(struct endpoint *p);
/* How many keys it takes now; 0 when it is off. */
u32 console_room(const struct endpoint *p);

/* Takes escape sequences out of what was typed, and what is for the console,
 * which Ctrl-A c may turn on and off in between; returns how many bytes are
 * left for the guest. p is NULL: there is no console. */
u32 console_filter(struct endpoint *p, struct escape *x, u8 *bytes, u32 n,
                   u32 *wishes);

#endif
