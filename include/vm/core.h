/* SPDX-License-Identifier: MIT
 *
 * A core: the state of one processor (docs/isa.md, section 1). While it runs
 * only its own thread touches it; others may only set bits in `pending` and,
 * under the machine lock, its struct irq_bank.
 */
#ifndef VM_CORE_H
#define VM_CORE_H

#include <stdatomic.h>
#include <pthread.h>
#include <util/bits.h>
#include <util/err.h>
#include <vm/irq.h>

struct machine;
struct isa;
struct engine;
struct cache;
struct jit_core;
struct snap;

/* Why a core should leave its engine: bits of core->pending. */
enum core_pending {
    CORE_IRQ = 1 << 0,  /* an interrupt may be deliverable */
    CORE_CODE = 1 << 1, /* code was changed: core->stale lists where */
    CORE_PAUSE = 1 << 2,
    CORE_STOP = 1 << 3,
    CORE_DEBUG = 1 << 4
};

enum core_state { CORE_PARKED, CORE_RUNNING, CORE_WAITING };

/* FLAGS, kept lazily: what was computed last says what ZF SF CF OF are. */
enum flags_kind {
    FLAGS_WORD, /* the four bits are those of word */
    FLAGS_SUB,  /* of a - b; the flags of a logic result r are those of r - 0 */
    FLAGS_ADD   /* of a + b */
};

struct flags {
    u32 a, b;
    u32 kind; /* enum flags_kind */
    u32 word; /* all other bits, always */
};

enum stack_id { STACK_CALL, STACK_DATA, STACK_ISR, STACK_COUNT };

/* A hardware stack in RAM: slot i is at base + i * slot; empty is
 * index == count. Invariant: base .. base + count * slot lies in RAM. */
struct stack {
    u32 base, index, count;
    u32 slot; /* bytes: 8 or 4 */
};

/* The last control transfers, for the panic report. */
enum transfer {
    TRANSFER_JUMP,
    TRANSFER_CALL,
    TRANSFER_RETURN,
    TRANSFER_IRQ,
    TRANSFER_IRET
};
struct trail {
    u32 from, to;
    u32 kind; /* enum transfer | vector << 8 */
    u32 unused;
};
enum { TRAIL_LEN = 16 };

/* Guest addresses whose lifted code must go, written by other cores under
 * the code lock (vm/codemap.h). */
enum { STALE_MAX = 32 };
struct stale {
    u32 count; /* more than STALE_MAX: everything */
    u32 granule[STALE_MAX];
};

/* Causes of a panic with their names in docs/isa.md, section 11. */
#define PANIC_CAUSES(X)                         \
    X(OPCODE, "unknown opcode")                 \
    X(REGISTER, "invalid register")             \
    X(FETCH, "bad fetch")                       \
    X(BOUNDS, "out of bounds")                  \
    X(MISALIGNED, "misaligned access")          \
    X(MISALIGNED_ATOMIC, "misaligned atomic")   \
    X(ATOMIC_DEVICE, "atomic on device memory") \
    X(PORT, "port out of range")                \
    X(CONTEXT, "bad context value")             \
    X(OVERFLOW, "stack overflow")               \
    X(UNDERFLOW, "stack underflow")             \
    X(CONDITION, "invalid condition")           \
    X(OPERANDS, "invalid operands")             \
    X(READ_ONLY, "read-only register")          \
    X(DEVICE, "bad device access")

enum panic_cause {
#define PANIC_ENUM(name, text) PANIC_##name,
    PANIC_CAUSES(PANIC_ENUM)
#undef PANIC_ENUM
        PANIC_CAUSE_COUNT
};

struct panic {
    bool set;
    bool strict; /* only --strict makes this a panic: exit status 80 */
    u32 cause;   /* enum panic_cause */
    u32 ip;
    char text[224]; /* cause and details: "out of bounds: load32 ..." */
};

