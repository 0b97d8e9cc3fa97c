/* SPDX-License-Identifier: MIT
 *
 * Data races: two cores access the same bytes with plain instructions, one
 * stores, and nothing of docs/isa.md, section 7, orders them. Atomic
 * instructions, FENCE, IPI, STARTAP, ports and devices order. Atomic
 * accesses themselves race with nobody; the slots of hardware stacks and the
 * framebuffer are not watched.
 */
#include "checks.h"

#include <inttypes.h>

static void found(struct check *k, const struct core *c, u32 at, bool write,
                  const struct vclock_cell *other)
{
    char place[CHECK_PLACE_BYTES];
    if (!check_found(k, CHECK_RACE, c->ip, other->ip))
        return;
    check_head(k, CHECK_RACE, c, c->ip);
    check_line("%s the word at 0x%08" PRIX32 ", and nothing orders that with",
               write ? "writes" : "reads", at);
    check_line("core %d, which %s it at %s", other->core,
               other->write ? "wrote" : "read",
               check_place(place, k, other->ip));
    check_line("advice: guard both with one lock, or make them atomic: STLR "
               "and LDAR, in C __atomic_store_n and __atomic_load_n");
}

/* The words of a plain access. */
static void plain(struct check *k, const struct core *c, const struct access *a)
{
    const struct vclock_core *now = &k->core[c->id].race;
    struct vclock_cell other;
    u64 end = (u64)a->at + a->size;
    for (u64 at = a->at; at < end;) {
        u32 word = (u32)at & ~(u32)3;
        u64 next = (u64)word + 4 < end ? (u64)word + 4 : end;
        u8 mask = (u8)((1u << (next - word)) - (1u << (at - word)));
        if (vclock_access(&k->race, now, c->id, word, mask, a->write, c->ip,
                          &other))
            found(k, c, word, a->write, &other);
        at = next;
    }
}

static void atomic(struct check *k, const struct core *c,
                   const struct access *a)
{
    struct vclock_core *now = &k->core[c->id].race;
    if (a->write)
        vclock_release(&k->race, now, c->id, vclock_of_word(&k->race, a->at));
    now->acquires = a->read;
    now->at = a->at;
}

static void order(struct check *k, const struct core *c, const struct effect *e)
{
    struct vclocks *v = &k->race;
    struct vclock_core *now = &k->core[c->id].race;
    bool is_peer = e->peer < k->m->core_count && e->peer != c->id;
    now->acquires = e->order == ORDER_FENCE || e->order == ORDER_WAIT;
    now->at = e->order == ORDER_FENCE ? VCLOCK_FENCE : VCLOCK_WAIT;
    if (e->order == ORDER_FENCE)
        vclock_release(v, now, c->id, &v->fence);
    else if (e->order == ORDER_START && is_peer)
        vclock_release(v, now, c->id, &k->core[e->peer].race.now);
    else if (e->order == ORDER_SEND && is_peer)
        vclock_release(v, now, c->id, &v->inbox[e->peer]);
}

void check_race_acquire(struct check *k, struct core *c)
{
    struct vclocks *v = &k->race;
    struct vclock_core *now = &k->core[c->id].race;
    if (!now->acquires)
        return;
    now->acquires = false;
    if (now->at == VCLOCK_FENCE)
        vclock_join(v, &now->now, &v->fence);
    else if (now->at == VCLOCK_WAIT)
        vclock_join(v, &now->now, &v->inbox[c->id]);
    else
        vclock_join(v, &now->now, vclock_of_word(v, now->at));
}

void check_race(struct check *k, struct core *c, const struct upcoming *u)
{
    if (k->m->core_count == 1)
        return;
    if (u->effect.order != ORDER_NONE)
        order(k, c, &u->effect);
    for (u32 i = 0; i < u->accesses; i++) {
        const struct access *a = &u->access[i];
        if (a->stack || !ram_is_plain(&k->m->bus.ram, a->at, a->size))
            continue;
        if (a->atomic)
            atomic(k, c, a);
        else
            plain(k, c, a);
    }
}

void check_race_irq(struct check *k, struct core *c, enum irq_event event)
{
    struct vclock_core *now = &k->core[c->id].race;
    if (event != IRQ_DELIVERED)
        return;
    check_race_acquire(k, c);
    vclock_join(&k->race, &now->now, &k->race.inbox[c->id]);
    vclock_join(&k->race, &now->now, &k->race.device);
}

/* A port without a device is a word that all cores share. Of devices reads
 * tell what was done at the request of others, writes request. */
void check_race_device(struct check *k, struct core *c,
                       const struct device_access *a)
{
    struct vclocks *v = &k->race;
    struct vclock_core *now = &k->core[c->id].race;
    bool shared = a->port && !c->m->bus.port[a->number];
    if (shared) {
        vclock_join(v, &now->now, &v->port[a->number]);
        vclock_release(v, now, c->id, &v->port[a->number]);
    } else if (a->write) {
        vclock_release(v, now, c->id, &v->device);
    } else {
        vclock_join(v, &now->now, &v->device);
        vclock_join(v, &now->now, &v->inbox[c->id]);
    }
}
