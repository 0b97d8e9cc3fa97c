/* SPDX-License-Identifier: MIT
 *
 * The terminal on a pseudo-terminal: what is changed while the machine runs,
 * and that it is restored on every way out. Each way is taken by a child
 * whose controlling terminal the pseudo-terminal is; the parent, on the other
 * side, watches the settings. Stops need a third process in between, in the
 * part of a shell.
 */
#include "../../src/host/terminal.h"
#include "../../src/host/signals.h"

#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>
#include <util/bits.h>

#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>

enum { PATIENCE_MS = 10000 };

static int master, slave;
static struct termios normal;

static int setup(void **state)
{
    (void)state;
    if (openpty(&master, &slave, NULL, NULL, NULL) != 0)
        return -1;
    return tcgetattr(slave, &normal);
}

static int teardown(void **state)
{
    (void)state;
    close(master);
    close(slave);
    return 0;
}

static struct termios settings(void)
{
    struct termios t;
    assert_int_equal(tcgetattr(slave, &t), 0);
    return t;
}

static bool is_normal(void)
{
    struct termios t = settings();
    return t.c_iflag == normal.c_iflag && t.c_oflag == normal.c_oflag &&
           t.c_cflag == normal.c_cflag && t.c_lflag == normal.c_lflag &&
           memcmp(t.c_cc, normal.c_cc, sizeof(t.c_cc)) == 0;
}

static bool is_raw(void)
{
    return !(settings().c_lflag & (ECHO | ICANON));
}

static bool wait_until(bool (*what)(void))
{
    for (int i = 0; i < PATIENCE_MS && !what(); i++)
        poll(NULL, 0, 1);
    return what();
}

/* --- settings ---------------------------------------------------------------
 */

static void test_settings_headless(void **state)
{
    (void)state;
    assert_true(terminal_open(slave, true));
    struct termios t = settings();
    assert_int_equal(t.c_lflag & (ECHO | ECHONL | ICANON | IEXTEN), 0);
    assert_true(t.c_lflag & ISIG);
    assert_true(t.c_iflag & ICRNL);
    assert_int_equal(t.c_iflag & IXON, 0);
    assert_true(t.c_oflag & OPOST);
    assert_int_equal(t.c_cc[VINTR], _POSIX_VDISABLE);
    assert_int_equal(t.c_cc[VQUIT], _POSIX_VDISABLE);
    assert_int_equal(t.c_cc[VSUSP], normal.c_cc[VSUSP]);
    /* Ctrl-C is input, and Enter a line feed. */
    u8 bytes[4];
    assert_int_equal(write(master, "\x03\r", 2), 2);
    assert_int_equal(read(slave, bytes, sizeof(bytes)), 2);
    assert_memory_equal(bytes, "\x03\n", 2);
    terminal_close();
    assert_true(is_normal());
}

static void test_settings_window(void **state)
{
    (void)state;
    assert_true(terminal_open(slave, false));
    assert_true(is_raw());
    assert_int_equal(settings().c_cc[VINTR], normal.c_cc[VINTR]);
    terminal_restore();
    assert_true(is_normal());
    terminal_ensure();
    assert_true(is_raw());
    terminal_close();
    terminal_close();
    assert_true(is_normal());
    terminal_ensure(); /* closed: nothing to ensure */
    assert_true(is_normal());
}

static void test_no_terminal(void **state)
{
    int fds[2];
    (void)state;
    assert_int_equal(pipe(fds), 0);
    assert_false(terminal_open(fds[0], true));
    terminal_restore();
    terminal_close();
    close(fds[0]);
    close(fds[1]);
}

/* Signal dispositions are as before after both are closed. */
static void test_dispositions(void **state)
{
    struct sigaction before[SIGSYS + 1], after;
    struct err e;
    (void)state;
    for (int i = 1; i <= SIGSYS; i++)
        sigaction(i, NULL, &before[i]);
    assert_true(signals_open(&e));
    assert_true(terminal_open(slave, true));
    terminal_close();
    signals_close();
    for (int i = 1; i <= SIGSYS; i++) {
        sigaction(i, NULL, &after);
        assert_true(after.sa_handler == before[i].sa_handler);
    }
}

/* --- ways out ---------------------------------------------------------------
 */

static const int fatals[] = {SIGQUIT, SIGILL, SIGABRT, SIGBUS, SIGFPE, SIGSEGV};

/* In a child: the terminal is the controlling one, messages go nowhere, and
 * cmocka's handlers, which would go on with the next test, are gone. */
static void become_session(void)
{
    int null = open("/dev/null", O_WRONLY);
    struct rlimit none = {0, 0};
    setrlimit(RLIMIT_CORE, &none);
    for (size_t i = 0; i < ARRAY_LEN(fatals); i++)
        signal(fatals[i], SIG_DFL);
    dup2(null, STDERR_FILENO);
    dup2(null, STDOUT_FILENO);
    setsid();
    ioctl(slave, TIOCSCTTY, 0);
}

static pid_t child_start(void (*body)(void))
{
    fflush(NULL);
    pid_t child = fork();
    if (child != 0)
        return child;
    become_session();
    struct err e;
    if (!signals_open(&e) || !terminal_open(slave, true))
        _exit(99);
    body();
    _exit(98);
}

static int child_end(pid_t child)
{
    int status = 0;
    assert_int_equal(waitpid(child, &status, 0), child);
    return status;
}

static void wait_for_signal(void)
{
    for (int i = 0; i < PATIENCE_MS; i++)
        poll(NULL, 0, 1);
}

static void leave_by_exit(void)
{
    exit(7);
}

static void leave_by_abort(void)
{
    abort();
}

