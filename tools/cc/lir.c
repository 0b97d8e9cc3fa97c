/* SPDX-License-Identifier: MIT
 *
 * Making LIR functions: blocks, bare instructions, phis, predecessors. The
 * order of a block's references is the order of execution, phis first. What
 * folds and shares is lir_build.c.
 *
 * preds holds each predecessor once, however many ways lead from it.
 */
#include "lir.h"

#include <stdlib.h>

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

/* The array with room for one more element. */
static void *array_room(struct arena *a, void *array, u32 count, u32 *room,
                        size_t size)
{
    if (count < *room)
        return array;
    u32 more = *room < 4 ? 4 : *room * 2;
    array = arena_grow(a, array, *room * size, more * size);
    *room = more;
    return array;
}

void lir_init(struct lir_function *f, struct arena *arena, const char *name)
{
    *f = (struct lir_function){.name = name, .arena = arena};
    f->insn_room = 64;
    f->insn = ARENA_ARRAY(arena, struct lir_insn, f->insn_room);
    f->insn_count = 1;
    f->loc_room = 16;
    f->loc = ARENA_ARRAY(arena, struct lir_loc, f->loc_room);
    f->loc_count = 1;
}

struct lir_block *lir_block_new(struct lir_function *f)
{
    struct lir_block *b = ARENA_NEW(f->arena, struct lir_block);
    b->id = f->block_count++;
    if (f->last)
        f->last->next = b;
    else
        f->entry = b;
    f->last = b;
    return b;
}

static lref insn_new(struct lir_function *f, struct lir_insn insn)
{
    f->insn = array_room(f->arena, f->insn, f->insn_count, &f->insn_room,
                         sizeof(*f->insn));
    insn.loc = f->loc_now;
    f->insn[f->insn_count] = insn;
    return f->insn_count++;
}

static void block_append(struct lir_function *f, struct lir_block *b, lref r)
{
    b->insn =
        array_room(f->arena, b->insn, b->count, &b->room, sizeof(*b->insn));
    b->insn[b->count++] = r;
}

lref lir_add_raw(struct lir_function *f, enum lir_op op, lref a, lref b, lref c,
                 i32 imm)
{
    lref r = insn_new(f, (struct lir_insn){.op = (u8)op,
                                           .a = a,
                                           .b = b,
                                           .c = c,
                                           .imm = imm,
                                           .block = f->block});
    block_append(f, f->block, r);
    return r;
}

u32 lir_slot_new(struct lir_function *f, u32 size, u32 align)
{
    f->slot = array_room(f->arena, f->slot, f->slot_count, &f->slot_room,
                         sizeof(*f->slot));
    f->slot[f->slot_count] = (struct lir_slot){size, align};
    return f->slot_count++;
}

lref lir_phi(struct lir_function *f, struct lir_block *b)
{
    lref r = insn_new(f, (struct lir_insn){.op = LIR_PHI, .block = b});
    block_append(f, b, r);
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
    args->at = array_room(f->arena, args->at, args->count, &args->room,
                          sizeof(*args->at));
    args->at[args->count++] = r;
}

void lir_phi_set(struct lir_function *f, lref phi, const lref *args, u32 count)
{
    struct lir_args own = {0};
    for (u32 i = 0; i < count; i++)
        lir_args_add(f, &own, args[i]);
    lir_at(f, phi)->args = own;
}

/* Appends the predecessor. An edge repeated by one block comes in a row. */
static void pred_add(struct lir_block *to, struct lir_block *from, bool count)
{
    if (count) {
        to->pred_count++;
        return;
    }
    if (to->pred_count == 0 || to->preds[to->pred_count - 1] != from)
        to->preds[to->pred_count++] = from;
}

static void preds_of_block(struct lir_function *f, struct lir_block *b,
                           bool count)
{
    if (b->count == 0)
        return;
    const struct lir_insn *end = lir_at(f, b->insn[b->count - 1]);
    if (end->op == LIR_GOTO) {
        for (struct lir_block *t = f->entry; t; t = t->next) {
            if (t->address_taken)
                pred_add(t, b, count);
        }
        return;
    }
    if (end->target)
        pred_add(end->target, b, count);
    if (end->other)
        pred_add(end->other, b, count);
    for (u32 i = 0; end->op == LIR_SWITCH && i < end->cases.count; i++)
        pred_add(end->cases.at[i].target, b, count);
}

