/* SPDX-License-Identifier: MIT
 *
 * The oracle beside a machine: the same state into both, and every difference
 * between them in words. The machine is not running; the core of the oracle's
 * number is meant.
 */
#ifndef TESTS_MATCH_H
#define TESTS_MATCH_H

#include "oracle.h"

#include <util/buf.h>
#include <vm/machine.h>

enum { MATCH_RAM_MAX = 64 * BOARD_RAM_UNIT };

/* Puts the oracle's state into a machine of the same RAM size that was reset:
 * registers, stacks, interrupts, ports and the pages written. */
void match_load(struct machine *m, const struct oracle *o);

/* Only the pages that the oracle wrote since it settled. */
void match_load_pages(struct machine *m, const struct oracle *o);

/* Two machines that ran the same: what the oracle does not know, too. */
bool match_cores(const struct core *a, const struct core *b, struct buf *why);

/* Appends a line for each difference; true when there is none. stop: what
 * machine_step returned last; the machine's end is compared with it. */
bool match_core(const struct oracle *o, struct machine *m, enum stop stop,
                struct buf *why);

/* The same for the bytes of pages the oracle wrote since it settled. */
bool match_pages(const struct oracle *o, struct machine *m, struct buf *why);
/* And for all storage. */
bool match_storage(const struct oracle *o, struct machine *m, struct buf *why);

/* A machine with RAM of that size and no host; NULL: *e. */
struct machine *match_machine(const char *engine, u32 ram_size, u32 cores,
                              bool strict, struct err *e);

/* "CZ", "CZSO", "-": the four bits of a FLAGS word. */
const char *match_flags(u32 flags, char out[8]);

#endif
