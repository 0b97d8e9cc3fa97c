/* SPDX-License-Identifier: MIT
 *
 * What generated code leaves to C: accesses that are not plain, faults and
 * rare uops. How the core's state is made exact before and after that, see
 * jit_exact.h.
 *
 * Invariant: when a call out answers anything but OUT_STAY, c->ip, c->flags
 * and native.left are exact.
 */
#include "jit_exact.h"

#include "math.h"

#include <vm/bus.h>
#include <vm/codemap.h>
#include <vm/isa.h>
#include <vm/machine.h>

static bool pending(const struct core *c, u32 bits)
{
    return (atomic_load_explicit(&c->pending, memory_order_relaxed) & bits) !=
           0;
}

static void result(struct core *c, const struct jit_site *s, u32 value)
{
    if (s->uop.d < ARRAY_LEN(c->r))
        c->r[s->uop.d] = value;
    if (s->result != X86_NONE)
        c->native.save[s->result] = value;
    else
        c->native.result = value;
}

/* --- memory --- */

/* Counts; true when C has done it too often. */
static bool often(struct jit_site *s)
{
    u32 slow = atomic_load_explicit(&s->slow, memory_order_relaxed) + 1;
    atomic_store_explicit(&s->slow, slow, memory_order_relaxed);
    return slow == JIT_SLOW;
}

/* A plain access outside the range that its code looks for: when that happens
 * often, the code is made anew, for the range where the address is now. True:
 * leave it. */
static bool learn(struct core *c, struct jit_site *s, u32 at)
{
    struct jit *j = c->m->jit;
    u8 old = j->hint[jit_hint_slot(s->ip)] & JIT_HINT_RANGE;
    if (!often(s) || old == JIT_HINT_MAP || c->strict)
        return false;
    u32 i = 0;
    while (i < j->ranges && at - j->range[i].from >= j->range[i].size)
        i++;
    bool first = old == 0 && i < j->ranges;
    jit_again(j, s->ip, JIT_HINT_RANGE, first ? (u8)(i + 1) : JIT_HINT_MAP);
    return true;
}

/* A store to bytes beside code: the code is made anew to compare bytes, not
 * granules. True: leave it. */
static bool learn_beside(struct core *c, struct jit_site *s)
{
    struct jit *j = c->m->jit;
    u8 hint = j->hint[jit_hint_slot(s->ip)];
    if (!often(s) || (hint & JIT_HINT_CODE) != 0)
        return false;
    jit_again(j, s->ip, JIT_HINT_CODE, JIT_HINT_CODE);
    return true;
}

/* Marks in the way of a loop that is to store without looking: when that
 * happens often, it looks again. */
static void learn_marked(struct core *c, struct jit_site *s)
{
    if (often(s))
        jit_again(c->m->jit, s->ip, JIT_HINT_MARKS, JIT_HINT_MARKS);
}

static u32 load(struct core *c, struct jit_site *s, u32 at, u32 width)
{
    u32 v;
    if (!bus_load(c, at, width, &v))
        return jit_leave_panic(c, s);
    if (s->uop.code == UOP_LDS8 || s->uop.code == UOP_LDXS8)
        v = (u32)(i8)v;
    else if (s->uop.code == UOP_LDS16 || s->uop.code == UOP_LDXS16)
        v = (u32)(i16)v;
    result(c, s, v);
    if (s->uop.d >= ARRAY_LEN(c->r))
        return OUT_STAY;
    return learn(c, s, at) || s->fact ? jit_leave_loaded(c, s) : OUT_STAY;
}

/* After something was written: the code that runs, or a device that wants an
 * interrupt now. */
static u32 stored(struct core *c, const struct jit_site *s, bool ok)
{
    if (!ok)
        return jit_leave_panic(c, s);
    return pending(c, ~0u) ? jit_leave_behind(c, s) : OUT_STAY;
}

static u32 store(struct core *c, struct jit_site *s, u32 at, u32 width)
{
    u32 answer = stored(c, s, bus_store(c, at, width, c->r[s->uop.d]));
    if (answer != OUT_STAY)
        return answer;
    return learn(c, s, at) || s->fact ? jit_leave_behind(c, s) : OUT_STAY;
}

/* An atomic or a call has stored to a granule in which code is claimed. This
 * core goes on, since nothing it runs before its next look was made of what
 * changed: the call is the last instruction here; and the granule of an atomic
 * was claimed just now, by another core. */
static u32 store_claimed(struct core *c, const struct jit_site *s, u32 granule)
{
    const struct stack *calls = &c->stack[STACK_CALL];
    u16 code = s->uop.code;
    if (code == UOP_CALL || code == UOP_CALLR || code == UOP_CALLM)
        bus_stored(c, calls->base + calls->index * calls->slot, calls->slot);
    else
        bus_stored(c, granule << GRANULE_SHIFT, GRANULE_BYTES);
    return OUT_STAY;
}

