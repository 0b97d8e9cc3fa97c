/* SPDX-License-Identifier: MIT
 *
 * A machine that runs three_cores.h, and a user in front of its panels: a host
 * whose service presses keys and reads what is drawn.
 */
#ifndef TESTS_PANELS_USER_H
#define TESTS_PANELS_USER_H

#include "panels_rig.h"
#include "three_cores.h"

#include <vm/front.h>

enum { COUNT = 3000000, WIDTH = 640, HEIGHT = 480 };

/* A host whose service is the user: it acts once for each stop, or at once
 * while the machine runs. */
struct user {
    struct host host;
    void (*act)(struct user *u, struct machine *m);
    struct overlay *overlay;
    struct panels *p;
    u32 acts;
    u32 seen[4];        /* what act wants to keep */
    u32 retired;        /* of core 0, at the end */
    bool wait;          /* --wait */
    bool endless;       /* the program does not halt */
    const char *engine; /* NULL: the one that is chosen by itself */
};

static inline void user_service(struct host *h, struct machine *m)
{
    struct user *u = (struct user *)h;
    machine_kick(m);
    if (u->act && !machine_over(m))
        u->act(u, m);
    u->acts++;
}

static const struct host_class user_class = {.name = "user",
                                             .service = user_service};

static inline void press(struct user *u, u32 usage, u32 modifiers)
{
    struct overlay_key k = {usage, modifiers, false};
    u->overlay->class->key(u->overlay, u->p->m, &k);
}

static inline void type(struct user *u, const char *text)
{
    assert_true(u->overlay->class->text(u->overlay, u->p->m, text));
    press(u, USAGE_ENTER, 0);
}

static inline void toggle(struct user *u)
{
    u->overlay->class->toggle(u->overlay, u->p->m);
}

static inline const struct overlay_picture *look(struct user *u)
{
    return u->overlay->class->picture(u->overlay, u->p->m, WIDTH, HEIGHT);
}

static inline void run(struct user *u, bool deterministic, u64 *hash)
{
    struct config c = config_default;
    struct rig r;
    c.cores = 3;
    c.deterministic = deterministic;
    c.wait = u->wait;
    c.engine = u->engine ? u->engine : c.engine;
    u->host.class = &user_class;
    r.m = machine_new(&c, &u->host, &r.err);
    assert_non_null(r.m);
    machine_reset(r.m, RIG_PC);
    three_cores_load(&r, COUNT);
    if (u->endless)
        rig_code(&r, LOOP + 0x30, &(u64){rig_word(ISA_JMP, 0, 0, 0, LOOP)}, 1);
    if (u->wait)
        assert_true(control_attach(r.m, true, &r.err));
    u->overlay = panels_open(r.m, &r.err);
    assert_non_null(u->overlay);
    u->p = (struct panels *)u->overlay;
    assert_null(look(u));
    machine_kick(r.m); /* the user acts before it has ended */
    assert_true(machine_run(r.m, &r.err));
    u->retired = (u32)r.m->core[0]->retired;
    fronts_close(r.m);
    control_detach(r.m);
    *hash = machine_hash(r.m);
    machine_free(r.m);
}

#endif
