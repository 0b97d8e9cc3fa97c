/* SPDX-License-Identifier: MIT
 *
 * The pictures that --screenshot asks for.
 */
#ifndef HOST_SHOTS_H
#define HOST_SHOTS_H

#include <util/bits.h>
#include <util/err.h>
#include <vm/config.h>

struct shots {
    const struct config *config;
    bool done[CONFIG_SCREENSHOTS_MAX];
    char why[CONFIG_SCREENSHOTS_MAX][160]; /* not written: the reason */
};

/* False: a picture could not be written where it shall go. */
bool shots_open(struct shots *s, const struct config *c, struct err *e);

/* Writes the pictures of this frame. pixels: words XRGB8888, little endian,
 * without gaps; cores may be writing. */
void shots_frame(struct shots *s, u64 frame, const u8 *pixels);

/* Writes the pictures of the end; false: some were not written. The first
 * reason is in *e, the others are logged. */
bool shots_finish(struct shots *s, const u32 *pixels, struct err *e);

#endif
