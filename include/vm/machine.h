/* SPDX-License-Identifier: MIT
 *
 * The machine: root of everything, a library object. It reports its state and
 * result to its caller and never ends the process; several can live in one.
 *
 *     struct machine *m = machine_new(&config, &host, &err);
 *     machine_load(m, "boot.bin", &err);       // or machine_load_bytes
 *     machine_run(m, &err);                    // until it ends
 *     machine_result(m)->status
 *     machine_free(m);
 *
 * Calls are for the thread that made it (the device thread) unless said.
 */
#ifndef VM_MACHINE_H
#define VM_MACHINE_H

#include <pthread.h>
#include <stdatomic.h>
#include <util/bits.h>
#include <util/err.h>
#include <vm/bus.h>
#include <vm/clock.h>
#include <vm/config.h>
#include <vm/core.h>
#include <vm/device.h>
#include <vm/engine.h>
#include <vm/host.h>

enum machine_state {
    MACHINE_CREATED,
    MACHINE_RUNNING,
    MACHINE_PAUSED,
    MACHINE_HALTED,
    MACHINE_STOPPED,
    MACHINE_PANICKED
};

/* How it ended; valid when the state is one of the last three. */
struct machine_result {
    enum machine_state state;
    int status;              /* exit status, docs/debugging.md */
    u32 core;                /* the core that halted or panicked */
    enum stop_reason reason; /* STOPPED */
    u64 retired;             /* instructions over all cores */
};

enum { MACHINE_DEVICES_MAX = 32 };

struct worker;
struct jit;
struct debug;
struct control;
struct front;
struct names;
struct observer;
struct symbols;
struct tap;
struct trace;

struct machine {
    struct config config; /* a copy */
    struct host *host;
    bool listens; /* host->class->heard is called */
    struct bus bus;
    struct core *core[64];
    u32 core_count;
    struct device *device[MACHINE_DEVICES_MAX];
    u32 device_count;
    struct device *fb; /* one of them */

    pthread_mutex_t lock;      /* the machine lock */
    pthread_mutex_t code_lock; /* codemap.c */
    pthread_cond_t progress;   /* device_wait */
    struct jit *jit;           /* generated code, of all cores; NULL: none */

    _Atomic u32 state; /* enum machine_state */
    _Atomic bool ending;
    struct machine_result result; /* lock */
    u8 priority[IRQ_VECTORS];     /* lock */
    _Atomic u32 started;          /* cores that are not parked */
    _Atomic u32 sleeping;         /* threads of cores that wait or are parked */
    u32 host_cpus;                /* processors of the host, at least 1 */

    /* clock.c, lock */
    struct timer *timers;
    u64 start_mono, start_unix; /* host time at machine start */
    u64 virtual_ps;             /* deterministic: time at the turn's start */
    u64 ps_per_insn;            /* of the current round */
    struct core *turn;          /* core whose turn it is, or NULL */
    u64 turn_retired;           /* its count when the turn began */
    u64 turn_left;              /* of a turn that a debugger cut, or 0 */
    u32 round_core;             /* whose turn is next in the round */
    bool round_any;             /* some core had one */
    u64 seed_state;             /* generator of turn lengths */
    u64 next_input_ps;          /* when the next byte of a file may enter */
    bool input_ended;           /* the file has no more */

    /* machine.c, the device loop */
    int wake_fd[2];
    _Atomic bool kicked;
    u64 frame;                  /* number of the next frame */
    u64 loop_start, timeout_at; /* host time */
    u64 capture[CONFIG_SCREENSHOTS_MAX];
    u32 capture_count;
    u64 insns_left;    /* --max-insns; code below the lock */
    u32 paused_cores;  /* threads that stand still for machine_pause; lock */
    bool break_wanted; /* a core returned STOP_BREAK; lock */
    u32 threads;       /* core threads (1 in deterministic mode) */
    pthread_cond_t det_wake;
    pthread_t det_thread;
    struct worker *worker;

    /* accesses of devices, lock */
    struct core *access; /* the core whose access is in progress */
    bool access_failed;  /* device_panic was called */

    struct debug *debug;        /* vm/debug.h; NULL: none */
    struct control *control;    /* vm/control.h; NULL: none */
    struct front *fronts;       /* vm/front.h */
    struct tap *taps;           /* vm/tap.h */
    struct names *names;        /* vm/program_names.h; NULL: none are known */
    struct observer *observers; /* vm/observe.h; NULL: none */
    struct trace *trace;        /* vm/trace.h; NULL: none */
    const char *image_name;     /* for messages; owned */
};

