/* SPDX-License-Identifier: MIT
 *
 * The machine as a player: it tries every place where the piece can land.
 */
#ifndef BLOCKS_ROBOT_H
#define BLOCKS_ROBOT_H

#include "game.h"

struct goal {
    int turn, x; /* of the piece when it falls */
};

struct goal robot_goal(const struct game *g);

#endif
