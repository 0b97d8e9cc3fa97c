/* SPDX-License-Identifier: MIT
 *
 * Where headers and libraries are: in lib/lamp beside lamp-cc (a build
 * folder), else in ../lib/lamp (an installed tree). LAMP_LIB overrides.
 */
#include "driver.h"

#include <stdlib.h>
#include <unistd.h>

static bool is_lib(const char *folder, struct arena *a)
{
    return access(arena_printf(a, "%s/include", folder), F_OK) == 0;
}

bool paths_find(struct driver *d, struct err *e)
{
    char path[4096];
    ssize_t n = readlink("/proc/self/exe", path, sizeof(path) - 1);
    if (n <= 0)
        return fail_status(e, 90, "cannot find the place of lamp-cc itself");
    while (n > 1 && path[n - 1] != '/')
        n--;
    d->program = arena_string(&d->arena, path, (size_t)n - 1);
    const char *given = getenv("LAMP_LIB");
    const char *places[] = {
        given ? given : arena_printf(&d->arena, "%s/lib/lamp", d->program),
        arena_printf(&d->arena, "%s/../lib/lamp", d->program)};
    for (size_t i = 0; i < ARRAY_LEN(places); i++) {
        d->lib = arena_string(&d->arena, places[i], strlen(places[i]));
        if (is_lib(d->lib, &d->arena))
            return true;
    }
    d->lib = arena_string(&d->arena, places[0], strlen(places[0]));
    return true;
}
