/* SPDX-License-Identifier: MIT
 *
 * Profile and coverage of a run (docs/tracing.md): exact counts of all
 * instructions, and samples of the call stack in virtual time. Both look at
 * every instruction and change nothing.
 */
#ifndef VM_PROFILE_H
#define VM_PROFILE_H

#include <util/bits.h>
#include <util/err.h>

struct machine;
struct profile;

/* Instructions between two samples of a core: a prime, so that samples do not
 * keep step with loops and turns. */
enum { PROFILE_PERIOD = 997 };

/* Before machine_run, with a control core and the interpreter; samples: the
 * stack too. NULL: no memory. */
struct profile *profile_open(struct machine *m, bool samples, struct err *e);
/* After machine_run. False: the file could not be written whole. */
bool profile_write(struct profile *p, const char *path, struct err *e);
bool coverage_write(struct profile *p, const char *path, struct err *e);
void profile_free(struct profile *p);

#endif
