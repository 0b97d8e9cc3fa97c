/* SPDX-License-Identifier: MIT
 *
 * Loads SDL and starts it. Invariant: `sdl` is filled once in a process,
 * before any window is there, and then only read.
 */
#include "sdl.h"

#include <dlfcn.h>
#include <stdlib.h>

#include "x11.h"

struct sdl_calls sdl;

static bool sdl_load(struct err *e)
{
    void *lib = dlopen("libSDL2-2.0.so.0", RTLD_NOW | RTLD_LOCAL);
    if (!lib)
        return fail(e, "%s", dlerror());
#define SDL_CALL(name)                                      \
    *(void **)(void *)&sdl.name = dlsym(lib, "SDL_" #name); \
    if (!sdl.name)                                          \
        return fail(e, "%s", dlerror());
    SDL_CALLS(SDL_CALL)
#undef SDL_CALL
    return true;
}

static bool env_set(const char *name)
{
    const char *value = getenv(name);
    return value && *value;
}

/* SDL would fall back to a driver that shows nothing, or take over the
 * console; and asking for a server that is not there makes noise. The name of
 * the driver to use, "" when SDL may choose, NULL when there is no display. */
static const char *driver_choose(void)
{
    bool x11 = env_set("DISPLAY");
    bool wayland = env_set("WAYLAND_DISPLAY") || env_set("WAYLAND_SOCKET");
    if (env_set("SDL_VIDEODRIVER") || (x11 && wayland))
        return "";
    if (x11)
        return "x11";
    return wayland ? "wayland" : NULL;
}

bool sdl_start(struct err *e)
{
    const char *driver = driver_choose();
    if (!driver)
        return fail(e, "neither DISPLAY nor WAYLAND_DISPLAY is set");
    if (!sdl_load(e))
        return false;
    /* Without a session bus libdbus would try to start one. */
    setenv("DBUS_SESSION_BUS_ADDRESS", "disabled:", 0);
    sdl.SetMainReady();
    sdl.SetHint(SDL_HINT_NO_SIGNAL_HANDLERS, "1");
    sdl.SetHint(SDL_HINT_VIDEO_ALLOW_SCREENSAVER, "1");
    sdl.SetHint(SDL_HINT_VIDEO_X11_NET_WM_BYPASS_COMPOSITOR, "0");
    sdl.SetHint(SDL_HINT_RENDER_SCALE_QUALITY, "nearest");
    if (env_set("DISPLAY"))
        x11_guard();
    if (*driver)
        sdl.SetHint(SDL_HINT_VIDEODRIVER, driver);
    if (sdl.Init(SDL_INIT_VIDEO) != 0)
        return fail(e, "%s", sdl.GetError());
    return true;
}
