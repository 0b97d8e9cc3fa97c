/* SPDX-License-Identifier: MIT
 *
 * A grid of characters with colours, and how it becomes pixels. Panels are
 * drawn into areas of it; nothing is ever drawn outside of an area or of the
 * grid. Pure functions: a test reads the cells.
 */
#ifndef DEBUG_CELLS_H
#define DEBUG_CELLS_H

#include <util/bits.h>
#include <util/buf.h>

enum { CELL_WIDTH = 8, CELL_HEIGHT = 16, CELLS_MAX = 2048 }; /* a side */

/* Signs of font.s behind ASCII. */
enum sign {
    SIGN_FIRST = 32,
    SIGN_BOX = 127,
    SIGN_DOT,
    SIGN_ARROW,
    SIGN_STOPPED,
    SIGN_MORE,
    SIGN_EYE,
    SIGN_END
};

enum ink { INK_TEXT, INK_DIM, INK_FAINT, INK_AMBER, INK_RED, INK_BACK };
enum paper {
    PAPER_NONE,  /* the picture, dimmed */
    PAPER_PANEL, /* what panels lie on */
    PAPER_HEAD,  /* their titles */
    PAPER_BAR,   /* title, command and key line of the whole */
    PAPER_HERE,  /* where the core stands */
    PAPER_CURSOR,
    PAPER_AMBER,
    PAPER_RED,
    PAPER_COUNT
};
/* Lines of one pixel at the edges of a cell. */
enum edge {
    EDGE_TOP = 1 << 0,
    EDGE_BOTTOM = 1 << 1,
    EDGE_LEFT = 1 << 2,
    EDGE_RIGHT = 1 << 3,
    EDGE_BRIGHT = 1 << 4
};

struct cell {
    u8 sign, ink, paper, edges;
};

struct cells {
    u32 columns, rows;
    struct cell *cell; /* [rows][columns] */
};

struct area {
    u32 x, y, width, height;
};

/* All cells empty. Sides are cut at CELLS_MAX. False: no memory, no cells. */
bool cells_resize(struct cells *g, u32 columns, u32 rows);
void cells_free(struct cells *g);
/* NULL outside of the grid. */
struct cell *cells_at(const struct cells *g, u32 x, u32 y);

/* The part of b that is in a; x and y of b count from a's corner. */
struct area area_within(struct area a, struct area b);
static inline struct area area_row(struct area a, u32 row)
{
    return area_within(a, (struct area){0, row, a.width, 1});
}

void area_fill(struct cells *g, struct area a, enum paper paper);
void area_frame(struct cells *g, struct area a, bool bright);
/* One sign, one text; a text that reaches the right edge ends with SIGN_MORE.
 * Returns the column behind it. */
void area_sign(struct cells *g, struct area a, u32 column, u32 row, u8 sign,
               enum ink ink);
u32 area_text(struct cells *g, struct area a, u32 column, u32 row, enum ink ink,
              const char *format, ...) __attribute__((format(printf, 6, 7)));

/* An area as lines of ASCII, without spaces at their ends. */
void cells_text(const struct cells *g, struct area a, struct buf *text);

/* The grid in the middle of width x height pixels, ARGB8888. */
void cells_paint(const struct cells *g, u32 *pixels, u32 width, u32 height);

/* Made by the build from font.s. */
extern const u8 panels_font[SIGN_END - SIGN_FIRST][CELL_HEIGHT];

#endif
