/* SPDX-License-Identifier: MIT
 *
 * The machine as a player. It looks one piece ahead: of all places where the
 * present piece can land it takes the one that leaves the best field, which
 * is low, flat and has no holes.
 */
#include "robot.h"

#include <stdlib.h>

/* How much each property of a field counts. */
enum { FOR_LINES = 76, FOR_HEIGHT = -51, FOR_HOLES = -36, FOR_STEPS = -18 };

struct column {
    int height, holes;
};

static struct column column_look(const struct game *g, int x)
{
    struct column c = {0, 0};
    for (int y = 0; y < HEIGHT; y++) {
        if (g->field[y][x] && c.height == 0)
            c.height = HEIGHT - y;
        else if (!g->field[y][x] && c.height > 0)
            c.holes++;
    }
    return c;
}

static int field_value(const struct game *g)
{
    int value = 0, before = 0;
    for (int x = 0; x < WIDTH; x++) {
        struct column c = column_look(g, x);
        value += FOR_HEIGHT * c.height + FOR_HOLES * c.holes;
        if (x > 0)
            value += FOR_STEPS * abs(c.height - before);
        before = c.height;
    }
    return value;
}

/* Lands the piece of a copy of the game. */
static int place_value(struct game g)
{
    game_drop(&g);
    int lines = (int)game_lock(&g);
    if (lines > 0)
        game_clear(&g);
    return FOR_LINES * lines + field_value(&g);
}

struct goal robot_goal(const struct game *g)
{
    struct goal goal = {g->piece.turn, g->piece.x};
    int best = INT32_MIN;
    struct game tried = *g;
    for (int turn = 0; turn < TURNS; turn++) {
        for (int x = -2; x < WIDTH; x++) {
            tried.piece.turn = turn;
            tried.piece.x = x;
            if (!game_fits(&tried, &tried.piece))
                continue;
            int value = place_value(tried);
            if (value > best) {
                best = value;
                goal = (struct goal){turn, x};
            }
        }
    }
    return goal;
}
