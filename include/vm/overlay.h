/* SPDX-License-Identifier: MIT
 *
 * Something drawn over the picture in the window, with keys of its own: the
 * debugger's panels. The window shows its pixels and passes on keys while the
 * overlay wants them; what they mean only the overlay knows. Device thread
 * only.
 */
#ifndef VM_OVERLAY_H
#define VM_OVERLAY_H

#include <stdio.h>
#include <util/bits.h>

struct machine;
struct overlay;

/* Keys by position: USB HID usages (page 7), as SDL's scancodes are. */
enum key_usage {
    USAGE_A = 0x04,
    USAGE_C = 0x06,
    USAGE_G = 0x0A,
    USAGE_U = 0x18,
    USAGE_V = 0x19,
    USAGE_W = 0x1A,
    USAGE_Z = 0x1D,
    USAGE_ENTER = 0x28,
    USAGE_ESCAPE = 0x29,
    USAGE_BACKSPACE = 0x2A,
    USAGE_TAB = 0x2B,
    USAGE_F1 = 0x3A,
    USAGE_F4 = 0x3D,
    USAGE_F5 = 0x3E,
    USAGE_F9 = 0x42,
    USAGE_F10 = 0x43,
    USAGE_F11 = 0x44,
    USAGE_F12 = 0x45,
    USAGE_INSERT = 0x49,
    USAGE_HOME = 0x4A,
    USAGE_PAGE_UP = 0x4B,
    USAGE_DELETE = 0x4C,
    USAGE_END = 0x4D,
    USAGE_PAGE_DOWN = 0x4E,
    USAGE_RIGHT = 0x4F,
    USAGE_LEFT = 0x50,
    USAGE_DOWN = 0x51,
    USAGE_UP = 0x52,
    USAGE_KEYPAD_ENTER = 0x58
};
enum key_modifier { KEY_CTRL = 1 << 0, KEY_ALT = 1 << 1, KEY_SHIFT = 1 << 2 };

struct overlay_key {
    u32 usage;
    u32 modifiers; /* enum key_modifier */
    bool repeat;   /* held down */
};

/* Non-premultiplied ARGB8888, to be blended over the whole window, each pixel
 * a square of factor x factor. */
struct overlay_picture {
    const u32 *pixels;
    u32 width, height; /* factor * these cover the window */
    u32 factor;
    bool changed; /* since the last call */
};

struct overlay_class {
    const char *name;
    /* Opens or closes it. */
    void (*toggle)(struct overlay *o, struct machine *m);
    bool (*is_open)(const struct overlay *o);
    /* All keys and clicks are its at present. */
    bool (*attends)(const struct overlay *o);
    /* A key goes down while it is open; false: it is for the guest. */
    bool (*key)(struct overlay *o, struct machine *m,
                const struct overlay_key *k);
    /* Typed text, UTF-8; false: it is for the guest. */
    bool (*text)(struct overlay *o, struct machine *m, const char *text);
    /* A click, and turns of the wheel (up is positive), at a pixel of its
     * picture; false: it is for the guest. */
    bool (*mouse)(struct overlay *o, struct machine *m, u32 x, u32 y,
                  int wheel);
    /* 60 times a second: what to show over a window of width x height pixels;
     * NULL: nothing. Valid until the next call. */
    const struct overlay_picture *(*picture)(struct overlay *o,
                                             struct machine *m, u32 width,
                                             u32 height);
};

struct overlay {
    const struct overlay_class *class;
    /* Wishes, which the window fulfils and takes back: the clipboard's text,
     * as if it were typed; a text for the clipboard, to be freed. */
    bool wants_paste;
    char *copied;
};

#endif
