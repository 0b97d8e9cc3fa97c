/* SPDX-License-Identifier: MIT
 *
 * Signals that ask the machine to end in order: SIGHUP, SIGINT, SIGTERM. A
 * process has one set of signal dispositions, hence no object. SIGHUP stays
 * ignored when it was ignored at the start (nohup). SIGPIPE and SIGXFSZ are
 * ignored: writes report errors instead.
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
