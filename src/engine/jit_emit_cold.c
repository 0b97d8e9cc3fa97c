/* SPDX-License-Identifier: MIT
 *
 * Code that is rarely run stands behind the region: ways out of it, calls to
 * C for what is not plain, and the rest of what fast paths leave to it.
 */
#include "jit_emit.h"

void emit_call_site(struct emit *e, u32 site)
{
    x86_mov_i(&e->x, RCX, site);
    x86_call_to(&e->x, e->j->rw + e->j->help);
}

struct cold *emit_cold(struct emit *e, u32 site, u8 *from)
{
    if (e->colds == ARRAY_LEN(e->cold)) {
        e->x.full = true;
        e->colds--;
    }
    struct cold *c = &e->cold[e->colds++];
    *c = (struct cold){.from = {from},
                       .site = site,
                       .base = X86_NONE,
                       .move = X86_NONE,
                       .pc = e->insn->pc};
    return c;
}

void emit_back(struct emit *e, struct cold *c)
{
    c->back = e->x.at;
}

static void cold_site(struct emit *e, const struct cold *c)
{
    struct x86 *x = &e->x;
    if (c->back == NULL) {
        x86_mov_i(x, RCX, c->site);
        x86_jmp_to(x, e->j->rw + e->j->leave);
        return;
    }
    u8 base = c->base != X86_NONE ? c->base : RAX;
    if (c->add != 0)
        x86_lea(x, RAX, x86_m(base, c->add));
    else
        x86_mov(x, RAX, x86_r(base));
    emit_call_site(e, c->site);
    if (c->move != X86_NONE)
        x86_mov(x, c->move, x86_r(RAX));
    x86_jmp_to(x, c->back);
}

void emit_cold_code(struct emit *e, const struct cold *c)
{
    struct x86 *x = &e->x;
    u32 jumps = 0;
    for (u32 i = 0; i < ARRAY_LEN(c->from); i++) {
        x86_here(x, c->from[i]);
        jumps += c->from[i] != NULL;
    }
    if (c->kind == COLD_TABLE) {
        if (c->table != NULL)
            emit_table(e, c);
        return;
    }
    if (jumps == 0)
        return;
    emit_mark(e, c->kind == COLD_EDGE ? HOST_WAY : HOST_COLD, c->pc, c->site);
    switch (c->kind) {
    case COLD_SITE:
        cold_site(e, c);
        break;
    case COLD_EDGE:
        e->k = c->k;
        e->flags = c->flags;
        e->dirty = c->dirty;
        emit_edge(e, c->to, c->pc, c->transfer);
        break;
    case COLD_NAN:
        emit_nan(e, c);
        break;
    case COLD_TABLE:
        break;
    case COLD_LOOP:
        emit_loop_again(e, c);
        break;
    case COLD_MARKED:
        emit_call_site(e, c->site);
        emit_jump_later(e, x86_jmp(x), c->to);
        break;
    }
}
