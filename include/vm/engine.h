/* SPDX-License-Identifier: MIT
 *
 * An engine: runs lifted code on a core. Static const, stateless; what it
 * caches hangs on the core (core->cache). All calls on the core's own thread,
 * machine lock not held.
 */
#ifndef VM_ENGINE_H
#define VM_ENGINE_H

#include <util/bits.h>
#include <util/err.h>

struct core;

/* Why run() came back. c->ip is the next instruction and c->retired is exact
 * in every case, except that a panic leaves c->ip at the failing one. */
enum stop {
    STOP_BUDGET,  /* the instructions asked for are done */
    STOP_PENDING, /* c->pending is not 0 */
    STOP_WAIT,    /* the core waits for an interrupt */
    STOP_YIELD,   /* the core spins (deterministic mode only) */
    STOP_HALT,    /* the machine shall halt */
    STOP_PANIC,   /* core_panic was called */
    STOP_BREAK    /* a debugger wants control */
};

/* What a core's code takes; native: shared by all cores. */
struct engine_stats {
    u32 blocks;          /* of lifted code */
    u64 bytes, capacity; /* of memory for them */
    u64 flushes;         /* how often it was full */
    u64 dropped;         /* blocks that went since their bytes changed */
    u64 native_bytes, native_capacity, native_dropped;
};

/* Guest code that was compiled as a whole. */
struct engine_region {
    u32 pc;          /* what it was compiled for */
    u32 first, last; /* addresses of its bytes; gaps are possible */
    u32 insns, entries;
    u32 at, host_bytes; /* offset in the code cache */
};

struct engine {
    const char *name;
    const char *about;    /* for --help and --version, a few words */
    bool (*usable)(void); /* on this host; NULL: on every one */
    bool (*attach)(struct core *c, struct err *e);
    void (*detach)(struct core *c);

    /* Runs at most `budget` instructions, exactly that many unless it says
     * another reason. Looks at c->pending at every block entry. */
    enum stop (*run)(struct core *c, u64 budget);

    /* Called for every core before a second one begins to run, on the thread
     * of the only one that does; machine lock held. NULL: no matter. */
    void (*shared)(struct core *c);

    /* The core stands still. */
    void (*stats)(const struct core *c, struct engine_stats *s);
    /* Shows the regions that can be entered, the youngest first; NULL: it
     * makes none. */
    void (*regions)(const struct core *c,
                    void (*see)(void *to, const struct engine_region *r),
                    void *to);
};

extern const struct engine interp_engine;
extern const struct engine jit_engine; /* with VM_JIT */

/* By name; "auto" is the best one of this host. NULL: unknown. */
const struct engine *engine_find(const char *name);

/* Number and i-th engine of those usable here, for --help and tests. */
u32 engine_count(void);
const struct engine *engine_get(u32 i);

#endif
