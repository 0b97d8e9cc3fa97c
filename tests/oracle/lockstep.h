/* SPDX-License-Identifier: MIT
 *
 * The oracle and an engine side by side on the same program, compared after
 * slices of random length. The engine decides where between the mandatory
 * delivery points a pending interrupt is taken; the oracle is told at which
 * instruction count that was, takes it there too, and complains when it was
 * not allowed, not the right vector, or came too late.
 */
#ifndef TESTS_LOCKSTEP_H
#define TESTS_LOCKSTEP_H

#include "oracle.h"

#include <util/buf.h>
#include <vm/isa.h>
#include <vm/machine.h>

/* A delivery as the engine's instruction set made it. */
struct lockstep_delivery {
    u64 retired;
    u32 vector, ip;
    u32 r[32];
};

enum {
    LOCKSTEP_LOG = 16384,
    LOCKSTEP_TRACE = 40,
    LOCKSTEP_KINDS = 3,
    LOCKSTEP_ENGINES = 8
};

/* An instruction set that notes deliveries; the first member is what cores
 * point to. */
struct lockstep_isa {
    struct isa isa;
    const struct isa *inner; /* what it adds the notes to */
    struct lockstep_delivery log[LOCKSTEP_LOG];
    u32 count; /* more than LOCKSTEP_LOG: some are lost */
};

struct lockstep_trace {
    u64 index;
    u32 pc;
    u64 word;
};

struct lockstep {
    /* small RAM, large RAM, large RAM with --strict */
    struct oracle oracle[LOCKSTEP_KINDS];
    struct machine *machine[LOCKSTEP_KINDS][LOCKSTEP_ENGINES];
    struct lockstep_isa isa;

    /* the run in progress */
    struct oracle *o;
    struct machine *m;
    u32 next_delivery;
    u32 waiting; /* instructions that a deliverable request has waited */
    u64 slices;  /* state of the random slice lengths */
    bool fine;   /* compare everything after every slice, keep a trace */
    struct lockstep_trace trace[LOCKSTEP_TRACE];
    u64 programs, instructions; /* done in all, for statistics */
};

/* What to run: the program of a seed, or code bytes if there are any. */
struct lockstep_program {
    u64 seed;
    const u8 *bytes;
    size_t size;
};

bool lockstep_open(struct lockstep *l, struct err *e);
void lockstep_close(struct lockstep *l);

/* On every engine. False: they differ, and why says how in detail. */
bool lockstep_run(struct lockstep *l, const struct lockstep_program *p,
                  struct buf *why);

#endif
