/* SPDX-License-Identifier: MIT
 *
 * Shrink-wrapping: finds the block from which on a function needs its frame,
 * so that early exits do without. Values that live across calls behind that
 * block are given other registers from there on: the registers that calls
 * keep are then not used in front of it. Run before allocation; frame.c asks
 * shrink_holds whether allocation has kept to it.
 */
#include "allocate.h"

enum { BLOCKS_MAX = 2000, STEPS_MAX = 8 };

/* Reads or writes the frame, or makes a call. */
static bool needs_frame(const struct mir_block *b)
{
    for (u32 k = 0; k < b->count; k++) {
        const struct mir_insn *i = &b->insn[k];
        if (i->op == MIR_CALL || i->op == MIR_ASM || i->op == MIR_ALLOCA ||
            i->kind == MIR_SLOT || i->kind == MIR_INCOMING ||
            i->kind == MIR_OUTGOING || i->rd == MIR_SP || i->rs1 == MIR_SP ||
            i->rs2 == MIR_SP)
            return true;
    }
    return false;
}

/* Marks what can be reached from b, b too when it lies in a loop. */
static void mark_from(struct mir_function *f, const struct mir_block *b,
                      bool *mark)
{
    struct mir_block **stack =
        ARENA_ARRAY(f->arena, struct mir_block *, f->block_count + 1);
    u32 count = 0;
    for (;;) {
        for (u32 k = 0; k < b->succ_count; k++) {
            if (!mark[b->succ[k]->id]) {
                mark[b->succ[k]->id] = true;
                stack[count++] = b->succ[k];
            }
        }
        if (count == 0)
            return;
        b = stack[--count];
    }
}

/* All that needs the frame lies behind s, and s is the only way there. */
static bool can_start(struct mir_function *f, struct mir_block *s, bool *region)
{
    memset(region, 0, f->block_count * sizeof(bool));
    mark_from(f, s, region);
    if (region[s->id] || s->label || s == f->entry)
        return false;
    region[s->id] = true;
    for (const struct mir_block *b = f->entry; b; b = b->next) {
        if (!region[b->id]) {
            if (needs_frame(b))
                return false;
            continue;
        }
        for (u32 k = 0; b != s && k < b->pred_count; k++) {
            if (!region[b->pred[k]->id])
                return false;
        }
    }
    return s->pred_count == 1;
}

/* The last block down the way from the entry that can start the frame. */
static struct mir_block *find_start(struct mir_function *f, bool *region)
{
    struct mir_block *best = NULL, *at = f->entry;
    for (u32 n = 0; n < STEPS_MAX && at && !needs_frame(at); n++) {
        struct mir_block *next = NULL;
        for (u32 k = 0; k < at->succ_count && !next; k++) {
            if (can_start(f, at->succ[k], region))
                next = at->succ[k];
        }
        best = next ? next : best;
        at = next;
    }
    return best && can_start(f, best, region) ? best : NULL;
}

/* Whether the function ends anywhere in front of the region. */
static bool has_early_exit(const struct mir_function *f, const bool *region)
{
    for (const struct mir_block *b = f->entry; b; b = b->next) {
        if (!region[b->id] && b->succ_count == 0)
            return true;
    }
    return false;
}

/* Registers that live across calls in the region. */
static void mark_calls(struct mir_function *f, const bool *region, u64 *across)
{
    u32 words = (register_count(f) + 63) / 64;
    u64 *live = ARENA_ARRAY(f->arena, u64, words);
    struct registers r;
    for (struct mir_block *b = f->entry; b; b = b->next) {
        if (!region[b->id])
            continue;
        memcpy(live, b->live_out, words * sizeof(u64));
        for (u32 k = b->count; k > 0; k--) {
            registers_of(&b->insn[k - 1], &r);
            for (u32 d = 0; d < r.defs; d++)
                bit_clear(live, *r.def[d]);
            bool call = b->insn[k - 1].op == MIR_CALL;
            for (u32 w = 0; call && w < words; w++)
                across[w] |= live[w];
            for (u32 u = 0; u < r.uses; u++)
                bit_set(live, *r.use[u]);
        }
    }
}

