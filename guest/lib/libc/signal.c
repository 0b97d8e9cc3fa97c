/* SPDX-License-Identifier: MIT
 *
 * Signals that a program raises itself. Nothing else raises them: interrupts
 * are liblamp's, and what a processor cannot do is a panic of the machine.
 */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>

enum { SIGNALS = 32 };

static __sighandler handler[SIGNALS];

__sighandler signal(int number, __sighandler wanted)
{
    if (number <= 0 || number >= SIGNALS || wanted == SIG_ERR) {
        errno = EINVAL;
        return SIG_ERR;
    }
    __sighandler old = handler[number];
    handler[number] = wanted;
    return old;
}

int raise(int number)
{
    if (number <= 0 || number >= SIGNALS) {
        errno = EINVAL;
        return -1;
    }
    __sighandler h = handler[number];
    if (h == SIG_IGN)
        return 0;
    if (h == SIG_DFL) {
        fprintf(stderr, "signal %d\n", number);
        _Exit(79);
    }
    h(number);
    return 0;
}

_Noreturn void abort(void)
{
    if (handler[SIGABRT] != SIG_DFL)
        raise(SIGABRT);
    fputs("abort\n", stderr);
    _Exit(79);
}
