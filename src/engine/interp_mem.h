/* SPDX-License-Identifier: MIT
 *
 * Uops of the interpreter that work on memory, stacks and ports. The fast
 * path is taken for an aligned access to a granule without marks;
 * interp_slow.c asks the bus to do everything else.
 */
#ifndef ENGINE_INTERP_MEM_H
#define ENGINE_INTERP_MEM_H

#include "interp.h"

/* Reads into v_ at the address. */
#define READ(type, address)                                                   \
    u32 at_ = (address), v_;                                                  \
    if (LIKELY((at_ & (sizeof(type) - 1)) == 0 && !(MARKS(at_) & MARK_LOAD))) \
        v_ = MEM(type, at_);                                                  \
    else if (f.half)                                                          \
        return AFTER_ALONE;                                                   \
    else if (!interp_load(f.c, f.u, f.b, f.left, at_, sizeof(type)))          \
        return AFTER_BESIDE;                                                  \
    else                                                                      \
        v_ = f.c->cache->value;

#define LOAD(name, type, address, convert, key) \
    DO(name)                                    \
    {                                           \
        READ(type, address)                     \
        D_ = (u32)convert v_;                   \
        return AFTER_NEXT;                      \
    }                                           \
    DO(name##_F)                                \
    {                                           \
        READ(type, address)                     \
        v_ = (u32)convert v_;                   \
        flags_logic(f.c, key(v_));              \
        D_ = v_;                                \
        return AFTER_NEXT;                      \
    }

LOAD(LD8, u8, A_ + I_, (u8), (u32))
LOAD(LD16, u16, A_ + I_, (u16), (u32))
LOAD(LD32, u32, A_ + I_, (u32), (u32))
LOAD(LDS8, u8, A_ + I_, (i8), (u32))
LOAD(LDS16, u16, A_ + I_, (i16), (u32))
LOAD(LDF32, u32, A_ + I_, (u32), float_key)
LOAD(LDX8, u8, A_ + B_ + I_, (u8), (u32))
LOAD(LDX16, u16, A_ + B_ + I_, (u16), (u32))
LOAD(LDX32, u32, A_ + B_ + I_, (u32), (u32))
LOAD(LDXS8, u8, A_ + B_ + I_, (i8), (u32))
LOAD(LDXS16, u16, A_ + B_ + I_, (i16), (u32))

/* Of the marks of a granule those that a store asks the bus about. Whether
 * code is there it looks behind itself: another core may claim the bytes in
 * between; the claim's barrier orders the two for other threads, the fence
 * for the compiler. */
#define MARKS_STORE ((u8) ~(MARK_CODE | MARK_FB))
#define CODE_BEHIND(at)                         \
    (atomic_signal_fence(memory_order_seq_cst), \
     UNLIKELY((MARKS(at) & MARK_CODE) != 0))

/* codemap_hit for an aligned access, which lies in one granule. Where it is
 * false, data stands beside code. */
#define IS_CODE(at, type)                           \
    ((MEM_CODE(f.mem, at) >> (at) % GRANULE_BYTES & \
      (((u64)1 << sizeof(type)) - 1)) != 0)

#define STORE(name, type, address)                                       \
    DO(name)                                                             \
    {                                                                    \
        u32 at_ = (address);                                             \
        if (UNLIKELY((at_ & (sizeof(type) - 1)) != 0 ||                  \
                     (MARKS(at_) & MARKS_STORE) != 0))                   \
            return SLOW(                                                 \
                interp_store(f.c, f.u, f.b, f.left, at_, sizeof(type))); \
        PUT(type, at_, D_);                                              \
        if (CODE_BEHIND(at_) && IS_CODE(at_, type) &&                    \
            !interp_stored(f.c, f.u, f.b, f.left, at_, sizeof(type)))    \
            return AFTER_BESIDE;                                         \
        return AFTER_NEXT;                                               \
    }

STORE(ST8, u8, A_ + I_)
STORE(ST16, u16, A_ + I_)
STORE(ST32, u32, A_ + I_)
STORE(STX8, u8, A_ + B_ + I_)
STORE(STX16, u16, A_ + B_ + I_)
STORE(STX32, u32, A_ + B_ + I_)

DO(MEMSET)
{
    return SLOW(interp_bulk(f.c, f.u, f.b, f.left, false));
}
DO(MEMCPY)
{
    return SLOW(interp_bulk(f.c, f.u, f.b, f.left, true));
}

/* Finds the word for an atomic: declares at_, word_ and slow_. */
#define ATOMIC(name)                                             \
    u32 at_ = A_ + I_;                                           \
    _Atomic u32 *word_ = bus_atomic_fast(&f.c->m->bus.ram, at_); \
    bool slow_ = word_ == NULL;                                  \
    if (UNLIKELY(slow_)) {                                       \
        word_ = interp_atomic(f.c, f.u, f.b, f.left, at_, name); \
        if (word_ == NULL)                                       \
            return AFTER_BESIDE;                                 \
    }
/* Before it changes the word. */
#define ATOMIC_BEGIN()                  \
    do {                                \
        if (UNLIKELY(slow_))            \
            bus_atomic_begin(f.c, at_); \
    } while (0)
/* Behind a change. Other cores may have published code with it: blocks end
 * here. */
#define ATOMIC_END()                             \
    do {                                         \
        if (CODE_BEHIND(at_) || UNLIKELY(slow_)) \
            bus_atomic_done(f.c, at_);           \
        return AFTER_NEXT;                       \
    } while (0)

DO(CAS)
{
    ATOMIC("cas")
    ATOMIC_BEGIN();
    u32 old = D_;
    bool swapped = atomic_compare_exchange_strong(word_, &old, B_);
    D_ = old;
    flags_bits(f.c, swapped ? UFLAG_Z : 0u);
    ATOMIC_END();
}
DO(XADD)
{
    ATOMIC("xadd")
    ATOMIC_BEGIN();
    u32 add = B_, old = atomic_fetch_add(word_, add);
    D_ = old;
    flags_record(f.c, FLAGS_ADD, old, add);
    ATOMIC_END();
}
DO(XCHG)
{
    ATOMIC("xchg")
    ATOMIC_BEGIN();
    u32 old = atomic_exchange(word_, B_);
    D_ = old;
    flags_logic(f.c, old);
    ATOMIC_END();
}
DO(LDAR)
{
    ATOMIC("ldar")
    u32 v = atomic_load_explicit(word_, memory_order_acquire);
    D_ = v;
    flags_logic(f.c, v);
    return AFTER_NEXT;
}
DO(STLR)
{
    ATOMIC("stlr")
    ATOMIC_BEGIN();
    atomic_store_explicit(word_, D_, memory_order_release);
    ATOMIC_END();
}
DO(FENCE)
{
    (void)f;
    atomic_thread_fence(memory_order_seq_cst);
    return AFTER_NEXT;
}

DO(PUSH)
{
    struct stack *s = &f.c->stack[STACK_DATA];
    u32 at = s->base + (s->index - 1) * 4;
    if (UNLIKELY(s->index == 0 || (at & 3) != 0))
        return SLOW(interp_push(f.c, f.u, f.b, f.left));
    s->index--;
    PUT(u32, at, D_);
    if (CODE_BEHIND(at))
        return SLOW(interp_stored(f.c, f.u, f.b, f.left, at, 4));
    return AFTER_NEXT;
}

/* Pops into v_. */
#define POP_SLOT(stack_id, bytes, name)                            \
    u32 v_;                                                        \
    struct stack *s_ = &f.c->stack[stack_id];                      \
    u32 at_ = s_->base + s_->index * (bytes);                      \
    if (LIKELY(s_->index < s_->count && (at_ & 3) == 0)) {         \
        v_ = MEM(u32, at_);                                        \
        s_->index++;                                               \
    } else if (!interp_pop(f.c, f.u, f.b, f.left, stack_id, name)) \
        return AFTER_BESIDE;                                       \
    else                                                           \
        v_ = f.c->cache->value;

DO(POP)
{
    POP_SLOT(STACK_DATA, 4, "pop")
    D_ = v_;
    return AFTER_NEXT;
}
DO(POP_F)
{
    POP_SLOT(STACK_DATA, 4, "pop")
    D_ = v_;
    flags_logic(f.c, v_);
    return AFTER_NEXT;
}

DO(IN)
{
    return SLOW(interp_port(f.c, f.u, f.b, f.left, false));
}
DO(OUT)
{
    return SLOW(interp_port(f.c, f.u, f.b, f.left, true));
}

#undef READ
#undef LOAD
#undef STORE
#undef ATOMIC
#undef ATOMIC_BEGIN
#undef ATOMIC_END

#endif
