/* SPDX-License-Identifier: MIT
 *
 * What one region consists of: guest instructions reached from an address by
 * falling through, by direct jumps and behind calls, nearest first until the
 * room is used up; then the basic blocks they form, in address order.
 *
 * Instructions are claimed (vm/codemap.h) before they are read. What cannot
 * be fetched, or changes all the time, stays outside, like every place that
 * an indirect jump or a call goes to.
 */
#include "jit.h"

#include <stdlib.h>

#include <vm/codemap.h>
#include <vm/isa.h>

enum { HASH = 4 * JIT_INSNS };

static u32 hash_of(u32 pc)
{
    return (pc >> 3) * 0x9E3779B1u >> 8;
}

/* Index of the instruction at pc, or -1; *slot: its place in the hash. */
static i32 insn_find(const struct jit_build *b, u32 pc, u32 *slot)
{
    u32 i = hash_of(pc) % HASH;
    while (b->hash[i] >= 0 && b->insn[b->hash[i]].pc != pc)
        i = (i + 1) % HASH;
    *slot = i;
    return b->hash[i];
}

const struct jit_insn *jit_insn_at(const struct jit_build *b, u32 pc)
{
    u32 slot;
    i32 at = insn_find(b, pc, &slot);
    return at >= 0 ? &b->insn[at] : NULL;
}

static bool left_alone(const struct jit_build *b, u32 pc)
{
    return b->j->drops[(pc >> GRANULE_SHIFT) % JIT_GRANULES] >= JIT_DROPS;
}

static bool keep_help(struct jit_build *b, struct jit_insn *n,
                      const struct lifter *l)
{
    struct uop_help *h = jit_meta(b->j, sizeof *h);
    if (h == NULL)
        return false;
    *h = l->help;
    n->help = jit_offset(b->j, h);
    return true;
}

/* What the last uop of an instruction says about the way on. */
static void flow_of(struct jit_insn *n, const struct lifter *l)
{
    n->target = l->target[1];
    switch (l->uop[l->count - 1].code) {
    case UOP_JUMP:
        n->jumps = n->ended = true;
        break;
    case UOP_JCC:
        n->jumps = true;
        break;
    case UOP_CALL:
    case UOP_CALLR:
    case UOP_CALLM:
        n->calls = n->ended = true;
        break;
    case UOP_RET:
    case UOP_JUMPR:
        n->ended = true;
        break;
    case UOP_HELP:
        n->ended = l->stops;
        break;
    }
}

/* Appends the instruction at pc; NULL: there is none, or no room. */
static struct jit_insn *insn_add(struct jit_build *b, u32 pc, u32 slot)
{
    struct lifter l = {.core = b->c, .pc = pc};
    u8 code[16];
    if (b->insns == JIT_INSNS || (pc & 3) != 0 || left_alone(b, pc) ||
        !codemap_claim(b->c, pc, code, b->c->isa->insn_bytes, &l.bad))
        return NULL;
    l.code = code;
    b->c->isa->lift(&l);
    struct jit_insn *n = &b->insn[b->insns];
    *n = (struct jit_insn){
        .pc = pc, .next = l.next, .first = (u16)b->uops, .count = (u16)l.count};
    if (l.count == 0 || b->uops + l.count > ARRAY_LEN(b->uop))
        return NULL;
    if (l.uop[l.count - 1].code == UOP_HELP && !keep_help(b, n, &l))
        return NULL;
    memcpy(&b->uop[b->uops], l.uop, l.count * sizeof l.uop[0]);
    b->uops += l.count;
    flow_of(n, &l);
    b->hash[slot] = (i16)b->insns++;
    return n;
}

static void todo_add(struct jit_build *b, u32 pc)
{
    if (b->todos < ARRAY_LEN(b->todo))
        b->todo[b->todos++] = pc;
}

