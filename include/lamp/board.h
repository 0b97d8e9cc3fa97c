/* SPDX-License-Identifier: MIT
 *
 * Names for the rows of board.def: <NAME>_BASE and <NAME>_SIZE of a range in
 * bytes, PORT_<NAME>, INT_<NAME>; and the figures of the machine that no row
 * holds. FB_BASE here is that of the default RAM size: a program that must
 * run with any size takes it from SYSINFO (docs/board.md).
 */
#ifndef LAMP_BOARD_H
#define LAMP_BOARD_H

enum board_range {
#define BOARD_RANGE(name, kind, base, size, device, meaning) \
    name##_BASE = base, name##_SIZE = size,
#include <lamp/board.def>
    PROGRAM_BASE = TIME_BASE + TIME_SIZE /* where programs start */
};

enum board_port {
#define BOARD_PORT(name, number, device, meaning) PORT_##name = number,
#include <lamp/board.def>
    PORT_COUNT = 256
};

enum board_vector {
#define BOARD_VECTOR(name, number, meaning) INT_##name = number,
#include <lamp/board.def>
    INT_COUNT = 256
};

enum board_figure {
    BOARD_CORES_MAX = 64,
    BOARD_RAM_DEFAULT = 0x04000000, /* bytes */
    BOARD_RAM_UNIT = 0x00100000,
    BOARD_RAM_MIN_UNITS = 4, /* 5..7 are refused: FB would hit the windows */
    BOARD_RAM_HOLE_UNITS = 7,
    BOARD_RAM_MAX_UNITS = 2048,

    STACK_SLOTS = 256,        /* entries of each stack at reset */
    STACK_POOL_STRIDE = 5120, /* bytes a core owns in the pool */
    STACK_POOL_CALL = 0x000,  /* offsets in those */
    STACK_POOL_DATA = 0x800,
    STACK_POOL_ISR = 0xC00
};

#endif
