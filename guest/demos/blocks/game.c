/* SPDX-License-Identifier: MIT
 *
 * The rules of the game of falling blocks, see game.h.
 */
#include "game.h"

#include <string.h>

/* For every kind and turn the 4 x 4 box, row by row from the highest bit. */
static const uint16_t shapes[KINDS][TURNS] = {
    {0x0F00, 0x2222, 0x00F0, 0x4444}, /* bar */
    {0x6600, 0x6600, 0x6600, 0x6600}, /* square */
    {0x4E00, 0x4640, 0x0E40, 0x4C40}, /* T */
    {0x6C00, 0x4620, 0x06C0, 0x8C40}, /* S */
    {0xC600, 0x2640, 0x0C60, 0x4C80}, /* Z */
    {0x8E00, 0x6440, 0x0E20, 0x44C0}, /* J */
    {0x2E00, 0x4460, 0x0E80, 0xC440}, /* L */
};

void piece_cells(const struct piece *p, struct cell cells[CELLS])
{
    unsigned shape = shapes[p->kind][p->turn];
    for (int bit = 0, n = 0; n < CELLS; bit++) {
        if (shape >> (15 - bit) & 1)
            cells[n++] = (struct cell){p->x + bit % 4, p->y + bit / 4};
    }
}

/* xorshift: cheap, and good enough to deal pieces. */
static uint32_t random_below(struct game *g, uint32_t limit)
{
    g->random ^= g->random << 13;
    g->random ^= g->random >> 17;
    g->random ^= g->random << 5;
    return g->random % limit;
}

static uint8_t bag_draw(struct game *g)
{
    if (g->left == 0) {
        for (; g->left < KINDS; g->left++)
            g->bag[g->left] = (uint8_t)g->left;
    }
    uint32_t at = random_below(g, g->left);
    uint8_t kind = g->bag[at];
    g->bag[at] = g->bag[--g->left];
    return kind;
}

bool game_fits(const struct game *g, const struct piece *p)
{
    struct cell cells[CELLS];
    piece_cells(p, cells);
    for (int i = 0; i < CELLS; i++) {
        struct cell c = cells[i];
        if (c.x < 0 || c.x >= WIDTH || c.y >= HEIGHT)
            return false;
        if (c.y >= 0 && g->field[c.y][c.x])
            return false;
    }
    return true;
}

void game_next(struct game *g)
{
    g->piece = (struct piece){.kind = g->next[0], .x = 3, .y = -1};
    memmove(g->next, g->next + 1, QUEUE - 1);
    g->next[QUEUE - 1] = bag_draw(g);
    g->pieces++;
    g->over = !game_fits(g, &g->piece);
}

void game_start(struct game *g, uint32_t seed)
{
    *g = (struct game){.random = seed | 1};
    for (int i = 0; i < QUEUE; i++)
        g->next[i] = bag_draw(g);
    game_next(g);
}

bool game_move(struct game *g, int dx, int dy)
{
    struct piece moved = g->piece;
    moved.x += dx;
    moved.y += dy;
    if (!game_fits(g, &moved))
        return false;
    g->piece = moved;
    return true;
}

bool game_turn(struct game *g, int quarters)
{
    static const int aside[] = {0, -1, 1, -2, 2};
    struct piece turned = g->piece;
    turned.turn = (turned.turn + quarters) % TURNS;
    for (unsigned i = 0; i < sizeof(aside) / sizeof(*aside); i++) {
        turned.x = g->piece.x + aside[i];
        if (game_fits(g, &turned)) {
            g->piece = turned;
            return true;
        }
    }
    return false;
}

unsigned game_drop(struct game *g)
{
    unsigned rows = 0;
    while (game_move(g, 0, 1))
        rows++;
    return rows;
}

bool game_row_is_full(const struct game *g, int y)
{
    return memchr(g->field[y], 0, WIDTH) == NULL;
}

unsigned game_lock(struct game *g)
{
    struct cell cells[CELLS];
    piece_cells(&g->piece, cells);
    for (int i = 0; i < CELLS; i++) {
        if (cells[i].y >= 0)
            g->field[cells[i].y][cells[i].x] = (uint8_t)(g->piece.kind + 1);
    }
    unsigned full = 0;
    for (int y = 0; y < HEIGHT; y++)
        full += game_row_is_full(g, y);
    return full;
}

unsigned game_clear(struct game *g)
{
    static const unsigned points[CELLS + 1] = {0, 100, 300, 500, 800};
    unsigned full = 0;
    for (int y = 0; y < HEIGHT; y++) {
        if (!game_row_is_full(g, y))
            continue;
        memmove(g->field[1], g->field[0], (size_t)y * WIDTH);
        memset(g->field[0], 0, WIDTH);
        full++;
    }
    g->score += points[full] * game_level(g);
    g->lines += full;
    return full;
}

unsigned game_level(const struct game *g)
{
    return 1 + g->lines / 10;
}

unsigned game_pace(const struct game *g)
{
    static const uint8_t pace[] = {48, 40, 33, 27, 22, 18, 15, 12,
                                   10, 8,  7,  6,  5,  4,  4,  3};
    unsigned level = game_level(g) - 1;
    return level < sizeof(pace) ? pace[level] : 2;
}