/* What generated code keeps beside the registers (src/engine/jit.h). */
enum { NATIVE_REGS = 16, NATIVE_RING = 32 };
struct native {
    u64 save[NATIVE_REGS]; /* host registers when generated code calls out */
    u32 save_float[8];     /* and vector registers */
    u64 left;              /* instructions to go << 8 | place in ring */
    u64 total;             /* retired = total - instructions to go */
    u64 done;              /* instructions in generated code, ever */
    _Atomic u64 limit;     /* smallest `left` to go on with; see core_poke */
    u64 loop;              /* `left` when a loop of one block began */
    u64 stop;              /* `left` down to which its accesses are proven */
    u64 stack;             /* host stack pointer to leave with */
    u32 call_floor;        /* the call stack's top at or below: no push here */
    u32 call_end;          /* at or above: no pop */
    /* the call stack that was searched for claimed bytes, and whether there
     * are some: codemap.c adds what is claimed later; of no use while several
     * cores run */
    u32 floor_base, floor_bytes;
    bool floor_code;
    const void *map;    /* guest address -> generated code */
    u32 result;         /* of a call out */
    _Atomic u32 inside; /* 1: this core may be in generated code */
    struct {
        u32 id, to;
    } ring[NATIVE_RING]; /* last control transfers */
};

struct core {
    /* read and written by generated and threaded code: keep together */
    u32 r[32];
    u32 ip;
    struct flags flags;
    struct stack stack[STACK_COUNT];
    _Atomic u32 pending; /* enum core_pending; the only word others write */
    u32 trail_count;
    struct trail trail[TRAIL_LEN];
    u64 retired; /* instructions completed; exact outside engine->run and
                    whenever the engine has called out of its loop */
    struct native native;

    /* fixed after creation */
    u32 id;
    struct machine *m;
    const struct isa *isa;
    const struct engine *engine;
    struct cache *cache;  /* the engine's */
    struct jit_core *jit; /* the JIT's; NULL with other engines */
    bool over;            /* the debugger: run the instruction at ip although
                             there is a breakpoint; own thread */
    bool revoking;        /* this core holds the code lock; own thread */
    bool det;             /* deterministic mode */
    bool strict;

    /* interrupts */
    u32 in_isr, irq_masked; /* 0 or 1; own thread */
    u32 serving;            /* vector, or IRQ_NONE */
    struct irq_bank irq;    /* machine lock */

    struct stale stale; /* code lock */
    struct panic panic; /* own thread; read after the core has stopped */
    u64 breaks;         /* BRK executed without a debugger */
    u32 spins;          /* PAUSE executed; wraps */
    u64 spun;           /* retired when it last let others run */

    /* life, machine lock */
    u32 state; /* enum core_state */
    bool has_thread;
    pthread_t thread;
    pthread_cond_t wake; /* parked or waiting: STARTAP, request, stop */
};

/* Cold initialisation and the thread body (core.c). */
bool core_init(struct core *c, struct machine *m, u32 id, struct err *e);
void core_fini(struct core *c);
void core_reset(struct core *c, u32 entry);
void core_sync(struct core *c, struct snap *s);

/* Runs up to budget instructions on the calling thread, deliveries included;
 * returns why it stopped (vm/engine.h). The core must be running. */
enum stop core_run(struct core *c, u64 budget);

/* FLAGS as a word. Own thread. */
u32 core_flags(const struct core *c);
void core_flags_set(struct core *c, u32 word); /* all 32 bits */

/* Records a panic of the instruction at c->ip; the caller then makes its
 * engine return STOP_PANIC. text: details after "CAUSE: ". */
void core_panic(struct core *c, enum panic_cause cause, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
/* The same for what only --strict refuses. */
void core_panic_strict(struct core *c, enum panic_cause cause,
                       const char *format, ...)
    __attribute__((format(printf, 3, 4)));
const char *panic_cause_text(enum panic_cause cause);

static inline void core_trail(struct core *c, u32 from, u32 to, u32 kind)
{
    c->trail[c->trail_count++ % TRAIL_LEN] = (struct trail){from, to, kind, 0};
}

/* Sets bits of c->pending; any thread. Generated code looks at the limit
 * only, which its engine sets again before it looks at the bits. */
static inline void core_poke(struct core *c, u32 bits)
{
    atomic_fetch_or_explicit(&c->pending, bits, memory_order_seq_cst);
    atomic_store_explicit(&c->native.limit, INT64_MAX, memory_order_seq_cst);
}

#endif
