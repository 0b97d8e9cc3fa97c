/* SPDX-License-Identifier: MIT
 *
 * The words of the linker: start file, objects and libraries in their order,
 * the standard libraries behind them. The linker runs in this process.
 */
#include "driver.h"

#include "command.h"

#include <stdio.h>
#include <unistd.h>

struct words {
    struct driver *d;
    struct list list;
    struct ld_input *memory;
    u32 memory_count;
};

static void add(struct words *w, const char *word)
{
    list_add(&w->list, &w->d->arena, word);
}

static const char *lib_folder(struct driver *d)
{
    return arena_printf(&d->arena, "%s/%s", d->lib,
                        d->cc.x1 ? "lamp+x1" : "lamp");
}

static void add_input(struct words *w, u32 index, const struct object *objects,
                      u32 count)
{
    struct driver *d = w->d;
    const struct input *in = &d->input[index];
    for (u32 k = 0; k < count; k++) {
        if (objects[k].index != index)
            continue;
        struct ld_input *m = &w->memory[w->memory_count++];
        m->name = arena_string(&d->arena, in->name, strlen(in->name));
        m->bytes = objects[k].bytes.data;
        m->size = objects[k].bytes.size;
        add(w, m->name);
        return;
    }
    add(w,
        in->is_library ? arena_printf(&d->arena, "-l%s", in->name) : in->name);
}

static bool libraries_there(struct driver *d, struct err *e)
{
    const char *crt = arena_printf(&d->arena, "%s/crt0.o", lib_folder(d));
    if ((d->no_libs && d->no_start) || access(crt, R_OK) == 0)
        return true;
    return fail(e,
                "the libraries of lamp are not in %s; build the target "
                "guestlib, or set LAMP_LIB, or use -nostdlib",
                d->lib);
}

bool link_program(struct driver *d, const struct object *objects, u32 count,
                  struct err *e)
{
    struct words w = {.d = d};
    w.memory = ARENA_ARRAY(&d->arena, struct ld_input, count + 1);
    if (!libraries_there(d, e))
        return false;
    add(&w, "-o");
    add(&w, d->output);
    add(&w, "--gc-libraries"); /* which are compiled function by function */
    for (u32 k = 0; k < d->library_dirs.count; k++)
        add(&w, arena_printf(&d->arena, "-L%s", d->library_dirs.at[k]));
    add(&w, arena_printf(&d->arena, "-L%s", lib_folder(d)));
    for (u32 k = 0; k < d->link.count; k++)
        add(&w, d->link.at[k]);
    if (!d->no_start)
        add(&w, arena_printf(&d->arena, "%s/crt0.o", lib_folder(d)));
    for (u32 k = 0; k < d->input_count; k++)
        add_input(&w, k, objects, count);
    static const char *const libraries[] = {"-llamp", "-lc", "-lm", "-lrt"};
    for (size_t k = 0; k < ARRAY_LEN(libraries) && !d->no_libs; k++)
        add(&w, libraries[k]);
    if (d->verbose || d->dry) {
        fprintf(stderr, " (in lamp-cc) lamp-ld");
        for (u32 k = 0; k < w.list.count; k++)
            fprintf(stderr, " %s", w.list.at[k]);
        fputc('\n', stderr);
    }
    return d->dry || ld_command((int)w.list.count, w.list.at, w.memory,
                                w.memory_count) == 0;
}
