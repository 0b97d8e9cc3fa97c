/* SPDX-License-Identifier: MIT
 *
 * Signals, which only raise and abort of the program itself give. A signal
 * without a handler ends the machine with status 79. The numbers are Linux's.
 */
#ifndef _SIGNAL_H
#define _SIGNAL_H

typedef int sig_atomic_t;
typedef void (*__sighandler)(int);

#define SIG_DFL ((__sighandler)0)
#define SIG_IGN ((__sighandler)1)
#define SIG_ERR ((__sighandler)-1)

#define SIGINT 2
#define SIGILL 4
#define SIGABRT 6
#define SIGFPE 8
#define SIGSEGV 11
#define SIGTERM 15

/* Gives the handler before, or SIG_ERR; EINVAL: no such signal. A handler
 * stays, as in BSD. */
__sighandler signal(int number, __sighandler handler);
int raise(int number);

#endif
