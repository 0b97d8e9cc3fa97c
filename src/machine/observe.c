/* SPDX-License-Identifier: MIT
 *
 * Tells observers what happened, in the order in which they joined last to
 * first. The list is fixed before cores run, so nothing here locks.
 */
#include <vm/observe.h>

#include <vm/machine.h>

void observe_add(struct machine *m, struct observer *o)
{
    o->next = m->observers;
    m->observers = o;
}

void observe_reset(struct machine *m)
{
    for (struct observer *o = m->observers; o; o = o->next)
        if (o->reset)
            o->reset(o, m);
}

void observe_written(struct machine *m, u32 at, u32 n)
{
    for (struct observer *o = m->observers; o; o = o->next)
        if (o->written && n != 0)
            o->written(o, at, n);
}

void observe_accessed(struct core *c, const struct device_access *a)
{
    for (struct observer *o = c->m->observers; o; o = o->next)
        if (o->accessed)
            o->accessed(o, c, a);
}

void observe_irq(struct core *c, enum irq_event event, u32 vector)
{
    for (struct observer *o = c->m->observers; o; o = o->next)
        if (o->irq)
            o->irq(o, event, c, vector);
}

void observe_lifted(struct core *c, u32 pc, u32 insns)
{
    for (struct observer *o = c->m->observers; o; o = o->next)
        if (o->lifted)
            o->lifted(o, c, pc, insns);
}
