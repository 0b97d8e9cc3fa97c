/* SPDX-License-Identifier: MIT
 *
 * The oracle and all engines side by side on the same program, compared after
 * slices of random length: the engines with each other, deliveries of
 * interrupts and the last transfers too, and each with the oracle. The engine
 * decides where between the mandatory delivery points a pending interrupt is
 * taken; the oracle is told at which instruction count that was, takes it
 * there too, and complains when it was not allowed, not the right vector, or
 * came too late.
 *
 * A program that has ended is brought back to life, with new registers and
 * its code mended, until its instructions are used up: so it becomes hot, and
 * fails in code that is hot. Between slices requests and stores come from
 * outside. Several cores take turns, a slice each, and change each other's
 * code; a store to code is seen by the others' next slice.
 */
#ifndef TESTS_LOCKSTEP_H
#define TESTS_LOCKSTEP_H

#include "events.h"
#include "oracle.h"
#include "progen.h"

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
    LOCKSTEP_LOG = 65536,
    LOCKSTEP_TRACE = 40,
    LOCKSTEP_KINDS = 4,
    LOCKSTEP_ENGINES = 4
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
    u64 index; /* instructions of the core before it */
    u32 core, pc;
    u64 word;
};

struct lockstep_storm;

/* An engine and its machines. */
struct lockstep_side {
    const char *engine;
    struct machine *machine[LOCKSTEP_KINDS];
    struct lockstep_isa isa;
    struct machine *m;            /* of the run in progress */
    enum stop stop[PROGEN_CORES]; /* of each core's last slice */
};

/* What was done in all. */
struct lockstep_counts {
    u64 programs, lives, slices;
    u64 instructions; /* on the oracle and on each engine */
    u64 native;       /* of these in generated code */
};

struct lockstep {
    /* small RAM, large RAM, large RAM with --strict, several cores */
    struct oracle oracle[LOCKSTEP_KINDS], others[PROGEN_CORES - 1];
    struct lockstep_side side[LOCKSTEP_ENGINES];
    u32 sides;
    struct lockstep_storm *storm; /* NULL: no requests during slices */

    /* the run in progress */
    u32 from, to;     /* the sides that take part */
    struct oracle *o; /* the core whose turn it is */
    struct gen program;
    u64 random; /* state of slice lengths and of what happens between */
    u64 done;   /* instructions of all cores */
    u32 waiting[PROGEN_CORES];  /* instructions that a deliverable request
                                   has waited */
    u64 life_end[PROGEN_CORES]; /* instruction to start it again at */
    u64 slice;                  /* number of the slice */
    u64 slice_from;             /* its first instruction */
    u64 slice_length;           /* how many it may have */
    u64 cut_slice;              /* the slice that is cut and the last, to */
    u64 cut_length;             /* so many instructions; 0: none is cut */
    bool fine; /* compare everything after every slice, keep a trace */
    struct lockstep_trace trace[LOCKSTEP_TRACE];
    u64 traced; /* instructions since it was begun */

    struct lockstep_counts counts;
    struct events *events; /* NULL: not counted */
};

/* What to run: the program of a seed, or code bytes if there are any. */
struct lockstep_program {
    u64 seed;
    const u8 *bytes;
    size_t size;
};

bool lockstep_open(struct lockstep *l, struct err *e);
void lockstep_close(struct lockstep *l);

/* From now on a thread interrupts the core that runs. When it does, depends
 * on the host: engines are then compared with the oracle one by one, and a
 * difference may be gone when the program is run again. */
bool lockstep_storm(struct lockstep *l);

/* On every engine. False: they differ, and why says how in detail. */
bool lockstep_run(struct lockstep *l, const struct lockstep_program *p,
                  struct buf *why);

/* lockstep_follow.c: the oracle does what the first engine did in the slice;
 * false: it may not. */
bool lockstep_follow(struct lockstep *l, struct buf *why);

/* lockstep.c: one program from its start, on every engine. */
bool lockstep_once(struct lockstep *l, const struct lockstep_program *p,
                   struct buf *why);

/* lockstep_storm.c: around a slice; nothing without a storm. */
void storm_begin(struct lockstep_storm *s, struct machine *m, u32 core);
void storm_end(struct lockstep_storm *s, struct machine *m);
void storm_close(struct lockstep *l);

/* lockstep_report.c: runs the program that failed again, to say where. */
void lockstep_report(struct lockstep *l, const struct lockstep_program *p,
                     struct buf *why);
/* The same of what is there already. */
void lockstep_report_once(struct lockstep *l, const struct lockstep_program *p,
                          struct buf *why);

#endif
