/* SPDX-License-Identifier: MIT
 *
 * What the boot image hands to a kernel (docs/bios.md): BootInfo at a fixed
 * address, and where the boot image keeps its things. Words 0C to 60 are the
 * SYSINFO words 04 to 58 as they were at boot. r0 holds the address on entry.
 */
#ifndef LAMP_BOOTINFO_H
#define LAMP_BOOTINFO_H

#include <stdint.h>

enum {
    BOOT_INFO_BASE = 0x002FF000,
    BOOT_INFO_MAGIC = 0x3049424C, /* the bytes "LBI0" */
    BOOT_INFO_VERSION = 2,
    BOOT_INFO_BYTES = 0x64,

    BOOT_KERNEL_LBA = 1,            /* first sector of the kernel */
    BOOT_KERNEL_MAX = 512 * 1024,   /* bytes of its file */
    BOOT_HEADER_SECTORS = 8,        /* that hold all ELF headers */
    BOOT_STAGING_BASE = 0x00300000, /* the file is read to here */
    BOOT_STAGING_END = 0x00380000,
    BOOT_KERNEL_BASE = 0x00100000, /* where kernels normally link */
    BOOT_STACK_TOP = 0x00600000,   /* r30 on entry */
    BOOT_STACK_BYTES = 0x00010000,
    BOOT_RAM_MIN = 8 * 1024 * 1024,
    BOOT_FAIL_STATUS = 2
};

struct boot_info {
    uint32_t magic, version, size;
    char vendor[16];
    uint32_t ram_lo, ram_hi;   /* bytes */
    uint32_t disk_lo, disk_hi; /* bytes */
    uint32_t cores;
    uint32_t sysinfo_version, architecture, endianness;
    uint32_t physical_bits, page_size;
    uint32_t timer_hz;
    uint32_t features; /* enum sysinfo_feature */
    uint32_t fb_width, fb_height, fb_bytes_per_pixel, fb_stride;
    uint32_t boot_ns_lo, boot_ns_hi; /* UNIX time in nanoseconds */
};

#endif
