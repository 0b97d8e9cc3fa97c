/* SPDX-License-Identifier: MIT
 *
 * A game of falling blocks, driven by the keyboard and the timer interrupt.
 * Until somebody presses Enter the machine plays for itself. The rules are in
 * blocks/game.c, the player in blocks/robot.c; this file has the keys, the
 * clock and the screen. Only what changed since the picture before is drawn.
 *
 * Left, right, down move; up or X and Z turn; space drops; P pauses; Enter
 * starts; Q ends. The serial port gets a line for every event that scores.
 *
 *     ./dev run blocks
 */
#include <string.h>

#include "blocks/game.h"
#include "blocks/robot.h"
#include "demo.h"
#include "screen.h"

enum {
    TICK = 16667,     /* microseconds */
    FLASH_TICKS = 18, /* full lines shine that long */
    END_TICKS = 240,  /* then the machine begins a new game */
    ROBOT_TICKS = 2,  /* between two moves of the machine */
    CELL = 22,
    LEFT = (FB_WIDTH - WIDTH * CELL) / 2,
    TOP = 12,
    NEXT_X = 470, /* the boxes of the next pieces, right of the field */
    NEXT_Y = 58,
    BOX_WIDTH = 140,
    BOX_HEIGHT = 66,
    GHOST = KINDS + 1, /* what a cell shows beside its kind */
    FLASH,
    UNKNOWN = 255
};

static struct game game;
static enum { ROBOT, PLAYING, PAUSED, OVER } mode; /* who plays */
static unsigned best;                              /* score of a player */
static unsigned flash;       /* ticks that full lines still shine */
static unsigned countdown;   /* ticks that GAME OVER still stands */
static unsigned robot_chose; /* the number of the piece it chose a place for */
static uint8_t shown[HEIGHT][WIDTH]; /* what is on the screen */
static unsigned shown_score, shown_pieces;

static const uint32_t colours[KINDS + 1] = {0x10131F, 0x35C7E8, 0xF2C53D,
                                            0xB060E0, 0x58C85A, 0xE8504E,
                                            0x4878F0, 0xF0923C};

static void event_print(const char *what)
{
    printf("%s: score %u lines %u level %u\n", what, game.score, game.lines,
           game_level(&game));
}

static void background_draw(void)
{
    for (int y = 0; y < FB_HEIGHT; y++) {
        uint32_t colour =
            colour_mix(0x1B2148, 0x0A0B14, (uint32_t)y * 256 / FB_HEIGHT);
        for (int x = 0; x < FB_WIDTH; x++) {
            bool line = (x + y) % 40 == 0 || (x - y + FB_HEIGHT) % 40 == 0;
            screen[y * FB_WIDTH + x] =
                line ? colour_mix(colour, 0x5060A0, 48) : colour;
        }
    }
}

/* A sunken area with a bright edge. */
static void panel_draw(int x, int y, int width, int height)
{
    screen_fill(x, y, width, height, colours[0]);
    screen_frame(x - 1, y - 1, width + 2, height + 2, 0x5566AA);
    screen_frame(x - 2, y - 2, width + 4, height + 4, 0x2A3566);
}

static void block_draw(int x, int y, uint32_t colour)
{
    uint32_t light = colour_mix(colour, 0xFFFFFF, 110);
    uint32_t dark = colour_mix(colour, 0, 120);
    screen_fill(x, y, CELL, CELL, colour_mix(colour, 0, 200));
    screen_fill(x + 1, y + 1, CELL - 2, CELL - 2, light);
    screen_fill(x + 4, y + 4, CELL - 5, CELL - 5, dark);
    for (int row = 0; row < CELL - 8; row++)
        screen_fill(x + 4, y + 4 + row, CELL - 8, 1,
                    colour_mix(colour, 0, (uint32_t)row * 5));
}

static void cell_draw(int column, int row, uint8_t what)
{
    int x = LEFT + column * CELL, y = TOP + row * CELL;
    uint32_t empty = (column + row) % 2 ? 0x10131F : 0x131726;
    if (what == FLASH) {
        uint32_t fade = 256 * flash / FLASH_TICKS;
        screen_fill(x, y, CELL, CELL, colour_mix(empty, 0xFFFFFF, fade));
    } else if (what >= 1 && what <= KINDS) {
        block_draw(x, y, colours[what]);
    } else {
        screen_fill(x, y, CELL, CELL, empty);
        if (what == GHOST)
            screen_frame(x + 2, y + 2, CELL - 4, CELL - 4, 0x5A6080);
    }
}

