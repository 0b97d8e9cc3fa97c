/* SPDX-License-Identifier: MIT
 *
 * Random programs for comparing engines with the oracle: a seed becomes a
 * state of the oracle (code, data, vectors, registers) from which it can be
 * run. Mostly sensible code that stays alive for some hundred instructions,
 * biased to what translators get wrong; see progen.c for the list.
 */
#ifndef TESTS_PROGEN_H
#define TESTS_PROGEN_H

#include "oracle.h"

enum {
    PROGEN_RAM_SMALL = 4 * BOARD_RAM_UNIT,
    PROGEN_RAM_LARGE = 8 * BOARD_RAM_UNIT,
    PROGEN_CORES = 3
};

/* RAM size that the program of a seed wants: one of the two above. */
u32 progen_ram(u64 seed);
/* And cores: 1 or PROGEN_CORES. */
u32 progen_cores(u64 seed);

enum {
    GEN_WORDS_MAX = 640,
    GEN_DATA = 0x8000,
    GEN_DATA_BYTES = 512,
    GEN_TABLE = GEN_DATA + 2048, /* addresses of instructions */
    GEN_TABLE_WORDS = 16,
    GEN_ROUTINES = 4,
    GEN_HANDLERS = 3,
    PROGEN_VECTORS = 10, /* those below mostly have handlers */
    PROGEN_STORM = 240,  /* these have, too, but nothing in it asks for them */
    PROGEN_STORMS = 8
};

/* A program, and what its choices hang on. */
struct gen {
    u64 state;        /* of the random numbers */
    struct oracle *o; /* the core that something is done for */
    u32 base;         /* address of word 0 */
    u32 planned;      /* about how many instructions there will be */
    u32 routine[GEN_ROUTINES], handler[GEN_HANDLERS]; /* their first ones */
    u32 main;
    u32 count;
    u64 word[GEN_WORDS_MAX];
    bool tame;                        /* few things that kill, many loops */
    bool routines_made;               /* they may be called */
    u32 depth;                        /* loops around what is made now */
    u32 slot[GEN_TABLE_WORDS], slots; /* of the table; the others: anything */

    u64 budget; /* instructions for which it is worth running */
    u32 habit;  /* any number, for how to run it */
    bool quiet; /* nothing comes from outside */
};

/* Resets the oracle and puts the program of a seed into it. */
void progen_make(struct gen *g, struct oracle *o, u64 seed);

/* The same from bytes that a fuzzer chose: they are the code. */
void progen_from_bytes(struct gen *g, struct oracle *o, const u8 *bytes,
                       size_t n);

/* Starts a core again, wherever it is: code and memory mostly as they were. */
void progen_revive(struct gen *g, struct oracle *o);
/* How many instructions it may run before it is started again. */
u64 progen_life(struct gen *g);
/* Stores a harmless instruction, or a part of one, over one of its own. */
void progen_patch(struct gen *g);

#endif
