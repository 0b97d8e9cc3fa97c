/* SPDX-License-Identifier: MIT
 *
 * The fronts that listen on a channel. Each joins the device loop of a machine
 * that has a control core (but for the monitor), and takes the channel over,
 * also when it fails. False: *e says why. Before machine_run.
 */
#ifndef VM_FRONT_OPEN_H
#define VM_FRONT_OPEN_H

#include <util/err.h>

struct machine;
struct channel;

/* Lines of verbs for people. It attaches a control core when somebody comes, if
 * there is none yet. */
bool monitor_open(struct machine *m, struct channel *channel, struct err *e);
/* gdb's remote protocol. When config.gdb is "stdio" the debugger has started
 * vm, which ends with it. */
bool gdb_open(struct machine *m, struct channel *channel, struct err *e);

/* The JSON control socket (docs/control.md). Fails in a build without
 * jansson. */
bool json_open(struct machine *m, struct channel *channel, struct err *e);

#endif
