/* SPDX-License-Identifier: MIT
 *
 * The waist between the machine and the outside: window, serial endpoint,
 * terminal. src/host implements struct host; the machine's device loop calls
 * it on the device (main) thread with no lock held. In the other direction
 * the host calls the machine_* functions below, on the device thread, which
 * take the machine lock themselves. All outside input enters through them.
 */
#ifndef VM_HOST_H
#define VM_HOST_H

#include <poll.h>
#include <util/bits.h>
#include <util/err.h>

struct machine;
struct host;

enum { HOST_FDS_MAX = 16 };

/* What is on the screen at a presentation. */
struct host_frame {
    u64 number;        /* 60 a second, from 0 */
    const u8 *pixels;  /* words XRGB8888, little endian; cores may be writing:
                          read with relaxed atomics (machine_fb_row) */
    const u8 *damaged; /* [height]: row changed since the last frame */
    bool any;          /* some row did */
    u32 width, height, stride; /* pixels, rows, bytes */
};

struct host_class {
    const char *name;
    /* Descriptors to wait on until service is called again; returns how
     * many of at most max were filled in. Input is left out while the
     * machine has no room for it. */
    u32 (*fds)(struct host *h, struct machine *m, struct pollfd *fds, u32 max);
    /* Moves what can be moved without blocking: serial bytes both ways,
     * window events, signals. */
    void (*service)(struct host *h, struct machine *m);
    /* Presents a frame, 60 times a second of host time; NULL: no window. */
    void (*frame)(struct host *h, struct machine *m,
                  const struct host_frame *f);
    /* Deterministic mode: the next byte when serial input is a regular file;
     * -1 when there is none or it is not a file. Called on the thread that
     * runs the cores. service does not read such input. */
    int (*file_byte)(struct host *h);
    /* Writes all output that is left; may block for a moment, gives up after
     * one second without progress. */
    void (*drain)(struct host *h, struct machine *m);
    /* True when a signal asks for the end, which the next service will tell:
     * whoever keeps the device thread from calling it must hurry. */
    bool (*hurries)(struct host *h);
    /* A frame that was asked for with machine_capture_at; the guest may run
     * meanwhile, except in deterministic mode. */
    void (*capture)(struct host *h, u64 frame, const u8 *pixels);
    /* Writes 640 x 480 pixels to a PNG file; NULL: it cannot. */
    bool (*picture)(struct host *h, const char *path, const u32 *pixels,
                    struct err *e);
    /* The guest has sent this byte; called when config_listens. On the thread
     * of the core with the machine lock held, so it must not call back. In
     * deterministic mode what it makes of it is part of the run. */
    u32 (*heard)(struct host *h, u8 byte);
};

/* What heard answers. */
enum {
    HEARD_INPUT = 1 << 0, /* there is something to type: file_byte has it, or
                             service brings it */
    HEARD_ALL = 1 << 1    /* all that was expected has come */
};

struct host {
    const struct host_class *class;
};

/* A host that shows nothing, reads nothing and discards serial output. */
extern struct host host_null;

/* --- what the host tells the machine ----------------------------------- */

/* Serial port: room in the receive FIFO; bytes into it (returns how many
 * were taken); bytes waiting to be sent out. */
u32 machine_serial_room(struct machine *m);
u32 machine_serial_input(struct machine *m, const u8 *bytes, u32 n);
u32 machine_serial_output(struct machine *m, u8 *bytes, u32 max);

/* One PS/2 scan-code sequence; one mouse move (split into packets): dx right,
 * dy up, buttons as PS2_MOUSE_*. */
void machine_keyboard(struct machine *m, const u8 *scan, u32 n);
void machine_mouse(struct machine *m, int dx, int dy, u32 buttons);

/* The machine shall end: state STOPPED with this exit status. */
enum stop_reason {
    STOPPED_WINDOW,  /* closed: status 0 */
    STOPPED_ESCAPE,  /* Ctrl-A x: status 0 */
    STOPPED_SIGNAL,  /* status 128 + detail */
    STOPPED_TIMEOUT, /* status 124 */
    STOPPED_INSNS,   /* status 124 */
    STOPPED_HOST,    /* host resource lost: status 90 */
    STOPPED_EXPECTED /* the last text of --expect was seen: status 0 */
};
void machine_stop(struct machine *m, enum stop_reason reason, int detail);

/* Copies one row of the framebuffer, width words. */
void machine_fb_row(struct machine *m, u32 y, u32 *row);

/* True when the machine is over; a short text for the title: "running". */
bool machine_over(const struct machine *m);
const char *machine_state_text(const struct machine *m);

#endif
