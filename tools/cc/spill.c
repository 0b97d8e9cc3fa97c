/* SPDX-License-Identifier: MIT
 *
 * Rewrites a function after colouring has given up on some registers. A value
 * that one instruction makes out of nothing is made again before each use;
 * the others get a slot in the frame, loaded before the bundle that uses them
 * and stored behind the one that defines them.
 */
#include "allocate.h"

#include <stdlib.h>

struct spill {
    struct mir_function *f;
    const struct colouring *c;
    struct mir_insn *origin; /* by register: how to make it again; op 0: not */
    u32 *defs;
    u32 *slot; /* slot + 1 */
    u32 count; /* registers when it began */
    struct mir_insn *out;
    u32 out_count, out_room;
};

/* Not the registers made here: one that is read and written is looked at
 * again when it has been replaced. */
static bool is_spilled(const struct spill *s, u32 reg)
{
    return reg >= MIR_FIRST_VREG && reg < s->count && s->c->spilled[reg];
}

/* Needs no register and gives the same at any time. */
static bool is_constant(const struct mir_insn *i)
{
    if (i->flags & (MIR_PARTIAL | MIR_GLUE | MIR_VOLATILE))
        return false;
    if (i->op == MIR_LOADI)
        return true;
    bool frame = i->kind == MIR_SLOT || i->kind == MIR_INCOMING;
    return i->op == ISA_ADDI && frame && i->rs1 == MIR_NONE;
}

static void find_origins(struct spill *s)
{
    struct registers r;
    for (struct mir_block *b = s->f->entry; b; b = b->next) {
        for (u32 k = 0; k < b->count; k++) {
            struct mir_insn *i = &b->insn[k];
            registers_of(i, &r);
            for (u32 d = 0; d < r.defs; d++) {
                u32 reg = *r.def[d];
                if (reg < MIR_FIRST_VREG)
                    continue;
                s->defs[reg]++;
                s->origin[reg] = is_constant(i) ? *i : mir_insn(0);
            }
        }
    }
}

static bool is_remade(const struct spill *s, u32 reg)
{
    return s->defs[reg] == 1 && s->origin[reg].op != 0;
}

static u32 slot_of(struct spill *s, u32 reg)
{
    struct mir_function *f = s->f;
    if (s->slot[reg] != 0)
        return s->slot[reg] - 1;
    if (f->slot_count == f->slot_room) {
        u32 room = f->slot_room * 2 + 8;
        f->slot =
            arena_grow(f->arena, f->slot, f->slot_count * sizeof(*f->slot),
                       room * sizeof(*f->slot));
        f->slot_room = room;
    }
    f->slot[f->slot_count] = (struct lir_slot){4, 4};
    s->slot[reg] = ++f->slot_count;
    return f->slot_count - 1;
}

static void put(struct spill *s, struct mir_insn i)
{
    if (s->out_count == s->out_room) {
        u32 room = s->out_room ? s->out_room * 2 : 256;
        s->out = arena_grow(s->f->arena, s->out, s->out_count * sizeof(i),
                            room * sizeof(i));
        s->out_room = room;
    }
    s->out[s->out_count++] = i;
}

static void put_slot(struct spill *s, u16 op, u32 reg, u32 slot, u32 loc)
{
    struct mir_insn i = mir_insn(op);
    i.rd = reg;
    i.kind = MIR_SLOT;
    i.slot = slot;
    i.loc = loc;
    put(s, i);
}

/* The registers of one bundle that live in memory, and what stands in. */
struct stand_in {
    u32 reg, temp;
    bool loads, stores;
};

enum { STAND_INS_MAX = 160 };

static struct stand_in *stand_in(struct spill *s, struct stand_in *at,
                                 u32 *count, u32 reg)
{
    for (u32 k = 0; k < *count; k++) {
        if (at[k].reg == reg)
            return &at[k];
    }
    at[*count] = (struct stand_in){reg, mir_vreg_new(s->f), false, false};
    return &at[(*count)++];
}

