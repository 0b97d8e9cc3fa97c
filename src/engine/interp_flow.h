/* SPDX-License-Identifier: MIT
 *
 * Uops of the interpreter that lead out of a block.
 */
#ifndef ENGINE_INTERP_FLOW_H
#define ENGINE_INTERP_FLOW_H

#include "interp.h"
#include "interp_mem.h"

DO(NEXT)
{
    (void)f;
    return AFTER_FALL;
}
DO(JUMP)
{
    (void)f;
    return AFTER_TAKEN;
}
DO(JCC)
{
    return math_cond(f.c, I_) ? AFTER_TAKEN : AFTER_PASS;
}
DO(BRZ)
{
    return A_ == 0 ? AFTER_TAKEN : AFTER_PASS;
}
DO(BRNZ)
{
    return A_ != 0 ? AFTER_TAKEN : AFTER_PASS;
}

/* Compare and branch, for each condition. */
#define BRANCH(name, y, holds)                           \
    DO(name)                                             \
    {                                                    \
        u32 x_ = A_, y_ = (y);                           \
        flags_record(f.c, FLAGS_SUB, x_, y_);            \
        return holds(x_, y_) ? AFTER_TAKEN : AFTER_PASS; \
    }
#define UCC(name, compare, flags)       \
    BRANCH(BR_##name, B_, holds_##name) \
    BRANCH(BRI_##name, I_, holds_##name)
UOP_CONDITIONS(UCC)
#undef UCC

/* These are never entered (pair.c, body_of). */
#define NEVER(name)              \
    DO(name)                     \
    {                            \
        (void)f;                 \
        __builtin_unreachable(); \
    }
NEVER(BR)
NEVER(BRI)
NEVER(SET)
NEVER(SEL)

/* Pushes the address behind the block on the call stack: AFTER_NEXT, or why
 * not. */
ALWAYS_INLINE enum after push_call(const struct frame f, const char *name)
{
    struct stack *s = &f.c->stack[STACK_CALL];
    u32 at = s->base + (s->index - 1) * 8;
    if (UNLIKELY(s->index == 0 || (at & 7) != 0))
        return SLOW(interp_push_call(f.c, f.u, f.b, f.left, name));
    s->index--;
    PUT(u64, at, f.b->end);
    if (CODE_BEHIND(at))
        bus_stored(f.c, at, 8);
    return AFTER_NEXT;
}

ALWAYS_INLINE enum after transfer(const struct frame f, u32 to, u32 kind)
{
    core_trail(f.c, f.b->last, to, kind);
    f.c->ip = to;
    return AFTER_INDIRECT;
}

DO(CALL)
{
    enum after a = push_call(f, "call");
    return UNLIKELY(a != AFTER_NEXT) ? a : AFTER_TAKEN;
}
DO(CALLR)
{
    u32 to = A_;
    enum after a = push_call(f, "callr");
    return UNLIKELY(a != AFTER_NEXT) ? a : transfer(f, to, TRANSFER_CALL);
}
DO(CALLM)
{
    u32 at = A_ + I_, to;
    if (LIKELY((at & 3) == 0 && !(MARKS(at) & MARK_LOAD)))
        to = MEM(u32, at);
    else if (!interp_load(f.c, f.u, f.b, f.left, at, 4))
        return AFTER_BESIDE;
    else
        to = f.c->cache->value;
    enum after a = push_call(f, "callm");
    return UNLIKELY(a != AFTER_NEXT) ? a : transfer(f, to, TRANSFER_CALL);
}
DO(JUMPR)
{
    return transfer(f, A_, TRANSFER_JUMP);
}
DO(RET)
{
    POP_SLOT(STACK_CALL, 8, "ret")
    return transfer(f, v_, TRANSFER_RETURN);
}
DO(HELP)
{
    return SLOW(interp_help(f.c, f.u, f.b, f.left));
}
DO(GONE)
{
    (void)f;
    return AFTER_GONE;
}

#undef BRANCH
#undef NEVER
#undef POP_SLOT

#endif
