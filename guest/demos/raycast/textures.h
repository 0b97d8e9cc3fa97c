/* SPDX-License-Identifier: MIT
 *
 * The textures of raycast.c, made by arithmetic: walls of 64 x 64 texels, a
 * floor and a ceiling of two by two cells, whose lamps and pools of light
 * repeat. Each is kept in SHADES brightnesses, so that drawing a texel is one
 * load. A texel with GLOWS set never gets dark.
 */
#ifndef RAYCAST_TEXTURES_H
#define RAYCAST_TEXTURES_H

#include <stdint.h>
#include <stdlib.h>

#include "../screen.h"

enum {
    CELL_BITS = 6, /* texels along a cell, as a power of two */
    CELL = 1 << CELL_BITS,
    PAIR = 2 * CELL, /* floor and ceiling: two cells */
    WALL_TEXELS = CELL * CELL,
    PAIR_TEXELS = PAIR * PAIR,
    SHADES = 32,
    WALLS = 5
};

#define GLOWS 0xFF000000u
#define DARKNESS 0x05070Eu

struct textures {
    /* Brightness, then column, then row: a wall is drawn column by column. */
    uint32_t wall[WALLS][SHADES][WALL_TEXELS];
    /* Brightness, then row, then column. */
    uint32_t floor[SHADES][PAIR_TEXELS], ceiling[SHADES][PAIR_TEXELS];
};

/* A value in 0..255 that looks random but belongs to (x, y). */
static inline uint32_t noise(uint32_t x, uint32_t y, uint32_t seed)
{
    uint32_t h = x * 0x9E3779B1u ^ y * 0x85EBCA77u ^ seed * 0xC2B2AE3Du;
    h = (h ^ h >> 15) * 0x2C1B3C6Du;
    return (h ^ h >> 13) >> 7 & 0xFF;
}

/* `colour` at brightness k / 128; above 128 it turns white. */
static inline uint32_t brighten(uint32_t colour, uint32_t k)
{
    return k < 128 ? colour_mix(0, colour, 2 * k)
                   : colour_mix(colour, 0xFFFFFF, k > 255 ? 127 : k - 128);
}

/* Bevelled stones of width x height texels, every second row moved by half a
 * stone, with joints of their own colour. */
static inline uint32_t masonry(uint32_t x, uint32_t y, uint32_t width,
                               uint32_t height, uint32_t stone, uint32_t joint)
{
    uint32_t row = y / height, shifted = x + (row & 1 ? width / 2 : 0);
    uint32_t column = shifted % CELL / width;
    uint32_t across = shifted % width, down = y % height;
    uint32_t grain = noise(x, y, 1) / 12;
    uint32_t gap = width / 16;
    if (across < gap || down < gap)
        return brighten(joint, 96 + grain);
    uint32_t light = 96 + noise(column, row, 2) / 6 + grain;
    if (across == gap || down == gap)
        light += 28;
    if (across == width - 1 || down == height - 1)
        light -= 40;
    return brighten(stone, light);
}

static inline uint32_t planks(uint32_t x, uint32_t y)
{
    uint32_t plank = x / 16, across = x % 16;
    uint32_t light = 80 + noise(x, y / 16 + plank * 3, 3) / 8;
    light += noise(plank, 0, 4) / 8 + noise(x, y, 5) / 24;
    if (across == 0 || across == 15)
        light = 36;
    uint32_t nail_x = across - 7, nail_y = (y + 4) % 56 - 7;
    if (nail_x < 2 && nail_y < 2)
        return 0x2A2622;
    return brighten(0x8A5A30, light);
}

/* Stone, and more moss the lower. */
static inline uint32_t moss(uint32_t x, uint32_t y)
{
    uint32_t stone = masonry(x, y, 16, 16, 0x6E7078, 0x30323A);
    uint32_t patch = noise(x / 4, y / 4, 6) / 2 + noise(x, y, 7) / 2;
    uint32_t green = brighten(0x3E6A2E, 80 + noise(x, y, 8) / 5);
    return patch < 3 * y ? colour_mix(stone, green, 64 + 2 * y) : stone;
}

