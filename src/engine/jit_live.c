/* SPDX-License-Identifier: MIT
 *
 * What is decided for a region before code is made: which guest registers
 * live in host registers, where each block looks at budget and pending word,
 * which host registers must be loaded where the region is entered, which ones
 * the core does not have, and where c->flags must be right.
 *
 * A register that some path may have changed ("dirty") counts as read at
 * every exit, so that what an exit writes back is always there.
 */
#include "jit.h"

/* The hosts that hold guest registers, the shortest encodings first. */
static const u8 pool[] = {RBX, RSI, RDI, RDX, R8, R9, R10, R11, R12};

enum { WEIGHT_MIN = 3, DEPTH_MAX = 5 };

/* Operands as uop.def spells them. */
enum { OPERAND_D = 1, OPERAND_A = 2, OPERAND_B = 4 };
static const char *const operands[UOP_COUNT] = {
#define UOP(name, operands, flags, traits, meaning) [UOP_##name] = operands,
#include <vm/uop.def>
};

static bool reads_d(u16 code)
{
    switch (code) {
    case UOP_ST8:
    case UOP_ST16:
    case UOP_ST32:
    case UOP_STX8:
    case UOP_STX16:
    case UOP_STX32:
    case UOP_MEMSET:
    case UOP_MEMCPY:
    case UOP_STLR:
    case UOP_PUSH:
    case UOP_OUT:
    case UOP_CAS:
    case UOP_FMA:
        return true;
    }
    return false;
}

static bool keeps_d(u16 code)
{
    return reads_d(code) && code != UOP_CAS && code != UOP_FMA;
}

struct jit_regs jit_uop_regs(const struct uop *u)
{
    struct jit_regs r = {0, 0};
    if (u->code == UOP_HELP || u->code == UOP_BR || u->code == UOP_BRI)
        return r; /* the first works on the core, the others are not lifted */
    for (const char *p = operands[u->code]; *p != 0; p++) {
        if (*p == 'a')
            r.reads |= (u32)1 << u->a;
        else if (*p == 'b')
            r.reads |= (u32)1 << u->b;
        else if (*p == 'd' && reads_d(u->code))
            r.reads |= (u32)1 << u->d;
        if (*p == 'd' && !keeps_d(u->code))
            r.writes |= (u32)1 << u->d;
    }
    return r;
}

/* --- loops and budget --- */

static void edge_loops(struct jit_build *b, u32 from, i16 to)
{
    if (to < 0 || (u32)to > from)
        return;
    b->block[to].head = true;
    b->block[to].latch = (i16)from;
}

/* Who jumps back through a table does not look at the budget before. */
static void check_ways(struct jit_build *b, u32 from)
{
    const struct jit_block *k = &b->block[from];
    for (u32 i = 0; i < k->ways; i++) {
        i16 to = b->way_block[k->way + i];
        if ((u32)to <= from)
            b->block[to].check = true;
    }
}

/* A jump back makes a loop of all that stands between. */
static void find_loops(struct jit_build *b)
{
    for (u32 i = 0; i < b->blocks; i++) {
        for (u32 n = 0; n < jit_successors(&b->block[i]); n++)
            edge_loops(b, i, jit_successor(b, &b->block[i], n));
        check_ways(b, i);
    }
    for (u32 i = 0; i < b->blocks; i++) {
        const struct jit_block *head = &b->block[i];
        for (i32 n = (i32)i; head->head && n <= head->latch; n++)
            if (b->block[n].depth < DEPTH_MAX)
                b->block[n].depth++;
    }
}

/* The longest way from a successor to where the budget is looked at: jumps
 * back do that before they jump. */
static u32 path_behind(const struct jit_build *b, u32 from, i16 to)
{
    if (to < 0 || (u32)to <= from || b->block[to].check)
        return 0;
    return b->block[to].path;
}

static void find_paths(struct jit_build *b)
{
    for (u32 i = b->blocks; i-- != 0;) {
        struct jit_block *k = &b->block[i];
        u32 most = 0;
        for (u32 n = 0; n < jit_successors(k); n++) {
            u32 behind = path_behind(b, i, jit_successor(b, k, n));
            most = behind > most ? behind : most;
        }
        k->path = k->insns + most;
        if (k->path > JIT_PATH)
            k->check = true;
    }
}

