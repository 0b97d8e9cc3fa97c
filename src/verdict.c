/* SPDX-License-Identifier: MIT
 *
 * What --expect makes of the exit status. It changes no other status than
 * that of a run where nothing failed: what panics, exits with a number, comes
 * to a limit or loses the host keeps what came first, and the missing text is
 * only told.
 */
#include "verdict.h"

#include <util/cescape.h>
#include <util/log.h>

enum { SHOWN_BYTES = 200 };

static void missing_tell(const struct config *c, u32 i)
{
    const struct config_text *t = &c->expect[i];
    struct buf b = {0};
    bool cut = t->size > SHOWN_BYTES;
    cescape_encode(&b, t->bytes, cut ? SHOWN_BYTES : t->size);
    log_error("expected text not seen: '%.*s'%s (--expect %u of %u)",
              (int)b.size, b.data ? (const char *)b.data : "", cut ? "..." : "",
              i + 1, c->expect_count);
    buf_free(&b);
}

int verdict_status(const struct config *c, const struct host_script *s,
                   int status)
{
    if (s->expected >= c->expect_count)
        return status;
    missing_tell(c, s->expected);
    return status == 0 ? VERDICT_STATUS : status;
}

static const char *stop_reason_word(enum stop_reason reason)
{
    switch (reason) {
    case STOPPED_WINDOW:
        return "window";
    case STOPPED_ESCAPE:
        return "escape";
    case STOPPED_SIGNAL:
        return "signal";
    case STOPPED_TIMEOUT:
        return "timeout";
    case STOPPED_INSNS:
        return "max-insns";
    case STOPPED_HOST:
        return "host";
    case STOPPED_EXPECTED:
        return "expected";
    }
    return "stopped";
}

const char *verdict_reason(const struct verdict *v)
{
    if (!v->machine)
        return "error";
    const struct machine_result *r = machine_result(v->machine);
    if (r->state == MACHINE_PANICKED)
        return "panic";
    return r->state == MACHINE_HALTED ? "halted" : stop_reason_word(r->reason);
}