/* A dark frame around a pane that glows. */
static inline uint32_t window(uint32_t x, uint32_t y)
{
    uint32_t stone = masonry(x, y, 32, 32, 0x5C5E6C, 0x26272F);
    int dx = (int)x - CELL / 2, dy = (int)y - 28;
    int arch = y < 28 ? dx * dx + dy * dy : dx * dx;
    if (arch > 15 * 15 || y > 52)
        return stone;
    if (arch > 12 * 12 || y > 49 || x % 12 == 8 || y % 14 == 0)
        return 0x1C1612;
    uint32_t glow = (uint32_t)(dx * dx + (dy - 6) * (dy - 6)) / 4;
    return GLOWS | colour_mix(0xFFE9A8, 0xD05A18, glow > 256 ? 256 : glow);
}

/* Squared distance of a texel from the middle of the last of 2 x 2 cells. */
static inline uint32_t from_lamp(uint32_t x, uint32_t y)
{
    int dx = (int)((x + PAIR - CELL / 2) % PAIR) - CELL;
    int dy = (int)((y + PAIR - CELL / 2) % PAIR) - CELL;
    return (uint32_t)(dx * dx + dy * dy);
}

static inline uint32_t flagstone(uint32_t x, uint32_t y)
{
    uint32_t stone = masonry(x % CELL, y % CELL, 32, 32, 0x77706A, 0x2E2B2C);
    uint32_t far = from_lamp(x, y) / 16;
    return colour_mix(brighten(stone, 72),
                      colour_mix(stone, 0xFFD890, far < 256 ? 56 - far / 5 : 0),
                      far < 256 ? 256 - far : 0);
}

static inline uint32_t beams(uint32_t x, uint32_t y)
{
    uint32_t far = from_lamp(x, y);
    if (far < 10 * 10)
        return GLOWS | colour_mix(0xFFFFF0, 0xFFD070, far * 2);
    if (far < 13 * 13)
        return 0x2A2018;
    uint32_t wood = planks(y % CELL, x % CELL);
    if (x % CELL < 8)
        wood = brighten(planks(x % 8 + 4, y % CELL), 84);
    return brighten(wood, far < 64 * 64 ? 120 - far / 60 : 52);
}

static inline uint32_t texel_of_wall(uint32_t wall, uint32_t x, uint32_t y)
{
    switch (wall) {
    case 0:
        return masonry(x, y, 16, 8, 0x9C4A32, 0x4A443E);
    case 1:
        return masonry(x, y, 32, 32, 0x868A98, 0x34363E);
    case 2:
        return planks(x, y);
    case 3:
        return moss(x, y);
    default:
        return window(x, y);
    }
}

/* Far away everything is dark and a little blue. */
static inline uint32_t shade(uint32_t texel, uint32_t level)
{
    if (texel & GLOWS && level < SHADES * 3 / 4)
        level = SHADES * 3 / 4;
    return colour_mix(DARKNESS, texel & 0xFFFFFF, 256 * level / (SHADES - 1));
}

/* Column u of the wall textures, in all brightnesses. */
static inline void textures_make_walls(struct textures *t, uint32_t u)
{
    for (uint32_t wall = 0; wall < WALLS; wall++) {
        for (uint32_t v = 0; v < CELL; v++) {
            uint32_t texel = texel_of_wall(wall, u, v);
            for (uint32_t level = 0; level < SHADES; level++)
                t->wall[wall][level][u * CELL + v] = shade(texel, level);
        }
    }
}

/* Row v of floor and ceiling. */
static inline void textures_make_flats(struct textures *t, uint32_t v)
{
    for (uint32_t u = 0; u < PAIR; u++) {
        uint32_t below = flagstone(u, v), above = beams(u, v);
        for (uint32_t level = 0; level < SHADES; level++) {
            t->floor[level][v * PAIR + u] = shade(below, level);
            t->ceiling[level][v * PAIR + u] = shade(above, level);
        }
    }
}

#endif
