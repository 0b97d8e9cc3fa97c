/* SPDX-License-Identifier: MIT
 *
 * The window, with SDL2; the only file that knows SDL. The device thread
 * calls it 60 times a second and it never waits: events are polled, nothing
 * is synchronised with the display's refresh.
 *
 * Invariant: `pixels` is what the texture shows, so that the texture can be
 * made again when the display loses it. Something is presented only when
 * `stale` says that the window does not show the texture: an idle machine
 * costs nothing here.
 */
#include "window.h"

#define SDL_MAIN_HANDLED
#include <SDL.h>
#include <SDL_syswm.h>
#include <dirent.h>
#include <dlfcn.h>
#include <stdlib.h>
#include <unistd.h>
#include <lamp/dev/fb.h>
#include <lamp/dev/ps2.h>
#include <util/log.h>

#include "keymap.h"
#include "view.h"
#include "x11.h"

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
    X(GetWindowWMInfo) X(EventState)
/* clang-format on */

static struct {
#define SDL_CALL(name) __typeof__(SDL_##name) *name;
    SDL_CALLS(SDL_CALL)
#undef SDL_CALL
} sdl;

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

struct window {
    SDL_Window *window;
    SDL_Renderer *renderer;
    SDL_Texture *texture;
    struct overlay *overlay; /* NULL: none */
    SDL_Texture *cover;      /* its picture; NULL: not made yet */
    u32 cover_width, cover_height, cover_factor;
    bool covered; /* it is open */
    bool fit;
    bool stale;    /* to be presented */
    bool captured; /* the mouse is the guest's */
    u32 buttons;   /* held for the guest, PS2_MOUSE_* */
    int dx, dy;    /* moves not sent yet; dy up */
    u64 native;    /* the window's number on X11 */
    struct keyboard keyboard;
    char title[96];
    u32 pixels[FB_HEIGHT][FB_WIDTH];
};

/* --- opening -------------------------------------------------------------- */

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

static bool sdl_start(struct err *e)
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
    if (*driver)
        sdl.SetHint(SDL_HINT_VIDEODRIVER, driver);
    if (sdl.Init(SDL_INIT_VIDEO) != 0)
        return fail(e, "%s", sdl.GetError());
    return true;
}

static struct view first_size(u32 scale)
{
    SDL_Rect usable = {0, 0, FB_WIDTH, FB_HEIGHT};
    sdl.GetDisplayUsableBounds(0, &usable);
    return view_first(scale, usable.w, usable.h);
}

/* A graphics card shows as a device that can render. */
static bool card_present(void)
{
    bool found = access("/dev/nvidiactl", F_OK) == 0;
    DIR *folder = opendir("/dev/dri");
    if (!folder)
        return found;
    for (struct dirent *entry; (entry = readdir(folder));)
        found |= strncmp(entry->d_name, "render", 6) == 0;
    closedir(folder);
    return found;
}

/* Without a card OpenGL is software too, and in that role costs four times
 * the CPU time and 90 MiB more than SDL's own. SDL_RENDER_DRIVER decides when
 * it is set. */
static bool renderer_make(struct window *w)
{
    bool x11 = strcmp(sdl.GetCurrentVideoDriver(), "x11") == 0;
    if (x11) /* it has a way to show software pictures without OpenGL */
        sdl.SetHint(SDL_HINT_FRAMEBUFFER_ACCELERATION, "0");
    if (!x11 || card_present())
        w->renderer = sdl.CreateRenderer(w->window, -1, 0);
    if (!w->renderer)
        w->renderer = sdl.CreateRenderer(w->window, -1, SDL_RENDERER_SOFTWARE);
    return w->renderer != NULL;
}

static bool window_make(struct window *w, const struct config *c, struct err *e)
{
    struct view size = first_size(c->scale);
    u32 flags = SDL_WINDOW_RESIZABLE;
    if (c->fullscreen)
        flags |= SDL_WINDOW_FULLSCREEN_DESKTOP;
    w->window =
        sdl.CreateWindow("lamp", SDL_WINDOWPOS_CENTERED, SDL_WINDOWPOS_CENTERED,
                         size.width, size.height, flags);
    if (!w->window)
        return fail(e, "%s", sdl.GetError());
    if (!renderer_make(w))
        return fail(e, "no renderer: %s", sdl.GetError());
    w->texture =
        sdl.CreateTexture(w->renderer, SDL_PIXELFORMAT_RGB888,
                          SDL_TEXTUREACCESS_STREAMING, FB_WIDTH, FB_HEIGHT);
    return w->texture ? true : fail(e, "no texture: %s", sdl.GetError());
}

