/* SPDX-License-Identifier: MIT
 *
 * Fills a struct err. The text is always terminated and cut at its capacity;
 * nothing is printed here.
 */
#include <util/err.h>

#include <stdarg.h>
#include <stdio.h>

static bool err_fill(struct err *e, int status, const char *format,
                     va_list args)
{
    e->status = status;
    if (vsnprintf(e->text, sizeof(e->text), format, args) < 0)
        snprintf(e->text, sizeof(e->text), "(message cannot be formatted)");
    return false;
}

bool fail(struct err *e, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    err_fill(e, 0, format, args);
    va_end(args);
    return false;
}

bool fail_status(struct err *e, int status, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    err_fill(e, status, format, args);
    va_end(args);
    return false;
}
