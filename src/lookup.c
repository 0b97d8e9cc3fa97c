/* SPDX-License-Identifier: MIT
 *
 * Looks a program file up in the places of docs/board.md, in their order; the
 * first that exists wins, whatever it is: whether it can be read is said by
 * whoever opens it. Nothing is opened here.
 */
#include "lookup.h"

#include <stdio.h>
#include <unistd.h>
#include <util/bits.h>

enum { PLACES = 4 };

void lookup_exe_dir(char *out, size_t size)
{
    ssize_t n = readlink("/proc/self/exe", out, size - 1);
    out[n > 0 ? n : 0] = '\0';
    char *slash = strrchr(out, '/');
    if (slash)
        *slash = '\0';
}

/* The directory above exe_dir: <prefix>. */
static int parent_length(const char *exe_dir)
{
    const char *slash = strrchr(exe_dir, '/');
    return slash ? (int)(slash - exe_dir) : 0;
}

static void place_name(struct buf *out, u32 place, const char *exe_dir,
                       const char *name)
{
    out->size = 0;
    switch (place) {
    case 0:
        buf_printf(out, "%s", name);
        break;
    case 1:
        buf_printf(out, "%s/%s", exe_dir, name);
        break;
    case 2:
        buf_printf(out, "%s/bios/%s", exe_dir, name);
        break;
    default:
        buf_printf(out, "%.*s/share/lamp/%s", parent_length(exe_dir), exe_dir,
                   name);
        break;
    }
    buf_add(out, "", 1);
}

bool lookup_program(const char *name, const char *exe_dir, struct buf *path,
                    struct err *e)
{
    struct buf tried = {0};
    bool is_relative = name[0] != '/' && exe_dir[0] != '\0';
    bool found = false;
    for (u32 i = 0; i < (is_relative ? PLACES : 1) && !found; i++) {
        place_name(path, i, exe_dir, name);
        found = !path->failed && access((const char *)path->data, F_OK) == 0;
        if (!path->failed)
            buf_printf(&tried, "%s%s", i ? ", " : "", (char *)path->data);
    }
    buf_add(&tried, "", 1);
    if (path->failed || tried.failed)
        found = fail_status(e, 90, "%s: out of memory", name);
    else if (!found)
        fail(e, "cannot find %s; tried %s", name, (char *)tried.data);
    buf_free(&tried);
    return found;
}
