/* SPDX-License-Identifier: MIT
 *
 * What a run has counted, inside src/debug: profile.c collects,
 * profile_write.c and coverage.c tell.
 */
#ifndef DEBUG_PROFILE_H
#define DEBUG_PROFILE_H

#include "tally.h"

#include <vm/control.h>
#include <vm/profile.h>

enum {
    PROFILE_FRAMES = 64,      /* innermost frames of a sample that are kept */
    PROFILE_STACKS = 1 << 16, /* different stacks of a core, at most */
    PROFILE_CORES = 64
};

/* Frames from the outermost in: addresses of calls, then of the sample. */
struct profile_stack {
    u64 count;
    u32 frames;
    bool cut; /* there were more frames outside */
    u32 frame[];
};

struct profile_core {
    struct tally_core tally;
    struct profile_stack **stack; /* open addressing */
    u32 stack_room, stacks;
    u64 samples, lost; /* lost: no place, or no memory */
    u32 in_isr;        /* as of the last instruction */
    u32 isr_depth;     /* of the call stack when the handler was entered */
    u32 isr_from;      /* what it interrupted */
};

struct profile {
    struct probe probe;
    struct machine *m;
    bool samples;
    struct profile_core core[PROFILE_CORES];
};

/* The frame of an interrupt's entry: no address of code. */
enum { PROFILE_INTERRUPT = 0xFFFFFFFF };

/* Counts what the cores executed last; then their sum by address. */
bool profile_settle(struct profile *p, struct tally_list *l, struct err *e);

#endif
