/* SPDX-License-Identifier: MIT
 *
 * A walk through a maze: every column of the picture is a ray that runs
 * through the map until it meets a wall; the distance gives the height of the
 * wall, below it lies the floor and above it the ceiling. All numbers are
 * fixed point, 16 bits behind the point. All cores draw strips of columns into
 * a picture in memory, which then goes to the screen at once.
 *
 * Arrows or W A S D walk, M shows the map, Q ends. Without a key the program
 * walks by itself; every second it prints how many pictures it drew.
 *
 *     ./dev run raycast
 */
#include <string.h>

#include "demo.h"
#include "raycast/fixed.h"
#include "raycast/textures.h"
#include "screen.h"
#include "team.h"

enum {
    FAR = 64 * ONE,
    NEAR = ONE / 16,
    MAP_SIZE = 21,
    STRIP = 20,         /* columns that a core draws at a time */
    WIDE = ONE * 2 / 3, /* tangent of half the angle of view */
    HORIZON = FB_HEIGHT / 2,
    DEPTH = FB_WIDTH / 2 * 3 / 2, /* pixels that a cell is high, one cell off */
    TICK = 16667,                 /* microseconds */
    SECOND = 1000000000,          /* nanoseconds */
    STEP = ONE / 40,
    RADIUS = ONE / 4, /* nearer one does not come to a wall */
    PATIENCE = 600    /* ticks without a key, then it walks by itself */
};

/* A letter is a wall, see wall_of. Cells whose row and column are odd have a
 * lamp, so they are never walls. */
/* clang-format off */
static const char map[MAP_SIZE][MAP_SIZE + 1] = {
    "LBBBBBBBBLSSSSSSSSLSS",
    "B...........S.......L",
    "B.BBL.BBBSB.S.S...S.S",
    "B.B...L.....S.......S",
    "B.B.BBB.LSSBSSS.S...S",
    "B.B...B.............S",
    "B.BLB.B.BBSSLSSSSSS.S",
    "B.....B.........S...S",
    "BBBBBBB.B...S.S.L.SSS",
    "L.....B.........S...S",
    "S.L.S.S...S...BSS.S.L",
    "S...L.S...........S.S",
    "M.MMM.L.M...W.W.WWW.W",
    "M.M...........W.W...W",
    "M.M.MMM.M.LSW.W.W.W.W",
    "M.......M...L.W...W.W",
    "M...M.MMMSS.W.LWWWW.W",
    "M.............W.....W",
    "L.M...MMMLSSWWW.WWL.W",
    "M...................L",
    "MMMMLMMMMSBSWLWWWWWWW",
};
/* clang-format on */
static const char wall_letters[] = "BSWML";

static struct textures *textures;
static uint32_t *picture;
static fixed row_distance[HORIZON]; /* of the floor, 12 bits behind the point */
static uint8_t row_shade[HORIZON];

static struct {
    fixed x, y;
    int angle;
} eye = {7 * ONE + ONE / 2, 9 * ONE + ONE / 2, 0};
static fixed look_x, look_y, side_x, side_y; /* of this picture */

static uint32_t shade_at(fixed distance)
{
    fixed dark = distance / (ONE / 4);
    return dark < SHADES ? (uint32_t)(SHADES - 1 - dark) : 0;
}

static void make_rows(void)
{
    for (int row = 0; row < HORIZON; row++) {
        fixed distance = DEPTH * (ONE / 2) / (2 * row + 1) * 2;
        row_distance[row] = (distance < FAR ? distance : FAR) >> 4;
        row_shade[row] = (uint8_t)shade_at(distance);
    }
}

static void make_textures(void)
{
    uint32_t line;
    while ((line = team_take()) < PAIR) {
        if (line < CELL)
            textures_make_walls(textures, line);
        textures_make_flats(textures, line);
    }
}

static char map_at(fixed x, fixed y)
{
    return map[y >> 16][x >> 16];
}

