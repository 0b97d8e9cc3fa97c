/* SPDX-License-Identifier: MIT
 *
 * --expect and --send-after: hears every byte that the guest sends, knows
 * which texts have come, and has what is to be typed then. Locked inside: the
 * bytes are heard on threads of cores, the rest is for the device thread.
 */
#ifndef HOST_SCRIPT_H
#define HOST_SCRIPT_H

#include <util/bits.h>
#include <util/err.h>
#include <vm/config.h>
#include <vm/host_open.h>

struct script;

/* *s stays NULL when the config asks for nothing. */
bool script_open(struct script **s, const struct config *c, struct err *e);
void script_close(struct script *s); /* NULL is nothing */

/* A byte of output; returns HEARD_* of vm/host.h. */
u32 script_hear(struct script *s, u8 byte);
/* The oldest bytes to type, at most max; NULL has none. */
u32 script_take(struct script *s, u8 *bytes, u32 max);
/* So many bytes of any input have entered the machine. */
void script_entered(struct script *s, u32 n);

struct host_script script_result(struct script *s);

#endif
