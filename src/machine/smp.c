/* SPDX-License-Identifier: MIT
 *
 * STARTAP, IPI and PAUSE. The machine lock makes what the sender did before
 * visible to the core that starts or is interrupted.
 */
#include <vm/smp.h>

#include <sched.h>
#include <time.h>

#include <vm/machine.h>

/* The first core is not alone any more. */
static void tell_engines(struct machine *m)
{
    if (m->config.deterministic || atomic_load(&m->started) != 1)
        return;
    for (u32 i = 0; i < m->core_count; i++)
        if (m->core[i]->engine->shared != NULL)
            m->core[i]->engine->shared(m->core[i]);
}

void smp_start(struct core *from, u32 cpu, u32 ip)
{
    struct machine *m = from->m;
    if (from->id != 0 || cpu == 0 || cpu >= m->core_count)
        return;
    pthread_mutex_lock(&m->lock);
    struct core *c = m->core[cpu];
    if (c->state == CORE_PARKED) {
        tell_engines(m);
        c->ip = ip;
        c->state = CORE_RUNNING;
        /* Before the first instruction is a delivery point. */
        core_poke(c, CORE_IRQ);
        atomic_fetch_add(&m->started, 1);
        pthread_cond_signal(&c->wake);
    }
    pthread_mutex_unlock(&m->lock);
}

void smp_ipi(struct core *from, u32 cpu, u32 vector)
{
    if (cpu < from->m->core_count && vector < IRQ_VECTORS)
        irq_send(from, cpu, vector);
}

/* Sleeps, longer the more cores share a processor of the host: those that spin
 * then leave it to the one they wait for. */
static void nap(u32 cores, u32 processors)
{
    enum { NAP_NS = 20000 };
    struct timespec t = {0, (long)NAP_NS * (cores / processors)};
    nanosleep(&t, NULL);
}

void smp_pause(struct core *c)
{
    enum { SPINS = 256, SPIN_INSNS = 16 };
    struct machine *m = c->m;
    if (++c->spins % SPINS != 0)
        return;
    bool only_spins = c->retired - c->spun <= SPINS * SPIN_INSNS;
    u32 awake = m->core_count - atomic_load(&m->sleeping);
    c->spun = c->retired;
    if (only_spins && awake > m->host_cpus)
        nap(awake, m->host_cpus);
    else
        sched_yield();
}
