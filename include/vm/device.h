/* SPDX-License-Identifier: MIT
 *
 * A device: one file in src/devices, one const struct device_class. Every
 * callback runs with the machine lock held, on whatever thread, and must not
 * block; a device never locks. Life:
 *
 *   NEW -init-> READY -start-> RUNNING <-pause/resume-> PAUSED -stop-> READY
 *   -fini-> gone; reset in READY or PAUSED; sync in PAUSED (or READY) with
 *   quiet true. Devices start in board.def order and stop in reverse.
 *
 * A callback that is NULL does nothing and succeeds.
 */
#ifndef VM_DEVICE_H
#define VM_DEVICE_H

#include <util/bits.h>
#include <util/err.h>

struct machine;
struct snap;
struct device;
struct config;

/* What the rest of the machine asks of a device through ctl. */
enum device_verb {
    DEVICE_ROOM,   /* serial, ps2: returns free bytes of the queue;
                      arg: const u32 * = queue (ps2: 0 keyboard, 1 mouse) */
    DEVICE_INPUT,  /* arg: const struct device_bytes *; a sequence that does
                      not fit is dropped whole; returns bytes taken */
    DEVICE_OUTPUT, /* serial; arg: struct device_bytes *, size = room in,
                      bytes taken out; returns size */
    DEVICE_DAMAGE, /* fb; arg: u8[FB_HEIGHT] or NULL; moves out which rows
                      were written since the last call, returns how many */
    DEVICE_SIZE,   /* disk: returns 1 when attached; arg: u64 * = bytes */
    DEVICE_FILE    /* disk: returns 1 when it is a file; arg: const char ** =
                      its name, which lives as long as the device */
};

struct device_bytes {
    u8 *bytes;
    u32 size;
    u32 queue; /* ps2: 0 keyboard, 1 mouse */
};

struct device_class {
    const char *name; /* as in board.def */
    size_t size;      /* bytes of state behind device->state */
    u32 widths;       /* access widths of its window, or-ed: 4 */
    bool (*init)(struct device *d, struct err *e);
    void (*fini)(struct device *d);
    bool (*start)(struct device *d, struct err *e);
    void (*stop)(struct device *d);
    void (*pause)(struct device *d);
    void (*resume)(struct device *d);
    void (*reset)(struct device *d);
    bool (*quiet)(struct device *d);                /* no host work in flight */
    void (*sync)(struct device *d, struct snap *s); /* save load hash dump */

    /* Registers of its window, 4-aligned offset; cpu: the core that asks. */
    u32 (*read)(struct device *d, u32 cpu, u32 off);
    void (*write)(struct device *d, u32 cpu, u32 off, u32 value);
    /* Its ports, by the numbers of board.def. */
    u32 (*in)(struct device *d, u32 cpu, u32 port);
    void (*out)(struct device *d, u32 cpu, u32 port, u32 value);

    int (*ctl)(struct device *d, enum device_verb verb, void *arg);
    /* Name of the register at an offset, NULL if there is none. */
    const char *(*register_name)(u32 off);
};

struct device {
    const struct device_class *class;
    struct machine *m;
    void *state;    /* class->size zeroed bytes, aligned for anything */
    u32 generation; /* changed by reset: late completions compare it */
};

/* What a device may do besides irq.h and clock.h. Lock held. */

const struct config *device_config(const struct device *d);

/* The access in progress panics: read, write, in and out only. The text says
 * what happened: "SYSINFO +0x40 FEATURES is read-only". The result of the
 * access is ignored. Causes: vm/core.h; these are the ones devices have. */
enum device_fault {
    FAULT_READ_ONLY, /* "read-only register" */
    FAULT_CONTEXT,   /* "bad context value" */
    FAULT_ACCESS     /* "bad device access": no such register, bad value */
};
void device_panic(struct device *d, enum device_fault cause, const char *format,
                  ...) __attribute__((format(printf, 3, 4)));
/* The same for what only --strict refuses; returns false and does nothing
 * when not strict. */
bool device_panic_strict(struct device *d, enum device_fault cause,
                         const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* The machine ends as by HALT with this exit status (port EXIT). */
void device_exit(struct device *d, u32 status);

/* Waits with the lock released until host work has made progress; false when
 * the machine is ending. For in and out only. */
bool device_wait(struct device *d);
/* Tells device_wait that there is progress. */
void device_progress(struct device *d);
/* Serial: the guest has sent this byte. Lock held. */
void device_sent(struct device *d, u8 byte);
/* Wakes the device thread: there is output to move. */
void device_kick(struct device *d);

/* DMA touches RAM only. False, with nothing moved: a byte lies outside RAM or
 * in a framebuffer window. Callable without the lock, from a worker. */
bool dma_range_ok(const struct device *d, u64 at, u64 n);
bool dma_read(struct device *d, u64 at, void *to, u64 n);
bool dma_write(struct device *d, u64 at, const void *from, u64 n);

/* A job on the machine's worker thread: work runs there without the lock,
 * then done on the device thread (in deterministic mode: between turns) with
 * it, unless the device was reset since. One job per device at a time. */
struct device_job {
    struct device *d;
    void (*work)(struct device_job *j);
    void (*done)(struct device_job *j);
    u64 delay_ns; /* deterministic mode: virtual time from post to done */
    u32 generation;
    bool busy;
};
void device_post(struct device_job *j);

/* Another device of the same machine, or NULL. */
struct device *device_find(const struct machine *m, const char *name);
int device_ctl(struct device *d, enum device_verb verb, void *arg);

/* The framebuffer's storage, FB_STRIDE * FB_HEIGHT bytes, and its damage. */
const u8 *device_fb_pixels(const struct device *d);
/* The next store to that row, through either window, is reported again. Lock
 * held; cores may be running. */
void device_fb_watch(struct device *d, u32 row);
/* src/devices/fb.c: the bus tells that a core stores to these rows, closed
 * range, both below FB_HEIGHT. Any thread, no lock. The bus has removed the
 * mark that made it look before it calls this: the other way round a row that
 * is watched again in between would never be reported. */
void device_fb_damage(struct device *d, u32 first_row, u32 last_row);

/* src/devices/ps2.c: three-byte packets for a mouse move, dx right, dy up,
 * split where it is beyond +-255; buttons as PS2_MOUSE_LEFT and so on. Returns
 * the bytes written to out, at most max, whole packets only. */
u32 ps2_mouse_packets(int dx, int dy, u32 buttons, u8 *out, u32 max);

#endif
