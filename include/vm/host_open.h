/* SPDX-License-Identifier: MIT
 *
 * The host that main uses: serial endpoint, terminal, signals, screenshots
 * and, when there is a display, a window. In this order:
 *
 *     struct host *h = host_open(&config, &err);   // before the machine
 *     ... machine_new, machine_load, machine_capture_at ...
 *     host_show(h);                                // window, terminal
 *     ... machine_run ...
 *     host_finish(h, pixels, &err);                // what was asked for
 *     host_close(h);
 *
 * One at a time: signals and terminal belong to the process. Main thread.
 */
#ifndef VM_HOST_OPEN_H
#define VM_HOST_OPEN_H

#include <stdio.h>
#include <util/bits.h>
#include <util/err.h>
#include <vm/config.h>
#include <vm/host.h>

struct overlay;

/* Opens the serial endpoint and checks that screenshots can be written where
 * they shall go. The config outlives the host. NULL: *e says why. */
struct host *host_open(const struct config *c, struct err *e);

/* Opens the window, unless --headless; without a display warns and goes on.
 * Sets up the terminal. */
void host_show(struct host *h);

/* Something to be shown over the picture (vm/overlay.h), as long as the
 * machine runs. Without a window nothing. */
void host_overlay(struct host *h, struct overlay *o);

/* The monitor's place on the terminal, behind Ctrl-A c; to be closed before
 * the host. NULL: standard input is no terminal, or is not the serial port.
 * Behind host_show, once. */
struct channel;
struct channel *host_console(struct host *h);

/* Writes the screenshots of the end from 640 x 480 pixels. False: one of
 * those, or one at a frame, or serial output, was not written; the first
 * reason is in *e (status 90), further ones were logged. */
bool host_finish(struct host *h, const u32 *pixels, struct err *e);

/* What came of --expect and --send-after; zero when nobody asked for them or
 * for a summary. After machine_run. */
struct host_script {
    u32 expected, sent; /* texts that were seen, from the first on */
    u64 output_bytes, input_bytes;
};
struct host_script host_script_result(const struct host *h);

/* Closes window and endpoint, restores terminal and signals. NULL is
 * nothing. */
void host_close(struct host *h);

/* The window's keys, for --list-keys. */
void host_keys_print(FILE *out);

#endif
