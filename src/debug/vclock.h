/* SPDX-License-Identifier: MIT
 *
 * Vector clocks: what of the other cores' past happens before now. And for
 * each word of RAM the last accesses to it, with the clocks of their cores.
 * No locks; knows no machine.
 */
#ifndef DEBUG_VCLOCK_H
#define DEBUG_VCLOCK_H

#include <util/bits.h>

enum { VCLOCK_CORES = 64, VCLOCK_PORTS = 256 };

struct vclock {
    u32 of[VCLOCK_CORES];
};

/* One of the last accesses to a word. */
struct vclock_cell {
    u32 clock; /* of its core; 0: none */
    u32 ip;
    u8 core;
    u8 mask; /* bytes of the word */
    bool write;
};
enum { VCLOCK_CELLS = 4, VCLOCK_PAGE_WORDS = 1024 };

struct vclock_page {
    struct vclock_cell cell[VCLOCK_PAGE_WORDS][VCLOCK_CELLS];
};

struct vclock_core {
    struct vclock now;
    bool acquires; /* the last instruction did, from: */
    u32 at;        /* this word, or VCLOCK_FENCE, VCLOCK_WAIT */
};
enum { VCLOCK_FENCE = 1, VCLOCK_WAIT = 2 }; /* not multiples of 4 */

/* Clocks of words that atomic instructions have released. */
struct vclock_word {
    u32 at; /* word address + 1; 0: free */
    struct vclock clock;
};
enum { VCLOCK_WORDS = 16384, VCLOCK_PAGES_MAX = 4096 };

struct vclocks {
    u32 cores;
    struct vclock_page **page; /* [1 << 20] */
    u32 pages;                 /* made; no more than VCLOCK_PAGES_MAX */
    bool full;                 /* there would have been more */
    struct vclock_word *word;  /* [VCLOCK_WORDS], open addressing */
    u32 words;
    struct vclock rest; /* of words without a place: all share it */
    struct vclock fence, device;
    struct vclock port[VCLOCK_PORTS];
    struct vclock inbox[VCLOCK_CORES]; /* what was sent to a core */
    u32 turn;                          /* which cell goes next */
};

bool vclocks_init(struct vclocks *v, u32 cores);
void vclocks_fini(struct vclocks *v);

/* Everything in `from` happens before now. */
void vclock_join(const struct vclocks *v, struct vclock *to,
                 const struct vclock *from);
/* What the core did so far happens before whoever joins `to` later. */
void vclock_release(const struct vclocks *v, struct vclock_core *c, u32 core,
                    struct vclock *to);
/* The clock of a word that atomic instructions use. */
struct vclock *vclock_of_word(struct vclocks *v, u32 at);

/* Notes a plain access to the bytes `mask` of the word at `at`, a multiple of
 * 4. True: it races with *other. */
bool vclock_access(struct vclocks *v, const struct vclock_core *c, u32 core,
                   u32 at, u8 mask, bool write, u32 ip,
                   struct vclock_cell *other);

#endif
