/* SPDX-License-Identifier: MIT
 *
 * What cores reach: RAM, framebuffer, register windows, ports, stacks
 * (docs/isa.md, section 5). Own thread of the core, machine lock not held. A
 * call that returns false has called core_panic for the instruction at
 * c->ip; nothing has been written but what the rules say. c->ip and
 * c->retired must be exact when calling, since devices may read the clock.
 */
#ifndef VM_BUS_H
#define VM_BUS_H

#include <util/bits.h>
#include <vm/ram.h>

struct machine;
struct core;
struct device;
struct snap;

struct bus_window {
    u32 base, size;
    struct device *device;
};

enum { BUS_WINDOWS_MAX = 16, BUS_PORTS = 256 };

/* Frozen before cores run, but for the scratch words (machine lock). */
struct bus {
    struct ram ram;
    struct bus_window window[BUS_WINDOWS_MAX];
    u32 window_count;
    struct device *port[BUS_PORTS]; /* NULL: scratch */
    u32 scratch[BUS_PORTS];
};

/* Any address, any alignment; width 1, 2 or 4. Loads zero-extend. */
bool bus_load(struct core *c, u32 at, u32 width, u32 *value);
bool bus_store(struct core *c, u32 at, u32 width, u32 value);

/* After an engine has itself stored to plain storage with marks. */
void bus_stored(struct core *c, u32 at, u32 n);

/* The word an atomic instruction acts on, NULL after a panic. name: of the
 * instruction, for the message. Around a change call begin and done: who sees
 * the change then also finds that code made of the word is stale. */
_Atomic u32 *bus_atomic(struct core *c, u32 at, const char *name);
void bus_atomic_begin(struct core *c, u32 at);
void bus_atomic_done(struct core *c, u32 at);

/* The same when nothing is special there, else NULL. Other cores may claim
 * the word any time: after a change call bus_atomic_done if it is code. */
static inline _Atomic u32 *bus_atomic_fast(const struct ram *r, u32 at)
{
    return at % 4 == 0 && ram_marks(r, at) == 0
               ? (_Atomic u32 *)(void *)(r->base + at)
               : NULL;
}

/* MEMSET and MEMCPY: ascending, byte by byte as far as anybody can see.
 * *done: bytes written, also when false is returned. */
bool bus_fill(struct core *c, u32 to, u8 value, u32 n, u32 *done,
              const char *name);
bool bus_copy(struct core *c, u32 to, u32 from, u32 n, u32 *done,
              const char *name);

/* Stacks. what: instruction, for the message. push writes zeros above. */
bool bus_push(struct core *c, u32 stack, u32 value, const char *what);
bool bus_pop(struct core *c, u32 stack, u32 *value, const char *what);
/* Raw slot access; the index is below the count. */
u32 bus_slot_load(struct core *c, u32 stack, u32 index);
void bus_slot_store(struct core *c, u32 stack, u32 index, u32 value);
/* n slots of a stack whose slots have 8 bytes, from index on. */
void bus_slots_load(struct core *c, u32 stack, u32 index, u32 *values, u32 n);
void bus_slots_store(struct core *c, u32 stack, u32 index, const u32 *values,
                     u32 n);

bool bus_port_read(struct core *c, u32 port, u32 *value);
bool bus_port_write(struct core *c, u32 port, u32 value);

/* Name of a port or register at an address, for messages: "DISK_CMD". */
const char *bus_port_name(u32 port);

void bus_sync(struct bus *b, struct snap *s);

#endif