static void rename_region(struct mir_function *f, const bool *region,
                          const u32 *name, u32 names)
{
    struct registers r;
    for (struct mir_block *b = f->entry; b; b = b->next) {
        for (u32 k = 0; region[b->id] && k < b->count; k++) {
            registers_of(&b->insn[k], &r);
            u32 *done[OPERANDS_ROOM * 2], count = 0;
            for (u32 n = 0; n < r.uses + r.defs; n++) {
                u32 *at = n < r.uses ? r.use[n] : r.def[n - r.uses];
                bool again = false; /* read and written by one field */
                for (u32 d = 0; d < count; d++)
                    again |= done[d] == at;
                if (again)
                    continue;
                done[count++] = at;
                if (*at >= MIR_FIRST_VREG && *at < names && name[*at] != 0)
                    *at = name[*at];
            }
        }
    }
}

/* The constant that the entry block puts in reg, or NULL. */
static const struct mir_insn *constant_of(const struct mir_function *f, u32 reg)
{
    const struct mir_insn *found = NULL;
    for (const struct mir_block *b = f->entry; b; b = b->next) {
        for (u32 k = 0; k < b->count; k++) {
            const struct mir_insn *i = &b->insn[k];
            bool loads = i->op == MIR_LOADI && i->kind != MIR_BLOCK;
            if (i->rd != reg || i->op == ISA_CMP || i->op == ISA_CMPI)
                continue;
            if (found || !loads || i->flags)
                return NULL;
            found = i;
        }
    }
    return found;
}

static void split_values(struct mir_function *f, struct mir_block *s,
                         const bool *region)
{
    u32 names = register_count(f), words = (names + 63) / 64;
    u64 *across = ARENA_ARRAY(f->arena, u64, words);
    u32 *name = ARENA_ARRAY(f->arena, u32, names);
    mark_calls(f, region, across);
    for (u32 v = MIR_FIRST_VREG; v < names; v++) {
        if (bit_test(across, v) && bit_test(s->live_in, v))
            name[v] = mir_vreg_new(f);
    }
    rename_region(f, region, name, names);
    for (u32 v = MIR_FIRST_VREG; v < names; v++) {
        if (name[v] == 0)
            continue;
        const struct mir_insn *constant = constant_of(f, v);
        struct mir_insn i = constant ? *constant : mir_insn(MIR_COPY);
        i.rd = name[v];
        if (!constant)
            i.rs1 = v;
        i.flags |= MIR_APART;
        mir_insert(f, s, 0, i);
    }
}

void mir_shrink(struct mir_function *f)
{
    const struct lir_function *l = f->lir;
    if (!f->has_call || f->has_alloca || l->keep_frame || l->naked ||
        l->interrupt || l->twice || f->block_count > BLOCKS_MAX)
        return;
    bool *region = ARENA_ARRAY(f->arena, bool, f->block_count + 1);
    struct mir_block *s = find_start(f, region);
    if (!s || !has_early_exit(f, region))
        return;
    mir_liveness(f);
    split_values(f, s, region);
    f->frame_start = s;
    f->framed = region;
}

bool shrink_holds(struct mir_function *f)
{
    struct registers r;
    if (!f->frame_start)
        return false;
    for (struct mir_block *b = f->entry; b; b = b->next) {
        if (f->framed[b->id])
            continue;
        if (needs_frame(b))
            return false;
        for (u32 k = 0; k < b->count; k++) {
            registers_of(&b->insn[k], &r);
            for (u32 d = 0; d < r.defs; d++) {
                if (MIR_CALLEE_SAVED >> *r.def[d] & 1)
                    return false;
            }
        }
    }
    return true;
}
