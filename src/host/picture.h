/* SPDX-License-Identifier: MIT
 *
 * A picture of the framebuffer as a PNG file, 8-bit RGB.
 */
#ifndef HOST_PICTURE_H
#define HOST_PICTURE_H

#include <util/bits.h>
#include <util/buf.h>
#include <util/err.h>

/* Pixels are words 0x??RRGGBB, row-major without gaps. */
bool picture_encode(struct buf *out, const u32 *pixels, u32 width, u32 height,
                    struct err *e);
bool picture_write(const char *path, const u32 *pixels, u32 width, u32 height,
                   struct err *e);

#endif
