/* SPDX-License-Identifier: MIT
 *
 * The window, with SDL2: its life and its picture; sdl_events.c has keys and
 * mouse. The device thread calls it 60 times a second, and SDL on the thread
 * of display.c. It never waits: events are polled, nothing is synchronised
 * with the display's refresh.
 *
 * Invariant: `pixels` is what the texture shows, so that the texture can be
 * made again when the display loses it. Something is presented only when
 * `stale` says that the window does not show the texture: an idle machine
 * costs nothing here.
 */
#include "sdl.h"

#include <dirent.h>
#include <stdlib.h>
#include <unistd.h>
#include <lamp/dev/fb.h>
#include <util/log.h>

#include "view.h"
#include "display.h"

/* --- opening -------------------------------------------------------------- */

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
    w->windowed = (SDL_Rect){0, 0, size.width, size.height};
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

void window_redraw(struct window *w)
{
    rows_upload(w, 0, FB_HEIGHT);
    w->covered = false; /* its texture is filled again */
}

/* --- life ------------------------------------------------------------------
 */

/* What open_call uses is its own: it may be left behind. */
struct opening {
    struct config config;
    struct err e;
    struct window *window;
    bool ok;
};

static void open_call(void *argument)
{
    struct opening *o = argument;
    struct window *w = o->window;
    if (!sdl_start(&o->e) || !window_make(w, &o->config, &o->e))
        return;
    sdl_x11_watch(w);
    if (o->config.fullscreen)
        w->fill_at = sdl.GetTicks() + FILL_MS;
    w->fit = o->config.scale == CONFIG_SCALE_FIT;
    sdl.StartTextInput();
    rows_upload(w, 0, FB_HEIGHT);
    window_present(w);
    log_debug(LOG_host, "window: %s", sdl.GetCurrentVideoDriver());
    o->ok = true;
}

static struct opening *opening_new(const struct config *c)
{
    struct opening *o = calloc(1, sizeof(*o));
    struct window *w = calloc(1, sizeof(*w));
    if (!o || !w) {
        free(o);
        free(w);
        return NULL;
    }
    *o = (struct opening){.config = *c, .window = w};
    return o;
}

struct window *window_open(const struct config *c, struct err *e)
{
    struct opening *o = opening_new(c);
    if (!o) {
        fail(e, "out of memory");
        return NULL;
    }
    struct window *w = o->window;
    if (!display_call(open_call, o, true)) {
        fail(e, "%s",
             display_lost() ? "the connection to it was lost" : "no thread");
        return NULL; /* the call may still use what it was given */
    }
    bool ok = o->ok;
    *e = o->e;
    free(o);
    if (ok)
        return w;
    window_close(w);
    return NULL;
}

static void close_call(void *argument)
{
    struct window *w = argument;
    if (w->cover)
        sdl.DestroyTexture(w->cover);
    if (w->texture)
        sdl.DestroyTexture(w->texture);
    if (w->renderer)
        sdl.DestroyRenderer(w->renderer);
    if (w->window)
        sdl.DestroyWindow(w->window);
}

/* SDL stays initialised until the process ends: quitting would unload drivers
 * while they still hold memory, and a second window may follow. A window
 * whose display is lost cannot be closed. */
void window_close(struct window *w)
{
    if (w)
        display_call(close_call, w, false);
    free(w);
}

bool window_lost(const struct window *w)
{
    (void)w; /* there is one display */
    return display_lost();
}

void window_overlay(struct window *w, struct overlay *o)
{
    w->overlay = o;
}

/* --- service ---------------------------------------------------------------
 */

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

struct service {
    struct window *window;
    struct machine *machine;
    struct ring *typed;
    const struct host_frame *frame;
};

static void service_call(void *argument)
{
    const struct service *s = argument;
    events_take(s->window, s->machine, s->typed);
    title_update(s->window, s->machine);
}

void window_service(struct window *w, struct machine *m, struct ring *typed)
{
    struct service s = {.window = w, .machine = m, .typed = typed};
    display_call(service_call, &s, false);
}

static void frame_call(void *argument)
{
    const struct service *s = argument;
    const struct host_frame *f = s->frame;
    struct window *w = s->window;
    for (u32 y = 0; f->any && y < FB_HEIGHT; y++) {
        u32 first = y;
        for (; y < FB_HEIGHT && f->damaged[y]; y++)
            machine_fb_row(s->machine, y, w->pixels[y]);
        if (y > first)
            rows_upload(w, first, y);
    }
    cover_update(w, s->machine);
    if (w->stale)
        window_present(w);
}

void window_frame(struct window *w, struct machine *m,
                  const struct host_frame *f)
{
    struct service s = {.window = w, .machine = m, .frame = f};
    if (f->any || w->stale || w->covered || overlay_open(w))
        display_call(frame_call, &s, false);
}