/* The store is done, but its granule has marks. */
static u32 store_marked(struct core *c, struct jit_site *s)
{
    const struct uop *u = &s->uop;
    const struct ram *r = &c->m->bus.ram;
    bool sum = u->code >= UOP_STX8 && u->code <= UOP_STX32;
    bool block = u->code == UOP_MEMSET || u->code == UOP_MEMCPY;
    u32 at = c->r[u->a] + u->imm + (sum ? c->r[u->b] : 0), width = 4;
    if (block) {
        at = c->r[u->d];
        width = u->imm;
    } else if (u->code == UOP_ST8 || u->code == UOP_STX8) {
        width = 1;
    } else if (u->code == UOP_ST16 || u->code == UOP_STX16) {
        width = 2;
    }
    if (s->span != 0)
        width = s->span;
    if (u->code == UOP_PUSH)
        at = c->stack[STACK_DATA].base + 4 * c->stack[STACK_DATA].index;
    bool plain = !block && u->code != UOP_PUSH;
    u8 marks = ram_marks(r, at) | ram_marks(r, at + width - 1);
    bool beside =
        plain && (marks & MARK_CODE) != 0 && !codemap_hit(r, at, width);
    bus_stored(c, at, width);
    if (beside && learn_beside(c, s))
        return jit_leave_behind(c, s);
    return stored(c, s, true);
}

static u32 block_store(struct core *c, const struct jit_site *s)
{
    const struct uop *u = &s->uop;
    u32 done;
    if (u->code == UOP_MEMSET)
        return stored(
            c, s,
            bus_fill(c, c->r[u->d], (u8)c->r[u->a], u->imm, &done, "memset"));
    return stored(c, s,
                  bus_copy(c, c->r[u->d], c->r[u->a], u->imm, &done, "memcpy"));
}

static const char *atomic_name(u16 code)
{
    switch (code) {
    case UOP_CAS:
        return "cas";
    case UOP_XADD:
        return "xadd";
    case UOP_XCHG:
        return "xchg";
    case UOP_LDAR:
        return "ldar";
    }
    return "stlr";
}

/* Its FLAGS, as generated code would leave them to what follows. */
static void atomic_flags(struct core *c, const struct jit_site *s, u32 old)
{
    if (s->uop.code == UOP_CAS)
        flags_bits(c, c->native.result == 0 ? UFLAG_Z : 0u);
    else if (s->uop.code == UOP_STLR)
        jit_flags_at(c, s);
    else if (s->uop.code != UOP_XADD)
        flags_logic(c, old);
}

/* Changes the word; returns what register d becomes. The FLAGS of XADD need
 * what may be overwritten: they are recorded here. */
static u32 atomic_change(struct core *c, const struct uop *u, _Atomic u32 *word)
{
    u32 old = c->r[u->d], b = c->r[u->b];
    if (u->code == UOP_CAS) {
        bool swapped = atomic_compare_exchange_strong(word, &old, b);
        c->native.result = !swapped;
    } else if (u->code == UOP_XADD) {
        old = atomic_fetch_add(word, b);
        flags_record(c, FLAGS_ADD, old, b);
    } else if (u->code == UOP_XCHG) {
        old = atomic_exchange(word, b);
    } else {
        atomic_store_explicit(word, old, memory_order_release);
    }
    return old;
}

static u32 atomic(struct core *c, const struct jit_site *s, u32 at)
{
    const struct uop *u = &s->uop;
    _Atomic u32 *word = bus_atomic(c, at, atomic_name(u->code));
    if (word == NULL)
        return jit_leave_panic(c, s);
    u32 old;
    if (u->code == UOP_LDAR) {
        old = atomic_load_explicit(word, memory_order_acquire);
    } else {
        bus_atomic_begin(c, at);
        old = atomic_change(c, u, word);
        bus_atomic_done(c, at);
    }
    c->r[u->d] = old;
    if (s->result != X86_NONE)
        c->native.save[s->result] = old;
    if (!pending(c, CORE_CODE))
        return OUT_STAY;
    atomic_flags(c, s, old);
    return jit_leave_done(c, s);
}

/* --- stacks, ports, instructions in C --- */

static u32 push_call(struct core *c, const struct jit_site *s, const char *what)
{
    return bus_push(c, STACK_CALL, s->next, what) ? OUT_STAY
                                                  : jit_leave_panic(c, s);
}

static u32 pop(struct core *c, const struct jit_site *s, u32 stack,
               const char *what)
{
    u32 v;
    if (!bus_pop(c, stack, &v, what))
        return jit_leave_panic(c, s);
    result(c, s, v);
    return OUT_STAY;
}

