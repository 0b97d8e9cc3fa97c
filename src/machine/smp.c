/* SPDX-License-Identifier: MIT
 *
 * STARTAP and IPI. The machine lock makes what the sender did before visible
 * to the core that starts or is interrupted.
 */
#include <vm/smp.h>

#include <vm/machine.h>

void smp_start(struct core *from, u32 cpu, u32 ip)
{
    struct machine *m = from->m;
    if (from->id != 0 || cpu == 0 || cpu >= m->core_count)
        return;
    pthread_mutex_lock(&m->lock);
    struct core *c = m->core[cpu];
    if (c->state == CORE_PARKED) {
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
