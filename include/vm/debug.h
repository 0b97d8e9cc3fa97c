/* SPDX-License-Identifier: MIT
 *
 * Debugger and instruction statistics (docs/debugging.md). One place controls
 * a machine: the device thread. A core that must stop leaves its engine with
 * STOP_BREAK; the device thread then pauses the machine (machine_pause), calls
 * debug_stop, and resumes it or finds it ended. A gdb stub or a monitor would
 * use the same verbs: pause, stop, breakpoints, step, registers, memory.
 *
 * The machine calls, when m->debug is not NULL:
 *
 *   core_run, after interrupts were delivered, before each engine->run:
 *       if (!debug_before(c)) return STOP_BREAK;
 *       engine->run(c, min(budget, debug_budget(c)))
 *   device loop, on a STOP_BREAK of any core, machine paused:
 *       debug_stop(m)
 *   machine_serial_room:  if (debug_holds_input(m)) return 0
 *   bus_port_read of SERIAL_CTRL or SERIAL_RX, write of SERIAL_CTRL:
 *       debug_input_asked(m)
 */
#ifndef VM_DEBUG_H
#define VM_DEBUG_H

#include <util/bits.h>
#include <util/err.h>

struct machine;
struct core;
struct debug;

enum { DEBUG_BREAKPOINTS_MAX = 64 };

/* What the user asked for by environment variables. */
struct debug_options {
    bool stop_first; /* before the first instruction of core 0 */
    bool statistics;
    u32 breakpoint[DEBUG_BREAKPOINTS_MAX];
    u32 breakpoint_count;
    int input; /* descriptor commands are read from */
};

/* True in a build with VM_DEBUG: misaligned 32-bit data accesses panic. */
extern const bool debug_build;

/* From the environment. False: VM_BREAKPOINTS is malformed. In a build
 * without VM_DEBUG: one warning when a variable is set, nothing else. */
bool debug_environment(struct debug_options *o, struct err *e);

/* Before machine_run. After it debug_detach prints the statistics. */
bool debug_attach(struct machine *m, const struct debug_options *o,
                  struct err *e);
void debug_detach(struct machine *m);

/* Most instructions to run until debug_before must be called again. */
u64 debug_budget(const struct core *c);
/* Own thread, lock not held, c->ip is what runs next. False: stop here,
 * before that instruction. */
bool debug_before(struct core *c);

/* Talks to the user until the guest shall go on; calls machine_stop when he
 * wants the end. Device thread, machine not running. */
void debug_stop(struct machine *m);

/* Input that is no terminal stays with the debugger until the guest looks for
 * it, so that piped commands are not lost to a guest that reads none. Any
 * thread. */
bool debug_holds_input(const struct machine *m);
void debug_input_asked(struct machine *m);

/* Registers of a core to stderr; also part of the panic report (panic.c). */
void core_report(const struct core *c, u32 ip);

#endif
