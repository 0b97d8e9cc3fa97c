/* SPDX-License-Identifier: MIT
 *
 * The thread that talks to the display. X11's library ends the process when
 * the connection is lost, unless a handler prevents it, and no call may return
 * from that handler: XIfEvent, with which SDL awaits that a window is mapped,
 * would go round for ever. So what never returns is a thread of its own,
 * which stays in the handler with all that SDL and Xlib have on its stack.
 *
 * Invariant: the device thread waits while the call is made, so that the two
 * share everything without locks, as if they were one thread.
 */
#include "display.h"

#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <time.h>
#include <unistd.h>
#include <util/bits.h>

#include "signals.h"
#include "x11.h"

enum { PATIENCE_MS = 2000, STEP_MS = 100 };

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed;
static bool started;
static void (*wanted)(void *argument); /* NULL: nothing is to be called */
static void *wanted_argument;
static atomic_bool lost, limited;
static _Thread_local bool is_here;

static void wanted_done(void)
{
    wanted = NULL;
    pthread_cond_broadcast(&changed);
}

static void *serve(void *unused)
{
    (void)unused;
    is_here = true;
    pthread_mutex_lock(&lock);
    for (;;) {
        while (!wanted)
            pthread_cond_wait(&changed, &lock);
        pthread_mutex_unlock(&lock);
        wanted(wanted_argument);
        pthread_mutex_lock(&lock);
        wanted_done();
    }
    return NULL;
}

/* It lives as long as the process. Signals are for the other threads. */
static bool thread_start(void)
{
    pthread_condattr_t attr;
    pthread_t thread;
    sigset_t all, before;
    if (started)
        return true;
    pthread_condattr_init(&attr);
    pthread_condattr_setclock(&attr, CLOCK_MONOTONIC);
    pthread_cond_init(&changed, &attr);
    pthread_condattr_destroy(&attr);
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    started = pthread_create(&thread, NULL, serve, NULL) == 0;
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    if (started)
        pthread_detach(thread);
    return started;
}

static void step_wait(void)
{
    struct timespec until;
    clock_gettime(CLOCK_MONOTONIC, &until);
    until.tv_nsec += STEP_MS * 1000000L;
    if (until.tv_nsec >= 1000000000L) {
        until.tv_sec++;
        until.tv_nsec -= 1000000000L;
    }
    pthread_cond_timedwait(&changed, &lock, &until);
}

/* Until it has returned, or never will. */
static void wanted_wait(bool alone)
{
    for (u32 late = 0; wanted;) {
        step_wait();
        if (!atomic_load(&limited) && !signals_waiting())
            continue;
        late += STEP_MS;
        if (late < PATIENCE_MS || x11_cut() || !alone)
            continue;
        atomic_store(&lost, true);
        return;
    }
}

bool display_call(void (*call)(void *argument), void *argument, bool alone)
{
    if (display_lost() || !thread_start())
        return false;
    pthread_mutex_lock(&lock);
    wanted = call;
    wanted_argument = argument;
    pthread_cond_broadcast(&changed);
    wanted_wait(alone);
    pthread_mutex_unlock(&lock);
    return !display_lost();
}

void display_limit(void)
{
    atomic_store(&limited, true);
}

void display_end(void)
{
    atomic_store(&lost, true);
    if (!is_here)
        return;
    pthread_mutex_lock(&lock);
    wanted_done();
    pthread_mutex_unlock(&lock);
    for (;;)
        pause();
}

bool display_lost(void)
{
    return atomic_load(&lost);
}
