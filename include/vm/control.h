/* SPDX-License-Identifier: MIT
 *
 * The control core: stopping, stepping and watching a running machine. Every
 * front (gdb, monitor, JSON, window) uses it, mostly through the verbs of
 * vm/verb.h, so that none can do what the others cannot. Device thread only,
 * unless said.
 *
 * A machine with a control core is either running or stopped. Stopped means:
 * all cores stand at an instruction boundary, devices are quiet, the device
 * loop goes on and serves fronts and the window. What a stop and the steps
 * from it do to the guest is nothing: in deterministic mode the run ends with
 * the same state hash.
 *
 * When no front is attended (vm/front.h) a panic ends the machine, and a BRK
 * means nothing, as without a debugger.
 *
 * Without it (m->control == NULL) nothing of this costs anything. With it and
 * without points, steps and probes engines run as always. Breakpoints are
 * lifted into the code by the interpreter, which then is the engine; steps,
 * watchpoints and probes run one instruction at a time.
 */
#ifndef VM_CONTROL_H
#define VM_CONTROL_H

#include <util/bits.h>
#include <util/err.h>
#include <vm/isa.h>
#include <vm/uop.h>

struct machine;
struct core;
struct control;

enum control_why {
    CONTROL_NONE,    /* it runs, or has not run yet */
    CONTROL_START,   /* before the first instruction (--wait) */
    CONTROL_ASKED,   /* control_pause */
    CONTROL_STEPPED, /* the steps asked for are done */
    CONTROL_BREAK,   /* before the instruction at a breakpoint */
    CONTROL_BRK,     /* behind a BRK-like instruction of the guest */
    CONTROL_WATCH,   /* behind an instruction that touched a watchpoint, or
                        before it when the point is early */
    CONTROL_PANIC,   /* at the instruction that cannot go on */
    CONTROL_RESET    /* control_reset */
};
/* "breakpoint" and so on; for messages and events. */
const char *control_why_text(enum control_why why);

/* Why it stands, and who made it stand. */
struct control_stop {
    enum control_why why;
    u32 core, ip;
    u32 point;   /* id; BREAK, WATCH */
    u32 address; /* WATCH: the first byte that was touched */
    bool write;  /* WATCH */
};

enum point_kind { POINT_BREAK, POINT_WRITE, POINT_READ, POINT_ACCESS };
struct point {
    u32 id; /* from 1 */
    enum point_kind kind;
    u32 at, size;     /* bytes; size of a breakpoint: that of the instruction */
    bool once;        /* goes when it is hit */
    bool early;       /* a watchpoint that stops before the instruction */
    _Atomic u64 hits; /* by cores, read at any time */
};
enum { CONTROL_POINTS_MAX = 256 };

/* Before machine_run, or by the device thread of a machine that runs. wait:
 * stop before the first instruction. */
bool control_attach(struct machine *m, bool wait, struct err *e);
/* Only for probes: nobody is there who would let a stopped machine go on, so
 * panics end it and BRK does nothing. */
bool control_attach_probes(struct machine *m, struct err *e);
/* After machine_run. Removes what is left in the code. */
void control_detach(struct machine *m);

bool control_is_stopped(const struct machine *m);
/* The stop before the first instruction was asked for and has not come yet. A
 * front waits for it before it greets anybody. */
bool control_is_starting(const struct machine *m);
/* Valid while stopped. */
const struct control_stop *control_stop(const struct machine *m);

/* Stops it, unless it is stopped already. */
void control_pause(struct machine *m);
/* Lets it go on. After a panic it ends. */
void control_continue(struct machine *m);
/* The core executes n instructions, then all stop. In deterministic mode the
 * others run as the schedule says, otherwise they stand. A core that is parked
 * or waits for an interrupt goes on waiting; control_pause ends that. */
void control_step(struct machine *m, u32 core, u64 n);
/* Each core its own way, how[core]: all that step stop all when the first has
 * executed its instruction. In deterministic mode those that should stand run
 * as the schedule says. */
enum control_how { CONTROL_STAND, CONTROL_RUN, CONTROL_STEP };
void control_go(struct machine *m, const u8 *how);
/* Runs until the core comes to `at` with its call stack not deeper than now:
 * steps over calls. */
