/* SPDX-License-Identifier: MIT
 *
 * The set of addresses to stop before, in the order they were given, none
 * twice. Guest memory is not changed by a breakpoint.
 */
#include "debug.h"

#include <errno.h>
#include <stdlib.h>

bool breakpoint_hit(const struct debug *d, u32 ip)
{
    for (u32 i = 0; i < d->breakpoint_count; i++) {
        if (d->breakpoint[i] == ip)
            return true;
    }
    return false;
}

bool breakpoint_add(struct debug *d, u32 at)
{
    if (breakpoint_hit(d, at))
        return true;
    if (d->breakpoint_count == DEBUG_BREAKPOINTS_MAX)
        return false;
    d->breakpoint[d->breakpoint_count++] = at;
    return true;
}

bool breakpoint_delete(struct debug *d, u32 at)
{
    for (u32 i = 0; i < d->breakpoint_count; i++) {
        if (d->breakpoint[i] != at)
            continue;
        d->breakpoint_count--;
        memmove(&d->breakpoint[i], &d->breakpoint[i + 1],
                (d->breakpoint_count - i) * sizeof(d->breakpoint[0]));
        return true;
    }
    return false;
}

bool debug_number(const char *text, u64 limit, u64 *value)
{
    char *end;
    bool is_hex = text[0] == '0' && (text[1] == 'x' || text[1] == 'X');
    const char *digits = is_hex ? text + 2 : text;
    if (!(is_hex ? strchr("0123456789abcdefABCDEF", *digits)
                 : strchr("0123456789", *digits)) ||
        *digits == '\0')
        return false;
    errno = 0;
    *value = strtoull(digits, &end, is_hex ? 16 : 10);
    return errno == 0 && *end == '\0' && *value <= limit;
}

bool breakpoint_list(const char *text, struct debug_options *o)
{
    enum { ITEM_BYTES = 24 };
    for (;;) {
        char item[ITEM_BYTES];
        size_t n = strcspn(text, ",");
        u64 at;
        if (n >= sizeof(item) || o->breakpoint_count == DEBUG_BREAKPOINTS_MAX)
            return false;
        memcpy(item, text, n);
        item[n] = '\0';
        if (!debug_number(item, UINT32_MAX, &at))
            return false;
        o->breakpoint[o->breakpoint_count++] = (u32)at;
        if (text[n] == '\0')
            return true;
        text += n + 1;
    }
}
