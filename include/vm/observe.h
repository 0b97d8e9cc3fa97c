/* SPDX-License-Identifier: MIT
 *
 * Observers: who wants to know what the machine does beside executing
 * instructions (those see probes, vm/control.h): traces and checks. The
 * machine, its bus and its devices tell them; without one, m->observers is
 * NULL and nothing is called. Observers only look.
 */
#ifndef VM_OBSERVE_H
#define VM_OBSERVE_H

#include <util/bits.h>

struct machine;
struct core;
struct translation;

enum irq_event {
    IRQ_RAISED,    /* requested on the core; any thread, machine lock held */
    IRQ_CHOSEN,    /* about to be entered, nothing has changed; own thread */
    IRQ_DELIVERED, /* c->ip is the handler; own thread */
    IRQ_SOFTWARE,  /* INT is about to enter the handler; own thread */
    IRQ_ENDED,     /* EOI; machine lock held */
    IRQ_RETURNED   /* IRET; own thread; IRQ_NONE: of INT */
};

/* An access to a register or port that has been made. */
struct device_access {
    const char *device, *name; /* "serial", "SERIAL_TX" */
    u32 number;                /* offset in the window, or port */
    u32 value;
    bool port, write;
};

/* Functions may be NULL. Those without a remark: own thread of the core. */
struct observer {
    /* RAM is as at power-on. Machine not running. */
    void (*reset)(struct observer *o, struct machine *m);
    /* The loader, a device or a debugger stored bytes. Any thread. */
    void (*written)(struct observer *o, u32 at, u32 n);
    void (*accessed)(struct observer *o, struct core *c,
                     const struct device_access *a);
    void (*irq)(struct observer *o, enum irq_event event, struct core *c,
                u32 vector);
    void (*translated)(struct observer *o, struct core *c,
                       const struct translation *t);
    struct observer *next;
};

/* Before machine_load, or while all cores stand still. */
void observe_add(struct machine *m, struct observer *o);
/* While all cores stand still. */
void observe_remove(struct machine *m, struct observer *o);

/* For the machine, when m->observers is not NULL. */
void observe_reset(struct machine *m);
void observe_written(struct machine *m, u32 at, u32 n);
void observe_accessed(struct core *c, const struct device_access *a);
void observe_irq(struct core *c, enum irq_event event, u32 vector);
void observe_translated(struct core *c, const struct translation *t);

#endif
