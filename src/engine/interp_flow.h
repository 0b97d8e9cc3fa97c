/* SPDX-License-Identifier: MIT
 *
 * Bodies of the interpreter: ways out of a block. Included in the middle of
 * interp_run_bodies (interp.c), hence no include guard.
 */

BODY(UOP_NEXT)
{
    EXIT(0);
}
BODY(UOP_JUMP)
{
    TAKEN(TRANSFER_JUMP);
}
BODY(UOP_JCC)
{
    if (math_cond(c, I_))
        TAKEN(TRANSFER_JUMP);
    EXIT(0);
}
BODY(UOP_BRZ)
{
    if (A_ == 0)
        TAKEN(TRANSFER_JUMP);
    EXIT(0);
}
BODY(UOP_BRNZ)
{
    if (A_ != 0)
        TAKEN(TRANSFER_JUMP);
    EXIT(0);
}

/* Compare and branch: a body for each condition; the plain codes are never
 * entered (cache.c, body_of). */
#define BRANCH(name, x, y, condition)                                          \
    BODY(CODE_##name)                                                          \
    {                                                                          \
        u32 a = (x), b_ = (y);                                                 \
        flags_record(c, FLAGS_SUB, a, b_);                                     \
        if (condition(a, b_))                                                  \
            TAKEN(TRANSFER_JUMP);                                              \
        EXIT(0);                                                               \
    }
#define UCC(name, compare, flags)                                              \
    BRANCH(BR_##name, A_, B_, holds_##name)                                    \
    BRANCH(BRI_##name, A_, I_, holds_##name)
UOP_CONDITIONS(UCC)
#undef UCC
BODY(UOP_BR)
BODY(UOP_BRI)
{
    __builtin_unreachable();
}

/* Pushes the address behind the block on the call stack. */
#define PUSH_CALL(what)                                                        \
    do {                                                                       \
        struct stack *s_ = &c->stack[STACK_CALL];                              \
        u32 slot_ = s_->base + (s_->index - 1) * 8;                            \
        if (LIKELY(s_->index != 0 && (slot_ & 7) == 0 &&                       \
                   !(MARKS(slot_) & MARK_CODE))) {                             \
            s_->index--;                                                       \
            PUT(u64, slot_, b->target[0]);                                     \
        } else {                                                               \
            SYNC();                                                            \
            if (!bus_push(c, STACK_CALL, b->target[0], what))                  \
                goto panicked;                                                 \
        }                                                                      \
    } while (0)

BODY(UOP_CALL)
{
    PUSH_CALL("call");
    TAKEN(TRANSFER_CALL);
}
BODY(UOP_CALLR)
{
    u32 to = A_;
    PUSH_CALL("callr");
    core_trail(c, b->last, to, TRANSFER_CALL);
    INDIRECT(to);
}
BODY(UOP_CALLM)
{
    u32 at = A_ + I_, to;
    if (LIKELY(((MARKS(at) & MARK_LOAD) | (at & 3)) == 0))
        to = MEM(u32, at);
    else {
        SYNC();
        if (!bus_load(c, at, 4, &to))
            goto panicked;
    }
    PUSH_CALL("callm");
    core_trail(c, b->last, to, TRANSFER_CALL);
    INDIRECT(to);
}
BODY(UOP_JUMPR)
{
    u32 to = A_;
    core_trail(c, b->last, to, TRANSFER_JUMP);
    INDIRECT(to);
}
BODY(UOP_RET)
{
    struct stack *s = &c->stack[STACK_CALL];
    u32 at = s->base + s->index * 8, to;
    if (LIKELY(s->index < s->count && (at & 3) == 0)) {
        to = MEM(u32, at);
        s->index++;
    } else {
        SYNC();
        if (!bus_pop(c, STACK_CALL, &to, "ret"))
            goto panicked;
    }
    core_trail(c, b->last, to, TRANSFER_RETURN);
    INDIRECT(to);
}

BODY(UOP_HELP)
{
    SYNC();
    switch (b->help.run(c, &b->help)) {
    case HELP_NEXT:
        EXIT(0);
    case HELP_JUMP:
        INDIRECT(c->ip);
    case HELP_AGAIN:
        return STOP_PENDING;
    case HELP_WAIT:
        COUNT();
        c->ip = b->end;
        return STOP_WAIT;
    case HELP_YIELD:
        COUNT();
        c->ip = b->end;
        return STOP_YIELD;
    case HELP_BREAK:
        COUNT();
        c->ip = b->end;
        return STOP_BREAK;
    case HELP_HALT:
        COUNT();
        return STOP_HALT;
    case HELP_PANIC:
        return STOP_PANIC;
    }
    __builtin_unreachable();
}

/* The block's bytes have changed since it was linked. */
BODY(CODE_GONE)
{
    INDIRECT(b->pc);
}

#undef BRANCH
#undef PUSH_CALL
