/* SPDX-License-Identifier: MIT
 *
 * One row for each option that opens a front on an endpoint.
 */
#include "fronts.h"

#include <string.h>
#include <util/bits.h>
#include <util/log.h>
#include <vm/channel.h>
#include <vm/control.h>
#include <vm/front_open.h>
#include <vm/host_open.h>
#include <vm/machine.h>

struct row {
    const char *option;
    const char *endpoint; /* NULL: not wanted */
    bool (*open)(struct machine *m, struct channel *channel, struct err *e);
};

enum { ROWS_MAX = 4 };

static u32 rows_get(const struct config *c, struct row rows[ROWS_MAX])
{
    u32 n = 0;
    rows[n++] = (struct row){"monitor", c->monitor, monitor_open};
    rows[n++] = (struct row){"control", c->control, json_open};
    rows[n++] = (struct row){"gdb", c->gdb, gdb_open};
    return n;
}

/* Standard input and output are for one of them, or the serial port. */
static bool stdio_is_free(const struct config *c, const struct row *rows, u32 i,
                          struct err *e)
{
    if (strcmp(rows[i].endpoint, "stdio") != 0)
        return true;
    if (strcmp(c->serial, "stdio") == 0)
        return fail(e,
                    "--%s stdio: the serial port is there; put it elsewhere "
                    "with --serial",
                    rows[i].option);
    for (u32 k = 0; k < i; k++)
        if (rows[k].endpoint && strcmp(rows[k].endpoint, "stdio") == 0)
            return fail(e, "--%s stdio: --%s is there", rows[i].option,
                        rows[k].option);
    return true;
}

/* Endpoints speak of the option that they were first made for. */
static const char *reason_of(const char *text)
{
    const char *colon = strstr(text, ": ");
    return colon && strncmp(text, "--serial", 8) == 0 ? colon + 2 : text;
}

static bool row_open(struct machine *m, const struct row *r, struct err *e)
{
    struct err why = {0};
    struct channel *channel = channel_open(r->option, r->endpoint, &why);
    if (channel && r->open(m, channel, &why))
        return true;
    return fail_status(e, why.status, "--%s: %s", r->option,
                       reason_of(why.text));
}

void fronts_console(struct machine *m, struct host *h)
{
    struct err e = {0};
    struct channel *channel = host_console(h);
    if (channel && !monitor_open(m, channel, &e))
        log_warn("%s", e.text);
}

bool fronts_open(struct machine *m, struct err *e)
{
    struct row rows[ROWS_MAX];
    u32 n = rows_get(&m->config, rows), wanted = m->config.wait;
    for (u32 i = 0; i < n; i++)
        wanted |= rows[i].endpoint != NULL;
    if (wanted && !control_attach(m, m->config.wait, e))
        return false;
    for (u32 i = 0; i < n; i++)
        if (rows[i].endpoint && (!stdio_is_free(&m->config, rows, i, e) ||
                                 !row_open(m, &rows[i], e)))
            return false;
    return true;
}
