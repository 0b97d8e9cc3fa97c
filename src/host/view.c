/* SPDX-License-Identifier: MIT
 *
 * Scaling of the picture. Both dimensions always use the same factor, so a
 * pixel stays square; with whole factors every pixel has the same size.
 */
#include "view.h"

#include <lamp/dev/fb.h>
#include <vm/config.h>

enum { SIDE_MAX = 16384 }; /* more than any window system takes */

static int smaller(int a, int b)
{
    return a < b ? a : b;
}

static int at_least(int value, int least)
{
    return value > least ? value : least;
}

static struct view middle(int width, int height, int in_width, int in_height)
{
    return (struct view){(in_width - width) / 2, (in_height - height) / 2,
                         width, height};
}

/* Any factor: one side is filled. */
static struct view view_fit(int width, int height)
{
    i64 w = (i64)height * FB_WIDTH / FB_HEIGHT;
    i64 h = (i64)width * FB_HEIGHT / FB_WIDTH;
    return middle(at_least((int)(w < width ? w : width), 1),
                  at_least((int)(h < height ? h : height), 1), width, height);
}

struct view view_place(int width, int height, bool fit)
{
    int factor = smaller(width / FB_WIDTH, height / FB_HEIGHT);
    if (fit || factor < 1)
        return view_fit(width, height);
    return middle(factor * FB_WIDTH, factor * FB_HEIGHT, width, height);
}

struct view view_first(u32 scale, int usable_width, int usable_height)
{
    struct view v = {0};
    int factor = 1;
    if (scale == CONFIG_SCALE_FIT)
        v = view_fit(usable_width, usable_height);
    else if (scale == 0)
        factor = smaller(usable_width / FB_WIDTH, usable_height / FB_HEIGHT);
    else
        factor =
            (int)(scale < SIDE_MAX / FB_WIDTH ? scale : SIDE_MAX / FB_WIDTH);
    if (v.width <= 1 || v.height <= 1) {
        v.width = at_least(factor, 1) * FB_WIDTH;
        v.height = at_least(factor, 1) * FB_HEIGHT;
    }
    v.x = v.y = 0;
    return v;
}