static uint32_t wall_of(char letter)
{
    return (uint32_t)(strchr(wall_letters, letter) - wall_letters);
}

/* Where a ray ends. */
struct hit {
    fixed distance; /* along the direction of view */
    fixed along;    /* where it meets the wall: 0 .. ONE */
    fixed x, y;
    char letter;
    bool crossed; /* it came over a line of equal y */
};

/* How far a ray goes while one coordinate grows by a cell. */
static fixed stride(fixed direction)
{
    uint32_t d = (uint32_t)abs(direction);
    return d < 8 ? FAR * 8 : (fixed)(0xFFFFFFFFu / d);
}

/* From line to line of the grid, always over the nearer one. */
static struct hit ray_cast(fixed ray_x, fixed ray_y)
{
    int column = eye.x >> 16, row = eye.y >> 16;
    int step_x = ray_x < 0 ? -1 : 1, step_y = ray_y < 0 ? -1 : 1;
    fixed part_x = eye.x & (ONE - 1), part_y = eye.y & (ONE - 1);
    fixed stride_x = stride(ray_x), stride_y = stride(ray_y);
    fixed next_x = multiply(ray_x < 0 ? part_x : ONE - part_x, stride_x);
    fixed next_y = multiply(ray_y < 0 ? part_y : ONE - part_y, stride_y);
    struct hit hit;
    do {
        hit.crossed = next_y < next_x;
        if (hit.crossed) {
            row += step_y;
            hit.distance = next_y;
            next_y += stride_y;
        } else {
            column += step_x;
            hit.distance = next_x;
            next_x += stride_x;
        }
        hit.letter = map[row][column];
    } while (hit.letter == '.');
    hit.x = eye.x + multiply(hit.distance, ray_x);
    hit.y = eye.y + multiply(hit.distance, ray_y);
    hit.along = (hit.crossed ? hit.x : hit.y) & (ONE - 1);
    return hit;
}

/* Brighter near a lamp: they hang in the cells of odd row and column. */
static uint32_t wall_shade(const struct hit *hit)
{
    fixed dx = ((hit->x - ONE / 2) & (2 * ONE - 1)) - ONE;
    fixed dy = ((hit->y - ONE / 2) & (2 * ONE - 1)) - ONE;
    fixed far = multiply(dx, dx) + multiply(dy, dy);
    int shade = (int)shade_at(hit->distance) - (hit->crossed ? 10 : 6);
    shade += (ONE - far) / (ONE / 6);
    return (uint32_t)(shade < 0 ? 0 : shade < SHADES ? shade : SHADES - 1);
}

static void wall_draw(int column, const struct hit *hit, int top, int bottom)
{
    fixed distance = hit->distance < NEAR ? NEAR : hit->distance;
    fixed step = multiply(distance, CELL * ONE / DEPTH);
    fixed texel = CELL / 2 * ONE + (top - HORIZON) * step + step / 2;
    const uint32_t *from =
        textures->wall[wall_of(hit->letter)][wall_shade(hit)] +
        (hit->along >> (16 - CELL_BITS)) * CELL;
    uint32_t *to = picture + top * FB_WIDTH + column;
    for (int row = top; row < bottom; row++, to += FB_WIDTH) {
        *to = from[texel >> 16 & (CELL - 1)];
        texel += step;
    }
}

/* Floor and ceiling mirror each other: one texel position for two pixels. */
static void flats_draw(int column, fixed ray_x, fixed ray_y, int bottom)
{
    fixed x = eye.x >> 4, y = eye.y >> 4;
    uint32_t *floor = picture + bottom * FB_WIDTH + column;
    uint32_t *ceiling = picture + (FB_HEIGHT - 1 - bottom) * FB_WIDTH + column;
    ray_x >>= 4, ray_y >>= 4;
    for (int row = bottom - HORIZON; row < HORIZON; row++) {
        fixed u = x + (row_distance[row] * ray_x >> 12);
        fixed v = y + (row_distance[row] * ray_y >> 12);
        uint32_t at = (v >> (12 - CELL_BITS) & (PAIR - 1)) * PAIR |
                      (u >> (12 - CELL_BITS) & (PAIR - 1));
        *floor = textures->floor[row_shade[row]][at];
        *ceiling = textures->ceiling[row_shade[row]][at];
        floor += FB_WIDTH;
        ceiling -= FB_WIDTH;
    }
}

