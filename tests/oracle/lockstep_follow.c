/* SPDX-License-Identifier: MIT
 *
 * See lockstep.h. The engines have run a slice; the oracle gets as far, one
 * instruction after the other, and takes the interrupts that they took.
 * Invariant: between two instructions the oracle has taken every delivery
 * that was noted up to that instruction count.
 */
#include "lockstep.h"

static bool complain(struct buf *why, const char *text)
{
    buf_printf(why, "  %s\n", text);
    return false;
}

static void trace_step(struct lockstep *l)
{
    struct oracle *o = l->o;
    u8 b[8] = {0};
    if (!l->fine)
        return;
    oracle_peek(o, o->ip, b, 8);
    l->trace[l->traced++ % LOCKSTEP_TRACE] =
        (struct lockstep_trace){o->retired, o->id, o->ip, get_le64(b)};
}

/* A MOVS or FILL is next that must not be done in one go. */
static bool long_move(const struct oracle *o)
{
    u8 b[8] = {0};
    oracle_peek(o, o->ip, b, 8);
    struct isa_word w = isa_decode(get_le64(b));
    return (w.op == ISA_MOVS || w.op == ISA_FILL) && w.rs2 < ISA_REGISTERS &&
           o->r[w.rs2] > ISA_BLOCK_POLL_BYTES;
}

/* One instruction; no delivery is due before it. */
static bool follow_step(struct lockstep *l, struct buf *why)
{
    struct oracle *o = l->o;
    bool deliverable = oracle_deliverable(o) != ORACLE_NOBODY;
    if (deliverable && o->must_deliver)
        return complain(why, "no delivery at a mandatory delivery point");
    u32 *waiting = &l->waiting[o->id];
    *waiting = deliverable ? *waiting + 1 : 0;
    if (*waiting > ISA_DELIVERY_INSTRUCTIONS)
        return complain(why, "a request waits for more than 1024 instructions");
    bool late = deliverable && long_move(o);
    trace_step(l);
    if (l->events != NULL)
        events_before(l->events, o);
    oracle_step(o);
    if (l->events != NULL)
        events_behind(l->events, o);
    if (late && o->state != ORACLE_PANICKED)
        return complain(why, "a request waits for MOVS or FILL to end");
    return true;
}

/* The engine was interrupted inside MOVS or FILL: get as far. */
static bool follow_move(struct lockstep *l, const struct lockstep_delivery *d)
{
    struct oracle *o = l->o;
    u8 word[8];
    if (!oracle_peek(o, o->ip, word, 8))
        return false;
    u32 count = isa_decode(get_le64(word)).rs2 % ISA_REGISTERS;
    if (l->events != NULL)
        events_add(l->events, EVENT_MOVE_INTERRUPTED);
    return oracle_move_some(o, o->r[count] - d->r[count]) &&
           memcmp(o->r, d->r, sizeof o->r) == 0;
}

static bool follow_delivery(struct lockstep *l,
                            const struct lockstep_delivery *d, struct buf *why)
{
    struct oracle *o = l->o;
    if (o->storm && d->vector - PROGEN_STORM < PROGEN_STORMS)
        oracle_request(o, d->vector); /* it came when nobody looked */
    u32 v = oracle_deliverable(o);
    if (o->ip == d->ip && memcmp(o->r, d->r, sizeof o->r) != 0 &&
        !follow_move(l, d))
        return complain(why, "registers differ at a delivery");
    if (v != d->vector || o->ip != d->ip) {
        buf_printf(why,
                   "  delivery of vector 0x%X at 0x%08X, the oracle "
                   "expects 0x%X at 0x%08X\n",
                   d->vector, d->ip, v, o->ip);
        return false;
    }
    l->waiting[o->id] = 0;
    if (l->events != NULL)
        events_add(l->events, EVENT_DELIVERY);
    oracle_deliver_one(o, v);
    return true;
}

bool lockstep_follow(struct lockstep *l, struct buf *why)
{
    struct oracle *o = l->o;
    const struct lockstep_side *s = &l->side[l->from];
    u64 target = s->m->core[o->id]->retired;
    u32 next = 0;
    if (s->isa.count > LOCKSTEP_LOG) /* some are not known */
        o->opaque = true;
    while (o->state == ORACLE_RUNNING && !o->opaque) {
        const struct lockstep_delivery *d =
            next < s->isa.count ? &s->isa.log[next] : NULL;
        if (d != NULL && d->retired == o->retired) {
            next++;
            if (!follow_delivery(l, d, why))
                return false;
        } else if (o->retired < target ||
                   (s->stop[o->id] == STOP_PANIC && o->retired == target)) {
            if (!follow_step(l, why))
                return false;
        } else {
            return true;
        }
        if (o->storm && o->state == ORACLE_WAITING &&
            (s->stop[o->id] != STOP_WAIT || o->retired < target))
            o->state = ORACLE_RUNNING; /* the storm ended the wait */
    }
    return true;
}