/* Rows first .. end - 1 of the texture are to show `pixels`. */
static void rows_upload(struct window *w, u32 first, u32 end)
{
    SDL_Rect rows = {0, (int)first, FB_WIDTH, (int)(end - first)};
    sdl.UpdateTexture(w->texture, &rows, w->pixels[first], FB_STRIDE);
    w->stale = true;
}

/* A texture of the overlay's size. */
static bool cover_make(struct window *w, const struct overlay_picture *p)
{
    if (w->cover && p->width == w->cover_width && p->height == w->cover_height)
        return true;
    if (w->cover)
        sdl.DestroyTexture(w->cover);
    w->cover_width = p->width;
    w->cover_height = p->height;
    w->cover = sdl.CreateTexture(w->renderer, SDL_PIXELFORMAT_ARGB8888,
                                 SDL_TEXTUREACCESS_STREAMING, (int)p->width,
                                 (int)p->height);
    return w->cover &&
           sdl.SetTextureBlendMode(w->cover, SDL_BLENDMODE_BLEND) == 0;
}

/* Asks the overlay what to show. */
static void cover_update(struct window *w, struct machine *m)
{
    int width = FB_WIDTH, height = FB_HEIGHT;
    if (!w->overlay)
        return;
    sdl.GetRendererOutputSize(w->renderer, &width, &height);
    const struct overlay_picture *p =
        w->overlay->class->picture(w->overlay, m, (u32)width, (u32)height);
    bool fresh = p && (!w->covered || !w->cover || p->changed);
    if (fresh && cover_make(w, p)) {
        sdl.UpdateTexture(w->cover, NULL, p->pixels, (int)(p->width * 4));
        w->cover_factor = p->factor;
    }
    w->stale |= fresh || w->covered != (p != NULL);
    w->covered = p != NULL;
}

static void window_present(struct window *w)
{
    int width = FB_WIDTH, height = FB_HEIGHT;
    sdl.GetRendererOutputSize(w->renderer, &width, &height);
    struct view v = view_place(width, height, w->fit);
    SDL_Rect to = {v.x, v.y, v.width, v.height};
    sdl.SetRenderDrawColor(w->renderer, 0, 0, 0, SDL_ALPHA_OPAQUE);
    sdl.RenderClear(w->renderer);
    sdl.RenderCopy(w->renderer, w->texture, NULL, &to);
    if (w->covered && w->cover) {
        SDL_Rect all = {0, 0, (int)(w->cover_width * w->cover_factor),
                        (int)(w->cover_height * w->cover_factor)};
        sdl.RenderCopy(w->renderer, w->cover, NULL, &all);
    }
    sdl.RenderPresent(w->renderer);
    w->stale = false;
}

/* --- X11 -------------------------------------------------------------------
 */

#if defined(SDL_VIDEO_DRIVER_X11)

static void x11_watch(struct window *w)
{
    SDL_SysWMinfo info;
    SDL_VERSION(&info.version);
    if (!sdl.GetWindowWMInfo(w->window, &info) ||
        info.subsystem != SDL_SYSWM_X11)
        return;
    w->native = info.info.x11.window;
    x11_guard(info.info.x11.display);
    sdl.EventState(SDL_SYSWMEVENT, SDL_ENABLE);
}

/* Somebody else destroyed the window, which SDL does not tell. */
static bool x11_destroyed(const struct window *w, const SDL_SysWMmsg *message)
{
    if (message->subsystem != SDL_SYSWM_X11)
        return false;
    const XEvent *event = &message->msg.x11.event;
    return event->type == DestroyNotify &&
           event->xdestroywindow.window == w->native;
}

#else

static void x11_watch(struct window *w)
{
    (void)w;
}

static bool x11_destroyed(const struct window *w, const SDL_SysWMmsg *message)
{
    (void)w;
    (void)message;
    return false;
}

#endif

/* --- life ------------------------------------------------------------------
 */

struct window *window_open(const struct config *c, struct err *e)
{
    if (!sdl_start(e))
        return NULL;
    struct window *w = calloc(1, sizeof(*w));
    if (!w)
        fail(e, "out of memory");
    if (!w || !window_make(w, c, e)) {
        window_close(w);
        return NULL;
    }
    x11_watch(w);
    w->fit = c->scale == CONFIG_SCALE_FIT;
    sdl.StartTextInput();
    rows_upload(w, 0, FB_HEIGHT);
    window_present(w);
    log_debug(LOG_host, "window: %s", sdl.GetCurrentVideoDriver());
    return w;
}

/* SDL stays initialised until the process ends: quitting would unload drivers
 * while they still hold memory, and a second window may follow. A window
 * whose display is lost cannot be closed. */
