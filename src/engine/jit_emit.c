/* SPDX-License-Identifier: MIT
 *
 * A planned region becomes host code: entries, blocks in address order, the
 * ways between them and out, and behind them what is rarely run.
 *
 * Budget: a block takes its instructions off R15 at its start. Before, it
 * has been made sure that they are there: at entries, at heads of loops and
 * where a way grows long, for all blocks up to the next such place.
 */
#include "jit_emit.h"

#include <stdlib.h>

#include <vm/codemap.h>
#include <vm/machine.h>

static jit_emitter *const emitters[UOP_COUNT] = {
#define UOP(name, operands, flags, traits, meaning) [UOP_##name] = jit_##name,
#include <vm/uop.def>
};

struct jit_build *jit_build_new(void)
{
    struct jit_build *b = calloc(1, sizeof *b);
    if (b == NULL)
        return NULL;
    b->emit = calloc(1, sizeof *b->emit);
    if (b->emit != NULL)
        return b;
    free(b);
    return NULL;
}

void jit_build_free(struct jit_build *b)
{
    if (b != NULL)
        free(b->emit);
    free(b);
}

void emit_mark(struct emit *e, enum host_mark_kind kind, u32 pc, u32 arg)
{
    if (LIKELY(e->b->c->m->observers == NULL) || e->marks == EMIT_MARKS)
        return;
    u32 at = (u32)(e->x.at - e->j->rw);
    e->mark[e->marks++] = (struct host_mark){at, pc, arg, (u8)kind};
}

/* --- sites and cold code --- */

u32 emit_site(struct emit *e, enum jit_site_kind kind, const struct uop *u,
              u8 result)
{
    struct jit_site *s = jit_meta(e->j, sizeof *s);
    if (s == NULL) {
        e->x.full = true;
        return 0;
    }
    const struct jit_insn *n = e->insn;
    *s = (struct jit_site){.ip = n->pc,
                           .next = n->next,
                           .adj = e->k->insns + e->k->ahead - e->done,
                           .recipe = e->flags == FLAGS_DEAD ? 0 : e->flags,
                           .alloc = e->b->alloc,
                           .help = n->help,
                           .loop = e->loop,
                           .carried = e->carried,
                           .dirty = e->dirty,
                           .kind = (u8)kind,
                           .result = result};
    if (u != NULL)
        s->uop = *u;
    return jit_offset(e->j, s);
}

void emit_call_out(struct emit *e, u32 site)
{
    emit_mark(e, HOST_SITE, e->insn->pc, site);
    emit_call_site(e, site);
}

/* --- ways out --- */

u32 emit_transfer(struct emit *e, u32 to, u32 kind, bool indirect)
{
    struct jit_transfer *t = jit_meta(e->j, sizeof *t);
    if (t == NULL) {
        e->x.full = true;
        return 0;
    }
    *t = (struct jit_transfer){
        .from = e->insn->pc, .to = to, .kind = kind, .indirect = indirect};
    return jit_offset(e->j, t);
}

/* Gives instructions back, or takes them off. Keeps EFLAGS. */
static void count(struct emit *e, i32 insns)
{
    if (insns != 0)
        x86_op(&e->x, 0x8D | X_W, R15,
               x86_m(R15, insns * (1 << JIT_LEFT_SHIFT)), 0);
}

void emit_record_transfer(struct emit *e, u32 transfer)
{
    struct x86 *x = &e->x;
    const struct jit_transfer *t = jit_at(e->j, transfer);
    struct x86_rm entry = x86_mx(RBP, RAX, 0, NATIVE(ring));
    x86_op(x, X_0F | X_BYTE | 0xB6, RAX, x86_r(R15), 0);
    x86_mov_mi(x, entry, transfer);
    if (t->indirect || t->loop != 0) {
        entry.disp += 4;
        x86_mov_to(x, entry, RCX);
    }
    x86_op(x, X_BYTE | 0x80, 0, x86_r(R15), 1); /* add r15b, 8 */
    x86_imm(x, 8, 1);
}

void emit_write_back(struct emit *e)
{
    for (u32 bits = e->dirty; bits != 0; bits &= bits - 1) {
        u8 host = (u8)__builtin_ctz(bits);
        const u8 *guest = jit_at(e->j, e->b->alloc);
        x86_mov_to(&e->x, emit_core(guest[host]), host);
    }
    e->dirty = 0;
}

void emit_jump_later(struct emit *e, u8 *jump, i16 to)
{
    if (e->jumps == ARRAY_LEN(e->jump)) {
        e->x.full = true;
        return;
    }
    e->jump[e->jumps].jump = jump;
    e->jump[e->jumps++].to = to;
}

