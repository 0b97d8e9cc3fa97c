/* SPDX-License-Identifier: MIT
 *
 * Where the picture lies in the window. Pure arithmetic; pixels.
 */
#ifndef HOST_VIEW_H
#define HOST_VIEW_H

#include <util/bits.h>

struct view {
    int x, y, width, height;
};

/* The picture, scaled by the largest whole factor (fit: by any factor) that
 * fits into width x height, in the middle of it. An area too small for factor
 * 1 gets a shrunken picture, of at least one pixel. */
struct view view_place(int width, int height, bool fit);

/* The window's first size. scale: a factor, 0 for the largest whole one that
 * fits the display's usable area, CONFIG_SCALE_FIT for the largest. */
struct view view_first(u32 scale, int usable_width, int usable_height);

#endif
