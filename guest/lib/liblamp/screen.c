/* SPDX-License-Identifier: MIT
 *
 * Drawing into the framebuffer. Everything is clipped to the screen. Nothing
 * is kept in memory, so every core may draw at the same time.
 */
#include <lamp.h>

#include <lamp/dev/fb.h>

enum { FIRST = 32, BOX = 127 }; /* of the font, font.s */

extern const unsigned char lamp_font[][LAMP_FONT_HEIGHT];

uint32_t *lamp_fb(void)
{
    return (uint32_t *)FB_ALIAS_BASE;
}

void lamp_pixel(int x, int y, uint32_t colour)
{
    if ((unsigned)x < FB_WIDTH && (unsigned)y < FB_HEIGHT)
        lamp_fb()[y * FB_WIDTH + x] = colour;
}

void lamp_fill(int x, int y, int width, int height, uint32_t colour)
{
    for (int row = y < 0 ? 0 : y; row < y + height && row < FB_HEIGHT; row++) {
        uint32_t *at = lamp_fb() + row * FB_WIDTH;
        for (int k = x < 0 ? 0 : x; k < x + width && k < FB_WIDTH; k++)
            at[k] = colour;
    }
}

void lamp_char(int x, int y, int c, uint32_t ink, uint32_t paper)
{
    unsigned sign = c >= FIRST && c < BOX ? (unsigned)(c - FIRST) : BOX - FIRST;
    for (int row = 0; row < LAMP_FONT_HEIGHT; row++) {
        unsigned bits = lamp_font[sign][row];
        for (int k = 0; k < LAMP_FONT_WIDTH; k++)
            lamp_pixel(x + k, y + row, bits & 0x80u >> k ? ink : paper);
    }
}

void lamp_text(int x, int y, const char *text, uint32_t ink, uint32_t paper)
{
    for (int at = x; *text; text++) {
        if (*text == '\n') {
            at = x;
            y += LAMP_FONT_HEIGHT;
            continue;
        }
        lamp_char(at, y, (unsigned char)*text, ink, paper);
        at += LAMP_FONT_WIDTH;
    }
}