static void leave_by_bad_address(void)
{
    volatile u8 *page =
        mmap(NULL, 4096, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    *page = 1;
}

static void test_exit(void **state)
{
    (void)state;
    int status = child_end(child_start(leave_by_exit));
    assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 7);
    assert_true(is_normal());
}

static void test_crash(void **state)
{
    (void)state;
    int status = child_end(child_start(leave_by_abort));
    assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT);
    assert_true(is_normal());
    status = child_end(child_start(leave_by_bad_address));
    assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGSEGV);
    assert_true(is_normal());
}

static void test_fatal_signals(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(fatals); i++) {
        pid_t child = child_start(wait_for_signal);
        assert_true(wait_until(is_raw));
        kill(child, fatals[i]);
        int status = child_end(child);
        assert_true(WIFSIGNALED(status) && WTERMSIG(status) == fatals[i]);
        assert_true(is_normal());
    }
}

static void on_crash(int number)
{
    _exit(is_normal() ? number : 97);
}

static void crash_with_handler(void)
{
    terminal_close();
    signal(SIGSEGV, on_crash);
    terminal_open(slave, true);
    leave_by_bad_address();
}

/* Who handled crashes first, a sanitizer for instance, still does, after the
 * terminal was restored. */
static void test_crash_handler_follows(void **state)
{
    (void)state;
    int status = child_end(child_start(crash_with_handler));
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), SIGSEGV);
    assert_true(is_normal());
}

/* As the device loop does: the signal is taken, then the end is in order. */
static void stop_in_order(void)
{
    struct pollfd wait = {.fd = signals_fd(), .events = POLLIN};
    while (poll(&wait, 1, PATIENCE_MS) <= 0)
        continue;
    int number = signals_take();
    int again = signals_take() != 0 || poll(&wait, 1, 0) > 0;
    terminal_close();
    signals_close();
    _exit(again ? 97 : number);
}

static void test_stop_signals(void **state)
{
    static const int signals[] = {SIGHUP, SIGINT, SIGTERM};
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(signals); i++) {
        pid_t child = child_start(stop_in_order);
        assert_true(wait_until(is_raw));
        kill(child, signals[i]);
        kill(child, signals[i]); /* an echo of the first */
        int status = child_end(child);
        assert_true(WIFEXITED(status));
        assert_int_equal(WEXITSTATUS(status), signals[i]);
        assert_true(is_normal());
    }
}

/* A stop that hangs: SIGINT once more, later, ends the process. */
static void test_second_interrupt(void **state)
{
    (void)state;
    pid_t child = child_start(wait_for_signal);
    assert_true(wait_until(is_raw));
    kill(child, SIGINT);
    poll(NULL, 0, 700);
    assert_int_equal(waitpid(child, NULL, WNOHANG), 0);
    kill(child, SIGINT);
    int status = child_end(child);
    assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGINT);
    assert_true(is_normal());
}

static void leave_ignored(void)
{
    struct err e;
    terminal_close();
    signals_close();
    signal(SIGHUP, SIG_IGN);
    signals_open(&e);
    raise(SIGHUP);
    _exit(signals_take());
}

static void test_ignored_stays_ignored(void **state)
{
    (void)state;
    int status = child_end(child_start(leave_ignored));
    assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
}

/* --- stops
 * -------------------------------------------------------------------*/

/* The part of a shell: a job in the foreground; when it stops, the shell has
 * the terminal, looks at it, uses it its own way, and continues the job. Exit
 * status: what went wrong. */
static int shell_stops_job(int stop_signal)
{
    fflush(NULL);
    pid_t job = fork();
    if (job == 0) {
        setpgid(0, 0);
        while (tcgetpgrp(slave) != getpgrp())
            poll(NULL, 0, 1);
        terminal_open(slave, true);
        wait_for_signal();
        _exit(0);
    }
    setpgid(job, job);
    signal(SIGTTOU, SIG_IGN);
    tcsetpgrp(slave, job);
    if (!wait_until(is_raw))
        return 1;
    if (stop_signal != 0)
        kill(job, stop_signal);
    else
        while (write(master, "\x1A", 1) != 1)
            continue;
    int status;
    waitpid(job, &status, WUNTRACED);
    if (!WIFSTOPPED(status))
        return 2;
    if (stop_signal != SIGSTOP && !is_normal())
        return 3;
    tcsetpgrp(slave, getpgrp());
    tcsetattr(slave, TCSANOW, &normal);
    kill(job, SIGCONT); /* into the background: not its terminal */
    poll(NULL, 0, 50);
    if (!is_normal())
        return 4;
    tcsetpgrp(slave, job);
    kill(job, SIGCONT);
    if (!wait_until(is_raw))
        return 5;
    kill(job, SIGQUIT);
    waitpid(job, &status, 0);
    return is_normal() ? 0 : 6;
}

static void check_stop(int stop_signal)
{
    fflush(NULL);
    pid_t shell = fork();
    if (shell == 0) {
        become_session();
        _exit(shell_stops_job(stop_signal));
    }
    int status = child_end(shell);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 0);
}

static void test_stops(void **state)
{
    (void)state;
    check_stop(0); /* Ctrl-Z typed */
    check_stop(SIGTSTP);
    check_stop(SIGSTOP); /* cannot be caught, but is repaired after */
}

#define ON_PTY(test) cmocka_unit_test_setup_teardown(test, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        ON_PTY(test_settings_headless),
        ON_PTY(test_settings_window),
        ON_PTY(test_no_terminal),
        ON_PTY(test_dispositions),
        ON_PTY(test_exit),
        ON_PTY(test_crash),
        ON_PTY(test_fatal_signals),
        ON_PTY(test_crash_handler_follows),
        ON_PTY(test_stop_signals),
        ON_PTY(test_second_interrupt),
        ON_PTY(test_ignored_stays_ignored),
        ON_PTY(test_stops),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
