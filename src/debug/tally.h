/* SPDX-License-Identifier: MIT
 *
 * How often each instruction of the program was executed: what profiles and
 * coverage are made of. Exact: the sum is the number of instructions retired.
 */
#ifndef DEBUG_TALLY_H
#define DEBUG_TALLY_H

#include "insn.h"

/* Counts by key, open addressing; key + 1 is stored, 0 is a free place. */
struct tally_map {
    struct tally_entry {
        u64 key1, count;
    } * entry;
    u32 room, used; /* room: a power of 2, or 0 */
};

/* NULL: no memory. The pointer is valid until the next call. */
u64 *tally_at(struct tally_map *t, u32 key);
/* 0 for what was never counted. */
u64 tally_get(const struct tally_map *t, u32 key);
void tally_free(struct tally_map *t);

/* One core's, own thread. What is about to run is noted and counted only when
 * the core's count has moved. */
struct tally_core {
    struct tally_map insns; /* by address */
    u64 ops[INSN_OPS];
    struct insn noted;
    u64 retired;
    bool pending, failed; /* failed: no memory, counts are missing */
};

/* The instruction noted is counted if it has completed: true then. */
bool tally_commit(struct tally_core *t, const struct core *c);
void tally_note(struct tally_core *t, const struct core *c);

/* The counts of all cores, by address. False: no memory. */
struct tally_list {
    struct tally_item {
        u32 address;
        u64 count;
    } * item;
    u32 count;
};
bool tally_collect(struct tally_list *l, const struct tally_core *cores, u32 n);
void tally_list_free(struct tally_list *l);

#endif
