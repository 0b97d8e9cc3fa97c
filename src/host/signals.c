/* SPDX-License-Identifier: MIT
 *
 * Handlers write to a pipe that the device thread waits on. A second SIGINT
 * half a second or more after the first request means that the ordered end
 * hangs: the terminal is restored and the default action follows. (Sooner it
 * is an echo of the first: timeout(1) signals its child twice.)
 */
#include "signals.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdatomic.h>
#include <string.h>
#include <time.h>
#include <unistd.h>
#include <util/bits.h>

#include "terminal.h"

enum { STATUS_IO = 90, ECHO_NS = 500 * 1000 * 1000 };

static const int stops[] = {SIGHUP, SIGINT, SIGTERM};
/* Lost readers and file size limits are errors of the call that meets them. */
static const int ignored[] = {SIGPIPE, SIGXFSZ};

/* Handlers run on any thread. */
static atomic_int requested, taken;
static _Atomic u64 requested_ns;
static int wake[2] = {-1, -1};
static struct sigaction before[ARRAY_LEN(stops)];
static struct sigaction before_ignored[ARRAY_LEN(ignored)];

static u64 now_ns(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (u64)t.tv_sec * 1000000000u + (u64)t.tv_nsec;
}

static void on_stop(int number)
{
    int error = errno, none = 0;
    u64 now = now_ns();
    if (atomic_compare_exchange_strong(&requested, &none, number)) {
        atomic_store(&requested_ns, now);
        ssize_t written = write(wake[1], "", 1);
        (void)written;
    } else if (number == SIGINT &&
               now - atomic_load(&requested_ns) >= ECHO_NS) {
        terminal_restore();
        signal(SIGINT, SIG_DFL);
        raise(SIGINT); /* taken when this handler returns */
    }
    errno = error;
}

bool signals_open(struct err *e)
{
    if (pipe2(wake, O_CLOEXEC | O_NONBLOCK) != 0)
        return fail_status(e, STATUS_IO, "cannot make a pipe: %s",
                           strerror(errno));
    atomic_store(&requested, 0);
    atomic_store(&taken, 0);
    struct sigaction stop = {.sa_handler = on_stop, .sa_flags = SA_RESTART};
    for (size_t i = 0; i < ARRAY_LEN(stops); i++) {
        sigaction(stops[i], NULL, &before[i]);
        /* nohup is heeded; but a shell script ignores SIGINT for all that it
         * runs in the background, and means nothing by it. */
        if (stops[i] != SIGHUP || before[i].sa_handler != SIG_IGN)
            sigaction(stops[i], &stop, NULL);
    }
    struct sigaction ignore = {.sa_handler = SIG_IGN};
    for (size_t i = 0; i < ARRAY_LEN(ignored); i++)
        sigaction(ignored[i], &ignore, &before_ignored[i]);
    return true;
}

void signals_close(void)
{
    if (wake[0] < 0)
        return;
    for (size_t i = 0; i < ARRAY_LEN(stops); i++)
        sigaction(stops[i], &before[i], NULL);
    for (size_t i = 0; i < ARRAY_LEN(ignored); i++)
        sigaction(ignored[i], &before_ignored[i], NULL);
    close(wake[0]);
    close(wake[1]);
    wake[0] = wake[1] = -1;
}

int signals_fd(void)
{
    return wake[0];
}

bool signals_waiting(void)
{
    return atomic_load(&requested) != 0 && !atomic_load(&taken);
}

int signals_take(void)
{
    int number = atomic_load(&requested);
    if (number == 0 || atomic_exchange(&taken, 1))
        return 0;
    char byte;
    ssize_t taken_out = read(wake[0], &byte, 1);
    (void)taken_out;
    return number;
}
