/* SPDX-License-Identifier: MIT
 *
 * Keys of the window: which PS/2 codes and which serial text they make, and
 * which of them the window keeps. Keys are numbered by position as in the USB
 * HID usage table, which is what SDL's scancodes are; letters by what the
 * layout says.
 */
#ifndef HOST_KEYMAP_H
#define HOST_KEYMAP_H

#include <stdio.h>
#include <util/bits.h>
#include <vm/overlay.h>

enum { KEY_USAGES = 256, KEY_SCAN_BYTES = 6, KEY_TEXT_BYTES = 3 };

/* PS/2 set 1 of a key going down or up; returns how many bytes, 0 for a key
 * that PS/2 does not know. */
u32 keymap_scan(u32 usage, bool down, u8 scan[KEY_SCAN_BYTES]);

/* Serial text of a key that is not a printed character; 0 bytes when it is.
 * symbol: character of the key without modifiers, 0 if none. */
u32 keymap_text(u32 usage, u32 symbol, u32 modifiers, u8 text[KEY_TEXT_BYTES]);

/* What the window does on a key instead of passing it on. */
enum key_action { KEY_PASSED, KEY_FULLSCREEN, KEY_CAPTURE, KEY_DEBUGGER };
enum key_action keymap_action(u32 usage, u32 modifiers);
void keymap_print(FILE *out);

/* Which keys the guest believes to be down, and which went down for somebody
 * else: whose a key was then, it is until it is let go. Zero-initialise. */
struct keyboard {
    u8 held[KEY_USAGES], kept[KEY_USAGES];
};

/* The bytes to send for an event; 0 for the release of a key that the guest
 * does not know to be down. */
u32 keyboard_event(struct keyboard *k, u32 usage, bool down,
                   u8 scan[KEY_SCAN_BYTES]);
/* The key went down for somebody else; its repeats and its release are not for
 * the guest. */
void keyboard_keep(struct keyboard *k, u32 usage);
bool keyboard_holds(const struct keyboard *k, u32 usage);
bool keyboard_keeps(const struct keyboard *k, u32 usage);
/* Releases one held key; 0 when none is left.
 * Kept ones are forgotten. */
u32 keyboard_release(struct keyboard *k, u8 scan[KEY_SCAN_BYTES]);

#endif
