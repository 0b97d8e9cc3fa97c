/* SPDX-License-Identifier: MIT
 *
 * Reads the text of the debugger's panels off a window on a virtual screen,
 * as somebody in front of it would: every cell is compared with the signs of
 * the font in each ink. Prints a line for each row of cells; a cell that
 * shows no sign is '?'. Every pixel of a letter is a square of the factor that
 * the size of the window gives.
 *
 * usage: read SCREEN.xwd X Y WIDTH HEIGHT    (of the window)
 */
#include <debug/cells.h>

#include <stdio.h>
#include <stdlib.h>
#include <util/buf.h>

#include "xwd.h"

/* What letters are drawn with: bios/theme.inc; faint is between dim and it. */
static const u32 inks[] = {0xDCE4F2, 0x7E8FAB, 0x61708A,
                           0xFFB454, 0xFF7A6B, 0x0A0E16};

/* Where pixels of the panels are on the screen. */
struct view {
    const struct screen *screen;
    u32 x, y, width, height, factor; /* of the window, in its pixels */
};

static u32 view_pixel(const struct view *v, u32 x, u32 y)
{
    x = v->x + x * v->factor;
    y = v->y + y * v->factor;
    return x < v->screen->width && y < v->screen->height
               ? screen_pixel(v->screen, x, y)
               : 0;
}

static void bits_of(const struct view *v, u32 x, u32 y, u32 ink,
                    u8 bits[CELL_HEIGHT])
{
    memset(bits, 0, CELL_HEIGHT);
    for (u32 row = 0; row < CELL_HEIGHT; row++)
        for (u32 i = 0; i < CELL_WIDTH; i++)
            if (view_pixel(v, x + i, y + row) == ink)
                bits[row] |= (u8)(0x80 >> i);
}

/* ASCII of the sign at (x, y). */
static char sign_at(const struct view *v, u32 x, u32 y)
{
    static const u8 none[CELL_HEIGHT];
    u8 bits[CELL_HEIGHT];
    char found = ' ';
    for (u32 i = 0; i < ARRAY_LEN(inks); i++) {
        bits_of(v, x, y, inks[i], bits);
        if (memcmp(bits, none, CELL_HEIGHT) == 0)
            continue;
        found = '?';
        for (u32 sign = SIGN_FIRST; sign < SIGN_BOX; sign++)
            if (memcmp(bits, panels_font[sign - SIGN_FIRST], CELL_HEIGHT) == 0)
                return (char)sign;
    }
    return found;
}

/* docs/window.md: from 1600 x 1280 on letters are larger. */
static u32 factor_of(u32 width, u32 height)
{
    u32 x = width / 800, y = height / 640, factor = x < y ? x : y;
    return factor ? factor : 1;
}

static void read_window(const struct screen *s, const u32 w[4])
{
    u32 factor = factor_of(w[2], w[3]);
    struct view v = {s,
                     w[0],
                     w[1],
                     (w[2] + factor - 1) / factor,
                     (w[3] + factor - 1) / factor,
                     factor};
    u32 columns = v.width / CELL_WIDTH, rows = v.height / CELL_HEIGHT;
    u32 left = v.width % CELL_WIDTH / 2, top = v.height % CELL_HEIGHT / 2;
    for (u32 row = 0; row < rows; row++) {
        for (u32 i = 0; i < columns; i++)
            putchar(
                sign_at(&v, left + i * CELL_WIDTH, top + row * CELL_HEIGHT));
        putchar('\n');
    }
}

int main(int argc, char **argv)
{
    struct err e = {0};
    struct screen s = {0};
    u32 w[4];
    if (argc != 6) {
        fprintf(stderr, "usage: read SCREEN.xwd X Y W H\n");
        return 2;
    }
    for (int i = 0; i < 4; i++)
        w[i] = (u32)strtoul(argv[2 + i], NULL, 10);
    bool ok = screen_read(&s, argv[1], &e);
    if (ok &&
        (!range_ok(w[0], w[2], s.width) || !range_ok(w[1], w[3], s.height)))
        ok = fail(&e, "the window is not on the screen");
    if (ok)
        read_window(&s, w);
    else
        fprintf(stderr, "read: %s\n", e.text);
    buf_free(&s.file);
    return ok ? 0 : 1;
}
