/* SPDX-License-Identifier: MIT
 *
 * See lockstep.h. A thread that requests interrupts of the core that runs, at
 * any time, as devices and other cores do. Invariant: a request is made only
 * between storm_begin and storm_end, under the machine lock, so that between
 * slices nothing changes.
 */
#include "lockstep.h"

#include <stdlib.h>

struct lockstep_storm {
    pthread_t thread;
    _Atomic bool over;
    _Atomic(struct machine *) target;
    _Atomic u32 core;
};

static void rest(u32 turns)
{
    for (volatile u32 i = 0; i < turns; i++)
        continue;
}

/* Long rests now and then, so that code runs undisturbed until it is hot. */
static u32 rest_length(u64 *random)
{
    u64 r = splitmix64(random);
    return (u32)(r >> 40) % (r % 16 == 0 ? 20000 : 1500);
}

static void *blow(void *storm)
{
    struct lockstep_storm *s = storm;
    u64 random = 1;
    while (!atomic_load(&s->over)) {
        rest(rest_length(&random));
        struct machine *m = atomic_load(&s->target);
        if (m == NULL)
            continue;
        u32 v = PROGEN_STORM + (u32)splitmix64(&random) % PROGEN_STORMS;
        pthread_mutex_lock(&m->lock);
        if (atomic_load(&s->target) == m)
            irq_raise(m, atomic_load(&s->core), v);
        pthread_mutex_unlock(&m->lock);
    }
    return NULL;
}

bool lockstep_storm(struct lockstep *l)
{
    l->storm = calloc(1, sizeof *l->storm);
    if (l->storm == NULL)
        return false;
    if (pthread_create(&l->storm->thread, NULL, blow, l->storm) == 0)
        return true;
    free(l->storm);
    l->storm = NULL;
    return false;
}

void storm_close(struct lockstep *l)
{
    if (l->storm == NULL)
        return;
    atomic_store(&l->storm->over, true);
    pthread_join(l->storm->thread, NULL);
    free(l->storm);
    l->storm = NULL;
}

void storm_begin(struct lockstep_storm *s, struct machine *m, u32 core)
{
    if (s == NULL)
        return;
    atomic_store(&s->core, core);
    atomic_store(&s->target, m);
}

void storm_end(struct lockstep_storm *s, struct machine *m)
{
    if (s == NULL)
        return;
    pthread_mutex_lock(&m->lock);
    atomic_store(&s->target, NULL);
    pthread_mutex_unlock(&m->lock);
}
