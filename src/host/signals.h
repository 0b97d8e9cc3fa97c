/* SPDX-License-Identifier: MIT
 *
 * Signals that ask the machine to end in order: SIGHUP, SIGINT, SIGTERM. A
 * process has one set of signal dispositions, hence no object. One that was
 * ignored when the program started stays ignored (nohup, background jobs).
 * SIGPIPE is ignored: writes report errors instead.
 */
#ifndef HOST_SIGNALS_H
#define HOST_SIGNALS_H

#include <stdbool.h>
#include <util/err.h>

bool signals_open(struct err *e);
void signals_close(void); /* dispositions as before */

int signals_fd(void);       /* readable when a signal came */
int signals_take(void);     /* its number, once; 0: none */
bool signals_waiting(void); /* one came and was not taken */

#endif
