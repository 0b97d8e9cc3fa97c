/* SPDX-License-Identifier: MIT
 *
 * FLAGS and the trail of transfers at a site, and leaving there: the parts of
 * jit_exact.h that few call outs need. FLAGS come from recipes, transfers from
 * the ring that generated code writes. Guest memory is neither read nor
 * written here.
 *
 * Invariant: behind a function that leaves c->ip, c->flags and native.left are
 * exact.
 */
#include "jit_exact.h"

#include "math.h"

#include <vm/isa.h>
#include <vm/machine.h>

static void recall_sum(struct core *c, const struct jit_recipe *r)
{
    bool add = r->flags == FLAGS_A;
    u32 result = c->r[r->d], x = c->r[r->a];
    u32 y = r->has_imm ? r->imm : c->r[r->b];
    if (r->writes && r->a == r->d)
        x = add ? result - y : result + y;
    if (r->writes && !r->has_imm && r->b == r->d)
        y = add ? result - x : x - result;
    if (r->writes && !r->has_imm && r->a == r->d && r->b == r->d)
        x = y = 0; /* d = d - d; the sum is never left to a recipe */
    flags_record(c, add ? FLAGS_ADD : FLAGS_SUB, x, y);
}

static void recall(struct core *c, const struct jit_recipe *r)
{
    switch (r->flags) {
    case FLAGS_A:
    case FLAGS_S:
        recall_sum(c, r);
        break;
    case FLAGS_L:
        flags_logic(c, c->r[r->d]);
        break;
    case FLAGS_F:
        flags_logic(c, float_key(c->r[r->d]));
        break;
    default:
        math_fcmp(c, c->r[r->a], c->r[r->b]);
        break;
    }
}

/* lahf and seto of a host result, see jit_emit_flags.c. */
static void recall_host(struct core *c)
{
    u32 host = c->flags.a, bits = 0;
    if (host & 0x100)
        bits |= UFLAG_C;
    if (host & 0x4000)
        bits |= UFLAG_Z;
    if (host & 0x8000)
        bits |= UFLAG_S;
    if (host & 1)
        bits |= UFLAG_O;
    flags_bits(c, bits);
}

void jit_flags(struct core *c, u32 recipe)
{
    u32 kind = recipe != 0 ? recipe : c->flags.kind;
    if (kind >= OUT_SITE)
        recall(c, jit_at(c->m->jit, kind));
    else if (kind == JIT_FLAGS_HOST)
        recall_host(c);
}

/* The last ones of the times that a loop of one block was repeated. */
static void trail_loop(struct core *c, const struct jit_transfer *t, u32 times)
{
    for (u32 n = times < TRAIL_LEN ? times : TRAIL_LEN; n != 0; n--)
        core_trail(c, t->from, t->to, t->kind);
}

void jit_trail(struct core *c)
{
    u32 n = 0, at = (u32)c->native.left % 256 / 8;
    while (n < NATIVE_RING && c->native.ring[(at - 1) % NATIVE_RING].id != 0) {
        at = (at - 1) % NATIVE_RING;
        n++;
    }
    for (; n != 0; n--, at = (at + 1) % NATIVE_RING) {
        const struct jit_transfer *t = jit_at(c->m->jit, c->native.ring[at].id);
        u32 to = c->native.ring[at].to;
        if (t->loop != 0)
            trail_loop(c, t, to / t->loop - 1);
        else
            core_trail(c, t->from, t->indirect ? to : t->to, t->kind);
        c->native.ring[at].id = 0;
    }
}

/* How often the loop of a site was repeated. */
static u32 repeated(const struct core *c, const struct jit_transfer *t)
{
    u64 done = (c->native.loop - c->native.left) >> JIT_LEFT_SHIFT;
    return (u32)(done / t->loop) - 1;
}

/* All transfers up to a site; those of a loop it stands in are only counted
 * while it goes on. */
static void trail_at(struct core *c, const struct jit_site *s)
{
    jit_trail(c);
    if (s->loop == 0)
        return;
    const struct jit_transfer *t = jit_at(c->m->jit, s->loop);
    trail_loop(c, t, repeated(c, t));
}

void jit_flags_at(struct core *c, const struct jit_site *s)
{
    u32 recipe = s->recipe;
    if (recipe == 0 && s->loop != 0 && s->carried) {
        const struct jit_transfer *t = jit_at(c->m->jit, s->loop);
        if (repeated(c, t) != 0)
            recipe = t->recipe;
    }
    jit_flags(c, recipe);
}

void jit_leave_at(struct core *c, const struct jit_site *s)
{
    jit_sync(c, s);
    trail_at(c, s);
    jit_flags_at(c, s);
    c->ip = s->ip;
    jit_uncount(c, s->adj);
}

u32 jit_leave_done(struct core *c, const struct jit_site *s)
{
    trail_at(c, s);
    c->ip = s->next;
    jit_uncount(c, s->adj - 1);
    return OUT_LOOK;
}

u32 jit_leave_loaded(struct core *c, const struct jit_site *s)
{
    u32 v = c->r[s->uop.d];
    flags_logic(c, s->uop.code == UOP_LDF32 ? float_key(v) : v);
    return jit_leave_done(c, s);
}

u32 jit_leave_behind(struct core *c, const struct jit_site *s)
{
    jit_flags_at(c, s);
    return jit_leave_done(c, s);
}

u32 jit_leave_panic(struct core *c, const struct jit_site *s)
{
    trail_at(c, s);
    jit_flags_at(c, s);
    jit_uncount(c, s->adj);
    return OUT_STOP + STOP_PANIC;
}