/* Follows the instructions from pc on until they end or are known. */
static void run_add(struct jit_build *b, u32 pc)
{
    u32 slot;
    i32 known = insn_find(b, pc, &slot);
    if (known >= 0) {
        b->insn[known].leader = true;
        return;
    }
    struct jit_insn *n = insn_add(b, pc, slot);
    if (n != NULL)
        n->leader = true;
    while (n != NULL) {
        if (b->uop[n->first + n->count - 1].code == UOP_JUMPR)
            jit_table_find(b, n);
        for (u32 i = 0; i < n->ways; i++)
            todo_add(b, b->way[n->way + i]);
        if (n->jumps)
            todo_add(b, n->target);
        if (n->calls || (n->jumps && !n->ended)) {
            todo_add(b, n->next);
            return;
        }
        if (n->ended)
            return;
        known = insn_find(b, n->next, &slot);
        if (known >= 0) {
            b->insn[known].leader = true;
            return;
        }
        n = insn_add(b, n->next, slot);
    }
}

static int by_address(const void *a, const void *b)
{
    const struct jit_insn *x = a, *y = b;
    return x->pc < y->pc ? -1 : x->pc > y->pc;
}

/* Cuts the sorted instructions into blocks. */
static bool blocks_make(struct jit_build *b)
{
    for (u32 i = 0; i < b->insns; i++) {
        struct jit_insn *n = &b->insn[i], *before = n - 1;
        bool joins = i != 0 && !n->leader && before->next == n->pc &&
                     !before->ended && !before->jumps;
        if (joins && b->block[b->blocks - 1].insns < JIT_BLOCK_INSNS) {
            b->block[b->blocks - 1].insns++;
            continue;
        }
        if (b->blocks == JIT_BLOCKS)
            return false;
        b->block[b->blocks++] =
            (struct jit_block){.pc = n->pc, .first = (u16)i, .insns = 1};
    }
    return true;
}

i16 jit_block_at(const struct jit_build *b, u32 pc)
{
    u32 low = 0, high = b->blocks;
    while (low < high) {
        u32 middle = (low + high) / 2;
        if (b->block[middle].pc < pc)
            low = middle + 1;
        else
            high = middle;
    }
    return low < b->blocks && b->block[low].pc == pc ? (i16)low : JIT_NO_BLOCK;
}

/* Those of the expected targets that became part of the region. */
static void ways_link(struct jit_build *b, struct jit_block *k,
                      const struct jit_insn *last)
{
    k->way = last->way;
    for (u32 i = 0; i < last->ways; i++) {
        i16 to = jit_block_at(b, b->way[last->way + i]);
        if (to >= 0)
            b->way_block[k->way + k->ways++] = to;
    }
}

static void blocks_link(struct jit_build *b)
{
    for (u32 i = 0; i < b->blocks; i++) {
        struct jit_block *k = &b->block[i];
        const struct jit_insn *last = jit_last(b, k);
        k->taken = last->jumps ? jit_block_at(b, last->target) : JIT_NO_BLOCK;
        k->fall = last->ended ? JIT_NO_BLOCK : jit_block_at(b, last->next);
        i16 back = last->calls ? jit_block_at(b, last->next) : JIT_NO_BLOCK;
        if (back >= 0)
            b->block[back].returns = true;
        ways_link(b, k, last);
    }
}

bool jit_region_find(struct jit_build *b, u32 pc)
{
    b->pc = pc;
    b->insns = b->uops = b->blocks = 0;
    b->todos = b->ways = 0;
    memset(b->hash, 0xFF, sizeof b->hash);
    todo_add(b, pc);
    for (u32 i = 0; i < b->todos; i++)
        if (b->insns < JIT_INSNS_COLD || cache_has(b->c, b->todo[i]))
            run_add(b, b->todo[i]);
    if (b->insns == 0 || b->insn[0].pc != pc)
        return false;
    qsort(b->insn, b->insns, sizeof b->insn[0], by_address);
    if (!blocks_make(b))
        return false;
    blocks_link(b);
    return jit_block_at(b, pc) >= 0;
}
