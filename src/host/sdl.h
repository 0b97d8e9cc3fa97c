/* SPDX-License-Identifier: MIT
 *
 * What the files of the window share: SDL itself, loaded when it is wanted,
 * and the window. No other file knows SDL. On the thread of display.c, while
 * the device thread waits.
 */
#ifndef HOST_SDL_H
#define HOST_SDL_H

#include "window.h"

#define SDL_MAIN_HANDLED
#include <SDL.h>
#include <SDL_syswm.h>
#include <lamp/dev/fb.h>

#include "keymap.h"

/* SDL is loaded when a window is wanted and not before: its libraries take
 * longer to load than a headless machine takes to start, and a host without
 * them can run one. These are the calls used here; the table is filled once
 * in a process and then only read. */
/* clang-format off */
#define SDL_CALLS(X)                                                      \
    X(Init) X(SetMainReady) X(SetHint) X(GetError) X(PollEvent)           \
    X(GetCurrentVideoDriver) X(GetDisplayUsableBounds)                    \
    X(CreateWindow) X(DestroyWindow) X(GetWindowFlags) X(SetWindowTitle)  \
    X(SetWindowFullscreen) X(SetRelativeMouseMode) X(StartTextInput)      \
    X(CreateRenderer) X(DestroyRenderer) X(GetRendererOutputSize)         \
    X(SetRenderDrawColor) X(RenderClear) X(RenderCopy) X(RenderPresent)   \
    X(CreateTexture) X(DestroyTexture) X(UpdateTexture)                   \
    X(SetTextureBlendMode) X(GetMouseState)                               \
    X(GetWindowWMInfo) X(EventState) X(GetClipboardText)                  \
    X(SetClipboardText) X(free) X(GetTicks) X(GetWindowSize)              \
    X(GetWindowPosition)
/* clang-format on */

struct sdl_calls {
#define SDL_CALL(name) __typeof__(SDL_##name) *name;
    SDL_CALLS(SDL_CALL)
#undef SDL_CALL
};
extern struct sdl_calls sdl;

/* What a window manager needs, and more, to resize a window. */
enum { FILL_MS = 300 };

/* To whom text goes that a key makes: where the key went. */
enum text_for { TEXT_FREE, TEXT_OVERLAY, TEXT_GUEST, TEXT_NOBODY };

struct window {
    SDL_Window *window;
    SDL_Renderer *renderer;
    SDL_Texture *texture;
    struct overlay *overlay; /* NULL: none */
    SDL_Texture *cover;      /* its picture; NULL: not made yet */
    u32 cover_width, cover_height, cover_factor;
    bool covered; /* it is open */
    bool fit;
    bool stale;        /* to be presented */
    bool captured;     /* the mouse is the guest's */
    u32 buttons;       /* held for the guest, PS2_MOUSE_* */
    int dx, dy;        /* moves not sent yet; dy up */
    SDL_Rect windowed; /* its place when it does not fill the screen */
    u32 fill_at; /* time of SDL's to look whether it has its size; 0: not */
    u64 native;  /* the window's number on X11 */
    struct keyboard keyboard;
    enum text_for text_for;
    char title[96];
    u32 pixels[FB_HEIGHT][FB_WIDTH];
};

static inline bool overlay_open(const struct window *w)
{
    return w->overlay && w->overlay->class->is_open(w->overlay);
}

static inline bool overlay_attends(const struct window *w)
{
    return w->overlay && w->overlay->class->attends(w->overlay);
}

/* sdl_load.c: loads SDL and starts its video part. */
bool sdl_start(struct err *e);

/* sdl_events.c: takes all events; keys and mouse to the machine or to the
 * overlay, text to `typed`. */
void events_take(struct window *w, struct machine *m, struct ring *typed);

/* sdl.c: all of the texture is to be drawn again. */
void window_redraw(struct window *w);

/* sdl_x11.c: asks to be told what SDL keeps for itself. */
void sdl_x11_watch(struct window *w);
/* After a change to or from the whole screen: SDL leaves sizes to a window
 * manager; without one the window gets its place here. */
void sdl_x11_fill(const struct window *w);
/* Somebody else destroyed the window, which SDL does not tell. */
bool sdl_x11_destroyed(const struct window *w, const SDL_SysWMmsg *message);

#endif
