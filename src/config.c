/* SPDX-License-Identifier: MIT
 *
 * What a machine is when nobody asks for anything, and which RAM sizes exist.
 * The command line is options.c. A config owns the strings that did not come
 * from argv: screenshot paths, and texts that had escapes.
 */
#include <vm/config.h>

#include <stdlib.h>
#include <lamp/board.h>

const struct config config_default = {
    .cores = 1,
    .ram_bytes = BOARD_RAM_DEFAULT,
    .engine = "auto",
    .ram_init = RAM_ZERO,
    .image = "boot.bin",
    .serial = "stdio",
    .action = ACTION_RUN,
};

bool config_ram_ok(u64 bytes)
{
    u64 units = bytes / BOARD_RAM_UNIT;
    if (bytes % BOARD_RAM_UNIT != 0 || units > BOARD_RAM_MAX_UNITS)
        return false;
    return units == BOARD_RAM_MIN_UNITS || units > BOARD_RAM_HOLE_UNITS;
}

bool config_listens(const struct config *c)
{
    return c->expect_count > 0 || c->send_count > 0 || c->summary;
}

void config_free(struct config *c)
{
    for (u32 i = 0; i < c->screenshot_count; i++)
        free((void *)(uintptr_t)c->screenshot[i].path);
    c->screenshot_count = 0;
    while (c->expect_count > 0)
        free(c->expect[--c->expect_count].bytes);
    while (c->send_count > 0) {
        free(c->send[--c->send_count].after.bytes);
        free(c->send[c->send_count].input.bytes);
    }
}
