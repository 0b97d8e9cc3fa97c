/* SPDX-License-Identifier: MIT
 *
 * What the parts of the boot image in C and in assembly know of each other.
 */
#ifndef BIOS_BOOT_H
#define BIOS_BOOT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* loader.c: reads and places the kernel; returns its entry address. Does not
 * return when that fails. */
uint32_t loader_run(void);

/* boot.s: prints "BIOS: REASON" and ends the machine with status 2. */
_Noreturn void boot_fail(const char *reason);

/* boot.s: sends a text to the serial port. */
void print_serial(const char *text);

/* The runtime library. */
void *memcpy(void *restrict to, const void *restrict from, size_t n);
void *memset(void *to, int byte, size_t n);

#endif
