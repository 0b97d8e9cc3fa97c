/* SPDX-License-Identifier: MIT
 *
 * What Xlib does when something goes wrong: it ends the process, unless told
 * otherwise. Here it is told otherwise.
 */
#ifndef HOST_X11_H
#define HOST_X11_H

#include <stdbool.h>

/* Takes over Xlib's error handling for a connection (a Display *). */
void x11_guard(void *display);

/* The connection is gone: SDL must not be called any more. */
bool x11_lost(void);

#endif
