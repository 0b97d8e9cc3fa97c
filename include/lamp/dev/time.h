/* SPDX-License-Identifier: MIT
 *
 * TIME: clocks in nanoseconds and the periodic tick (docs/board.md). Register
 * offsets from TIME_BASE. Reading a low word latches the high word of that
 * clock for the reading core.
 */
#ifndef LAMP_DEV_TIME_H
#define LAMP_DEV_TIME_H

enum time_register {
    TIME_CTRL = 0x00,    /* read 1; write the tick period in us, 0 = off */
    TIME_REAL_LO = 0x04, /* UNIX time */
    TIME_REAL_HI = 0x08,
    TIME_MONO_LO = 0x0C, /* host monotonic time */
    TIME_MONO_HI = 0x10,
    TIME_BOOT_LO = 0x14, /* since the machine started */
    TIME_BOOT_HI = 0x18
};

enum { TIME_PERIOD_MIN = 1000 /* us; 1..999 count as this */ };

#endif
