/* SPDX-License-Identifier: MIT
 *
 * What the interpreter does beside its fast path: accesses that only the bus
 * can make, rare instructions, division by zero. Functions of their own, so
 * that the loop (interp.c) need not keep anything in memory for them.
 *
 * Invariant: whoever looks at the machine meanwhile finds c->ip and
 * c->retired exact; where the core stops, FLAGS too.
 */
#include "interp.h"

#include <vm/isa.h>

static void exact(struct core *c, const struct slot *u, const struct block *b,
                  i64 left)
{
    c->ip = b->at[u->insn];
    c->retired = c->cache->total - (u64)left - b->insns + u->insn;
}

static bool leave(struct core *c, enum after how)
{
    c->cache->after = how;
    return false;
}

static bool stop(struct core *c, enum stop why)
{
    c->cache->why = why;
    return leave(c, AFTER_STOP);
}

/* The instruction of slot u has called core_panic. */
static bool panicked(struct core *c, const struct slot *u,
                     const struct block *b)
{
    block_flags(c, b, (u32)(u - b->slot));
    return stop(c, STOP_PANIC);
}

/* After an access that may have changed code or asked for an interrupt: what
 * it asked for happens at once, wherever the block ends. Then all engines do
 * the same. */
static bool look(struct core *c, const struct slot *u, const struct block *b)
{
    if (LIKELY(atomic_load_explicit(&c->pending, memory_order_relaxed) == 0))
        return true;
    block_flags(c, b, (u32)(u - b->slot) + 1);
    return leave(c, AFTER_EARLY);
}

bool interp_load(struct core *c, const struct slot *u, const struct block *b,
                 i64 left, u32 at, u32 width)
{
    exact(c, u, b, left);
    return bus_load(c, at, width, &c->cache->value) || panicked(c, u, b);
}

bool interp_store(struct core *c, const struct slot *u, const struct block *b,
                  i64 left, u32 at, u32 width)
{
    exact(c, u, b, left);
    if (!bus_store(c, at, width, c->r[u->d]))
        return panicked(c, u, b);
    return look(c, u, b);
}

bool interp_stored(struct core *c, const struct slot *u, const struct block *b,
                   i64 left, u32 at, u32 width)
{
    exact(c, u, b, left);
    bus_stored(c, at, width);
    return look(c, u, b);
}

bool interp_bulk(struct core *c, const struct slot *u, const struct block *b,
                 i64 left, bool copy)
{
    u32 done;
    exact(c, u, b, left);
    bool ok =
        copy ? bus_copy(c, c->r[u->d], c->r[u->a], u->imm, &done, "memcpy")
             : bus_fill(c, c->r[u->d], (u8)c->r[u->a], u->imm, &done, "memset");
    return ok ? look(c, u, b) : panicked(c, u, b);
}

_Atomic u32 *interp_atomic(struct core *c, const struct slot *u,
                           const struct block *b, i64 left, u32 at,
                           const char *name)
{
    exact(c, u, b, left);
    _Atomic u32 *word = bus_atomic(c, at, name);
    if (word == NULL)
        panicked(c, u, b);
    return word;
}

bool interp_push(struct core *c, const struct slot *u, const struct block *b,
                 i64 left)
{
    exact(c, u, b, left);
    if (!bus_push(c, STACK_DATA, c->r[u->d], "push"))
        return panicked(c, u, b);
    return look(c, u, b);
}

bool interp_push_call(struct core *c, const struct slot *u,
                      const struct block *b, i64 left, const char *name)
{
    exact(c, u, b, left);
    return bus_push(c, STACK_CALL, b->end, name) || panicked(c, u, b);
}

bool interp_pop(struct core *c, const struct slot *u, const struct block *b,
                i64 left, u32 stack, const char *name)
{
    exact(c, u, b, left);
    return bus_pop(c, stack, &c->cache->value, name) || panicked(c, u, b);
}

bool interp_port(struct core *c, const struct slot *u, const struct block *b,
                 i64 left, bool out)
{
    u32 port = c->r[u->a], v;
    exact(c, u, b, left);
    if (out)
        return bus_port_write(c, port, c->r[u->d]) || panicked(c, u, b);
    if (!bus_port_read(c, port, &v))
        return panicked(c, u, b);
    c->r[u->d] = v;
    return true;
}

bool interp_divzero(struct core *c, const struct slot *u, const struct block *b,
                    i64 left)
{
    exact(c, u, b, left);
    c->ip = slot_behind(b, u);
    c->isa->divzero(c);
    return leave(c, AFTER_EARLY);
}

/* The instruction is complete; it was the block's last. */
static bool stop_behind(struct core *c, const struct block *b, i64 left,
                        enum stop why)
{
    c->retired = c->cache->total - (u64)left;
    c->ip = b->end;
    return stop(c, why);
}

bool interp_help(struct core *c, const struct slot *u, const struct block *b,
                 i64 left)
{
    exact(c, u, b, left);
    switch (b->help.run(c, &b->help)) {
    case HELP_NEXT:
        return true;
    case HELP_JUMP:
        return leave(c, AFTER_INDIRECT);
    case HELP_AGAIN:
        return stop(c, STOP_PENDING);
    case HELP_STOP:
        return stop(c, STOP_BREAK);
    case HELP_WAIT:
        return stop_behind(c, b, left, STOP_WAIT);
    case HELP_YIELD:
        return stop_behind(c, b, left, STOP_YIELD);
    case HELP_BREAK:
        return stop_behind(c, b, left, STOP_BREAK);
    case HELP_HALT:
        return stop_behind(c, b, left, STOP_HALT);
    case HELP_PANIC:
        return stop(c, STOP_PANIC);
    }
    __builtin_unreachable();
}
