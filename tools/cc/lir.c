/* SPDX-License-Identifier: MIT
 *
 * Making LIR functions: blocks, bare instructions, phis, predecessors. The
 * only file that changes the lists of a function; what instructions mean is
 * for others. References stay valid for the life of the function.
 */
#include "lir.h"

const char *const lir_op_text[LIR_OP_COUNT] = {
#define LIR_OP(name, text, operands, flags, meaning) [LIR_##name] = text,
#include "lir.def"
};

const char *const lir_op_flags[LIR_OP_COUNT] = {
#define LIR_OP(name, text, operands, flags, meaning) [LIR_##name] = flags,
#include "lir.def"
};

const u8 lir_op_operands[LIR_OP_COUNT] = {
#define LIR_OP(name, text, operands, flags, meaning) [LIR_##name] = operands,
#include "lir.def"
};

bool lir_op_is(u32 op, char flag)
{
    return strchr(lir_op_flags[op], flag) != NULL;
}

/* Room for one more element of `size` bytes. */
static void *grow(struct arena *a, void *at, u32 count, u32 *room, size_t size)
{
    if (count < *room)
        return at;
    u32 wider = *room ? *room * 2 : 8;
    at = arena_grow(a, at, *room * size, wider * size);
    *room = wider;
    return at;
}

static struct lir_insn *insn_new(struct lir_function *f)
{
    f->insn =
        grow(f->arena, f->insn, f->insn_count, &f->insn_room, sizeof(*f->insn));
    return &f->insn[f->insn_count++];
}

void lir_init(struct lir_function *f, struct arena *arena, const char *name)
{
    *f = (struct lir_function){.name = name, .arena = arena};
    insn_new(f); /* [0] is no instruction */
    f->loc = grow(arena, f->loc, 0, &f->loc_room, sizeof(*f->loc));
    f->loc_count = 1;
    f->entry = f->block = lir_block_new(f);
}

struct lir_block *lir_block_new(struct lir_function *f)
{
    struct lir_block *b = ARENA_NEW(f->arena, struct lir_block);
    b->id = f->block_count++;
    b->frequency = 1;
    if (f->last)
        f->last->next = b;
    f->last = b;
    return b;
}

static void block_append(struct lir_function *f, struct lir_block *b, lref r)
{
    b->insn = grow(f->arena, b->insn, b->count, &b->room, sizeof(*b->insn));
    b->insn[b->count++] = r;
}

lref lir_add_raw(struct lir_function *f, enum lir_op op, lref a, lref b, lref c,
                 i32 imm)
{
    struct lir_insn *i = insn_new(f);
    lref r = f->insn_count - 1;
    *i = (struct lir_insn){.op = (u8)op,
                           .a = a,
                           .b = b,
                           .c = c,
                           .imm = imm,
                           .loc = f->loc_now,
                           .block = f->block};
    block_append(f, f->block, r);
    return r;
}

void lir_append(struct lir_function *f, lref r)
{
    block_append(f, f->block, r);
}

u32 lir_slot_new(struct lir_function *f, u32 size, u32 align)
{
    f->slot =
        grow(f->arena, f->slot, f->slot_count, &f->slot_room, sizeof(*f->slot));
    f->slot[f->slot_count] = (struct lir_slot){size, align};
    return f->slot_count++;
}

lref lir_phi(struct lir_function *f, struct lir_block *b)
{
    struct lir_block *here = f->block;
    f->block = b;
    lref r = lir_add_raw(f, LIR_PHI, 0, 0, 0, 0);
    f->block = here;
    u32 at = b->count - 1;
    while (at > 0 && lir_at(f, b->insn[at - 1])->op != LIR_PHI) {
        b->insn[at] = b->insn[at - 1];
        at--;
    }
    b->insn[at] = r;
    return r;
}

void lir_args_add(struct lir_function *f, struct lir_args *args, lref r)
{
    args->at =
        grow(f->arena, args->at, args->count, &args->room, sizeof(*args->at));
    args->at[args->count++] = r;
}

