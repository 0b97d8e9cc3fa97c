/* SPDX-License-Identifier: MIT
 *
 * What the window has to know of X11 and SDL does not tell: its number there,
 * the connection, and that somebody else has destroyed it. Does nothing with
 * other window systems.
 */
#include "sdl.h"

#include "x11.h"

#if defined(SDL_VIDEO_DRIVER_X11)

void sdl_x11_watch(struct window *w)
{
    SDL_SysWMinfo info;
    SDL_VERSION(&info.version);
    if (!sdl.GetWindowWMInfo(w->window, &info) ||
        info.subsystem != SDL_SYSWM_X11)
        return;
    w->native = info.info.x11.window;
    x11_connected(info.info.x11.display);
    sdl.EventState(SDL_SYSWMEVENT, SDL_ENABLE);
}

void sdl_x11_fill(const struct window *w)
{
    SDL_Rect place = w->windowed;
    if (w->native == 0)
        return;
    if (sdl.GetWindowFlags(w->window) & SDL_WINDOW_FULLSCREEN) {
        sdl.GetWindowSize(w->window, &place.w, &place.h);
        sdl.GetWindowPosition(w->window, &place.x, &place.y);
    }
    x11_fill(w->native, place.x, place.y, (u32)place.w, (u32)place.h);
}

bool sdl_x11_destroyed(const struct window *w, const SDL_SysWMmsg *message)
{
    if (message->subsystem != SDL_SYSWM_X11)
        return false;
    const XEvent *event = &message->msg.x11.event;
    return event->type == DestroyNotify &&
           event->xdestroywindow.window == w->native;
}

#else

void sdl_x11_watch(struct window *w)
{
    (void)w;
}

void sdl_x11_fill(const struct window *w)
{
    (void)w;
}

bool sdl_x11_destroyed(const struct window *w, const SDL_SysWMmsg *message)
{
    (void)w;
    (void)message;
    return false;
}

#endif
