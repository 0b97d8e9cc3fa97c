/* SPDX-License-Identifier: MIT
 *
 * One job for all cores. team_start starts the others, which then sleep;
 * team_run lets every core, the calling core 0 too, run the same function and
 * returns when all are done. How they share the work is up to the function:
 * a counter that all take numbers from (team_take) keeps each of them busy
 * to the end.
 */
#ifndef DEMO_TEAM_H
#define DEMO_TEAM_H

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <lamp.h>

typedef void team_job(void);

enum {
    TEAM_VECTOR = 0x40, /* wakes a core; has no handler and needs none */
    TEAM_STACK = 16 * 1024
};

static struct {
    team_job *job;
    volatile uint32_t round; /* of jobs; a core compares it with its own */
    volatile uint32_t busy;  /* cores that have not ended this round */
    volatile uint32_t next;  /* piece of work, see team_take */
} team;

/* The next piece of the work of this round: 0, 1, 2 ... over all cores. */
static inline uint32_t team_take(void)
{
    return __atomic_fetch_add(&team.next, 1, __ATOMIC_RELAXED);
}

static inline void team_member(void *unused)
{
    (void)unused;
    for (uint32_t round = 0;; round++) {
        lamp_mask(true);
        while (__atomic_load_n(&team.round, __ATOMIC_ACQUIRE) == round) {
            lamp_wait();
            lamp_mask(false); /* the request is dropped here */
            lamp_mask(true);
        }
        lamp_mask(false);
        team.job();
        __atomic_fetch_sub(&team.busy, 1, __ATOMIC_RELEASE);
    }
}

static inline void team_start(void)
{
    for (uint32_t cpu = 1; cpu < lamp_cores(); cpu++) {
        char *stack = malloc(TEAM_STACK);
        if (!stack) {
            puts("no memory for the stack of a core");
            exit(1);
        }
        lamp_start(cpu, team_member, NULL, stack + TEAM_STACK);
    }
}

static inline void team_run(team_job *job)
{
    uint32_t cores = lamp_cores();
    team.job = job;
    team.next = 0;
    team.busy = cores - 1;
    __atomic_fetch_add(&team.round, 1, __ATOMIC_RELEASE);
    for (uint32_t cpu = 1; cpu < cores; cpu++)
        lamp_ipi(cpu, TEAM_VECTOR);
    job();
    while (__atomic_load_n(&team.busy, __ATOMIC_ACQUIRE) > 0)
        lamp_pause();
}

#endif
