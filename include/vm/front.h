/* SPDX-License-Identifier: MIT
 *
 * A front: somebody outside who controls the machine (gdb, monitor, JSON
 * socket, window). The device loop waits for its descriptors and serves it;
 * it uses vm/control.h and vm/verb.h. Device thread only. Nothing blocks, and
 * what the other side sends, or that it vanishes, harms nobody.
 */
#ifndef VM_FRONT_H
#define VM_FRONT_H

#include <poll.h>
#include <util/bits.h>

struct machine;
struct front;

enum { FRONT_FDS_MAX = 32 };

struct front_class {
    const char *name;
    /* Descriptors to wait on; returns how many of at most max. */
    u32 (*fds)(struct front *f, struct machine *m, struct pollfd *fds, u32 max);
    void (*service)(struct front *f, struct machine *m);
    /* After the end of the machine: says so to the other side, frees f. */
    void (*close)(struct front *f, struct machine *m);
    /* Somebody is there who can let a stopped machine go on. NULL: always. */
    bool (*attended)(const struct front *f);
};

struct front {
    const struct front_class *class;
    struct front *next;
};

/* Joins the device loop of a machine, before machine_run. Until it has a
 * control core a front does nothing but attach one. */
void front_add(struct machine *m, struct front *f);
/* One of them is attended, or there is none: somebody else looks then. */
bool fronts_attended(const struct machine *m);
/* Closes all. After machine_run, before control_detach. */
void fronts_close(struct machine *m);

#endif
