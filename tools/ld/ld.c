/* SPDX-License-Identifier: MIT
 *
 * The order of a link: load, resolve, collect garbage, place, relocate, write.
 */
#include "ld.h"

#include "state.h"

#include <lamp/board.h>

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

enum { ERRORS_MAX = 50 };

const struct ld_options ld_options_default = {
    .base = PROGRAM_BASE,
    .max_bytes = 256 * 1024 * 1024,
};

static void add_message(struct ld *l, const char *format, va_list args)
{
    char text[2048];
    vsnprintf(text, sizeof(text), format, args);
    buf_printf(&l->result->messages, "lamp-ld: %s\n", text);
}

bool ld_error(struct ld *l, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    l->failed = true;
    l->result->errors++;
    if (l->shown++ < ERRORS_MAX)
        add_message(l, format, args);
    va_end(args);
    return false;
}

bool ld_error_always(struct ld *l, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    l->failed = true;
    l->result->errors++;
    add_message(l, format, args);
    va_end(args);
    return false;
}

void *ld_take(struct ld *l, size_t bytes)
{
    void *p = calloc(1, bytes ? bytes : 1);
    if (!p)
        ld_error(l, "out of memory");
    return p;
}

static bool run(struct ld *l, const struct ld_input *inputs, u32 count)
{
    for (u32 k = 0; k < l->options->define_count; k++)
        resolve_define(l, l->options->define[k].name,
                       l->options->define[k].value, false);
    if (!load_inputs(l, inputs, count))
        return false;
    if (!gc_mark(l) || !gather_all(l) || !place_all(l) || !resolve_check(l) ||
        !relocate_all(l))
        return false;
    bool ok = l->options->flat ? output_flat(l) : output_elf(l);
    if (ok && l->options->map)
        map_write(l);
    return ok;
}

bool ld_link(struct ld_result *result, const struct ld_options *options,
             const struct ld_input *inputs, u32 count)
{
    struct ld l = {.options = options, .result = result};
    *result = (struct ld_result){0};
    l.name_tail = &l.first_name;
    l.output_tail = &l.output;
    bool ok = run(&l, inputs, count) && !l.failed;
    if (l.shown > ERRORS_MAX)
        buf_printf(&result->messages, "lamp-ld: and %u errors more\n",
                   l.shown - ERRORS_MAX);
    load_free(&l);
    free(l.outputs);
    if (ok && (result->output.failed || result->map.failed))
        ok = ld_error(&l, "out of memory");
    if (!ok)
        buf_free(&result->output);
    return ok;
}

void ld_result_free(struct ld_result *result)
{
    buf_free(&result->output);
    buf_free(&result->map);
    buf_free(&result->messages);
}
