/* SPDX-License-Identifier: MIT
 *
 * Terminal settings and the signals that concern them. Invariant: while
 * `raw_now` is set the terminal has our settings, and every way out of the
 * process that can be caught leads through terminal_restore: close, exit(),
 * fatal signals (the handler of whoever was there first follows, a
 * sanitizer's for instance), and SIGTSTP, after which SIGCONT sets up again.
 * What SIGHUP, SIGINT and SIGTERM do is in signals.c.
 */
#include "terminal.h"

#include <errno.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <termios.h>
#include <unistd.h>
#include <util/bits.h>

static const int fatals[] = {SIGQUIT, SIGILL,  SIGABRT, SIGBUS,
                             SIGFPE,  SIGSEGV, SIGSYS};

static int terminal = -1;
static struct termios before, raw; /* constant while `wanted` */
static atomic_bool wanted, raw_now;
static struct sigaction old_fatal[ARRAY_LEN(fatals)], old_tstp, old_cont;

/* --- settings: all of this is async-signal-safe --------------------------- */

/* A terminal that is not the controlling one has no foreground. */
static bool foreground(void)
{
    pid_t group = tcgetpgrp(terminal);
    return group < 0 || group == getpgrp();
}

/* From the background it would stop the process without the mask. */
static void settings_apply(const struct termios *t)
{
    sigset_t ttou, old;
    sigemptyset(&ttou);
    sigaddset(&ttou, SIGTTOU);
    pthread_sigmask(SIG_BLOCK, &ttou, &old);
    while (tcsetattr(terminal, TCSANOW, t) != 0 && errno == EINTR)
        continue;
    pthread_sigmask(SIG_SETMASK, &old, NULL);
}

static void raw_apply(void)
{
    if (!atomic_load(&wanted) || !foreground())
        return;
    atomic_store(&raw_now, true);
    settings_apply(&raw);
}

void terminal_restore(void)
{
    if (atomic_exchange(&raw_now, false))
        settings_apply(&before);
}

void terminal_ensure(void)
{
    if (!atomic_load(&raw_now))
        raw_apply();
}

/* --- signals -------------------------------------------------------------- */

static void on_fatal(int number, siginfo_t *info, void *context)
{
    terminal_restore();
    const struct sigaction *old = NULL;
    for (size_t i = 0; i < ARRAY_LEN(fatals); i++)
        if (fatals[i] == number)
            old = &old_fatal[i];
    if (old && old->sa_flags & SA_SIGINFO) {
        old->sa_sigaction(number, info, context);
    } else if (old && old->sa_handler != SIG_DFL &&
               old->sa_handler != SIG_IGN) {
        old->sa_handler(number);
    } else {
        signal(number, SIG_DFL);
        raise(number); /* taken when this handler returns */
    }
}

static void on_stop(int number)
{
    int error = errno;
    struct sigaction normal = {.sa_handler = SIG_DFL}, mine;
    sigset_t set;
    terminal_restore();
    sigaction(number, &normal, &mine);
    sigemptyset(&set);
    sigaddset(&set, number);
    raise(number);
    pthread_sigmask(SIG_UNBLOCK, &set, NULL); /* stops here */
    pthread_sigmask(SIG_BLOCK, &set, NULL);
    sigaction(number, &mine, NULL);
    raw_apply();
    errno = error;
}

/* Whoever had the terminal meanwhile may have changed it. */
static void on_continue(int number)
{
    int error = errno;
    (void)number;
    raw_apply();
    errno = error;
}

static void signals_install(void)
{
    struct sigaction fatal = {.sa_sigaction = on_fatal,
                              .sa_flags = SA_SIGINFO | SA_ONSTACK};
    struct sigaction stop = {.sa_handler = on_stop, .sa_flags = SA_RESTART};
    struct sigaction go = {.sa_handler = on_continue, .sa_flags = SA_RESTART};
    for (size_t i = 0; i < ARRAY_LEN(fatals); i++)
        sigaction(fatals[i], &fatal, &old_fatal[i]);
    sigaction(SIGCONT, &go, &old_cont);
    sigaction(SIGTSTP, NULL, &old_tstp);
    if (old_tstp.sa_handler != SIG_IGN)
        sigaction(SIGTSTP, &stop, NULL);
}

static void signals_remove(void)
{
    for (size_t i = 0; i < ARRAY_LEN(fatals); i++)
        sigaction(fatals[i], &old_fatal[i], NULL);
    sigaction(SIGCONT, &old_cont, NULL);
    sigaction(SIGTSTP, &old_tstp, NULL);
}

/* --- life ----------------------------------------------------------------- */

static void raw_make(bool pass_interrupt)
{
    raw = before;
    raw.c_iflag |= ICRNL;
    raw.c_iflag &= ~(tcflag_t)(IGNCR | INLCR | ISTRIP | IXON);
    raw.c_lflag |= ISIG;
    raw.c_lflag &= ~(tcflag_t)(ECHO | ECHONL | ICANON | IEXTEN);
    raw.c_cc[VMIN] = 1;
    raw.c_cc[VTIME] = 0;
    if (pass_interrupt)
        raw.c_cc[VINTR] = raw.c_cc[VQUIT] = _POSIX_VDISABLE;
}

bool terminal_open(int fd, bool pass_interrupt)
{
    static bool registered;
    if (!isatty(fd) || tcgetattr(fd, &before) != 0)
        return false;
    if (!registered)
        registered = atexit(terminal_restore) == 0;
    terminal = fd;
    raw_make(pass_interrupt);
    atomic_store(&wanted, true);
    signals_install();
    raw_apply();
    return true;
}

void terminal_close(void)
{
    if (!atomic_exchange(&wanted, false))
        return;
    terminal_restore();
    signals_remove();
}