/* --- FLAGS --- */

enum flags_use { FLAGS_KILLED, FLAGS_USED, FLAGS_PASSED };

static enum flags_use flags_use_of(const struct uop *u)
{
    const struct uop_info *i = &uop_info[u->code];
    if (u->code == UOP_JUMP)
        return FLAGS_PASSED;
    if ((i->traits & (UOP_FAULT | UOP_READS)) != 0)
        return FLAGS_USED;
    return i->flags == FLAGS_N ? FLAGS_PASSED : FLAGS_KILLED;
}

i32 jit_look_before(const struct jit_build *b, const struct jit_block *k)
{
    bool back = k->taken >= 0 && k->taken <= k - b->block;
    return !back ? -1 : k->insns == 1 ? 0 : k->insns - 2;
}

/* Whether anybody may look at the FLAGS that are current at uop `from` of
 * block k, before they are replaced. Where the block looks at the budget, an
 * interrupt may see them. */
static bool flags_used(const struct jit_build *b, const struct jit_block *k,
                       u32 from)
{
    i32 look = jit_look_before(b, k);
    u32 seen = look < 0 ? UINT32_MAX : b->insn[k->first + look].first;
    for (u32 i = from; i < jit_end_uop(b, k); i++) {
        if (i == seen)
            return true;
        enum flags_use use = flags_use_of(&b->uop[i]);
        if (use != FLAGS_PASSED)
            return use == FLAGS_USED;
    }
    i16 next = jit_last(b, k)->jumps ? k->taken : k->fall;
    return next < 0 || b->block[next].needs;
}

bool jit_flags_used(const struct jit_build *b, const struct jit_block *k,
                    u32 from)
{
    return flags_used(b, k, from);
}

/* Backwards, so that what follows is known; the heads of loops are taken to
 * need FLAGS until they are reached. */
static void find_flags(struct jit_build *b)
{
    for (u32 i = 0; i < b->blocks; i++)
        b->block[i].needs = true;
    for (u32 i = b->blocks; i-- != 0;) {
        struct jit_block *k = &b->block[i];
        k->needs = k->check || flags_used(b, k, b->insn[k->first].first);
    }
}

/* --- registers --- */

static void weigh(struct jit_build *b)
{
    memset(b->weight, 0, sizeof b->weight);
    for (u32 i = 0; i < b->blocks; i++) {
        const struct jit_block *k = &b->block[i];
        u32 end = jit_end_uop(b, k), add = 1u << 3 * k->depth;
        for (u32 n = jit_first_uop(b, k); n < end; n++) {
            struct jit_regs r = jit_uop_regs(&b->uop[n]);
            for (u32 bits = r.reads; bits != 0; bits &= bits - 1)
                b->weight[__builtin_ctz(bits)] += add;
            for (u32 bits = r.writes; bits != 0; bits &= bits - 1)
                b->weight[__builtin_ctz(bits)] += add;
        }
    }
}

static bool allocate(struct jit_build *b)
{
    u8 *guest = jit_meta(b->j, NATIVE_REGS);
    if (guest == NULL)
        return false;
    b->alloc = jit_offset(b->j, guest);
    memset(guest, 0xFF, NATIVE_REGS);
    memset(b->host, X86_NONE, sizeof b->host);
    for (u32 i = 0; i < ARRAY_LEN(pool); i++) {
        u32 best = 0;
        for (u32 g = 1; g < ARRAY_LEN(b->weight); g++)
            if (b->weight[g] > b->weight[best])
                best = g;
        if (b->weight[best] < WEIGHT_MIN)
            break;
        b->weight[best] = 0;
        b->host[best] = pool[i];
        guest[pool[i]] = (u8)best;
    }
    return true;
}

static u16 hosts_of(const struct jit_build *b, u32 guests)
{
    u16 mask = 0;
    for (; guests != 0; guests &= guests - 1) {
        u8 host = b->host[__builtin_ctz(guests)];
        if (host != X86_NONE)
            mask |= (u16)(1u << host);
    }
    return mask;
}

static void use_and_def(struct jit_build *b, struct jit_block *k)
{
    u32 use = 0, def = 0;
    for (u32 n = jit_first_uop(b, k); n < jit_end_uop(b, k); n++) {
        struct jit_regs r = jit_uop_regs(&b->uop[n]);
        use |= r.reads & ~def;
        def |= r.writes;
    }
    k->use = hosts_of(b, use);
    k->def = hosts_of(b, def);
}