/* NULL: not known yet. */
static u8 *place_of(const struct emit *e, i16 to)
{
    const struct jit_block *k = &e->b->block[to & JIT_TO_BLOCK];
    if (to & JIT_TO_ENTRY)
        return k->entry;
    if (to & JIT_TO_USUAL)
        return k->usual;
    if (to & JIT_TO_LOOK)
        return k->look;
    return to & JIT_TO_COUNTED ? k->counted : k->code;
}

static void jump_to(struct emit *e, i16 to)
{
    if ((to & ~(JIT_TO_BLOCK | JIT_TO_COUNTED)) == 0 && place_of(e, to) != NULL)
        x86_jmp_to(&e->x, place_of(e, to));
    else
        emit_jump_later(e, x86_jmp(&e->x), to);
}

/* Through the cell of an address: to its region, or out. */
static void leave_to(struct emit *e, u32 pc)
{
    u32 cell = jit_cell(e->j, pc);
    emit_mark(e, HOST_EXIT, pc, 0);
    x86_mov_i(&e->x, RCX, pc);
    if ((pc & 3) != 0)
        x86_jmp_to(&e->x, e->j->rw + e->j->miss);
    else if (cell == 0)
        e->x.full = true;
    else
        x86_op(&e->x, 0xFF, 4, x86_m(X86_RIP, (i32)cell), 0);
}

/* What is given back and what the block there takes off are one instruction. */
static void jump_inside(struct emit *e, i16 to)
{
    const struct jit_block *k = &e->b->block[to];
    bool whole = !k->check && !k->quiet;
    count(e, e->k->ahead - (whole ? k->counts : 0));
    jump_to(e, whole ? (i16)(to | JIT_TO_COUNTED) : to);
}

void emit_edge(struct emit *e, i16 to, u32 pc, u32 transfer)
{
    bool inside = to >= 0;
    if (!inside)
        emit_write_back(e);
    if (!inside ||
        (e->b->block[to].needs && (transfer != 0 || !e->b->block[to].joins)))
        emit_flags_out(e);
    if (transfer != 0)
        emit_record_transfer(e, transfer);
    if (!inside) {
        count(e, e->k->ahead);
        leave_to(e, pc);
    } else if (transfer != 0)
        jump_inside(e, to);
    else if (to != (i16)(e->k - e->b->block) + 1 || e->body == BODY_USUAL)
        jump_to(e, to);
}

/* The taken edge of a forward jump: beside the fast path. */
static void cold_edge(struct emit *e, u8 *from, u32 transfer)
{
    struct cold *c = emit_cold(e, 0, from);
    c->kind = COLD_EDGE;
    c->to = e->k->taken;
    c->pc = e->insn->target;
    c->transfer = transfer;
    c->flags = e->flags;
    c->dirty = e->dirty;
    c->k = e->k;
}

/* Jumps back are taken, as a rule. */
void emit_cond_edges(struct emit *e, u32 cc, u32 transfer)
{
    u16 dirty = e->dirty;
    if (e->k->quiet) {
        /* Sites of the next round find FLAGS by this. */
        struct jit_transfer *t = jit_at(e->j, e->loop);
        if (e->loop != 0 && e->flags > FLAGS_DEAD)
            t->recipe = e->flags;
        x86_jcc_to(&e->x, cc, e->k->again);
        emit_quiet_end(e);
    } else if (emit_jumps_back(e)) {
        u8 *not_taken = x86_jcc(&e->x, cc ^ 1);
        emit_edge(e, e->k->taken, e->insn->target, transfer);
        x86_here(&e->x, not_taken);
    } else {
        cold_edge(e, x86_jcc(&e->x, cc), transfer);
    }
    e->dirty = dirty;
    emit_edge(e, e->k->fall, e->insn->next, 0);
}

/* --- blocks --- */

static u8 *look(struct emit *e)
{
    x86_op(&e->x, 0x3B | X_W, R15, x86_m(RBP, NATIVE(limit)), 0);
    return x86_jcc(&e->x, CC_L);
}

void emit_look(struct emit *e)
{
    e->host_flags = HOST_NONE;
    emit_cold(e, emit_site(e, SITE_LEAVE, NULL, X86_NONE), look(e));
}

/* At the start of a block, which is not counted yet. */
static void look_first(struct emit *e)
{
    u32 site = emit_site(e, SITE_LEAVE, NULL, X86_NONE);
    struct jit_site *s = jit_at(e->j, site);
    if (site != 0) {
        s->adj = 0;
        s->loop = 0;
    }
    emit_cold(e, site, look(e));
}

