/* SPDX-License-Identifier: MIT
 *
 * Rectangles and text for the demos in C. Everything is drawn into `screen`,
 * which is the framebuffer unless a program points it to a picture of its own
 * of the same size. What lies outside is cut off.
 *
 * The font is that of the assembly library. A file that includes this header
 * is compiled with -I guest/lib; one program includes it once.
 */
#ifndef DEMO_SCREEN_H
#define DEMO_SCREEN_H

#include <stdint.h>

#include <lamp.h>
#include <lamp/dev/fb.h>

__asm__(".include \"font.inc\"");
extern const uint8_t font[]; /* 8 x 16 pixels a sign, from the blank on */

enum { FONT_WIDTH = 8, FONT_HEIGHT = 16, FONT_FIRST = 32, FONT_BOX = 127 };

static uint32_t *screen = (uint32_t *)FB_ALIAS_BASE;

/* The colour between a (k = 0) and b (k = 256). */
static inline uint32_t colour_mix(uint32_t a, uint32_t b, uint32_t k)
{
    uint32_t red_blue = (a & 0xFF00FF) * (256 - k) + (b & 0xFF00FF) * k;
    uint32_t green = (a & 0x00FF00) * (256 - k) + (b & 0x00FF00) * k;
    return (red_blue >> 8 & 0xFF00FF) | (green >> 8 & 0x00FF00);
}

static inline void screen_fill(int x, int y, int width, int height,
                               uint32_t colour)
{
    int right = x + width < FB_WIDTH ? x + width : FB_WIDTH;
    int bottom = y + height < FB_HEIGHT ? y + height : FB_HEIGHT;
    for (int row = y < 0 ? 0 : y; row < bottom; row++) {
        for (int column = x < 0 ? 0 : x; column < right; column++)
            screen[row * FB_WIDTH + column] = colour;
    }
}

/* A frame of one pixel. */
static inline void screen_frame(int x, int y, int width, int height,
                                uint32_t colour)
{
    screen_fill(x, y, width, 1, colour);
    screen_fill(x, y + height - 1, width, 1, colour);
    screen_fill(x, y, 1, height, colour);
    screen_fill(x + width - 1, y, 1, height, colour);
}

/* One sign, each of its pixels a square of `scale`; the background stays. */
static inline void screen_sign(int x, int y, int scale, uint32_t colour,
                               char sign)
{
    unsigned c = (unsigned char)sign;
    if (c < FONT_FIRST || c >= FONT_BOX)
        c = FONT_BOX;
    const uint8_t *rows = font + (c - FONT_FIRST) * FONT_HEIGHT;
    for (int row = 0; row < FONT_HEIGHT; row++) {
        for (int column = 0; column < FONT_WIDTH; column++) {
            if (rows[row] >> (FONT_WIDTH - 1 - column) & 1)
                screen_fill(x + column * scale, y + row * scale, scale, scale,
                            colour);
        }
    }
}

static inline void screen_text(int x, int y, int scale, uint32_t colour,
                               const char *text)
{
    for (; *text; text++, x += FONT_WIDTH * scale)
        screen_sign(x, y, scale, colour, *text);
}

#endif
