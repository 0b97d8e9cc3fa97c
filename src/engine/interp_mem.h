/* SPDX-License-Identifier: MIT
 *
 * Bodies of the interpreter: memory, atomics, stacks, ports. Included in the
 * middle of interp_run_bodies (interp.c), hence no include guard. The fast
 * path is taken for an aligned access to a granule without marks; the bus
 * does everything else.
 */

#define MARKS(at)                                                              \
    atomic_load_explicit(&map[(at) >> GRANULE_SHIFT], memory_order_relaxed)
#define MEM(type, at)                                                          \
    atomic_load_explicit((_Atomic type *)(void *)(mem + (at)),                 \
                         memory_order_relaxed)
#define PUT(type, at, v)                                                       \
    atomic_store_explicit((_Atomic type *)(void *)(mem + (at)), (type)(v),     \
                          memory_order_relaxed)

/* Reads into v_ at the address. */
#define READ(type, address)                                                    \
    u32 at_ = (address), v_;                                                   \
    if (LIKELY(((MARKS(at_) & MARK_LOAD) | (at_ & (sizeof(type) - 1))) == 0))  \
        v_ = MEM(type, at_);                                                   \
    else {                                                                     \
        SYNC();                                                                \
        if (!bus_load(c, at_, sizeof(type), &v_))                              \
            goto panicked;                                                     \
    }

#define LOAD(name, type, address, convert, key)                                \
    BODY(UOP_##name)                                                           \
    {                                                                          \
        READ(type, address)                                                    \
        r[u->d] = (u32)convert v_;                                             \
        NEXT();                                                                \
    }                                                                          \
    BODY(UOP_##name##_F)                                                       \
    {                                                                          \
        READ(type, address)                                                    \
        v_ = (u32)convert v_;                                                  \
        flags_logic(c, key(v_));                                               \
        r[u->d] = v_;                                                          \
        NEXT();                                                                \
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

#define STORE(name, type, address)                                             \
    BODY(UOP_##name)                                                           \
    {                                                                          \
        u32 at_ = (address);                                                   \
        if (LIKELY((MARKS(at_) | (at_ & (sizeof(type) - 1))) == 0)) {          \
            PUT(type, at_, r[u->d]);                                           \
            NEXT();                                                            \
        }                                                                      \
        SYNC();                                                                \
        if (!bus_store(c, at_, sizeof(type), r[u->d]))                         \
            goto panicked;                                                     \
        STORED();                                                              \
    }

STORE(ST8, u8, A_ + I_)
STORE(ST16, u16, A_ + I_)
STORE(ST32, u32, A_ + I_)
STORE(STX8, u8, A_ + B_ + I_)
STORE(STX16, u16, A_ + B_ + I_)
STORE(STX32, u32, A_ + B_ + I_)

BODY(UOP_MEMSET)
{
    u32 done;
    SYNC();
    if (!bus_fill(c, r[u->d], (u8)A_, I_, &done, "memset"))
        goto panicked;
    STORED();
}
BODY(UOP_MEMCPY)
{
    u32 done;
    SYNC();
    if (!bus_copy(c, r[u->d], A_, I_, &done, "memcpy"))
        goto panicked;
    STORED();
}

/* Finds the word for an atomic at `address`: declares at_ and word_. */
#define ATOMIC(address, name)                                                  \
    u32 at_ = (address);                                                       \
    _Atomic u32 *word_ = bus_atomic_fast(ram, at_);                            \
    bool slow_ = word_ == NULL;                                                \
    if (UNLIKELY(slow_)) {                                                     \
        SYNC();                                                                \
        word_ = bus_atomic(c, at_, name);                                      \
        if (word_ == NULL)                                                     \
            goto panicked;                                                     \
    }
/* Other cores may have published code with it: blocks end here. */
#define ATOMIC_END()                                                           \
    do {                                                                       \
        if (UNLIKELY(slow_))                                                   \
            bus_atomic_done(c, at_);                                           \
        EXIT(0);                                                               \
    } while (0)

BODY(UOP_CAS)
{
    ATOMIC(A_ + I_, "cas")
    u32 old = r[u->d];
    bool swapped = atomic_compare_exchange_strong(word_, &old, B_);
    r[u->d] = old;
    flags_bits(c, swapped ? UFLAG_Z : 0u);
    ATOMIC_END();
}
BODY(UOP_XADD)
{
    ATOMIC(A_ + I_, "xadd")
    u32 add = B_, old = atomic_fetch_add(word_, add);
    r[u->d] = old;
    flags_record(c, FLAGS_ADD, old, add);
    ATOMIC_END();
}
BODY(UOP_XCHG)
{
    ATOMIC(A_ + I_, "xchg")
    u32 old = atomic_exchange(word_, B_);
    r[u->d] = old;
    flags_logic(c, old);
    ATOMIC_END();
}
BODY(UOP_LDAR)
{
    ATOMIC(A_ + I_, "ldar")
    u32 v = atomic_load_explicit(word_, memory_order_acquire);
    r[u->d] = v;
    flags_logic(c, v);
    ATOMIC_END();
}
BODY(UOP_STLR)
{
    ATOMIC(A_ + I_, "stlr")
    atomic_store_explicit(word_, r[u->d], memory_order_release);
    ATOMIC_END();
}
BODY(UOP_FENCE)
{
    atomic_thread_fence(memory_order_seq_cst);
    EXIT(0);
}

BODY(UOP_PUSH)
{
    struct stack *s = &c->stack[STACK_DATA];
    u32 at = s->base + (s->index - 1) * 4;
    if (LIKELY(s->index != 0 && (at & 3) == 0 && !(MARKS(at) & MARK_CODE))) {
        s->index--;
        PUT(u32, at, r[u->d]);
        NEXT();
    }
    SYNC();
    if (!bus_push(c, STACK_DATA, r[u->d], "push"))
        goto panicked;
    STORED();
}

/* Pops into v_. */
#define POP_DATA()                                                             \
    u32 v_;                                                                    \
    struct stack *s_ = &c->stack[STACK_DATA];                                  \
    u32 at_ = s_->base + s_->index * 4;                                        \
    if (LIKELY(s_->index < s_->count && (at_ & 3) == 0)) {                     \
        v_ = MEM(u32, at_);                                                    \
        s_->index++;                                                           \
    } else {                                                                   \
        SYNC();                                                                \
        if (!bus_pop(c, STACK_DATA, &v_, "pop"))                               \
            goto panicked;                                                     \
    }

BODY(UOP_POP)
{
    POP_DATA()
    r[u->d] = v_;
    NEXT();
}
BODY(UOP_POP_F)
{
    POP_DATA()
    r[u->d] = v_;
    flags_logic(c, v_);
    NEXT();
}

BODY(UOP_IN)
{
    u32 v;
    SYNC();
    if (!bus_port_read(c, A_, &v))
        goto panicked;
    r[u->d] = v;
    EXIT(0);
}
BODY(UOP_OUT)
{
    SYNC();
    if (!bus_port_write(c, A_, r[u->d]))
        goto panicked;
    EXIT(0);
}

#undef READ
#undef LOAD
#undef STORE
#undef ATOMIC
#undef ATOMIC_END
#undef POP_DATA
