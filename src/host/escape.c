/* SPDX-License-Identifier: MIT
 *
 * The escape key. The filter keeps its state between calls, so that the two
 * bytes of a sequence may come in different reads. Ctrl-A twice is one Ctrl-A
 * for the guest; every other byte behind the first is taken out.
 */
#include "escape.h"

#include <util/log.h>

static u32 escape_wish(u8 letter)
{
    switch (letter) {
    case 'x':
    case 'X':
        return ESCAPE_QUIT;
    case 'c':
    case 'C':
        return ESCAPE_MONITOR;
    case 'h':
    case 'H':
    case '?':
        return ESCAPE_HELP;
    default:
        return ESCAPE_HINT;
    }
}

u32 escape_filter(struct escape *x, u8 *bytes, u32 n, u32 *wishes)
{
    u32 kept = 0;
    for (u32 i = 0; i < n; i++) {
        u8 b = bytes[i];
        if (!x->armed && b == ESCAPE_KEY) {
            x->armed = true;
        } else if (!x->armed || b == ESCAPE_KEY) {
            bytes[kept++] = b;
            x->armed = false;
        } else {
            *wishes |= escape_wish(b);
            x->armed = false;
        }
    }
    return kept;
}

void escape_hint(void)
{
    log_info("Ctrl-A x ends the machine, Ctrl-A h shows help");
}

void escape_help(void)
{
    log_info("Ctrl-A x       end the machine, status 0");
    log_info("Ctrl-A c       monitor, and back to the guest");
    log_info("Ctrl-A h       this help");
    log_info("Ctrl-A Ctrl-A  send Ctrl-A to the guest");
    log_info("Ctrl-Z         stop the program; fg continues it");
}
