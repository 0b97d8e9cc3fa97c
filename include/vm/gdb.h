/* SPDX-License-Identifier: MIT
 *
 * The gdb front: serves one debugger at a time with gdb's remote serial
 * protocol (docs/debugging.md). Cores are threads, numbered from 1. A
 * connection alone does nothing; the first packet stops the machine. Detaching
 * lets it go on, a debugger that vanishes leaves it as it is. Device thread
 * only.
 */
#ifndef VM_GDB_H
#define VM_GDB_H

#include <util/bits.h>
#include <util/buf.h>

struct machine;
struct gdb;

/* What vm/front_open.h opens, without channel and loop, for tests: bytes are
 * carried by hand. gdb_take returns how many of the bytes it took, less than
 * all while answers pile up in gdb_out, which the caller empties. */
struct gdb *gdb_new(struct machine *m);
u32 gdb_take(struct gdb *g, const u8 *bytes, u32 n);
/* Reports a stop that the debugger waits for. */
void gdb_look(struct gdb *g);
struct buf *gdb_out(struct gdb *g);
/* The machine has ended: says so to a debugger that waits. */
void gdb_end(struct gdb *g);
void gdb_free(struct gdb *g);

#endif
