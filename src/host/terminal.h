/* SPDX-License-Identifier: MIT
 *
 * The terminal that standard input may be: no echo and no line editing while
 * the machine runs, and everything as before on every way out, stops and
 * crashes included. A process has one terminal, hence no object.
 */
#ifndef HOST_TERMINAL_H
#define HOST_TERMINAL_H

#include <stdbool.h>

/* False, and nothing changes, when fd is not a terminal. pass_interrupt:
 * Ctrl-C and Ctrl-\ become input instead of signals. Ctrl-Z always stops. */
bool terminal_open(int fd, bool pass_interrupt);
void terminal_close(void);

/* Sets the terminal up when it could not be done before: in the background
 * it belongs to somebody else. Call before reading from it. */
void terminal_ensure(void);

/* As it was before; async-signal-safe, any thread, any number of times. */
void terminal_restore(void);

#endif