static void column_draw(int column)
{
    fixed across = (2 * column + 1 - FB_WIDTH) * (ONE / FB_WIDTH);
    fixed ray_x = look_x + multiply(side_x, across);
    fixed ray_y = look_y + multiply(side_y, across);
    struct hit hit = ray_cast(ray_x, ray_y);
    fixed distance = hit.distance < NEAR ? NEAR : hit.distance;
    int half = DEPTH / 2 * ONE / distance;
    if (half > HORIZON)
        half = HORIZON;
    wall_draw(column, &hit, HORIZON - half, HORIZON + half);
    flats_draw(column, ray_x, ray_y, HORIZON + half);
}

/* What each core does for a picture. */
static void strips_draw(void)
{
    uint32_t strip;
    while ((strip = team_take()) < FB_WIDTH / STRIP) {
        for (int i = 0; i < STRIP; i++)
            column_draw((int)strip * STRIP + i);
    }
}

static void map_draw(void)
{
    enum { DOT = 5, LEFT = FB_WIDTH - MAP_SIZE * DOT - 12, TOP = 12 };
    static const uint32_t colours[] = {0xA8482E, 0x868A98, 0x8A5A30, 0x4E7A3E,
                                       0xFFC860};
    for (int y = 0; y < MAP_SIZE; y++) {
        for (int x = 0; x < MAP_SIZE; x++) {
            uint32_t colour = 0x14161C;
            if (map[y][x] != '.')
                colour = colours[wall_of(map[y][x])];
            screen_fill(LEFT + x * DOT, TOP + y * DOT, DOT, DOT, colour);
        }
    }
    int x = LEFT + (eye.x * DOT >> 16), y = TOP + (eye.y * DOT >> 16);
    for (int far = 0; far < 9; far++)
        screen_fill(x + (cosine(eye.angle) * far >> 16),
                    y + (sine(eye.angle) * far >> 16), 1, 1, 0xFFFFFF);
    screen_fill(x - 1, y - 1, 3, 3, 0xFFFFFF);
}

static void status_draw(const char *status)
{
    screen_text(13, FB_HEIGHT - 23, 1, 0, status);
    screen_text(12, FB_HEIGHT - 24, 1, 0xFFE0A0, status);
}

static void picture_draw(bool with_map, const char *status)
{
    look_x = cosine(eye.angle), look_y = sine(eye.angle);
    side_x = -multiply(look_y, WIDE), side_y = multiply(look_x, WIDE);
    team_run(strips_draw);
    if (with_map)
        map_draw();
    status_draw(status);
    memcpy(lamp_fb(), picture, FB_STRIDE * FB_HEIGHT);
}

static bool is_free(fixed x, fixed y)
{
    return map_at(x - RADIUS, y - RADIUS) == '.' &&
           map_at(x + RADIUS, y - RADIUS) == '.' &&
           map_at(x - RADIUS, y + RADIUS) == '.' &&
           map_at(x + RADIUS, y + RADIUS) == '.';
}

/* Each coordinate for itself, so that one slides along a wall. */
static void walk(int angle)
{
    fixed x = eye.x + multiply(cosine(angle), STEP);
    fixed y = eye.y + multiply(sine(angle), STEP);
    if (is_free(x, eye.y))
        eye.x = x;
    if (is_free(eye.x, y))
        eye.y = y;
}