/* The block joins one whose code the ranges of some bases leave out, not its
 * own: those that its groups of stores need are proven again. */
static void forget_code(struct emit *e)
{
    for (u32 bits = e->no_code; bits != 0; bits &= bits - 1) {
        u8 base = (u8)__builtin_ctz(bits);
        if (emit_group_begins(e, base))
            e->plain &= ~((u32)1 << base);
    }
    e->no_code = 0;
}

/* The block begins: nothing is counted or dirty but what comes in. */
static void block_begin(struct emit *e, struct jit_block *k)
{
    e->k = k;
    e->insn = &e->b->insn[k->first];
    e->uop = e->insn->first;
    e->done = 0;
    e->dirty = k->dirty;
    e->loop = 0;
    e->carried = true;
    e->body = BODY_ONLY;
    if (k->joins) { /* all that is known stays true, but where its code is */
        e->flags = k->needs ? e->flags : FLAGS_DEAD;
        forget_code(e);
        return;
    }
    e->flags = k->needs ? FLAGS_IN_CORE : FLAGS_DEAD;
    e->host_flags = HOST_NONE;
    e->xmm_next = 0;
    e->xmm_only = 0;
    e->plain = e->aligned = e->no_fb = e->no_code = 0;
    e->group = 0;
    emit_bound_begin(e);
    memset(e->xmm, EMIT_NO_GUEST, sizeof e->xmm);
}

static void emit_insn(struct emit *e)
{
    for (u32 i = 0; i < e->insn->count; i++) {
        e->uop = e->insn->first + i;
        const struct uop *u = &e->b->uop[e->uop];
        emit_flags_before(e, u);
        e->xmm_new = 0;
        e->xmm_used = 0;
        emitters[u->code](e, u);
        if (uop_info[u->code].flags != FLAGS_N)
            emit_flags_after(e, u);
        u32 lost = u->code == UOP_HELP ? UINT32_MAX : jit_uop_regs(u).writes;
        e->plain &= ~lost;
        e->no_fb &= ~lost;
        e->no_code &= ~lost;
        emit_bound_after(e, u, lost);
        e->aligned &= ~lost;
        emit_float_lost(e, lost);
    }
}

static bool ends_itself(const struct jit_insn *n)
{
    return n->jumps || n->ended;
}

/* Before a jump back. */
static void look_back(struct emit *e, struct jit_block *k)
{
    if (e->body == BODY_FAST) {
        emit_loop_look(e);
        return;
    }
    k->look = e->x.at;
    emit_look(e);
}

/* The head of a loop begins a line of the host's cache, a tight one at least:
 * otherwise its jumps lie across two by chance. */
static void align_head(struct emit *e, const struct jit_block *k)
{
    if (k->quiet && e->body != BODY_USUAL)
        x86_align(&e->x, 64);
    else if (k->head)
        x86_align(&e->x, 16);
}

static void emit_body(struct emit *e, struct jit_block *k)
{
    align_head(e, k);
    k->again = e->x.at;
    count(e, -(i32)k->counts);
    if (e->body == BODY_ONLY)
        k->counted = e->x.at;
    i32 look = jit_look_before(e->b, k);
    for (; e->done < k->insns; e->done++) {
        e->insn = &e->b->insn[k->first + e->done];
        emit_mark(e, HOST_INSN, e->insn->pc, k->first + e->done);
        if ((i32)e->done == look)
            look_back(e, k);
        emit_insn(e);
    }
    e->insn = jit_last(e->b, k);
    if (!ends_itself(e->insn)) {
        emit_mark(e, HOST_WAY, e->insn->next, 0);
        emit_edge(e, k->fall, e->insn->next, 0);
    }
}

static void emit_block(struct emit *e, struct jit_block *k)
{
    block_begin(e, k);
    k->code = e->x.at;
    k->loop = -1;
    emit_mark(e, HOST_BLOCK, k->pc, k->insns);
    if (k->check)
        look_first(e);
    if (k->quiet)
        emit_quiet_begin(e, k);
    if (k->quiet && emit_loop_plan(e, k)) {
        e->loops_at[k->loop].transfer = e->loop;
        e->body = BODY_FAST;
        emit_loop_enter(e, k);
    }
    emit_body(e, k);
}

/* The usual body of a loop that is made twice. */
static void emit_usual(struct emit *e, const struct emit_loop *l)
{
    struct jit_block *k = &e->b->block[l->block];
    block_begin(e, k);
    e->loop = l->transfer;
    e->body = BODY_USUAL;
    k->usual = e->x.at;
    emit_mark(e, HOST_BLOCK, k->pc, k->insns);
    emit_body(e, k);
}

