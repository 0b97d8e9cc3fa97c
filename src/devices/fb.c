/* SPDX-License-Identifier: MIT
 *
 * The framebuffer: which rows were stored to since the last look. The pixels
 * are plain memory that cores reach without passing here; only the first
 * store to a row that is being watched is reported, by the bus, on the
 * storing core's thread. Invariant: a row that is not damaged is watched. It
 * is armed again before its pixels are read, and each row is shown once more
 * in the frame after, because a store that passed the mark just before may
 * land just after. Drawing is the host's.
 */
#include <lamp/dev/fb.h>

#include <stdatomic.h>
#include <vm/device.h>
#include <vm/snap.h>

struct fb {
    _Atomic u8 damaged[FB_HEIGHT]; /* any thread */
    u8 again[FB_HEIGHT];           /* were in the last answer as fresh */
};

void device_fb_damage(struct device *d, u32 first_row, u32 last_row)
{
    struct fb *f = d->state;
    for (u32 y = first_row; y <= last_row && y < FB_HEIGHT; y++)
        atomic_store(&f->damaged[y], 1);
}

/* Moves out what is damaged; out may be NULL. Returns the number of rows. */
static int damage_take(struct device *d, u8 *out)
{
    struct fb *f = d->state;
    int rows = 0;
    for (u32 y = 0; y < FB_HEIGHT; y++) {
        u8 fresh = atomic_exchange(&f->damaged[y], 0);
        u8 show = fresh | f->again[y];
        f->again[y] = fresh;
        if (fresh)
            device_fb_watch(d, y);
        if (out != NULL)
            out[y] = show;
        rows += show;
    }
    return rows;
}

static int fb_ctl(struct device *d, enum device_verb verb, void *arg)
{
    return verb == DEVICE_DAMAGE ? damage_take(d, arg) : 0;
}

/* The storage is zeroed by the machine; all of it is to be drawn. */
static void fb_reset(struct device *d)
{
    device_fb_damage(d, 0, FB_HEIGHT - 1);
}

static void fb_sync(struct device *d, struct snap *s)
{
    struct fb *f = d->state;
    SNAP_BEGIN(s, "fb", f);
    SNAP_SKIP(s, f->damaged);
    SNAP_SKIP(s, f->again);
    SNAP_END(s, f);
    if (s->mode == SNAP_LOAD)
        fb_reset(d);
}

const struct device_class fb_device = {
    .name = "fb",
    .size = sizeof(struct fb),
    .reset = fb_reset,
    .sync = fb_sync,
    .ctl = fb_ctl,
};
