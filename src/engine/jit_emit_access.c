/* SPDX-License-Identifier: MIT
 *
 * What is known of an access before code is made for it: its width, and where
 * its address is expected, which is where it is now unless hints that earlier
 * code has left say otherwise.
 */
#include "jit_emit.h"

#include <vm/machine.h>

bool emit_is_indexed(u16 code)
{
    return (code >= UOP_LDX8 && code <= UOP_LDXS16) ||
           (code >= UOP_STX8 && code <= UOP_STX32);
}

static u32 hint_of(const struct emit *e, const struct jit_insn *n)
{
    return atomic_load_explicit(&e->j->hint[jit_hint_slot(n->pc)],
                                memory_order_relaxed);
}

bool emit_beside_code(const struct emit *e, const struct jit_insn *n)
{
    return (hint_of(e, n) & JIT_HINT_CODE) != 0;
}

bool emit_among_marks(const struct emit *e, const struct jit_insn *n)
{
    return (hint_of(e, n) & JIT_HINT_MARKS) != 0;
}

u32 emit_address_then(const struct emit *e, const struct uop *u)
{
    const struct core *c = e->b->c;
    return c->r[u->a] + u->imm + (emit_is_indexed(u->code) ? c->r[u->b] : 0);
}

struct jit_range emit_without_fb(const struct emit *e, const struct uop *u,
                                 struct jit_range range)
{
    const struct ram *r = &e->b->c->m->bus.ram;
    const u32 window[] = {r->fb_alias, r->fb_base};
    u32 at = emit_address_then(e, u);
    for (u32 i = 0; i < ARRAY_LEN(window); i++) {
        u32 to = window[i], from = to + r->fb_bytes;
        u32 end = range.from + range.size;
        if (to >= end || from <= range.from)
            continue;
        if (at >= from && from < end)
            range = (struct jit_range){from, end - from};
        else
            range.size = to > range.from ? to - range.from : 0;
    }
    return range;
}

bool emit_is_fb(const struct emit *e, const struct uop *u)
{
    const struct ram *r = &e->b->c->m->bus.ram;
    u32 at = emit_address_then(e, u);
    return at - r->fb_alias < r->fb_bytes || at - r->fb_base < r->fb_bytes;
}

/* Where the address of this access may be without a second look: the range
 * it is in now, unless that has proved wrong. Size 0: look at the granule. */
static struct jit_range range_at(const struct emit *e, const struct jit_insn *n,
                                 const struct uop *u, u32 width)
{
    static const struct jit_range none = {0, 0};
    const struct jit *j = e->j;
    const struct core *c = e->b->c;
    u32 hint = hint_of(e, n) & JIT_HINT_RANGE;
    if (hint == JIT_HINT_MAP || c->strict)
        return none;
    if (width != 4)
        return j->range_bytes;
    if (hint != 0)
        return j->range[hint - 1];
    u32 at = emit_address_then(e, u);
    for (u32 i = 0; i < j->ranges; i++)
        if (at - j->range[i].from < j->range[i].size)
            return j->range[i];
    return j->range[0];
}

struct jit_range emit_range(const struct emit *e, const struct uop *u,
                            u32 width)
{
    return range_at(e, e->insn, u, width);
}

/* The bytes that an access has, 0: it is none. */
static u32 width_of(u16 code)
{
    switch (code) {
    case UOP_LD8:
    case UOP_LDS8:
    case UOP_LDX8:
    case UOP_LDXS8:
    case UOP_ST8:
    case UOP_STX8:
        return 1;
    case UOP_LD16:
    case UOP_LDS16:
    case UOP_LDX16:
    case UOP_LDXS16:
    case UOP_ST16:
    case UOP_STX16:
        return 2;
    case UOP_LD32:
    case UOP_LDF32:
    case UOP_LDX32:
    case UOP_ST32:
    case UOP_STX32:
        return 4;
    }
    return 0;
}

bool emit_is_near(const struct uop *u)
{
    i32 imm = (i32)u->imm;
    return width_of(u->code) != 0 && !emit_is_indexed(u->code) &&
           imm > -EMIT_SLACK && imm < EMIT_SLACK - 4;
}

struct emit_access emit_access(const struct emit *e, const struct jit_insn *n,
                               const struct uop *u)
{
    u32 width = width_of(u->code);
    struct emit_access at = {.width = width};
    if (width == 0)
        return at;
    at.store = uop_is_store(u->code);
    at.sum = emit_is_indexed(u->code);
    at.near = emit_is_near(u);
    at.aligned = width == 2 || (width == 4 && at.store);
    at.range = range_at(e, n, u, at.near ? 4 : width);
    return at;
}