/* --- entries --- */

/* Loads what the block needs and goes there. */
static void emit_loads(struct emit *e, const struct jit_block *k)
{
    const u8 *guest = jit_at(e->j, e->b->alloc);
    for (u32 bits = k->live; bits != 0; bits &= bits - 1) {
        u8 host = (u8)__builtin_ctz(bits);
        x86_mov(&e->x, host, emit_core(guest[host]));
    }
}

/* The entry of a block from outside: loads what it needs and goes there, or
 * falls, if the block comes next. */
static void emit_entry(struct emit *e, struct jit_block *k, bool falls)
{
    struct jit_block clean = *k;
    clean.dirty = 0;
    clean.joins = false;
    clean.needs = true; /* FLAGS are in the core at every entry */
    k->entry = e->x.at;
    emit_mark(e, HOST_ENTRY, k->pc, 0);
    block_begin(e, &clean);
    if (!k->check)
        look_first(e);
    emit_loads(e, k);
    if (!falls)
        jump_to(e, (i16)(k - e->b->block));
}

/* In the middle of another block. */
static void entry_here(struct emit *e, struct jit_block *to)
{
    const struct jit_block *k = e->k;
    const struct jit_insn *insn = e->insn;
    u32 uop = e->uop, done = e->done;
    emit_entry(e, to, to->code == NULL && to == k + 1);
    e->k = k;
    e->insn = insn;
    e->uop = uop;
    e->done = done;
}

void emit_returned(struct emit *e, u32 pc)
{
    struct x86 *x = &e->x;
    x86_alu_i(x, X_CMP, x86_r(RCX), (i32)pc);
    x86_jcc_to(x, CC_NE, e->j->rw + e->j->dispatch);
    i16 to = jit_block_at(e->b, pc);
    if (to < 0)
        leave_to(e, pc);
    else if (e->b->block[to].entry == NULL)
        entry_here(e, &e->b->block[to]);
    else
        jump_to(e, (i16)(to | JIT_TO_ENTRY));
}

static bool emit_entries(struct emit *e)
{
    struct jit_build *b = e->b;
    u32 n = 0;
    for (u32 i = 0; i < b->blocks; i++)
        n += jit_is_entry(b, &b->block[i]);
    struct jit_region *r =
        jit_meta(e->j, sizeof *r + n * (u32)sizeof r->entry[0]);
    if (r == NULL)
        return false;
    r->entries = 1; /* the first is that of the region */
    r->pc = b->pc;
    r->insns = b->insns;
    r->first = b->insn[0].pc;
    r->last = b->insn[b->insns - 1].next - 1;
    for (u32 i = 0; i < b->blocks; i++) {
        struct jit_block *k = &b->block[i];
        if (!jit_is_entry(b, k))
            continue;
        if (k->entry == NULL) {
            e->k = k;
            emit_entry(e, k, false);
        }
        struct jit_entry at = {k->pc, (u32)(k->entry - e->j->rw)};
        r->entry[k->pc == b->pc ? 0 : r->entries++] = at;
    }
    b->region = r;
    return true;
}

static void link_jumps(struct emit *e)
{
    for (u32 i = 0; i < e->jumps; i++) {
        const u8 *at = place_of(e, (i16)e->jump[i].to);
        x86_link(&e->x, e->jump[i].jump, at);
    }
}

bool jit_region_emit(struct jit_build *b)
{
    struct emit *e = b->emit;
    struct jit *j = b->j;
    u32 at = (j->used + 15) & ~15u;
    e->x = (struct x86){j->rw, j->rw + at, j->rw + JIT_CODE_BYTES, false};
    e->j = j;
    e->b = b;
    e->colds = e->jumps = e->loops = e->marks = 0;
    e->alone = !codemap_shared(b->c->m);
    for (u32 i = 0; i < b->blocks; i++) {
        struct jit_block *k = &b->block[i];
        /* Nobody falls into the first: its entry does. */
        if (k->pc == b->pc && k->entry == NULL &&
            (i == 0 || k[-1].fall != (i16)i))
            emit_entry(e, k, true);
        emit_block(e, k);
    }
    if (!emit_entries(e))
        return false;
    for (u32 i = 0; i < e->loops; i++)
        emit_usual(e, &e->loops_at[i]);
    for (u32 i = 0; i < e->colds; i++)
        emit_cold_code(e, &e->cold[i]);
    link_jumps(e);
    if (e->x.full)
        return false;
    j->used = (u32)(e->x.at - j->rw);
    b->region->at = at;
    b->region->size = j->used - at;
    return true;
}
