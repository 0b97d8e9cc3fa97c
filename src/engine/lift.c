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

enum { FAULT = UOP_FAULT, READS = UOP_READS, END = UOP_END, WAY = UOP_WAY };

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

/* True when the last uop has no way to a slot behind it. */
static bool leads_away(const struct lifter *l)
{
    u16 code = l->uop[l->count - 1].code;
    return code == UOP_JUMP || code == UOP_JUMPR || code == UOP_RET ||
           (code >= UOP_CALL && code <= UOP_CALLM);
}

/* Instead of the instruction that a debugger wants to stop before. */
static void lift_break(struct lifter *l)
{
    lift_uop(l, UOP_HELP, 0, 0, 0, 0);
    l->help = (struct uop_help){.run = control_hit, .next = l->pc};
    l->target[0] = l->next;
    l->ended = true;
    l->stops = false;
}

/* --- fusion --------------------------------------------------------------- */

/* The uop at l->count - 1 is JCC: turns it and the one before into a
 * compare-and-branch where the flags are those of a comparison. */
static void fuse_branch(struct lifter *l)
{
    struct uop *j = &l->uop[l->count - 1], *u = j - 1;
    if (l->count < 2)
        return;
    u8 cond = (u8)j->imm;
    switch (u->code) {
    case UOP_CMP:
    case UOP_CMPI:
        u->code = u->code == UOP_CMP ? UOP_BR : UOP_BRI;
        u->d = cond;
        u->insn = j->insn;
        l->count--;
        return;
    case UOP_BR: /* not taken: the same comparison */
    case UOP_BRI:
        *j = (struct uop){u->code, cond, u->a, u->b, j->insn, u->imm};
        return;
    }
    bool sum = uop_info[u->code].flags == FLAGS_A ||
               uop_info[u->code].flags == FLAGS_S;
    if (uop_info[u->code].flags == FLAGS_L) {
        /* The flags of a logic result are those of comparing it with 0. */
        *j = (struct uop){UOP_BRI, cond, u->d, 0, j->insn, 0};
    } else if (sum && (cond == UCC_Z || cond == UCC_NZ)) {
        u16 code = cond == UCC_Z ? UOP_BRZ : UOP_BRNZ;
        *j = (struct uop){code, 0, u->d, 0, j->insn, 0};
    }
}

/* --- the run of instructions ---------------------------------------------- */

/* Behind a jump that may not be taken the block goes on; a loop ends there.
 * Not for the JIT, which counts how often blocks are entered. */
static bool goes_on(const struct core *c, const struct lifter *l)
{
    return l->uop[l->count - 1].code == UOP_JCC && l->target[1] > l->pc &&
           c->jit == NULL;
}

/* The instruction at l->pc, in the place of the debugger's if it stops. */
static void lift_insn(struct lifted *b, bool stops)
{
    struct lifter *l = &b->l;
    u8 code[16];
    l->insn = (u8)b->insns;
    b->at[b->insns] = l->pc;
    lift_one(l, code);
    if (stops) {
        l->count = 0;
        lift_break(l);
    }
    b->to[b->insns++] = l->target[1];
    if (l->ended && l->uop[l->count - 1].code == UOP_JCC) {
        l->ended = !goes_on(l->core, l);
        fuse_branch(l);
    }
    l->pc = l->next;
}

static void lift_run(struct core *c, u32 pc, u32 max, struct lifted *b)
{
    struct lifter *l = &b->l;
    l->core = c;
    l->pc = pc;
    l->count = 0;
    l->ended = false;
    l->stops = false;
    l->target[1] = 0;
    b->insns = 0;
    while (!l->ended && b->insns < max) {
        bool stops =
            UNLIKELY(c->m->control != NULL) && control_breaks(c, l->pc);
        if (stops && b->insns > 0)
            break;
        lift_insn(b, stops);
        if (b->stores_end && uop_is_store(l->uop[l->count - 1].code))
            break;
    }
    l->insn = (u8)b->insns;
    if (!leads_away(l))
        lift_uop(l, UOP_NEXT, 0, 0, 0, 0);
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

void block_lift(struct core *c, u32 pc, u32 max, struct lifted *b)
{
    lift_run(c, pc, max, b);
    drop_dead_flags(&b->l);
}

/* --- recovery ------------------------------------------------------------- */

/* Operands of an elided A or S uop, from its result and the other operand. */
static void recover_sum(struct core *c, const struct slot *s, u16 code)
{
    bool add = uop_info[code].flags == FLAGS_A, imm = uop_info[code].has_imm_y;
    bool writes = writes_d(code);
    u32 result = c->r[s->d], x = c->r[s->a], y = imm ? s->imm : c->r[s->b];
    if (writes && s->a == s->d)
        x = add ? result - y : result + y;
    if (writes && !imm && s->b == s->d)
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