static void piece_mark(uint8_t view[HEIGHT][WIDTH], const struct piece *p,
                       uint8_t what)
{
    struct cell cells[CELLS];
    piece_cells(p, cells);
    for (int i = 0; i < CELLS; i++) {
        if (cells[i].y >= 0)
            view[cells[i].y][cells[i].x] = what;
    }
}

/* What each cell of the field shows now. */
static void view_make(uint8_t view[HEIGHT][WIDTH])
{
    memcpy(view, game.field, sizeof(game.field));
    if (flash > 0) {
        for (int y = 0; y < HEIGHT; y++) {
            if (game_row_is_full(&game, y))
                memset(view[y], FLASH, WIDTH);
        }
    } else if (!game.over) {
        struct piece ghost = game.piece;
        while (game_fits(&game, &ghost))
            ghost.y++;
        ghost.y--;
        piece_mark(view, &ghost, GHOST);
        piece_mark(view, &game.piece, (uint8_t)(game.piece.kind + 1));
    }
}

static void field_draw(void)
{
    uint8_t view[HEIGHT][WIDTH];
    view_make(view);
    for (int y = 0; y < HEIGHT; y++) {
        for (int x = 0; x < WIDTH; x++) {
            if (view[y][x] != shown[y][x] || view[y][x] == FLASH)
                cell_draw(x, y, view[y][x]);
        }
    }
    memcpy(shown, view, sizeof(shown));
}

static void number_draw(int y, const char *name, unsigned value)
{
    enum { X = 30 };
    char text[12];
    snprintf(text, sizeof(text), "%8u", value);
    panel_draw(X, y + 18, BOX_WIDTH, 36);
    screen_text(X, y, 1, 0x9AA8E0, name);
    screen_text(X + 4, y + 20, 2, 0xFFFFFF, text);
}

/* A piece in the middle of the box at (x, y). */
static void preview_draw(int x, int y, int kind)
{
    struct piece p = {.kind = kind};
    struct cell cells[CELLS];
    piece_cells(&p, cells);
    int left = 4, right = 0, bottom = cells[CELLS - 1].y;
    for (int i = 0; i < CELLS; i++) {
        left = cells[i].x < left ? cells[i].x : left;
        right = cells[i].x > right ? cells[i].x : right;
    }
    x += (BOX_WIDTH - (right - left + 1) * CELL) / 2 - left * CELL;
    y +=
        (BOX_HEIGHT - (bottom - cells[0].y + 1) * CELL) / 2 - cells[0].y * CELL;
    for (int i = 0; i < CELLS; i++)
        block_draw(x + cells[i].x * CELL, y + cells[i].y * CELL,
                   colours[kind + 1]);
}

/* Everything beside the field, when it has changed. */
static void numbers_draw(void)
{
    if (shown_score == game.score && shown_pieces == game.pieces)
        return;
    shown_score = game.score;
    shown_pieces = game.pieces;
    number_draw(118, "SCORE", game.score);
    number_draw(190, "BEST", best);
    number_draw(262, "LINES", game.lines);
    number_draw(334, "LEVEL", game_level(&game));
    panel_draw(NEXT_X, NEXT_Y, BOX_WIDTH, QUEUE * BOX_HEIGHT);
    for (int n = 0; n < QUEUE; n++)
        preview_draw(NEXT_X, NEXT_Y + n * BOX_HEIGHT, game.next[n]);
}

static void title_draw(void)
{
    static const char title[] = "BLOCKS";
    for (int i = 0; title[i]; i++) {
        screen_sign(32 + i * 24, 52, 3, 0, title[i]);
        screen_sign(29 + i * 24, 48, 3, colours[i + 1], title[i]);
    }
    screen_text(NEXT_X, 32, 1, 0x9AA8E0, "NEXT");
    static const char *const help[] = {"arrows    move",  "up X Z    turn",
                                       "space     drop",  "P         pause",
                                       "Enter     start", "Q         quit"};
    for (int i = 0; i < 6; i++)
        screen_text(NEXT_X + 2, 290 + i * 20, 1, 0x8088A8, help[i]);
}

/* A line of text in the middle of the field; it hides what is below. */
static void banner_draw(const char *text, uint32_t colour)
{
    int width = (int)strlen(text) * FONT_WIDTH;
    panel_draw(LEFT + 10, 216, WIDTH * CELL - 20, 48);
    screen_text((FB_WIDTH - width) / 2, 232, 1, colour, text);
}