/* Makes cores, memory and devices, opens the disk. The host outlives it. */
struct machine *machine_new(const struct config *config, struct host *host,
                            struct err *e);
void machine_free(struct machine *m);

/* Puts a program into RAM and resets the cores to its entry (loader.c). Every
 * check of docs/board.md, "Program files". name: for messages. */
bool machine_load(struct machine *m, const char *path, struct err *e);
bool machine_load_bytes(struct machine *m, const char *name, const u8 *bytes,
                        size_t n, struct err *e);

/* Memory as --ram-init says, devices and cores as after power-on, IVT empty,
 * core 0 to run at entry. machine_load calls it. State CREATED or PAUSED. */
void machine_reset(struct machine *m, u32 entry);

/* Asks the host for host->class->capture at that frame. Before machine_run. */
void machine_capture_at(struct machine *m, u64 frame);

/* Runs it to its end on this thread and its cores' threads. False: threads
 * could not be made; the result says the same. */
bool machine_run(struct machine *m, struct err *e);
const struct machine_result *machine_result(const struct machine *m);

/* For tests and debuggers, machine not running: one core on this thread. */
enum stop machine_step(struct machine *m, u32 cpu, u64 budget);

/* Stops all cores at a block boundary, devices quiet; and on again. */
void machine_pause(struct machine *m);
void machine_resume(struct machine *m);
/* The same for some cores, a bit each; all others stand. In deterministic mode
 * only all of them. */
void machine_resume_cores(struct machine *m, u64 cores);

/* Visits the whole state: RAM, cores, devices. State not RUNNING. */
void machine_sync(struct machine *m, struct snap *s);
u64 machine_hash(struct machine *m);

/* The panic report of docs/debugging.md to stderr (panic.c). names: of the
 * program's code addresses; NULL: none are known. */
void machine_report_panic(const struct machine *m, const char *image,
                          const struct symbols *names);

/* Writes what is on the screen now to a PNG file. */
bool machine_screenshot(const struct machine *m, const char *path,
                        struct err *e);
/* Copies framebuffer pixels: 640 x 480 words. Any thread. */
void machine_fb_copy(const struct machine *m, u32 *pixels);

/* --- inside src/machine -------------------------------------------------- */

/* Ends the machine; the first call decides. Lock held. */
void machine_end(struct machine *m, enum machine_state state, int status,
                 u32 core, enum stop_reason reason);
/* The same for what engine->run returned: HALT and PANIC. Lock not held. */
void machine_core_ended(struct core *c, enum stop why);
/* Wakes the device loop. Any thread. */
void machine_kick(struct machine *m);
/* Makes every core look at its pending word. Lock held. */
void machine_poke_all(struct machine *m, u32 bits);

/* board.c: devices, windows and ports from board.def. */
bool board_build(struct machine *m, struct err *e);
void board_free(struct machine *m);

/* core.c: the thread of a core. */
void *core_main(void *core);
/* The core can run; one that waits does when its interrupt has come. Lock
 * held. */
bool core_has_work(struct core *c);
/* A core's engine returned STOP_BREAK. Lock held. */
void core_break(struct core *c);

/* det.c: the thread of deterministic mode. */
void *det_main(void *machine);
/* file_byte, which had no more, has again. Lock held. */
void det_input_more(struct machine *m);

/* loop.c: frames and the device loop, on the calling thread. */
void loop_run(struct machine *m);
/* Hands frame captures that are due to the host. Lock not held. */
void loop_captures(struct machine *m, u64 frame);

/* worker.c: jobs of devices. */
bool worker_init(struct machine *m, struct err *e);
/* Lets the running jobs end and calls their done; then frees. */
void worker_finish(struct machine *m);
void worker_fini(struct machine *m);
/* Calls done of jobs that have ended. Lock held. */
void worker_reap(struct machine *m);

/* stacks.c: places and sizes of power-on. */
void stacks_reset(struct core *c);
/* Whether they obey what the context ports enforce. */
bool stacks_valid(const struct core *c);

/* device.c: bytes of the framebuffer windows were stored. Any thread. */
void fb_stored(struct machine *m, u32 at, u32 n);

#endif
