/* SPDX-License-Identifier: MIT
 *
 * SYSINFO version 2: read-only description of the machine (docs/board.md).
 * Register offsets from SYSINFO_BASE.
 */
#ifndef LAMP_DEV_SYSINFO_H
#define LAMP_DEV_SYSINFO_H

enum sysinfo_register {
    SYSINFO_MAGIC = 0x00,
    SYSINFO_VENDOR = 0x04, /* 16 bytes, zero padded */
    SYSINFO_RAM_LO = 0x14,
    SYSINFO_RAM_HI = 0x18,
    SYSINFO_DISK_LO = 0x1C, /* size of the disk in bytes, 0 without one */
    SYSINFO_DISK_HI = 0x20,
    SYSINFO_CORES = 0x24,
    SYSINFO_VERSION = 0x28,
    SYSINFO_ARCH = 0x2C,
    SYSINFO_ENDIAN = 0x30,
    SYSINFO_PHYS_BITS = 0x34,
    SYSINFO_PAGE_SIZE = 0x38,
    SYSINFO_TIMER_HZ = 0x3C,
    SYSINFO_FEATURES = 0x40,
    SYSINFO_FB_WIDTH = 0x44, /* pixels */
    SYSINFO_FB_HEIGHT = 0x48,
    SYSINFO_FB_BPP = 0x4C,    /* bytes per pixel */
    SYSINFO_FB_STRIDE = 0x50, /* bytes per row */
    SYSINFO_BOOT_LO = 0x54,   /* UNIX time of machine start in ns */
    SYSINFO_BOOT_HI = 0x58
};

enum { SYSINFO_MAGIC_VALUE = 0x31494D56, SYSINFO_VERSION_VALUE = 2 };

enum sysinfo_feature {
    FEATURE_TIME = 1 << 0,
    FEATURE_FB = 1 << 1,
    FEATURE_DISK = 1 << 2,
    FEATURE_SMP = 1 << 3,
    FEATURE_TIMER = 1 << 4,
    FEATURE_INTC = 1 << 5,
    FEATURE_X1 = 1 << 16,
    FEATURE_EXIT = 1 << 17,
    FEATURE_STACK_SIZE = 1 << 18
};

#endif
