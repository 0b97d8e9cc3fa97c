/* SPDX-License-Identifier: MIT
 *
 * The oracle: a second, plain implementation of lamp cores, written from
 * docs/isa.md and docs/board.md only, to judge the engines by. It shares the
 * opcode and address tables with them and nothing else: its own memory, FLAGS
 * computed bit by bit when they are set, its own integer binary32, one switch.
 *
 * A struct oracle is one core. The first of a machine has the memory; others
 * join it, and take turns with it as the caller likes.
 *
 * It does not know time, serial lines or disks: where a program asks for
 * those, `opaque` is set and nothing after it can be compared.
 */
#ifndef TESTS_ORACLE_H
#define TESTS_ORACLE_H

#include <util/bits.h>
#include <lamp/isa.h>
#include <lamp/board.h>

enum oracle_state {
    ORACLE_RUNNING,
    ORACLE_PARKED,  /* before STARTAP */
    ORACLE_WAITING, /* WAIT with nothing to take */
    ORACLE_HALTED,  /* HALT, or the exit port */
    ORACLE_PANICKED
};

enum oracle_stack_id { ORACLE_CALL, ORACLE_DATA, ORACLE_ISR, ORACLE_STACKS };

struct oracle_stack {
    u32 base, index, count, slot;
};

/* Of a page. PLAIN: RAM without any window or reserved range. */
enum oracle_dirty { ORACLE_DIRTY = 1, ORACLE_FRESH = 2, ORACLE_PLAIN = 4 };

enum {
    ORACLE_NOBODY = 0xFFFFFFFF, /* no vector is being served */
    ORACLE_CORES = 4,
    ORACLE_FB_BYTES = FB_SIZE,
    ORACLE_PAGE = 4096
};

struct oracle {
    u8 *ram, *fb;
    u32 ram_size;
    bool strict;
    u32 id;
    struct oracle *first; /* of the machine; NULL: this one */
    struct oracle *others[ORACLE_CORES - 1]; /* of the first: those that */
    u32 cores;                               /* joined, and this one */

    u32 r[32], ip, flags;
    struct oracle_stack stack[ORACLE_STACKS];
    u32 in_isr, irq_masked, serving;
    u8 pending[256], in_service[256], enable[256];
    u32 pending_count;
    u8 priority[256]; /* of the first core, for all */
    u32 port[256];    /* the same */

    enum oracle_state state;
    const char *cause; /* of the panic, the words of isa.md, section 11 */
    u32 panic_ip, exit_status;
    bool opaque;
    bool storm; /* the vectors from 224 on may be requested from outside */

    u32 pc;            /* the instruction being executed */
    bool must_deliver; /* the boundary now is a mandatory delivery point */
    u64 retired, breaks;
    u64 moved;     /* bytes by block instructions */
    u64 seen[256]; /* executions by opcode */

    /* pages written since oracle_reset: RAM pages, then framebuffer pages;
     * and those written since oracle_settle; counts are the first core's */
    u8 *dirty; /* enum oracle_dirty */
    u32 *dirty_list, *fresh_list;
    u32 dirty_count, fresh_count;
};

/* RAM of that many bytes, all zero; false: no host memory. */
bool oracle_init(struct oracle *o, u32 ram_size);
void oracle_fini(struct oracle *o);
/* Another core on the memory of the first; to be reset with it. */
void oracle_join(struct oracle *o, struct oracle *first);

static inline struct oracle *oracle_first(struct oracle *o)
{
    return o->first != NULL ? o->first : o;
}

/* Core number id of the machine. */
static inline struct oracle *oracle_core(struct oracle *o, u32 id)
{
    struct oracle *first = oracle_first(o);
    return id == 0 ? first : first->others[id - 1];
}

/* Of the first core: zeroes what was written, empties the vector table, resets
 * all cores. */
void oracle_reset(struct oracle *o, u32 entry);

/* Places and sizes of the stacks at reset; they are empty. */
void oracle_reset_stacks(struct oracle *o);

/* Forgets which pages were written lately. */
void oracle_settle(struct oracle *o);

/* Executes one instruction; no delivery. The state must be RUNNING. */
void oracle_step(struct oracle *o);

/* The vector a delivery now would choose first, ORACLE_NOBODY if none. */
u32 oracle_deliverable(const struct oracle *o);
/* The delivery of isa.md, section 9, at this boundary. */
void oracle_deliver(struct oracle *o);
/* The rest of one turn of its loop: takes v out of PENDING; false when the
 * vector has no handler and the choice starts again. */
bool oracle_deliver_one(struct oracle *o, u32 v);

/* Runs with delivery at mandatory points until n instructions are done or it
 * stops. For programs whose result does not depend on delivery points. */
void oracle_run(struct oracle *o, u64 n);

/* Moves n bytes of an interrupted MOVS or FILL at ip; false: there is no such
 * instruction or fewer bytes are left. */
bool oracle_move_some(struct oracle *o, u32 n);

/* Storage as the host sees it (tests): bytes with dirty tracking. */
bool oracle_poke(struct oracle *o, u32 at, const u8 *bytes, u32 n);
bool oracle_peek(const struct oracle *o, u32 at, u8 *bytes, u32 n);

/* oracle_mem.c: what instructions reach. False: panicked. */
bool oracle_die(struct oracle *o, const char *cause);
bool oracle_fetch(struct oracle *o, u64 *word);
bool oracle_load(struct oracle *o, u32 at, u32 width, u32 *value);
bool oracle_store(struct oracle *o, u32 at, u32 width, u32 value);
/* Bytes of plain RAM from there on, *n of them at most; NULL: not plain. */
u8 *oracle_plain(struct oracle *o, u32 at, u32 *n, bool write);
bool oracle_atomic(struct oracle *o, u32 at);
u32 oracle_ram32(const struct oracle *o, u32 at);
void oracle_ram32_set(struct oracle *o, u32 at, u32 value);
bool oracle_push(struct oracle *o, enum oracle_stack_id s, u32 value);
bool oracle_pop(struct oracle *o, enum oracle_stack_id s, u32 *value);

/* oracle_dev.c: register windows, ports, requests. */
bool oracle_in_registers(u32 at);
bool oracle_reg_load(struct oracle *o, u32 at, u32 *value);
bool oracle_reg_store(struct oracle *o, u32 at, u32 value);
bool oracle_port_in(struct oracle *o, u32 port, u32 *value);
bool oracle_port_out(struct oracle *o, u32 port, u32 value);
void oracle_request(struct oracle *o, u32 v);
bool oracle_wanted(const struct oracle *o);

/* oracle.c: entry of vector v, false: stack overflow; IRET in a handler. */
bool oracle_enter(struct oracle *o, u32 v, u32 handler);
bool oracle_handler(const struct oracle *o, u32 v, u32 *handler);

#endif