void window_close(struct window *w)
{
    if (w && !x11_lost()) {
        if (w->cover)
            sdl.DestroyTexture(w->cover);
        sdl.DestroyTexture(w->texture);
        sdl.DestroyRenderer(w->renderer);
        sdl.DestroyWindow(w->window);
    }
    free(w);
}

void window_overlay(struct window *w, struct overlay *o)
{
    w->overlay = o;
}

/* --- keyboard --------------------------------------------------------------
 */

static void keys_release(struct window *w, struct machine *m)
{
    u8 scan[KEY_SCAN_BYTES];
    for (u32 n; (n = keyboard_release(&w->keyboard, scan)) > 0;)
        machine_keyboard(m, scan, n);
}

/* --- mouse -----------------------------------------------------------------
 */

static void mouse_flush(struct window *w, struct machine *m)
{
    if (w->dx != 0 || w->dy != 0)
        machine_mouse(m, w->dx, w->dy, w->buttons);
    w->dx = w->dy = 0;
}

static void mouse_buttons(struct window *w, struct machine *m, u32 buttons)
{
    if (buttons == w->buttons)
        return;
    mouse_flush(w, m);
    w->buttons = buttons;
    machine_mouse(m, 0, 0, buttons);
}

static void mouse_capture(struct window *w, struct machine *m, bool on)
{
    if (on == w->captured)
        return;
    if (sdl.SetRelativeMouseMode(on ? SDL_TRUE : SDL_FALSE) != 0 && on) {
        log_warn("cannot capture the mouse: %s", sdl.GetError());
        return;
    }
    if (!on)
        mouse_buttons(w, m, 0);
    w->captured = on;
}

static u32 button_bit(u8 button)
{
    switch (button) {
    case SDL_BUTTON_LEFT:
        return PS2_MOUSE_LEFT;
    case SDL_BUTTON_RIGHT:
        return PS2_MOUSE_RIGHT;
    case SDL_BUTTON_MIDDLE:
        return PS2_MOUSE_MIDDLE;
    default:
        return 0;
    }
}

static bool overlay_open(const struct window *w)
{
    return w->overlay && w->overlay->class->is_open(w->overlay);
}

/* At the mouse; false: it is for the guest. */
static bool overlay_mouse(struct window *w, struct machine *m, int wheel)
{
    int x = 0, y = 0;
    if (!overlay_open(w) || w->captured || w->cover_factor == 0)
        return false;
    sdl.GetMouseState(&x, &y);
    return w->overlay->class->mouse(w->overlay, m, (u32)x / w->cover_factor,
                                    (u32)y / w->cover_factor, wheel);
}

/* The click that captures is not passed on. */
static void button_event(struct window *w, struct machine *m,
                         const SDL_MouseButtonEvent *b)
{
    bool down = b->state == SDL_PRESSED;
    u32 bit = button_bit(b->button);
    if (!w->captured) {
        if (down && !overlay_mouse(w, m, 0))
            mouse_capture(w, m, true);
        return;
    }
    mouse_buttons(w, m, down ? w->buttons | bit : w->buttons & ~bit);
}

static void motion_event(struct window *w, const SDL_MouseMotionEvent *e)
{
    if (!w->captured)
        return;
    w->dx += e->xrel;
    w->dy -= e->yrel;
}

/* --- events ----------------------------------------------------------------
 */

static void fullscreen_toggle(struct window *w)
{
    bool on = sdl.GetWindowFlags(w->window) & SDL_WINDOW_FULLSCREEN;
    sdl.SetWindowFullscreen(w->window, on ? 0 : SDL_WINDOW_FULLSCREEN_DESKTOP);
    w->stale = true;
}

static void overlay_toggle(struct window *w, struct machine *m)
{
    if (!w->overlay)
        return;
    mouse_capture(w, m, false);
    w->overlay->class->toggle(w->overlay, m);
}

static void action_do(struct window *w, struct machine *m,
                      enum key_action action)
{
    if (action == KEY_FULLSCREEN)
        fullscreen_toggle(w);
    else if (action == KEY_CAPTURE)
        mouse_capture(w, m, !w->captured);
    else if (action == KEY_DEBUGGER)
        overlay_toggle(w, m);
}

static bool overlay_key(struct window *w, struct machine *m, u32 usage,
                        u32 modifiers, bool repeat)
{
    struct overlay_key k = {usage, modifiers, repeat};
    return overlay_open(w) && w->overlay->class->key(w->overlay, m, &k);
}

