/* SPDX-License-Identifier: MIT
 *
 * The rules of the game of falling blocks. They know no device and no time:
 * whoever calls decides when a piece falls.
 *
 * A piece moves until game_move refuses to move it down. Then game_lock puts
 * it into the field, game_clear takes the full rows out, game_next brings in
 * the next piece; when there is no room for it, the game is over.
 */
#ifndef BLOCKS_GAME_H
#define BLOCKS_GAME_H

#include <stdbool.h>
#include <stdint.h>

enum {
    WIDTH = 10,
    HEIGHT = 20,
    KINDS = 7,
    CELLS = 4, /* of a piece */
    TURNS = 4,
    QUEUE = 3 /* next pieces that one can see */
};

struct cell {
    int x, y; /* row 0 is on top; above it, y is negative */
};

struct piece {
    int kind, turn;
    int x, y; /* of its box of 4 x 4 cells */
};

struct game {
    uint8_t field[HEIGHT][WIDTH]; /* 0, or kind + 1 */
    struct piece piece;
    uint8_t next[QUEUE];
    uint8_t bag[KINDS]; /* each kind comes once in a row of seven */
    unsigned left;      /* in the bag */
    unsigned pieces, score, lines;
    uint32_t random;
    bool over;
};

/* The cells of a piece, from top to bottom. */
void piece_cells(const struct piece *p, struct cell cells[CELLS]);

void game_start(struct game *g, uint32_t seed);
bool game_fits(const struct game *g, const struct piece *p);
/* False, and nothing moves, where it does not fit. */
bool game_move(struct game *g, int dx, int dy);
/* By quarters clockwise; beside a wall the piece moves away from it. */
bool game_turn(struct game *g, int quarters);
/* Down to where it lands; returns by how many rows. */
unsigned game_drop(struct game *g);
/* Returns how many rows are full. */
unsigned game_lock(struct game *g);
bool game_row_is_full(const struct game *g, int y);
unsigned game_clear(struct game *g);
void game_next(struct game *g);

unsigned game_level(const struct game *g);
/* Sixtieths of a second in which a piece falls by a row. */
unsigned game_pace(const struct game *g);

#endif
