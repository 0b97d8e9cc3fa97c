/* SPDX-License-Identifier: MIT
 *
 * Collects a profile. A sample is the call stack of the hardware: return
 * addresses, the frames of a handler on top of what it interrupted. Every
 * core samples by its own count of instructions, so deterministic runs give
 * the same profile each time. Memory is bounded: so many different stacks.
 */
#include "profile.h"

#include <stdlib.h>
#include <string.h>

struct frames {
    u32 count;
    bool cut;
    u32 frame[PROFILE_FRAMES];
};

static u32 depth_of(const struct core *c)
{
    const struct stack *s = &c->stack[STACK_CALL];
    return s->count - s->index;
}

/* One frame more, inside those before it; the outermost goes when they are
 * too many. */
static void frame_add(struct frames *f, u32 address)
{
    if (f->count == PROFILE_FRAMES) {
        memmove(f->frame, f->frame + 1, sizeof(f->frame) - sizeof(u32));
        f->count--;
        f->cut = true;
    }
    f->frame[f->count++] = address;
}

/* Calls of the stack from depth `from` to `to`, counted from the outside. */
static void frames_calls(struct frames *f, const struct core *c, u32 from,
                         u32 to)
{
    const struct stack *s = &c->stack[STACK_CALL];
    if (to > from + PROFILE_FRAMES) {
        from = to - PROFILE_FRAMES;
        f->count = 0;
        f->cut = true;
    }
    for (u32 depth = from; depth < to; depth++) {
        u32 slot = s->count - 1 - depth;
        u32 back = ram_get32_any(&c->m->bus.ram, s->base + slot * s->slot);
        frame_add(f, back - c->isa->insn_bytes);
    }
}

static void frames_of(struct frames *f, const struct profile_core *k,
                      const struct core *c)
{
    u32 depth = depth_of(c), from = 0;
    f->count = 0;
    f->cut = false;
    if (c->in_isr && k->isr_depth <= depth) {
        frames_calls(f, c, 0, k->isr_depth);
        frame_add(f, k->isr_from);
        frame_add(f, PROFILE_INTERRUPT);
        from = k->isr_depth;
    }
    frames_calls(f, c, from, depth);
    frame_add(f, c->ip);
}

static u32 hash_of(const u32 *frame, u32 n)
{
    u32 h = n;
    for (u32 i = 0; i < n; i++)
        h = (h ^ frame[i]) * 0x9E3779B1u;
    return h ^ h >> 15;
}

static struct profile_stack **stack_place(struct profile_stack **table,
                                          u32 room, const u32 *frame, u32 n)
{
    for (u32 i = hash_of(frame, n);; i++) {
        struct profile_stack **p = &table[i & (room - 1)];
        if (!*p ||
            ((*p)->frames == n && memcmp((*p)->frame, frame, n * 4) == 0))
            return p;
    }
}

static bool stacks_grow(struct profile_core *k)
{
    u32 room = k->stack_room ? k->stack_room * 2 : 256;
    struct profile_stack **wider = calloc(room, sizeof(struct profile_stack *));
    if (!wider)
        return false;
    for (u32 i = 0; i < k->stack_room; i++) {
        struct profile_stack *s = k->stack[i];
        if (s)
            *stack_place(wider, room, s->frame, s->frames) = s;
    }
    free(k->stack);
    k->stack = wider;
    k->stack_room = room;
    return true;
}

static struct profile_stack *stack_make(struct profile_core *k,
                                        const struct frames *f)
{
    if (k->stacks >= k->stack_room / 2 && k->stacks < PROFILE_STACKS &&
        !stacks_grow(k))
        return NULL;
    struct profile_stack **p =
        stack_place(k->stack, k->stack_room, f->frame, f->count);
    if (*p || k->stacks == PROFILE_STACKS)
        return *p;
    struct profile_stack *s = calloc(1, sizeof(*s) + f->count * sizeof(u32));
    if (!s)
        return NULL;
    s->frames = f->count;
    s->cut = f->cut;
    memcpy(s->frame, f->frame, f->count * sizeof(u32));
    k->stacks++;
    return *p = s;
}

static void sample(struct profile_core *k, const struct core *c)
{
    struct frames f;
    frames_of(&f, k, c);
    struct profile_stack *s = stack_make(k, &f);
    k->samples++;
    if (s)
        s->count++;
    else
        k->lost++;
}

/* The core has entered or left a handler since its last instruction. */
static void follow_interrupt(struct profile_core *k, const struct core *c)
{
    if (c->in_isr && !k->in_isr) {
        k->isr_depth = depth_of(c);
        k->isr_from = c->trail[(c->trail_count - 1) % TRAIL_LEN].from;
    }
    k->in_isr = c->in_isr;
}

static void before(struct probe *probe, struct core *c)
{
    struct profile *p = (struct profile *)probe;
    struct profile_core *k = &p->core[c->id];
    bool done = tally_commit(&k->tally, c);
    follow_interrupt(k, c);
    if (p->samples && done && c->retired % PROFILE_PERIOD == 0)
        sample(k, c);
    tally_note(&k->tally, c);
}

struct profile *profile_open(struct machine *m, bool samples, struct err *e)
{
    struct profile *p = calloc(1, sizeof(*p));
    if (!p) {
        fail_status(e, 90, "out of memory for a profile");
        return NULL;
    }
    p->probe.before = before;
    p->m = m;
    p->samples = samples;
    control_probe_add(m, &p->probe);
    return p;
}

bool profile_settle(struct profile *p, struct tally_list *l, struct err *e)
{
    struct tally_core *cores = calloc(p->m->core_count, sizeof(*cores));
    bool ok = cores != NULL;
    for (u32 i = 0; ok && i < p->m->core_count; i++) {
        tally_commit(&p->core[i].tally, p->m->core[i]);
        cores[i] = p->core[i].tally;
        ok = !cores[i].failed;
    }
    ok = ok && tally_collect(l, cores, p->m->core_count);
    free(cores);
    return ok || fail_status(e, 90, "out of memory for the counts of a run");
}

void profile_free(struct profile *p)
{
    if (!p)
        return;
    for (u32 i = 0; i < PROFILE_CORES; i++) {
        struct profile_core *k = &p->core[i];
        for (u32 n = 0; n < k->stack_room; n++)
            free(k->stack[n]);
        free(k->stack);
        tally_free(&k->tally.insns);
    }
    free(p);
}