/* Everything, for the beginning of a mode. */
static void all_draw(void)
{
    background_draw();
    panel_draw(LEFT, TOP, WIDTH * CELL, HEIGHT * CELL);
    title_draw();
    memset(shown, UNKNOWN, sizeof(shown));
    shown_pieces = 0;
    field_draw();
    numbers_draw();
    if (mode == PAUSED)
        banner_draw("PAUSE - P goes on", 0xFFE060);
    else if (mode == OVER)
        banner_draw("GAME OVER", 0xFF7060);
}

static void prompt_blink(unsigned ticks)
{
    enum { PERIOD = 40 };
    if (mode == ROBOT && ticks % PERIOD == 0)
        screen_text(LEFT + 34, FB_HEIGHT - 20, 1,
                    ticks / PERIOD % 2 ? 0xFFE060 : 0x30386A,
                    "PRESS ENTER TO PLAY");
}

static void mode_set(int to, const char *event)
{
    bool paused = mode == PAUSED || to == PAUSED;
    mode = to;
    if (!paused && to != OVER) {
        game_start(&game, (uint32_t)lamp_nanos());
        robot_chose = flash = 0;
    }
    countdown = END_TICKS;
    event_print(event);
    all_draw();
}

/* The piece has come down. */
static void piece_landed(void)
{
    if (game_lock(&game) > 0)
        flash = FLASH_TICKS;
    else
        game_next(&game);
}

static void after_flash(void)
{
    game_clear(&game);
    if (mode == PLAYING && game.score > best)
        best = game.score;
    event_print("lines");
    game_next(&game);
}

static void piece_steer(enum key key)
{
    if (key == KEY_LEFT)
        game_move(&game, -1, 0);
    else if (key == KEY_RIGHT)
        game_move(&game, 1, 0);
    else if (key == KEY_UP || key == KEY_X)
        game_turn(&game, 1);
    else if (key == KEY_Z)
        game_turn(&game, 3);
    else if (key == KEY_DOWN)
        game.score += game_move(&game, 0, 1);
    else if (key == KEY_SPACE) {
        game.score += 2 * game_drop(&game);
        piece_landed();
    }
}

static void key_pressed(enum key key)
{
    if (key == KEY_Q || key == KEY_ESCAPE)
        exit(0);
    if (key == KEY_ENTER && (mode == ROBOT || mode == OVER))
        mode_set(PLAYING, "start");
    else if (key == KEY_P && mode == PLAYING)
        mode_set(PAUSED, "pause");
    else if (key == KEY_P && mode == PAUSED)
        mode_set(PLAYING, "on");
    else if (mode == PLAYING && flash == 0)
        piece_steer(key);
}

/* The machine makes one move towards the place it has chosen, down when it
 * is there or something is in the way. */
static void robot_move(void)
{
    static struct goal goal;
    if (robot_chose != game.pieces) {
        goal = robot_goal(&game);
        robot_chose = game.pieces;
    }
    bool moved = false;
    if (game.piece.turn != goal.turn)
        moved = game_turn(&game, 1);
    else if (game.piece.x != goal.x)
        moved = game_move(&game, game.piece.x < goal.x ? 1 : -1, 0);
    if (!moved && !game_move(&game, 0, 1))
        piece_landed();
}

static void tick(unsigned ticks)
{
    static unsigned falling;
    if (mode == OVER && --countdown == 0)
        mode_set(ROBOT, "demo");
    if (mode == PAUSED || mode == OVER)
        return;
    if (flash > 0) {
        if (--flash == 0)
            after_flash();
    } else if (mode == ROBOT) {
        if (ticks % ROBOT_TICKS == 0)
            robot_move();
    } else if (++falling >= game_pace(&game)) {
        falling = 0;
        if (!game_move(&game, 0, 1))
            piece_landed();
    }
    if (game.over)
        mode_set(OVER, "game over");
}

int main(void)
{
    demo_start("blocks: a game of falling blocks; Enter plays, q quits", TICK);
    mode_set(ROBOT, "demo");
    for (unsigned ticks = 0;;) {
        for (unsigned late = demo_wait(); late > 0; late--)
            tick(++ticks);
        for (enum key key; (key = demo_key()) != KEY_NONE;)
            key_pressed(key);
        if (mode != PAUSED && mode != OVER)
            field_draw();
        numbers_draw();
        prompt_blink(ticks);
    }
}
