/* SPDX-License-Identifier: MIT
 *
 * What stands in for the window in a build without SDL2: it never opens, so
 * the other functions have nothing to do.
 */
#include "window.h"

#if !VM_HAVE_SDL

struct window *window_open(const struct config *c, struct err *e)
{
    (void)c;
    fail(e, "built without SDL2");
    return NULL;
}

void window_close(struct window *w)
{
    (void)w;
}

void window_overlay(struct window *w, struct overlay *o)
{
    (void)w;
    (void)o;
}

void window_service(struct window *w, struct machine *m, struct ring *typed)
{
    (void)w;
    (void)m;
    (void)typed;
}

bool window_lost(const struct window *w)
{
    (void)w;
    return false;
}

void window_frame(struct window *w, struct machine *m,
                  const struct host_frame *f)
{
    (void)w;
    (void)m;
    (void)f;
}

#endif