static bool dirty_into(struct jit_build *b, const struct jit_block *k, i16 to)
{
    if (to < 0)
        return false;
    u16 all = b->block[to].dirty | k->dirty | k->def;
    bool more = all != b->block[to].dirty;
    b->block[to].dirty = all;
    return more;
}

static u16 live_of(const struct jit_build *b, i16 block)
{
    return block >= 0 ? b->block[block].live : 0;
}

static void find_live(struct jit_build *b)
{
    bool more = true;
    while (more) {
        more = false;
        for (u32 i = 0; i < b->blocks; i++) {
            const struct jit_block *k = &b->block[i];
            for (u32 n = 0; n < jit_successors(k); n++)
                more |= dirty_into(b, k, jit_successor(b, k, n));
        }
    }
    for (more = true; more;) {
        more = false;
        for (u32 i = b->blocks; i-- != 0;) {
            struct jit_block *k = &b->block[i];
            u16 out = 0;
            for (u32 n = 0; n < jit_successors(k); n++)
                out |= live_of(b, jit_successor(b, k, n));
            u16 live = (u16)(k->use | k->dirty | (out & ~k->def));
            more |= live != k->live;
            k->live = live;
        }
    }
}

/* Before FLAGS are made in the block, a register changes: what they were
 * made from in the round before may be lost. */
static bool loses_flags(const struct jit_build *b, const struct jit_block *k)
{
    for (u32 i = jit_first_uop(b, k); i < jit_end_uop(b, k); i++) {
        if (uop_info[b->uop[i].code].flags != FLAGS_N)
            return false;
        if (jit_uop_regs(&b->uop[i]).writes != 0)
            return true;
    }
    return false;
}

/* A block that repeats itself and calls nothing that records transfers. */
static bool is_quiet(const struct jit_build *b, u32 i)
{
    const struct jit_block *k = &b->block[i];
    if (k->taken != (i16)i || k->check || loses_flags(b, k))
        return false;
    for (u32 n = k->first; n < (u32)k->first + k->insns; n++)
        if (b->insn[n].help != 0)
            return false;
    return !jit_last(b, k)->ended;
}

static void find_quiet(struct jit_build *b)
{
    for (u32 i = 0; i < b->blocks; i++)
        b->block[i].quiet = is_quiet(b, i);
}

/* --- counting --- */

/* Which blocks can only be reached from the one before. A loop by itself may
 * have two bodies that lead behind it. */
static void find_joins(struct jit_build *b)
{
    u16 ways[JIT_BLOCKS] = {0};
    for (u32 i = 0; i < b->blocks; i++)
        for (u32 n = 0; n < jit_successors(&b->block[i]); n++) {
            i16 to = jit_successor(b, &b->block[i], n);
            if (to >= 0)
                ways[to]++;
        }
    for (u32 i = 1; i < b->blocks; i++) {
        struct jit_block *k = &b->block[i];
        k->joins = ways[i] == 1 && b->block[i - 1].fall == (i16)i &&
                   !b->block[i - 1].quiet && !jit_is_entry(b, k);
    }
}

/* The first of blocks that can only be run in a row counts them all; who
 * jumps out of the row gives back what he has not run. */
static void find_counts(struct jit_build *b)
{
    for (u32 i = b->blocks; i-- != 0;) {
        struct jit_block *k = &b->block[i], *next = k + 1;
        k->counts = k->insns;
        bool row = i + 1 < b->blocks && next->joins && !k->quiet &&
                   !next->quiet && k->insns + next->counts <= JIT_BLOCK_INSNS;
        if (!row)
            continue;
        k->ahead = next->counts;
        k->counts = (u16)(k->insns + k->ahead);
        next->counts = 0;
    }
}

bool jit_region_plan(struct jit_build *b)
{
    find_loops(b);
    find_paths(b);
    find_quiet(b);
    find_joins(b);
    find_counts(b);
    find_flags(b);
    weigh(b);
    if (!allocate(b))
        return false;
    for (u32 i = 0; i < b->blocks; i++)
        use_and_def(b, &b->block[i]);
    find_live(b);
    return true;
}