static void key_event(struct window *w, struct machine *m, struct ring *typed,
                      const SDL_KeyboardEvent *e)
{
    u32 usage = (u32)e->keysym.scancode, symbol = (u32)e->keysym.sym;
    u32 modifiers = (e->keysym.mod & KMOD_CTRL ? KEY_CTRL : 0) |
                    (e->keysym.mod & KMOD_ALT ? KEY_ALT : 0);
    u32 shift = e->keysym.mod & KMOD_SHIFT ? KEY_SHIFT : 0;
    bool down = e->state == SDL_PRESSED;
    enum key_action action =
        down ? keymap_action(usage, modifiers) : KEY_PASSED;
    bool own = action == KEY_DEBUGGER || (modifiers & KEY_ALT);
    if (down && !own && overlay_key(w, m, usage, modifiers | shift, e->repeat))
        return;
    if (action != KEY_PASSED) {
        if (!e->repeat)
            action_do(w, m, action);
        return;
    }
    u8 bytes[KEY_SCAN_BYTES];
    u32 n = keyboard_event(&w->keyboard, usage, down, bytes);
    if (n > 0)
        machine_keyboard(m, bytes, n);
    if (down)
        ring_add(typed, bytes, keymap_text(usage, symbol, modifiers, bytes));
}

static void text_event(struct window *w, struct machine *m, struct ring *typed,
                       const char *text)
{
    if (!overlay_open(w) || !w->overlay->class->text(w->overlay, m, text))
        ring_add(typed, (const u8 *)text, (u32)strlen(text));
}

static void window_event(struct window *w, struct machine *m, u8 event)
{
    switch (event) {
    case SDL_WINDOWEVENT_EXPOSED:
    case SDL_WINDOWEVENT_SHOWN:
    case SDL_WINDOWEVENT_RESTORED:
    case SDL_WINDOWEVENT_SIZE_CHANGED:
        w->stale = true;
        break;
    case SDL_WINDOWEVENT_FOCUS_LOST:
        mouse_capture(w, m, false);
        keys_release(w, m);
        break;
    case SDL_WINDOWEVENT_CLOSE:
        machine_stop(m, STOPPED_WINDOW, 0);
        break;
    default:
        break;
    }
}

static void event_take(struct window *w, struct machine *m, struct ring *typed,
                       const SDL_Event *e)
{
    switch (e->type) {
    case SDL_QUIT:
        machine_stop(m, STOPPED_WINDOW, 0);
        break;
    case SDL_WINDOWEVENT:
        window_event(w, m, e->window.event);
        break;
    case SDL_KEYDOWN:
    case SDL_KEYUP:
        key_event(w, m, typed, &e->key);
        break;
    case SDL_TEXTINPUT:
        text_event(w, m, typed, e->text.text);
        break;
    case SDL_MOUSEMOTION:
        motion_event(w, &e->motion);
        break;
    case SDL_MOUSEBUTTONDOWN:
    case SDL_MOUSEBUTTONUP:
        button_event(w, m, &e->button);
        break;
    case SDL_MOUSEWHEEL:
        overlay_mouse(w, m, e->wheel.y);
        break;
    case SDL_SYSWMEVENT:
        if (x11_destroyed(w, e->syswm.msg))
            machine_stop(m, STOPPED_WINDOW, 0);
        break;
    case SDL_RENDER_TARGETS_RESET:
    case SDL_RENDER_DEVICE_RESET:
        rows_upload(w, 0, FB_HEIGHT);
        w->covered = false; /* its texture is filled again */
        break;
    default:
        break;
    }
}

static void title_update(struct window *w, const struct machine *m)
{
    char title[sizeof(w->title)];
    snprintf(title, sizeof(title), "lamp - %s%s", machine_state_text(m),
             w->captured ? " - Ctrl+Alt+G releases the mouse" : "");
    if (strcmp(title, w->title) == 0)
        return;
    strcpy(w->title, title);
    sdl.SetWindowTitle(w->window, title);
}

void window_service(struct window *w, struct machine *m, struct ring *typed)
{
    SDL_Event e;
    while (!x11_lost() && sdl.PollEvent(&e))
        event_take(w, m, typed, &e);
    if (x11_lost()) {
        machine_stop(m, STOPPED_HOST, 0);
        return;
    }
    mouse_flush(w, m);
    title_update(w, m);
}

/* --- picture ---------------------------------------------------------------
 */

void window_frame(struct window *w, struct machine *m,
                  const struct host_frame *f)
{
    if (x11_lost())
        return;
    for (u32 y = 0; f->any && y < FB_HEIGHT; y++) {
        u32 first = y;
        for (; y < FB_HEIGHT && f->damaged[y]; y++)
            machine_fb_row(m, y, w->pixels[y]);
        if (y > first)
            rows_upload(w, first, y);
    }
    cover_update(w, m);
    if (w->stale)
        window_present(w);
}
