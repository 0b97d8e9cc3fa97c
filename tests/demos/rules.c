/* SPDX-License-Identifier: MIT
 *
 * The rules of the game of blocks, compiled for the host: pieces, walls,
 * turning beside them, full rows, scores, the end; and that the machine's
 * player takes the place that any player would take.
 */
#include "blocks/game.h"
#include "blocks/robot.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
#include <string.h>

enum { BAR, SQUARE };

static struct game empty_with(int kind)
{
    struct game g;
    game_start(&g, 1);
    g.piece = (struct piece){.kind = kind, .x = 3, .y = 0};
    return g;
}

static void row_fill(struct game *g, int y, int but)
{
    memset(g->field[y], 1, WIDTH);
    if (but >= 0)
        g->field[y][but] = 0;
}

static void pieces_have_four_cells_in_order(void **state)
{
    (void)state;
    for (int kind = 0; kind < KINDS; kind++) {
        for (int turn = 0; turn < TURNS; turn++) {
            struct piece p = {kind, turn, 0, 0};
            struct cell c[CELLS];
            piece_cells(&p, c);
            for (int i = 1; i < CELLS; i++)
                assert_true(c[i].y * 4 + c[i].x > c[i - 1].y * 4 + c[i - 1].x);
        }
    }
}

/* Whatever the seed, each kind comes once in every seven pieces. */
static void every_kind_comes_in_seven(void **state)
{
    (void)state;
    for (uint32_t seed = 0; seed < 50; seed++) {
        struct game g;
        game_start(&g, seed);
        for (int bag = 0; bag < 3; bag++) {
            unsigned seen = 0;
            for (int i = 0; i < KINDS; i++) {
                seen |= 1u << g.piece.kind;
                game_next(&g);
            }
            assert_int_equal(seen, (1u << KINDS) - 1);
        }
    }
}

static void walls_and_floor_stop_a_piece(void **state)
{
    (void)state;
    struct game g = empty_with(SQUARE);
    int left = 0, right = 0;
    while (game_move(&g, -1, 0))
        left++;
    while (game_move(&g, 1, 0))
        right++;
    assert_int_equal(left, 4); /* its box is wider than it is */
    assert_int_equal(right, WIDTH - 2);
    assert_int_equal(game_drop(&g), HEIGHT - 2);
    assert_false(game_move(&g, 0, 1));
}

static void a_bar_turns_beside_the_wall(void **state)
{
    (void)state;
    struct game g = empty_with(BAR);
    assert_true(game_turn(&g, 1));
    while (game_move(&g, -1, 0))
        ;
    assert_true(game_turn(&g, 1));
    struct cell c[CELLS];
    piece_cells(&g.piece, c);
    assert_int_equal(c[0].x, 0);
    assert_int_equal(c[3].x, 3);
}

static void no_room_no_turn(void **state)
{
    (void)state;
    struct game g = empty_with(BAR);
    game_drop(&g);
    row_fill(&g, g.piece.y, -1);
    struct piece before = g.piece;
    assert_false(game_turn(&g, 1));
    assert_memory_equal(&before, &g.piece, sizeof(before));
}

/* A bar that stands in the gap of `rows` rows. */
static struct game game_with_rows(unsigned rows)
{
    struct game g = empty_with(BAR);
    for (unsigned i = 0; i < rows; i++)
        row_fill(&g, HEIGHT - 1 - (int)i, 9);
    g.field[HEIGHT - 1 - rows][0] = 5;
    game_turn(&g, 1);
    while (game_move(&g, 1, 0))
        ;
    game_drop(&g);
    return g;
}

static void full_rows_go_and_pay(void **state)
{
    static const unsigned pays[] = {0, 100, 300, 500, 800};
    (void)state;
    for (unsigned rows = 1; rows <= 4; rows++) {
        struct game g = game_with_rows(rows);
        assert_int_equal(game_lock(&g), rows);
        assert_int_equal(game_clear(&g), rows);
        assert_int_equal(g.lines, rows);
        assert_int_equal(g.score, pays[rows]);
        assert_int_equal(g.field[HEIGHT - 1][0], 5); /* came down */
        assert_int_equal(g.field[HEIGHT - 1][9] != 0, rows < 4);
        assert_int_equal(g.field[HEIGHT - 2][0], 0);
    }
}

static void ten_lines_are_a_level(void **state)
{
    (void)state;
    struct game g = game_with_rows(4);
    g.lines = 19;
    unsigned pace = game_pace(&g);
    game_lock(&g);
    game_clear(&g);
    assert_int_equal(g.score, 2 * 800); /* at the level before */
    assert_int_equal(game_level(&g), 3);
    assert_true(game_pace(&g) < pace);
    g.lines = 100000;
    assert_true(game_pace(&g) > 0);
}

static void a_full_field_ends_the_game(void **state)
{
    (void)state;
    struct game g = empty_with(SQUARE);
    assert_false(g.over);
    for (int y = 0; y < HEIGHT; y++)
        row_fill(&g, y, 0);
    game_next(&g);
    assert_true(g.over);
}

static void the_robot_fills_the_gap(void **state)
{
    (void)state;
    struct game g = empty_with(BAR);
    for (int y = HEIGHT - 4; y < HEIGHT; y++)
        row_fill(&g, y, 6);
    struct goal goal = robot_goal(&g);
    g.piece.turn = goal.turn;
    g.piece.x = goal.x;
    game_drop(&g);
    assert_int_equal(game_lock(&g), 4);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pieces_have_four_cells_in_order),
        cmocka_unit_test(every_kind_comes_in_seven),
        cmocka_unit_test(walls_and_floor_stop_a_piece),
        cmocka_unit_test(a_bar_turns_beside_the_wall),
        cmocka_unit_test(no_room_no_turn),
        cmocka_unit_test(full_rows_go_and_pay),
        cmocka_unit_test(ten_lines_are_a_level),
        cmocka_unit_test(a_full_field_ends_the_game),
        cmocka_unit_test(the_robot_fills_the_gap),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
