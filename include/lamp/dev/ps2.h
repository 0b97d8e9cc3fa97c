/* SPDX-License-Identifier: MIT
 *
 * Keyboard and mouse: ports KBD_STATUS, KBD_DATA, MOUSE_STATUS, MOUSE_DATA.
 * The keyboard sends PS/2 scan codes of set 1, the mouse three-byte packets
 * (docs/board.md).
 */
#ifndef LAMP_DEV_PS2_H
#define LAMP_DEV_PS2_H

enum ps2_bit {
    PS2_READY = 1 << 0,      /* status: byte waiting */
    PS2_BREAK = 0x80,        /* added to a scan code on release */
    PS2_EXTENDED = 0xE0,     /* prefix of extended keys */
    PS2_MOUSE_LEFT = 1 << 0, /* packet byte 0 */
    PS2_MOUSE_RIGHT = 1 << 1,
    PS2_MOUSE_MIDDLE = 1 << 2,
    PS2_MOUSE_ALWAYS = 1 << 3,
    PS2_MOUSE_X_SIGN = 1 << 4,
    PS2_MOUSE_Y_SIGN = 1 << 5
};

enum { PS2_QUEUE_BYTES = 255 };

#endif