/* A copy to or from memory is the load or the store itself. */
static bool copy_done(struct spill *s, const struct mir_insn *i)
{
    if (i->op != MIR_COPY)
        return false;
    bool to = is_spilled(s, i->rd), from = is_spilled(s, i->rs1);
    if (to == from)
        return false;
    if (from && is_remade(s, i->rs1)) {
        struct mir_insn again = s->origin[i->rs1];
        again.rd = i->rd;
        again.loc = i->loc;
        put(s, again);
        return true;
    }
    if (to && is_remade(s, i->rd))
        return true;
    put_slot(s, to ? ISA_STORE32 : ISA_LOAD32, to ? i->rs1 : i->rd,
             slot_of(s, to ? i->rd : i->rs1), i->loc);
    return true;
}

static void load_before(struct spill *s, const struct stand_in *t, u32 loc)
{
    if (is_remade(s, t->reg)) {
        struct mir_insn again = s->origin[t->reg];
        again.rd = t->temp;
        again.loc = loc;
        put(s, again);
    } else {
        put_slot(s, ISA_LOAD32, t->temp, slot_of(s, t->reg), loc);
    }
}

/* One bundle: insn[0 .. n). */
static void bundle(struct spill *s, struct mir_insn *insn, u32 n)
{
    struct stand_in at[STAND_INS_MAX];
    struct registers r;
    u32 count = 0;
    if (n == 1 && copy_done(s, insn))
        return;
    if (n == 1 && is_constant(insn) && is_spilled(s, insn->rd) &&
        is_remade(s, insn->rd))
        return; /* made where it is used */
    for (u32 k = 0; k < n; k++) {
        registers_of(&insn[k], &r);
        for (u32 u = 0; u < r.uses && count < STAND_INS_MAX; u++) {
            if (!is_spilled(s, *r.use[u]))
                continue;
            struct stand_in *t = stand_in(s, at, &count, *r.use[u]);
            t->loads |= !t->stores; /* defined in the bundle before? */
        }
        for (u32 d = 0; d < r.defs && count < STAND_INS_MAX; d++) {
            if (is_spilled(s, *r.def[d]))
                stand_in(s, at, &count, *r.def[d])->stores = true;
        }
    }
    for (u32 k = 0; k < count; k++) {
        if (at[k].loads)
            load_before(s, &at[k], insn->loc);
    }
    for (u32 k = 0; k < n; k++) {
        registers_of(&insn[k], &r);
        for (u32 u = 0; u < r.uses; u++) {
            if (is_spilled(s, *r.use[u]))
                *r.use[u] = stand_in(s, at, &count, *r.use[u])->temp;
        }
        for (u32 d = 0; d < r.defs; d++) {
            if (is_spilled(s, *r.def[d]))
                *r.def[d] = stand_in(s, at, &count, *r.def[d])->temp;
        }
        put(s, insn[k]);
    }
    for (u32 k = 0; k < count; k++) {
        if (at[k].stores)
            put_slot(s, ISA_STORE32, at[k].temp, slot_of(s, at[k].reg),
                     insn->loc);
    }
}

static void rewrite_block(struct spill *s, struct mir_block *b)
{
    s->out_count = 0;
    for (u32 k = 0; k < b->count;) {
        u32 n = 1;
        while (k + n < b->count && (b->insn[k + n].flags & MIR_GLUE))
            n++;
        bundle(s, &b->insn[k], n);
        k += n;
    }
    if (s->out_count > b->room) {
        b->insn = ARENA_ARRAY(s->f->arena, struct mir_insn, s->out_count + 8);
        b->room = s->out_count + 8;
    }
    memcpy(b->insn, s->out, s->out_count * sizeof(*s->out));
    b->count = s->out_count;
}

void spill_registers(struct mir_function *f, const struct colouring *c)
{
    u32 n = register_count(f);
    struct spill s = {.f = f, .c = c, .count = n};
    s.origin = ARENA_ARRAY(f->arena, struct mir_insn, n);
    s.defs = ARENA_ARRAY(f->arena, u32, n);
    s.slot = ARENA_ARRAY(f->arena, u32, n);
    find_origins(&s);
    for (struct mir_block *b = f->entry; b; b = b->next)
        rewrite_block(&s, b);
}
