/* SPDX-License-Identifier: MIT
 *
 * The layout of a boot disk (docs/bios.md), and the boot image's checks done
 * beforehand. Pure functions over buffers.
 */
#ifndef MKDISK_H
#define MKDISK_H

#include <util/bits.h>
#include <util/buf.h>
#include <util/err.h>

enum {
    MKDISK_MAX_BYTES = 1 << 30,
    MKDISK_ALIGN = 1 << 20 /* where a file system may start */
};

/* True when the boot image will load these bytes; else *e names the reason
 * in its words, and the place. Does not know RAM size and cores. */
bool mkdisk_check(const u8 *kernel, size_t size, const char *name,
                  struct err *e);

/* The whole disk; files may be NULL. *start: first sector of the files. */
bool mkdisk_build(struct buf *disk, const struct buf *kernel,
                  const struct buf *files, u64 size, u64 *start, struct err *e);

#endif
