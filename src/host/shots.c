/* SPDX-License-Identifier: MIT
 *
 * Screenshots. A failure in the middle of a run does not end it: it is kept
 * and reported at the end, as is a frame that was never reached.
 */
#include "shots.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <lamp/dev/fb.h>
#include <util/buf.h>
#include <util/log.h>

#include "picture.h"

enum { STATUS_IO = 90, PIXELS = FB_WIDTH * FB_HEIGHT };

bool shots_open(struct shots *s, const struct config *c, struct err *e)
{
    memset(s, 0, sizeof(*s));
    s->config = c;
    for (u32 i = 0; i < c->screenshot_count; i++)
        if (!file_write_check(c->screenshot[i].path, "--screenshot", e))
            return false;
    return true;
}

static void shot_write(struct shots *s, u32 i, const u32 *pixels)
{
    struct err e = {0};
    s->done[i] = picture_write(s->config->screenshot[i].path, pixels, FB_WIDTH,
                               FB_HEIGHT, &e);
    snprintf(s->why[i], sizeof(s->why[i]), "%.150s", e.text);
}

/* Cores may be drawing: relaxed loads, a picture may be torn. */
static u32 *pixels_copy(const u8 *pixels)
{
    u32 *copy = malloc(PIXELS * sizeof(*copy));
    const u32 *from = (const u32 *)(const void *)pixels;
    for (u32 i = 0; copy && i < PIXELS; i++) {
        u32 word = __atomic_load_n(from + i, __ATOMIC_RELAXED);
        copy[i] = get_le32((const u8 *)&word);
    }
    return copy;
}

void shots_frame(struct shots *s, u64 frame, const u8 *pixels)
{
    u32 *copy = pixels_copy(pixels);
    for (u32 i = 0; i < s->config->screenshot_count; i++) {
        const struct config_screenshot *shot = &s->config->screenshot[i];
        if (shot->at_end || shot->frame != frame || s->done[i])
            continue;
        if (copy)
            shot_write(s, i, copy);
        else
            strcpy(s->why[i], "out of memory");
    }
    free(copy);
}

/* The first failure goes to *e, the others to the log. */
static void shot_report(const struct shots *s, u32 i, bool first, struct err *e)
{
    const struct config_screenshot *shot = &s->config->screenshot[i];
    struct err mine = {0};
    if (s->why[i][0])
        fail_status(&mine, STATUS_IO, "screenshot not written: %s", s->why[i]);
    else
        fail_status(&mine, STATUS_IO,
                    "screenshot %s not written: frame %" PRIu64
                    " was never reached",
                    shot->path, shot->frame);
    if (first)
        *e = mine;
    else
        log_error("%s", mine.text);
}

bool shots_finish(struct shots *s, const u32 *pixels, struct err *e)
{
    bool ok = true;
    for (u32 i = 0; i < s->config->screenshot_count; i++) {
        if (s->config->screenshot[i].at_end)
            shot_write(s, i, pixels);
        if (s->done[i])
            continue;
        shot_report(s, i, ok, e);
        ok = false;
    }
    return ok;
}
