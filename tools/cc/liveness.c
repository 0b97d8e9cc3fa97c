/* SPDX-License-Identifier: MIT
 *
 * Which registers are live at the ends of blocks: the usual backward
 * equations over bit sets, blocks in reverse order until nothing changes.
 */
#include "allocate.h"

#include <stdlib.h>

void registers_of(struct mir_insn *i, struct registers *out)
{
    out->uses = out->defs = 0;
    if (i->op != MIR_ASM) {
        struct mir_regs r;
        mir_regs(i, &r);
        memcpy(out->use, r.use, r.uses * sizeof(r.use[0]));
        memcpy(out->def, r.def, r.defs * sizeof(r.def[0]));
        out->uses = r.uses;
        out->defs = r.defs;
        out->use_mask = r.use_mask;
        out->def_mask = r.def_mask;
        return;
    }
    const struct lir_asm *a = i->asm_->source;
    out->use_mask = 0;
    out->def_mask = i->mask;
    for (u32 k = 0; k < a->count; k++) {
        if (i->asm_->reg[k] == MIR_NONE)
            continue;
        if (a->operand[k].kind == LIR_ASM_OUT)
            out->def[out->defs++] = &i->asm_->reg[k];
        else
            out->use[out->uses++] = &i->asm_->reg[k];
    }
}

static void block_local(struct mir_block *b, u64 *gen, u64 *kill)
{
    struct registers r;
    for (u32 k = b->count; k > 0; k--) {
        registers_of(&b->insn[k - 1], &r);
        for (u32 d = 0; d < r.defs; d++) {
            bit_set(kill, *r.def[d]);
            bit_clear(gen, *r.def[d]);
        }
        kill[0] |= r.def_mask;
        gen[0] &= ~(u64)r.def_mask;
        for (u32 u = 0; u < r.uses; u++)
            bit_set(gen, *r.use[u]);
        gen[0] |= r.use_mask;
    }
}

struct sets {
    u64 *gen, *kill;
};

static bool flow(struct mir_block *b, const struct sets *s, u32 words)
{
    bool changed = false;
    for (u32 k = 0; k < b->succ_count; k++) {
        for (u32 w = 0; w < words; w++)
            b->live_out[w] |= b->succ[k]->live_in[w];
    }
    for (u32 w = 0; w < words; w++) {
        u64 in = s->gen[w] | (b->live_out[w] & ~s->kill[w]);
        changed |= in != b->live_in[w];
        b->live_in[w] = in;
    }
    return changed;
}

void mir_liveness(struct mir_function *f)
{
    u32 words = (register_count(f) + 63) / 64, n = 0;
    struct mir_block **order = calloc(f->block_count + 1, sizeof(*order));
    struct sets *sets = calloc(f->block_count + 1, sizeof(*sets));
    u64 *memory = calloc((size_t)f->block_count * words * 2 + 1, sizeof(u64));
    struct arena *a = f->arena;
    for (struct mir_block *b = f->entry; b; b = b->next) {
        b->live_in = ARENA_ARRAY(a, u64, words);
        b->live_out = ARENA_ARRAY(a, u64, words);
        sets[n].gen = memory + (size_t)n * words * 2;
        sets[n].kill = sets[n].gen + words;
        block_local(b, sets[n].gen, sets[n].kill);
        order[n++] = b;
    }
    for (bool changed = true; changed;) {
        changed = false;
        for (u32 k = n; k > 0; k--)
            changed |= flow(order[k - 1], &sets[k - 1], words);
    }
    free(memory);
    free(sets);
    free(order);
}
