/* SPDX-License-Identifier: MIT
 *
 * What Xlib does when something goes wrong: it ends the process. Here it is
 * told otherwise.
 */
#ifndef HOST_X11_H
#define HOST_X11_H

#include <util/bits.h>

/* Takes over Xlib's handling of errors, if this host has Xlib. Before SDL
 * connects to the server. */
void x11_guard(void);
/* The connection that SDL has made (a Display *). */
void x11_connected(void *display);

/* Gives a window this place, unless it has this size. */
void x11_fill(unsigned long window, int x, int y, u32 width, u32 height);

/* Ends the connection, and with it every wait for the server. False: there is
 * none. */
bool x11_cut(void);

#endif