void lir_phi_set(struct lir_function *f, lref phi, const lref *args, u32 count)
{
    struct lir_args list = {0};
    for (u32 i = 0; i < count; i++)
        lir_args_add(f, &list, args[i]);
    lir_at(f, phi)->args = list;
}

/* Calls `visit` for each block that b may jump to. */
typedef void visit(struct lir_function *f, void *context,
                   struct lir_block *from, struct lir_block *to);

static void for_labels(struct lir_function *f, struct lir_block *b, visit *v,
                       void *x)
{
    for (struct lir_block *to = f->entry; to; to = to->next) {
        if (to->address_taken)
            v(f, x, b, to);
    }
}

static void for_successors(struct lir_function *f, struct lir_block *b,
                           visit *v, void *x)
{
    if (b->count == 0)
        return;
    const struct lir_insn i = *lir_at(f, b->insn[b->count - 1]);
    switch (i.op) {
    case LIR_JUMP:
        v(f, x, b, i.target);
        break;
    case LIR_BRANCH:
        v(f, x, b, i.target);
        if (i.other != i.target)
            v(f, x, b, i.other);
        break;
    case LIR_SWITCH:
        v(f, x, b, i.target);
        for (u32 k = 0; k < i.cases.count; k++)
            v(f, x, b, i.cases.at[k].target);
        break;
    case LIR_GOTO:
        for_labels(f, b, v, x);
        break;
    default:
        break;
    }
}

/* A switch names a block several times; it is one predecessor. */
static void pred_add(struct lir_function *f, void *context,
                     struct lir_block *from, struct lir_block *to)
{
    (void)context;
    if (to->pred_count != 0 && to->preds[to->pred_count - 1] == from)
        return;
    if ((to->pred_count & (to->pred_count - 1)) == 0) {
        u32 room = to->pred_count ? to->pred_count * 2 : 1;
        to->preds =
            arena_grow(f->arena, to->preds, to->pred_count * sizeof(*to->preds),
                       room * sizeof(*to->preds));
    }
    to->preds[to->pred_count++] = from;
}

void lir_find_preds(struct lir_function *f)
{
    for (struct lir_block *b = f->entry; b; b = b->next)
        b->pred_count = 0;
    for (struct lir_block *b = f->entry; b; b = b->next)
        for_successors(f, b, pred_add, NULL);
}

struct reach {
    struct lir_block **stack;
    u32 count;
    bool *seen;
};

static void reach_push(struct lir_function *f, void *context,
                       struct lir_block *from, struct lir_block *to)
{
    struct reach *r = context;
    (void)f, (void)from;
    if (!r->seen[to->id]) {
        r->seen[to->id] = true;
        r->stack[r->count++] = to;
    }
}

/* Operands of phis that came from blocks which are gone. */
static void phis_prune(struct lir_function *f, struct lir_block *b,
                       const bool *seen)
{
    for (u32 i = 0; i < b->count; i++) {
        struct lir_insn *phi = lir_at(f, b->insn[i]);
        if (phi->op != LIR_PHI)
            break;
        u32 kept = 0;
        for (u32 k = 0; k < phi->args.count; k++) {
            if (seen[b->preds[k]->id])
                phi->args.at[kept++] = phi->args.at[k];
        }
        phi->args.count = kept;
    }
}

void lir_prune(struct lir_function *f)
{
    struct reach r = {
        .stack = ARENA_ARRAY(f->arena, struct lir_block *, f->block_count),
        .seen = ARENA_ARRAY(f->arena, bool, f->block_count)};
    reach_push(f, &r, NULL, f->entry);
    for (struct lir_block *b = f->entry; b; b = b->next) {
        if (b->address_taken)
            reach_push(f, &r, NULL, b); /* data may name it */
    }
    while (r.count > 0)
        for_successors(f, r.stack[--r.count], reach_push, &r);
    lir_find_preds(f);
    for (struct lir_block **at = &f->entry; *at;) {
        struct lir_block *b = *at;
        if (!r.seen[b->id]) {
            *at = b->next;
            continue;
        }
        phis_prune(f, b, r.seen);
        f->last = b;
        at = &b->next;
    }
    lir_find_preds(f);
}