void lir_find_preds(struct lir_function *f)
{
    for (struct lir_block *b = f->entry; b; b = b->next)
        b->pred_count = 0;
    for (struct lir_block *b = f->entry; b; b = b->next)
        preds_of_block(f, b, true);
    for (struct lir_block *b = f->entry; b; b = b->next) {
        b->preds = ARENA_ARRAY(f->arena, struct lir_block *, b->pred_count);
        b->pred_count = 0;
    }
    for (struct lir_block *b = f->entry; b; b = b->next)
        preds_of_block(f, b, false);
}

static void push_block(struct lir_block **stack, u32 *count, u8 *seen,
                       struct lir_block *b)
{
    if (b && !seen[b->id]) {
        seen[b->id] = 1;
        stack[(*count)++] = b;
    }
}

/* One byte a block id: 1 when the entry reaches it. */
static u8 *find_reached(struct lir_function *f)
{
    u8 *seen = ARENA_ARRAY(f->arena, u8, f->block_count);
    struct lir_block **stack =
        ARENA_ARRAY(f->arena, struct lir_block *, f->block_count);
    u32 count = 0;
    push_block(stack, &count, seen, f->entry);
    while (count > 0) {
        struct lir_block *b = stack[--count];
        if (b->count == 0)
            continue;
        const struct lir_insn *end = lir_at(f, b->insn[b->count - 1]);
        if (end->op == LIR_GOTO) {
            for (struct lir_block *t = f->entry; t; t = t->next) {
                if (t->address_taken)
                    push_block(stack, &count, seen, t);
            }
        }
        push_block(stack, &count, seen, end->target);
        push_block(stack, &count, seen, end->other);
        for (u32 i = 0; end->op == LIR_SWITCH && i < end->cases.count; i++)
            push_block(stack, &count, seen, end->cases.at[i].target);
    }
    return seen;
}

static void drop_pred(struct lir_function *f, struct lir_block *b, u32 at)
{
    b->pred_count--;
    memmove(b->preds + at, b->preds + at + 1,
            (b->pred_count - at) * sizeof(*b->preds));
    for (u32 i = 0; i < b->count && lir_at(f, b->insn[i])->op == LIR_PHI; i++) {
        struct lir_args *args = &lir_at(f, b->insn[i])->args;
        if (at >= args->count)
            continue;
        args->count--;
        memmove(args->at + at, args->at + at + 1,
                (args->count - at) * sizeof(*args->at));
    }
}

static void unlink_blocks(struct lir_function *f, const u8 *reached)
{
    f->last = f->entry;
    u32 id = 1;
    for (struct lir_block *b = f->entry->next; b; b = b->next) {
        if (reached[b->id]) {
            f->last->next = b;
            f->last = b;
            b->id = id++;
            continue;
        }
        for (u32 i = 0; i < b->count; i++)
            lir_at(f, b->insn[i])->op = LIR_NOP;
        b->count = 0;
    }
    f->last->next = NULL;
    f->entry->id = 0;
    f->block_count = id;
}

/* What is left of addresses of removed blocks is a number, as in LLVM. */
static void mend_labels(struct lir_function *f, const u8 *reached)
{
    for (u32 i = 1; i < f->insn_count; i++) {
        struct lir_insn *insn = lir_at(f, i);
        if (insn->op == LIR_LABEL && !reached[insn->target->id]) {
            insn->op = LIR_CONST;
            insn->imm = 1;
            insn->target = NULL;
        }
    }
}

/* The removed blocks are left empty. */
void lir_prune(struct lir_function *f)
{
    lir_find_preds(f);
    u8 *reached = find_reached(f);
    mend_labels(f, reached);
    for (struct lir_block *b = f->entry; b; b = b->next) {
        for (u32 i = reached[b->id] ? b->pred_count : 0; i-- > 0;) {
            if (!reached[b->preds[i]->id])
                drop_pred(f, b, i);
        }
    }
    unlink_blocks(f, reached);
}
