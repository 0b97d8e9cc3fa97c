/* SPDX-License-Identifier: MIT
 *
 * The framebuffer: words 0x00RRGGBB, row-major, the same storage behind the
 * windows FB (at the end of RAM) and FB_ALIAS (docs/board.md).
 */
#ifndef LAMP_DEV_FB_H
#define LAMP_DEV_FB_H

enum fb_figure {
    FB_WIDTH = 640,
    FB_HEIGHT = 480,
    FB_BPP = 4,                    /* bytes per pixel */
    FB_STRIDE = FB_WIDTH * FB_BPP, /* bytes per row */
    FB_HZ = 60                     /* presentations per second */
};

#endif
