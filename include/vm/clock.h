/* SPDX-License-Identifier: MIT
 *
 * Time. All outside time enters the machine here: the host's clocks, or with
 * --deterministic virtual time that instructions advance (docs/board.md).
 * Times are nanoseconds. Machine lock held unless said otherwise.
 */
#ifndef VM_CLOCK_H
#define VM_CLOCK_H

#include <util/bits.h>

struct machine;
struct snap;

enum { CLOCK_NEVER_SHIFT = 63 };
#define CLOCK_NEVER ((u64)1 << CLOCK_NEVER_SHIFT)

/* Never goes backwards. In a device's read the core's instruction count is
 * part of it. Any thread of the machine; lock held in deterministic mode. */
u64 clock_mono(struct machine *m);
u64 clock_boot(struct machine *m); /* since the machine started */
u64 clock_unix(struct machine *m);
u64 clock_unix_start(struct machine *m); /* UNIX time of machine start */

/* A timed event. Zero-initialise, set fire and arg, then arm; it fires once,
 * with the lock held, on the device thread (deterministic: between turns). */
struct timer {
    void (*fire)(void *arg);
    void *arg;
    u64 when; /* clock_mono; valid while armed */
    bool armed;
    struct timer *next; /* clock.c */
};

void timer_arm(struct machine *m, struct timer *t, u64 when);
void timer_cancel(struct machine *m, struct timer *t);

/* Takes the start times; and the host clock that --timeout and frames use,
 * whatever the mode (any thread, no lock). */
void clock_start(struct machine *m);
u64 clock_host(void);

/* When the next timer is due, CLOCK_NEVER if none. */
u64 clock_next(struct machine *m);
/* Fires every timer that is due. */
void clock_fire(struct machine *m);

#endif
