/* SPDX-License-Identifier: MIT
 *
 * Where an indirect jump is expected to go: to the addresses of its jump
 * table, as compilers write a switch:
 *
 *     cmpi r1, N;  rjnc default;  shli r1, r1, 2;  load32 r1, [r1+table]
 *     jmpr r1
 *
 * The table is read while code is made. Nobody relies on what it said: the
 * code looks where the jump really goes, and other targets leave the region.
 */
#include "jit.h"

#include <vm/machine.h>

enum { LOOK_BACK = 12 /* instructions before the jump */ };

/* The guest's way to the target, followed backwards. */
struct trace {
    u8 reg;            /* whose value is looked for */
    bool loaded, word; /* it is loaded from a table; as index * 4 */
    u32 table, count;
};

/* One instruction back; false: enough is known, or nothing can be. */
static bool trace_back(struct trace *t, const struct uop *u)
{
    if (t->word && u->code == UOP_CMPI && u->a == t->reg) {
        t->count = u->imm < t->count ? u->imm : t->count;
        return false;
    }
    if ((jit_uop_regs(u).writes & (u32)1 << t->reg) == 0)
        return true;
    if (!t->loaded && u->code == UOP_LD32) {
        t->loaded = true;
        t->table = u->imm;
    } else if (t->loaded && !t->word && u->code == UOP_SHLI && u->imm == 2) {
        t->word = true;
    } else {
        return false;
    }
    t->reg = u->a;
    return true;
}

static struct trace trace_of(const struct jit_build *b,
                             const struct jit_insn *n)
{
    struct trace t = {.reg = b->uop[n->first + n->count - 1].a,
                      .count = JIT_WAYS_OF_ONE};
    u32 size = n->next - n->pc;
    for (u32 back = 1; back <= LOOK_BACK; back++) {
        const struct jit_insn *p = jit_insn_at(b, n->pc - back * size);
        if (p == NULL || p->count == 0 ||
            !trace_back(&t, &b->uop[p->first + p->count - 1]))
            break;
    }
    return t;
}

static bool way_known(const struct jit_build *b, const struct jit_insn *n,
                      u32 pc)
{
    for (u32 i = 0; i < n->ways; i++)
        if (b->way[n->way + i] == pc)
            return true;
    return false;
}

void jit_table_find(struct jit_build *b, struct jit_insn *n)
{
    struct trace t = trace_of(b, n);
    n->way = (u16)b->ways;
    if (!t.word)
        return;
    for (u32 i = 0; i < t.count && b->ways < JIT_WAYS; i++) {
        u32 at = t.table + 4 * i;
        if (!ram_word_plain(&b->c->m->bus.ram, at))
            return;
        u32 pc = ram_get32(&b->c->m->bus.ram, at);
        if ((pc - n->pc) % JIT_WAY_STEP != 0 ||
            pc - n->pc + JIT_WAY_REACH > 2 * JIT_WAY_REACH)
            return;
        if (way_known(b, n, pc))
            continue;
        b->way[b->ways++] = pc;
        n->ways++;
    }
}