static u32 port(struct core *c, const struct jit_site *s)
{
    const struct uop *u = &s->uop;
    const struct stack *calls = &c->stack[STACK_CALL], before = *calls;
    u32 v = c->r[u->d];
    bool in = u->code == UOP_IN;
    if (!(in ? bus_port_read(c, c->r[u->a], &v)
             : bus_port_write(c, c->r[u->a], v)))
        return jit_leave_panic(c, s);
    if (in) {
        jit_flags_at(c, s); /* while the registers of their recipe last */
        result(c, s, v);
        return pending(c, ~0u) ? jit_leave_done(c, s) : OUT_STAY;
    }
    /* A call stack cut by its port leaves host frames that nobody returns to;
     * leaving drops them. One that moved has another native.call_floor. */
    bool other = calls->index > before.index || calls->base != before.base;
    return other || pending(c, ~0u) ? jit_leave_behind(c, s) : OUT_STAY;
}

static u32 help(struct core *c, const struct jit_site *s)
{
    jit_flags_at(c, s);
    jit_trail(c);
    const struct uop_help *h = jit_at(c->m->jit, s->help);
    enum help answer = h->run(c, h);
    if (answer == HELP_NEXT && !pending(c, ~0u)) {
        jit_reload(c, s);
        return OUT_STAY;
    }
    bool undone =
        answer == HELP_AGAIN || answer == HELP_PANIC || answer == HELP_STOP;
    jit_uncount(c, undone ? s->adj : s->adj - 1);
    if (answer != HELP_JUMP && answer != HELP_HALT && !undone)
        c->ip = s->next;
    switch (answer) {
    case HELP_WAIT:
        return OUT_STOP + STOP_WAIT;
    case HELP_YIELD:
        return OUT_STOP + STOP_YIELD;
    case HELP_HALT:
        return OUT_STOP + STOP_HALT;
    case HELP_PANIC:
        return OUT_STOP + STOP_PANIC;
    case HELP_BREAK:
    case HELP_STOP:
        return OUT_STOP + STOP_BREAK;
    case HELP_AGAIN:
        return OUT_STOP + STOP_PENDING;
    default:
        return pending(c, ~0u) ? OUT_LOOK : OUT_GOTO;
    }
}

static u32 to_integer(struct core *c, const struct jit_site *s)
{
    u32 a = c->r[s->uop.a];
    result(c, s, s->uop.code == UOP_FTOI ? math_ftoi(c, a) : math_ftou(c, a));
    return OUT_STAY;
}

static u32 do_uop(struct core *c, struct jit_site *s, u32 arg)
{
    switch (s->uop.code) {
    case UOP_LD8:
    case UOP_LDS8:
    case UOP_LDX8:
    case UOP_LDXS8:
        return load(c, s, arg, 1);
    case UOP_LD16:
    case UOP_LDS16:
    case UOP_LDX16:
    case UOP_LDXS16:
        return load(c, s, arg, 2);
    case UOP_LD32:
    case UOP_LDF32:
    case UOP_LDX32:
        return load(c, s, arg, 4);
    case UOP_ST8:
    case UOP_STX8:
        return store(c, s, arg, 1);
    case UOP_ST16:
    case UOP_STX16:
        return store(c, s, arg, 2);
    case UOP_ST32:
    case UOP_STX32:
        return store(c, s, arg, 4);
    case UOP_MEMSET:
    case UOP_MEMCPY:
        return block_store(c, s);
    case UOP_CAS:
    case UOP_XADD:
    case UOP_XCHG:
    case UOP_LDAR:
    case UOP_STLR:
        return atomic(c, s, arg);
    case UOP_PUSH:
        return stored(c, s, bus_push(c, STACK_DATA, c->r[s->uop.d], "push"));
    case UOP_POP:
        return pop(c, s, STACK_DATA, "pop");
    case UOP_CALL:
        return push_call(c, s, "call");
    case UOP_CALLR:
        return push_call(c, s, "callr");
    case UOP_CALLM:
        return push_call(c, s, "callm");
    case UOP_RET:
        return pop(c, s, STACK_CALL, "ret");
    case UOP_IN:
    case UOP_OUT:
        return port(c, s);
    case UOP_FTOI:
    case UOP_FTOU:
        return to_integer(c, s);
    }
    return help(c, s);
}

static u32 do_site(struct core *c, struct jit_site *s, u32 arg)
{
    switch (s->kind) {
    case SITE_COND:
        jit_flags_at(c, s);
        c->native.result = math_cond(c, s->uop.imm);
        return OUT_STAY;
    case SITE_RESOLVE:
        jit_flags_at(c, s);
        return OUT_STAY;
    case SITE_STORED:
        return store_marked(c, s);
    case SITE_MARKED:
        learn_marked(c, s);
        return OUT_STAY;
    case SITE_CLAIMED:
        return store_claimed(c, s, arg);
    case SITE_DIVZERO:
        c->ip = s->next;
        c->isa->divzero(c);
        return jit_leave_behind(c, s);
    default:
        return do_uop(c, s, arg);
    }
}

u32 jit_call_out(struct core *c, u32 site, u32 arg)
{
    struct jit_site *s = jit_at(jit_told(c), site);
    jit_sync(c, s);
    jit_stack_out(c);
    jit_exact(c, s);
    u32 answer = do_site(c, s, arg);
    jit_stack_in(c);
    return answer;
}
