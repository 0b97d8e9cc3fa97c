/* SPDX-License-Identifier: MIT
 *
 * The window. sdl.c makes it; without SDL nosdl.c says that there is none.
 * Device thread only.
 */
#ifndef HOST_WINDOW_H
#define HOST_WINDOW_H

#include <util/bits.h>
#include <util/err.h>
#include <vm/config.h>
#include <vm/host.h>
#include <vm/overlay.h>

#include "ring.h"

struct window;

/* NULL: there is no display; *e says why, as "no display: ..." would go on. */
struct window *window_open(const struct config *c, struct err *e);
void window_close(struct window *w);
/* Shown over the picture, with keys of its own; NULL: none. */
void window_overlay(struct window *w, struct overlay *o);

/* Takes all events: keys and mouse to the machine, text to `typed`. */
void window_service(struct window *w, struct machine *m, struct ring *typed);
/* The connection to the display is gone, and the window with it. */
bool window_lost(const struct window *w);
void window_frame(struct window *w, struct machine *m,
                  const struct host_frame *f);

#endif
