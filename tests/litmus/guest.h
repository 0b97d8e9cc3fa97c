/* SPDX-License-Identifier: MIT
 *
 * Guest programs for several cores, written in C as lists of instructions:
 * emitting, labels, and a machine that runs them to their HALT. Registers by
 * habit: r10 cores' barrier, r11 its target, others free.
 */
#ifndef TESTS_LITMUS_GUEST_H
#define TESTS_LITMUS_GUEST_H

#include "rig.h"

/* What the thread sanitizer leaves of a number of rounds: it makes every step
 * slow, and all orders of steps more likely. */
#ifdef __SANITIZE_THREAD__
#define GUEST_ROUNDS(n) ((n) / 16)
#else
#define GUEST_ROUNDS(n) (n)
#endif

enum {
    GUEST_CODE = 0x10000,   /* where code goes */
    GUEST_SHARED = 0x20000, /* barrier, done counter, and what tests like */
    GUEST_DATA = 0x40000,
    GUEST_RESULTS = 0x400000,
    GUEST_RAM = 16 * BOARD_RAM_UNIT,
    GUEST_WORDS_MAX = 1024,
    GUEST_CORES_MAX = 4,
    GUEST_VECTOR = 0x30
};

/* Words in GUEST_SHARED, each in a line of its own. */
enum {
    SHARED_BARRIER = GUEST_SHARED,
    SHARED_DONE = GUEST_SHARED + 64,
    SHARED_FREE = GUEST_SHARED + 128
};

struct guest {
    u64 word[GUEST_WORDS_MAX];
    u32 count;
    u32 cores;
    u32 ram_bytes;              /* 0: GUEST_RAM */
    u32 entry[GUEST_CORES_MAX]; /* filled in by guest_core */
    bool started;               /* the program starts the others itself */
    u32 handler;                /* of GUEST_VECTOR, 0: none */
    bool deterministic;
    const char *engine;
};

static inline u32 guest_here(const struct guest *g)
{
    return GUEST_CODE + 8 * g->count;
}

/* Appends one instruction; returns its index for guest_patch. */
static inline u32 emit(struct guest *g, u32 op, u32 rd, u32 rs1, u32 rs2,
                       u32 imm)
{
    assert_true(g->count < GUEST_WORDS_MAX);
    g->word[g->count] = rig_word((u8)op, (u8)rd, (u8)rs1, (u8)rs2, imm);
    return g->count++;
}

/* A relative branch back to an address; and one whose target comes later. */
static inline void emit_back(struct guest *g, u32 op, u32 target)
{
    emit(g, op, 0, 0, 0, target - guest_here(g));
}

static inline void guest_patch(struct guest *g, u32 branch)
{
    g->word[branch] |= (u32)(8 * (g->count - branch));
}

/* Code of the next core begins here; core 0 first, which starts the others. */
void guest_core(struct guest *g, u32 cpu);

/* All cores meet; r11 must be 0 at the first time. Spoils r12 and r13. */
void guest_barrier(struct guest *g);

/* Waits until the word at r[address] + 0 is not less than r[value], by LDAR.
 * Spoils r12. */
void guest_await(struct guest *g, u32 address, u32 value);

/* The end of a core's code: core 0 halts the machine when all have come here,
 * the others wait. */
void guest_end(struct guest *g, u32 cpu);

/* A machine with the program in it, and its run to HALT; fails the test when
 * it ends otherwise. machine_free is the caller's. */
struct machine *guest_run(struct guest *g);
u32 guest_word(const struct machine *m, u32 at);

/* Every engine, and interp once more in deterministic mode when asked. */
void guest_each(void (*run)(struct guest *g), u32 cores, bool deterministic);

#endif
