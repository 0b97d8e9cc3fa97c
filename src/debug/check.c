/* SPDX-License-Identifier: MIT
 *
 * The guest checks as one probe and one observer of a machine. Under the lock
 * the cores take turns. What an instruction publishes is noted before it
 * executes, what it acquires before the next one of its core: so whatever a
 * core can have seen is known here when it goes on.
 */
#include <vm/check.h>

#include "checks.h"

#include <stdlib.h>
#include <vm/program_names.h>

static void look(struct check *k, struct core *c)
{
    struct upcoming u;
    if (check_wants(k, CHECK_RACE))
        check_race_acquire(k, c);
    if (!insn_fetch(&u.insn, c))
        return; /* it will panic */
    u.accesses = c->isa->accesses(c, u.insn.code, u.access);
    c->isa->effect(c, u.insn.code, &u.effect);
    if (check_wants(k, CHECK_NULL) || check_wants(k, CHECK_ALIGN))
        check_pointers(k, c, &u);
    if (check_wants(k, CHECK_STACK) || check_wants(k, CHECK_UNINIT))
        check_stacks(k, c, &u);
    if (check_wants(k, CHECK_UNINIT))
        check_uninit(k, c, &u);
    if (check_wants(k, CHECK_RACE))
        check_race(k, c, &u);
}

static void before(struct probe *p, struct core *c)
{
    struct check *k = (struct check *)p;
    pthread_mutex_lock(&k->lock);
    look(k, c);
    pthread_mutex_unlock(&k->lock);
}

static struct check *of(struct observer *o)
{
    return (struct check *)((char *)o - offsetof(struct check, observer));
}

/* Windows and the framebuffer hold what devices put there. */
static void forget(struct observer *o, struct machine *m)
{
    struct check *k = of(o);
    const struct ram *r = &m->bus.ram;
    shadow_clear(&k->shadow, 0, k->shadow.size);
    shadow_set(&k->shadow, r->fb_alias, r->fb_bytes);
    for (u32 i = 0; i < m->bus.window_count; i++)
        shadow_set(&k->shadow, m->bus.window[i].base, m->bus.window[i].size);
    if (check_wants(k, CHECK_NULL))
        shadow_set(&k->shadow, 0, CHECK_PAGE); /* a finding of its own */
    memset(k->core, 0, sizeof(k->core));
    for (u32 i = 0; i < CHECK_CORES; i++)
        k->core[i].race.now.of[i] = 1;
    k->image_ends = 0;
}

/* What the loader stores are segments. */
static void written(struct observer *o, u32 at, u32 n)
{
    struct check *k = of(o);
    pthread_mutex_lock(&k->lock);
    shadow_set(&k->shadow, at, n);
    if (atomic_load(&k->m->state) == MACHINE_CREATED &&
        k->image_ends < ARRAY_LEN(k->image_end))
        k->image_end[k->image_ends++] = at + n;
    pthread_mutex_unlock(&k->lock);
}

static void irq(struct observer *o, enum irq_event event, struct core *c,
                u32 vector)
{
    struct check *k = of(o);
    (void)vector;
    pthread_mutex_lock(&k->lock);
    if (check_wants(k, CHECK_UNINIT))
        check_uninit_irq(k, c, event);
    if (check_wants(k, CHECK_RACE))
        check_race_irq(k, c, event);
    pthread_mutex_unlock(&k->lock);
}

static void accessed(struct observer *o, struct core *c,
                     const struct device_access *a)
{
    struct check *k = of(o);
    pthread_mutex_lock(&k->lock);
    if (check_wants(k, CHECK_RACE))
        check_race_device(k, c, a);
    pthread_mutex_unlock(&k->lock);
}

static void destroy(struct check *k)
{
    shadow_fini(&k->shadow);
    vclocks_fini(&k->race);
    pthread_mutex_destroy(&k->lock);
    free(k);
}

struct check *check_open(struct machine *m, u32 kinds, struct err *e)
{
    struct check *k = calloc(1, sizeof(*k));
    if (!k) {
        fail_status(e, 90, "out of memory for checks");
        return NULL;
    }
    k->m = m;
    k->kinds = kinds;
    k->probe.before = before;
    k->observer = (struct observer){
        .reset = forget, .written = written, .accessed = accessed, .irq = irq};
    pthread_mutex_init(&k->lock, NULL);
    if (!shadow_init(&k->shadow, m->config.ram_bytes) ||
        !vclocks_init(&k->race, m->core_count)) {
        destroy(k);
        fail_status(e, 90, "out of memory for checks");
        return NULL;
    }
    k->sp = (u32)control_register_find("sp");
    control_probe_add(m, &k->probe);
    observe_add(m, &k->observer);
    return k;
}

void check_start(struct check *k)
{
    struct names *names = k->m->names;
    struct err e = {0};
    u32 address;
    k->has_c_stack =
        names && (names->class->find(names, "__crt_stack", &address, &e) ||
                  names->class->find(names, "__stack_top", &address, &e));
}

u64 check_close(struct check *k)
{
    u64 sum = 0;
    if (!k)
        return 0;
    check_summary(k);
    for (u32 i = 0; i < CHECK_KIND_COUNT; i++)
        sum += k->findings[i];
    destroy(k);
    return sum;
}
