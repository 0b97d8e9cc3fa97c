/* SPDX-License-Identifier: MIT
 *
 * Events of the window: keys and mouse go to the machine or to what lies over
 * its picture, some keys stay with the window.
 */
#include "sdl.h"

#include <stdlib.h>
#include <lamp/dev/ps2.h>
#include <util/log.h>

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
    if (!on) {
        sdl.GetWindowSize(w->window, &w->windowed.w, &w->windowed.h);
        sdl.GetWindowPosition(w->window, &w->windowed.x, &w->windowed.y);
    }
    sdl.SetWindowFullscreen(w->window, on ? 0 : SDL_WINDOW_FULLSCREEN_DESKTOP);
    w->fill_at = sdl.GetTicks() + FILL_MS;
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

static bool overlay_key(struct window *w, struct machine *m,
                        const struct overlay_key *k)
{
    return overlay_open(w) && w->overlay->class->key(w->overlay, m, k);
}

/* The overlay comes first, but for the keys that open it and that give it the
 * whole screen. True: the key is not for the guest. */
static bool key_taken(struct window *w, struct machine *m,
                      const struct overlay_key *k)
{
    enum key_action action = keymap_action(k->usage, k->modifiers & ~KEY_SHIFT);
    bool own = action == KEY_DEBUGGER ||
               (action == KEY_FULLSCREEN && (k->modifiers & KEY_ALT));
    if (!own && overlay_key(w, m, k))
        return true;
    if (action != KEY_PASSED && !k->repeat)
        action_do(w, m, action);
    return action != KEY_PASSED;
}

/* Repeats of a key that is somebody else's now are nobody's. */
static enum text_for key_owner(struct window *w, struct machine *m,
                               const struct overlay_key *k)
{
    const struct keyboard *own = &w->keyboard;
    if (k->repeat && keyboard_holds(own, k->usage))
        return overlay_attends(w) ? TEXT_NOBODY : TEXT_GUEST;
    bool kept = k->repeat && keyboard_keeps(own, k->usage);
    if (kept && !overlay_attends(w))
        return TEXT_NOBODY;
    return key_taken(w, m, k) ? TEXT_OVERLAY : TEXT_GUEST;
}

static void key_to_guest(struct window *w, struct machine *m,
                         struct ring *typed, const SDL_KeyboardEvent *e,
                         const struct overlay_key *k)
{
    u8 bytes[KEY_SCAN_BYTES];
    bool down = e->state == SDL_PRESSED;
    u32 n = keyboard_event(&w->keyboard, k->usage, down, bytes);
    if (n > 0)
        machine_keyboard(m, bytes, n);
    if (down)
        ring_add(typed, bytes,
                 keymap_text(k->usage, (u32)e->keysym.sym,
                             k->modifiers & ~KEY_SHIFT, bytes));
}

static void key_event(struct window *w, struct machine *m, struct ring *typed,
                      const SDL_KeyboardEvent *e)
{
    struct overlay_key k = {(u32)e->keysym.scancode,
                            (e->keysym.mod & KMOD_CTRL ? KEY_CTRL : 0) |
                                (e->keysym.mod & KMOD_ALT ? KEY_ALT : 0) |
                                (e->keysym.mod & KMOD_SHIFT ? KEY_SHIFT : 0),
                            e->repeat != 0};
    bool down = e->state == SDL_PRESSED;
    w->text_for = down ? key_owner(w, m, &k) : TEXT_FREE;
    if (w->text_for == TEXT_OVERLAY)
        keyboard_keep(&w->keyboard, k.usage);
    else if (w->text_for != TEXT_NOBODY)
        key_to_guest(w, m, typed, e, &k);
}

static void text_event(struct window *w, struct machine *m, struct ring *typed,
                       const char *text)
{
    if (w->text_for == TEXT_NOBODY)
        return;
    if (w->text_for != TEXT_GUEST && overlay_open(w) &&
        w->overlay->class->text(w->overlay, m, text))
        return;
    if (w->text_for != TEXT_OVERLAY)
        ring_add(typed, (const u8 *)text, (u32)strlen(text));
}

/* --- clipboard -------------------------------------------------------------
 */

/* The first line, as if it were typed. */
static void paste(struct window *w, struct machine *m)
{
    char *text = sdl.GetClipboardText();
    if (!text)
        return;
    text[strcspn(text, "\r\n")] = '\0';
    if (overlay_open(w))
        w->overlay->class->text(w->overlay, m, text);
    sdl.free(text);
}

/* What the overlay has asked for. */
static void overlay_serve(struct window *w, struct machine *m)
{
    struct overlay *o = w->overlay;
    if (!o)
        return;
    if (o->wants_paste)
        paste(w, m);
    o->wants_paste = false;
    if (o->copied && sdl.SetClipboardText(o->copied) != 0)
        log_warn("cannot copy: %s", sdl.GetError());
    free(o->copied);
    o->copied = NULL;
    if (w->captured && overlay_attends(w))
        mouse_capture(w, m, false);
}

/* --- windows ---------------------------------------------------------------
 */

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
        w->text_for = TEXT_FREE;
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
        if (sdl_x11_destroyed(w, e->syswm.msg))
            machine_stop(m, STOPPED_WINDOW, 0);
        break;
    case SDL_RENDER_TARGETS_RESET:
    case SDL_RENDER_DEVICE_RESET:
        window_redraw(w);
        break;
    default:
        break;
    }
}

void events_take(struct window *w, struct machine *m, struct ring *typed)
{
    SDL_Event e;
    while (sdl.PollEvent(&e))
        event_take(w, m, typed, &e);
    overlay_serve(w, m);
    if (w->fill_at != 0 && sdl.GetTicks() >= w->fill_at) {
        sdl_x11_fill(w);
        w->fill_at = 0;
    }
    mouse_flush(w, m);
}
