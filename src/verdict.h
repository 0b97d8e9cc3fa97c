/* SPDX-License-Identifier: MIT
 *
 * The verdict of a run: its exit status, and the report of --summary.
 */
#ifndef VERDICT_H
#define VERDICT_H

#include <util/buf.h>
#include <vm/host_open.h>
#include <vm/machine.h>

enum { VERDICT_STATUS = 84 }; /* expected text not seen */

/* Everything about a run that ended, or (machine NULL) that did not begin. */
struct verdict {
    const struct config *config;
    struct machine *machine;
    struct host_script script;
    u64 host_ns;
    int status;
    const char *error; /* why it did not begin */
    bool has_hash;
    u64 hash;
};

/* The status after --expect; says which text is missing. That is the cause of
 * 84 only where nothing went wrong before: 0 becomes it, and no other. */
int verdict_status(const struct config *c, const struct host_script *s,
                   int status);

/* Why it ended, as one word of docs/grading.md. */
const char *verdict_reason(const struct verdict *v);

/* False, before the run: --summary cannot be written where it shall go. */
bool summary_check(const struct config *c, struct err *e);
/* One JSON object on one line. */
void summary_print(struct buf *out, const struct verdict *v);
/* Writes it, if --summary asks; false: *e says why, status 90. */
bool summary_write(const struct verdict *v, struct err *e);

#endif