void control_until(struct machine *m, u32 core, u32 at);
/* Runs until the function that the core is in has returned, or the interrupt
 * handler that it is. False: nothing called it. */
bool control_finish(struct machine *m, u32 core);
/* Program and devices as after loading; stopped before the first instruction.
 * False: the program cannot be read again. */
bool control_reset(struct machine *m, struct err *e);
/* Ends the machine with an exit status 0..79. */
void control_quit(struct machine *m, int status);

/* Points, stopped or running (then it pauses for a moment). 0: the machine has
 * ended, or there are CONTROL_POINTS_MAX, or size is 0 or more than 65536, or
 * the range leaves the address space. */
u32 control_point_add(struct machine *m, enum point_kind kind, u32 at, u32 size,
                      bool once);
/* False: there is no such point, or the machine has ended. */
bool control_point_delete(struct machine *m, u32 id);
void control_points_clear(struct machine *m);
/* Makes a watchpoint stop before the instruction: debuggers of some processors
 * take it away then, step, and look. Machine stopped. */
void control_point_early(struct machine *m, u32 id);
/* NULL: there is no i-th. */
const struct point *control_point_get(const struct machine *m, u32 i);

/* Registers of a stopped core by number: 0..31 general, then those of the
 * table (control_state.c): ip, flags, csp, dsp, isp, in_isr, irq_masked ... */
u32 control_register_count(void);
const char *control_register_name(u32 i);
/* By name, r30 also as sp, r31 as fp; -1: none. */
i32 control_register_find(const char *name);
u32 control_register_get(const struct core *c, u32 i);
/* False: read only, or the value is not possible. */
bool control_register_set(struct core *c, u32 i, u32 value);

/* Storage, without effect on devices; framebuffer windows included. Return
 * how many bytes from the first on were there. Writing drops lifted code.
 * Addresses wrap nowhere: n is cut at 2^32. */
u32 control_memory_read(const struct machine *m, u32 at, u8 *bytes, u32 n);
u32 control_memory_write(struct machine *m, u32 at, const u8 *bytes, u32 n);

/* --- probes ----------------------------------------------------------------
 */

/* Sees every instruction before it executes (traces, profiles, checks). Own
 * thread of the core, lock not held; several cores at once outside of
 * deterministic mode. Only reads. Comes and goes while all cores stand. */
struct probe {
    void (*before)(struct probe *p, struct core *c);
    struct probe *next;
};
void control_probe_add(struct machine *m, struct probe *p);
void control_probe_remove(struct machine *m, struct probe *p);
/* Gives every core the engine that points and probes need, or the one asked
 * for. Machine not running; whoever lets it go on does the same. */
void control_engines(struct machine *m);

/* --- listeners -------------------------------------------------------------
 */

enum control_event { EVENT_STOPPED, EVENT_RUNNING, EVENT_ENDED };
struct listener_of_control {
    void (*told)(struct listener_of_control *l, struct machine *m,
                 enum control_event event);
    struct listener_of_control *next;
};
/* Told on the device thread, in the order of joining. */
void control_listen(struct machine *m, struct listener_of_control *l);
void control_unlisten(struct machine *m, struct listener_of_control *l);

/* --- for the machine -------------------------------------------------------
 */

/* core_run, before each engine->run, own thread: false to return STOP_BREAK;
 * most instructions until it must be asked again. */
bool control_before(struct core *c);
u64 control_budget(const struct core *c);
/* A core's engine returned STOP_PANIC. True: it stops instead of ending,
 * since there is a debugger. */
bool control_takes_panic(struct core *c);
/* It returned STOP_BREAK. False: it was a BRK, without a debugger. */
bool control_takes_break(struct core *c);
/* Device loop, after each round. */
void control_service(struct machine *m);
/* The machine has ended. */
void control_ended(struct machine *m);

/* For lifting: a block may not run over `pc`, and a block there consists of a
 * UOP_HELP that calls control_hit. Own thread. */
bool control_breaks(const struct core *c, u32 pc);
enum help control_hit(struct core *c, const struct uop_help *h);

#endif
