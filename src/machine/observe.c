/* SPDX-License-Identifier: MIT
 *
 * Tells observers what happened, in the order in which they joined last to
 * first. The list changes only while all cores stand still; devices raise
 * requests under the machine lock, which whoever changes it takes too.
 */
#include <vm/observe.h>

#include <vm/machine.h>

void observe_add(struct machine *m, struct observer *o)
{
    pthread_mutex_lock(&m->lock);
    o->next = m->observers;
    m->observers = o;
    pthread_mutex_unlock(&m->lock);
}

void observe_remove(struct machine *m, struct observer *o)
{
    struct observer **at = &m->observers;
    pthread_mutex_lock(&m->lock);
    while (*at && *at != o)
        at = &(*at)->next;
    if (*at)
        *at = o->next;
    pthread_mutex_unlock(&m->lock);
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

void observe_translated(struct core *c, const struct translation *t)
{
    for (struct observer *o = c->m->observers; o; o = o->next)
        if (o->translated)
            o->translated(o, c, t);
}
