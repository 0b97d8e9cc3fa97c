/* SPDX-License-Identifier: MIT
 *
 * Guest instructions to an optimised run of uops: lifting until the block
 * ends, dead-flag removal, compare-and-branch fusion.
 *
 * Dead flags: walking backwards, FLAGS are live at the block's end. A uop
 * that records them need not where the next one that records comes before
 * any that reads. Between the two something may panic, and then FLAGS must
 * be right: that is fine too where they can be recomputed from what the
 * registers hold at that point, which block_flags does. Nothing is paid for
 * it on the fast path.
 *
 * Invariant: before every uop that reads FLAGS, and at the end, core->flags
 * is up to date; elsewhere block_flags can make it so.
 */
#include "cache.h"

#include "math.h"

#include <vm/codemap.h>
#include <vm/control.h>
#include <vm/isa.h>
#include <vm/machine.h>

enum { FAULT = UOP_FAULT, READS = UOP_READS, END = UOP_END };

const struct uop_info uop_info[UOP_COUNT] = {
#define UOP(name, operands, flags, traits, meaning) \
    [UOP_##name] = {FLAGS_##flags, traits,          \
                    (" " operands)[sizeof(operands) - 1] == 'i'},
#include <vm/uop.def>
};

/* --- lifting -------------------------------------------------------------- */

static void lift_one(struct lifter *l, u8 *code)
{
    bool ok =
        codemap_claim(l->core, l->pc, code, l->core->isa->insn_bytes, &l->bad);
    l->code = ok ? code : NULL;
    l->core->isa->lift(l);
}

/* Instead of the instruction that a debugger wants to stop before. */
static void lift_break(struct lifter *l)
{
    lift_uop(l, UOP_HELP, 0, 0, 0, 0);
    l->help = (struct uop_help){.run = control_hit, .next = l->pc};
    l->target[0] = l->next;
    l->ended = true;
}

static u32 lift_run(struct core *c, u32 pc, u32 max, struct lifter *l, u32 *at)
{
    u8 code[16];
    u32 n = 0;
    l->core = c;
    l->pc = pc;
    l->count = 0;
    l->ended = false;
    while (!l->ended && n < max) {
        bool stops =
            UNLIKELY(c->m->control != NULL) && control_breaks(c, l->pc);
        if (stops && n > 0)
            break;
        l->insn = (u8)n;
        at[n++] = l->pc;
        lift_one(l, code);
        if (stops) {
            l->count = 0;
            lift_break(l);
        }
        l->pc = l->next;
    }
    if (!l->ended) {
        l->insn = (u8)n;
        l->target[0] = l->pc;
        lift_uop(l, UOP_NEXT, 0, 0, 0, 0);
    }
    return n;
}

/* --- fusion --------------------------------------------------------------- */

/* The last uop is JCC: turns it and the one before into a compare-and-branch
 * where the flags are those of a comparison. */
static void fuse_branch(struct lifter *l)
{
    struct uop *j = &l->uop[l->count - 1], *u = j - 1;
    if (l->count < 2 || j->code != UOP_JCC)
        return;
    u8 cond = (u8)j->imm;
    if (u->code == UOP_CMP || u->code == UOP_CMPI) {
        u16 code = u->code == UOP_CMP ? UOP_BR : UOP_BRI;
        *u = (struct uop){code, cond, u->a, u->b, j->insn, u->imm};
        l->count--;
    } else if (uop_info[u->code].flags == FLAGS_L) {
        /* The flags of a logic result are those of comparing it with 0. */
        *j = (struct uop){UOP_BRI, cond, u->d, 0, j->insn, 0};
    } else if ((uop_info[u->code].flags == FLAGS_A ||
                uop_info[u->code].flags == FLAGS_S) &&
               (cond == UCC_Z || cond == UCC_NZ)) {
        u16 code = cond == UCC_Z ? UOP_BRZ : UOP_BRNZ;
        *j = (struct uop){code, 0, u->d, 0, j->insn, 0};
    }
}

/* --- dead flags ----------------------------------------------------------- */

/* True when block_flags can recompute what u would have recorded, as long as
 * no later uop has written a register. */
static bool recoverable(const struct uop *u)
{
    const struct uop_info *i = &uop_info[u->code];
    if (i->flags == FLAGS_L || i->flags == FLAGS_F || !writes_d(u->code))
        return true;
    /* d = d + d has lost the top bit. */
    return i->has_imm_y || u->d != u->a || u->d != u->b;
}

enum liveness { DEAD, ON_FAULT, LIVE };

static void drop_dead_flags(struct lifter *l)
{
    enum liveness live = LIVE;
    for (u32 n = l->count; n-- != 0;) {
        struct uop *u = &l->uop[n];
        const struct uop_info *i = &uop_info[u->code];
        if (i->flags <= FLAGS_F) {
            if (live == LIVE || (live == ON_FAULT && !recoverable(u)))
                u->code += FORM_F;
            live = DEAD;
        } else if (i->flags == FLAGS_X) {
            live = DEAD;
        }
        if (i->traits & READS)
            live = LIVE;
        else if ((i->traits & FAULT) && live == DEAD)
            live = ON_FAULT;
    }
}

u32 block_lift(struct core *c, u32 pc, u32 max, struct lifter *l, u32 *at)
{
    u32 n = lift_run(c, pc, max, l, at);
    fuse_branch(l);
    drop_dead_flags(l);
    return n;
}

/* --- recovery ------------------------------------------------------------- */

/* Operands of an elided A or S uop, from its result and the other operand. */
static void recover_sum(struct core *c, const struct slot *s, u16 code)
{
    bool add = uop_info[code].flags == FLAGS_A, imm = uop_info[code].has_imm_y;
    u32 result = c->r[s->d], x = c->r[s->a], y = imm ? s->imm : c->r[s->b];
    if (writes_d(code) && s->a == s->d)
        x = add ? result - y : result + y;
    if (writes_d(code) && !imm && s->b == s->d)
        y = add ? result - x : x - result;
    flags_record(c, add ? FLAGS_ADD : FLAGS_SUB, x, y);
}

void block_flags(struct core *c, const struct block *b, u32 n)
{
    while (n-- != 0) {
        u16 code = b->code[n];
        const struct slot *s = &b->slot[n];
        if (code >= FORM_F || uop_info[code].flags == FLAGS_X)
            return; /* recorded */
        switch (uop_info[code].flags) {
        case FLAGS_A:
        case FLAGS_S:
            recover_sum(c, s, code);
            return;
        case FLAGS_L:
            flags_logic(c, c->r[s->d]);
            return;
        case FLAGS_F:
            flags_logic(c, float_key(c->r[s->d]));
            return;
        }
    }
}