/* Returns whether a key is down that moves. */
static bool walk_by_keys(void)
{
    bool forward = key_held[KEY_UP] || key_held[KEY_W];
    bool back = key_held[KEY_DOWN] || key_held[KEY_S];
    int turn = key_held[KEY_RIGHT] - key_held[KEY_LEFT];
    int aside = key_held[KEY_D] - key_held[KEY_A];
    eye.angle += turn * (TURN / 150);
    if (forward != back)
        walk(eye.angle + (back ? TURN / 2 : 0));
    if (aside)
        walk(eye.angle + aside * TURN / 4);
    return forward || back || turn || aside;
}

/* What the eye follows when nobody steers: it goes from cell to cell. */
static struct {
    fixed x, y;
    int quarter; /* of a turn, where it goes */
} guide = {7 * ONE + ONE / 2, 9 * ONE + ONE / 2, 0};

static bool guide_may(int quarter)
{
    int angle = quarter * TURN / 4;
    return map_at(guide.x + cosine(angle), guide.y + sine(angle)) == '.';
}

/* In the middle of a cell: straight on, to a side, or back, by chance. */
static void guide_choose(void)
{
    int ways[] = {0, 0, 1, 3};
    int first = rand() % 4;
    for (int i = 0; i < 4; i++) {
        int quarter = (guide.quarter + ways[(first + i) % 4]) & 3;
        if (guide_may(quarter)) {
            guide.quarter = quarter;
            return;
        }
    }
    guide.quarter = (guide.quarter + 2) & 3;
}

static void guide_start(void)
{
    guide.x = (eye.x & ~(ONE - 1)) + ONE / 2;
    guide.y = (eye.y & ~(ONE - 1)) + ONE / 2;
    guide.quarter = (eye.angle + TURN / 8) / (TURN / 4) & 3;
}

static void walk_alone(void)
{
    enum { MIDDLE = ONE / 2, PACE = ONE / 64 };
    if ((guide.x & (ONE - 1)) == MIDDLE && (guide.y & (ONE - 1)) == MIDDLE)
        guide_choose();
    int angle = guide.quarter * TURN / 4;
    guide.x += multiply(cosine(angle), PACE);
    guide.y += multiply(sine(angle), PACE);
    eye.x += (guide.x - eye.x) / 32;
    eye.y += (guide.y - eye.y) / 32;
    int turn = (angle - eye.angle) & (TURN - 1);
    if (turn >= TURN / 2)
        turn -= TURN;
    eye.angle += turn / 24;
}

static void tick(void)
{
    static unsigned alone = PATIENCE;
    if (walk_by_keys())
        alone = 0;
    else if (alone < PATIENCE && ++alone == PATIENCE)
        guide_start();
    if (alone >= PATIENCE)
        walk_alone();
}

int main(void)
{
    textures = malloc(sizeof(*textures));
    picture = malloc(FB_STRIDE * FB_HEIGHT);
    if (!textures || !picture) {
        puts("raycast: it needs 16 MiB of memory");
        return 1;
    }
    sines_make();
    make_rows();
    team_start();
    team_run(make_textures);
    demo_start("raycast: a maze with textured walls; arrows walk, q quits",
               TICK);
    screen = picture;
    bool with_map = true;
    char status[80] = "";
    unsigned pictures = 0;
    for (uint64_t since = lamp_nanos();;) {
        for (uint32_t ticks = demo_wait(); ticks > 0; ticks--)
            tick();
        for (enum key k; (k = demo_key()) != KEY_NONE;)
            with_map ^= k == KEY_M;
        picture_draw(with_map, status);
        pictures++;
        uint64_t passed = lamp_nanos() - since;
        if (passed >= SECOND) {
            snprintf(status, sizeof(status), "%u pictures a second, %u cores",
                     pictures, (unsigned)lamp_cores());
            puts(status);
            since += passed;
            pictures = 0;
        }
    }
}
