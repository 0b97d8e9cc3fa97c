/* SPDX-License-Identifier: MIT
 *
 * After allocation: moves and constants whose register holds the value
 * already. Registers have value numbers, which a block takes over from its
 * only predecessor; where several meet, nothing is known. Other instructions
 * only end what is known.
 */
#include "allocate.h"

enum { REGISTERS = 32, CONSTANTS_MAX = 64 };

struct constant {
    const char *sym; /* NULL: the number imm */
    i32 imm;
};

struct values {
    u32 of[REGISTERS]; /* value number; 0: not known */
};

struct numbering {
    struct mir_function *f;
    struct constant *constant; /* value numbers 1 .. constants */
    u32 constants;
    u32 next;           /* other value numbers */
    struct values *end; /* by block id: what holds on all ways out */
    bool *done;         /* by block id */
};

static u32 constant_number(struct numbering *n, const struct mir_insn *i)
{
    const char *sym = i->kind == MIR_SYMBOL ? i->sym : NULL;
    if (i->kind != MIR_SYMBOL && i->kind != MIR_NUMBER)
        return ++n->next;
    for (u32 k = 0; k < n->constants; k++) {
        const struct constant *c = &n->constant[k];
        if (c->imm == i->imm &&
            (sym ? c->sym && strcmp(c->sym, sym) == 0 : !c->sym))
            return k + 1;
    }
    if (n->constants == CONSTANTS_MAX)
        return ++n->next;
    n->constant[n->constants++] = (struct constant){sym, i->imm};
    return n->constants;
}

static bool is_plain(const struct mir_insn *i, const struct mir_insn *next)
{
    return !(i->flags & (MIR_GLUE | MIR_PARTIAL | MIR_VOLATILE)) &&
           !(next && (next->flags & MIR_GLUE));
}

static void forget(struct numbering *n, struct values *v, struct mir_insn *i)
{
    struct registers r;
    registers_of(i, &r);
    for (u32 d = 0; d < r.defs; d++)
        v->of[*r.def[d] & 31] = ++n->next;
    for (u32 reg = 0; reg < REGISTERS; reg++) {
        if (r.def_mask >> reg & 1)
            v->of[reg] = ++n->next;
    }
}

/* Notes what i does; true: it does nothing. */
static bool note(struct numbering *n, struct values *v, struct mir_insn *i)
{
    bool move = i->op == MIR_COPY, load = i->op == MIR_LOADI;
    if ((!move && !load) || (i->flags & MIR_PARTIAL)) {
        forget(n, v, i);
        return false;
    }
    if (move && v->of[i->rs1] == 0)
        v->of[i->rs1] = ++n->next;
    u32 value = move ? v->of[i->rs1] : constant_number(n, i);
    bool same = v->of[i->rd] == value;
    v->of[i->rd] = value;
    return same;
}

/* What holds at the first jump and is not changed behind it. */
static void meet(struct values *at_jump, const struct values *at_end)
{
    for (u32 r = 0; r < REGISTERS; r++) {
        if (at_jump->of[r] != at_end->of[r])
            at_jump->of[r] = 0;
    }
}

static void number_block(struct numbering *n, struct mir_block *b)
{
    struct values v = {0}, at_jump;
    bool jumped = false;
    u32 kept = 0;
    if (b->pred_count == 1 && n->done[b->pred[0]->id] && !b->label)
        v = n->end[b->pred[0]->id];
    for (u32 k = 0; k < b->count; k++) {
        struct mir_insn *i = &b->insn[k];
        if (!jumped && i->kind == MIR_BLOCK && mir_reads_flags(i)) {
            jumped = true;
            at_jump = v;
        }
        bool plain = is_plain(i, k + 1 < b->count ? i + 1 : NULL);
        if (!note(n, &v, i) || !plain)
            b->insn[kept++] = *i;
    }
    b->count = kept;
    if (jumped)
        meet(&at_jump, &v);
    n->end[b->id] = jumped ? at_jump : v;
    n->done[b->id] = true;
}

void mir_drop_redundant(struct mir_function *f)
{
    struct arena *a = f->arena;
    struct numbering n = {.f = f, .next = CONSTANTS_MAX};
    n.constant = ARENA_ARRAY(a, struct constant, CONSTANTS_MAX);
    n.end = ARENA_ARRAY(a, struct values, f->block_count + 1);
    n.done = ARENA_ARRAY(a, bool, f->block_count + 1);
    mir_find_edges(f);
    for (struct mir_block *b = f->entry; b; b = b->next)
        number_block(&n, b);
}
