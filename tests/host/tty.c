/* SPDX-License-Identifier: MIT
 *
 * The program on a terminal, without a window: what is typed reaches the
 * guest, Ctrl-C included; the escape key is announced and works; and the
 * terminal is restored on every way out that the program itself takes.
 *
 * usage: tty VM IMAGE        (the image of window.s)
 */
#include <util/bits.h>

#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

enum { PATIENCE_MS = 20000, STEP_MS = 50 };

static const char *vm, *image;
static int master;
static char seen[65536]; /* what the terminal shows, since the start */
static size_t seen_size;
static const char *test; /* its name, for messages */

static void die(const char *what)
{
    fprintf(stderr, "tty: %s: %s\nseen:\n%s\n", test, what, seen);
    exit(1);
}

static void look(int milliseconds)
{
    struct pollfd p = {.fd = master, .events = POLLIN};
    if (poll(&p, 1, milliseconds) <= 0)
        return;
    ssize_t n = read(master, seen + seen_size, sizeof(seen) - 1 - seen_size);
    if (n > 0)
        seen_size += (size_t)n;
    seen[seen_size] = 0;
}

static void expect(const char *text)
{
    for (int i = 0; i < PATIENCE_MS / STEP_MS; i++) {
        if (strstr(seen, text))
            return;
        look(STEP_MS);
    }
    fprintf(stderr, "tty: expected: %s\n", text);
    die("it did not come");
}

static void type(const char *text)
{
    if (write(master, text, strlen(text)) != (ssize_t)strlen(text))
        die("cannot type");
}

static bool cooked(void)
{
    struct termios t;
    if (tcgetattr(master, &t) != 0)
        die("no terminal");
    tcflag_t cooked_flags = ECHO | ICANON | ISIG | IEXTEN;
    return (t.c_lflag & cooked_flags) == cooked_flags && t.c_cc[VINTR] == 3;
}

/* A process in between, like a shell, keeps the terminal open, so that its
 * settings can be looked at after the program's end. */
static pid_t start(const char *name, const char *ready, const char *option,
                   const char *other)
{
    test = name;
    seen_size = 0;
    seen[0] = 0;
    pid_t shell = forkpty(&master, NULL, NULL, NULL);
    if (shell == 0) {
        pid_t program = fork();
        if (program == 0) {
            execl(vm, vm, "--headless", image, option, other, (char *)NULL);
            _exit(127);
        }
        int status = 0;
        signal(SIGINT, SIG_IGN);
        waitpid(program, &status, 0);
        printf("ended with %d\n", WIFEXITED(status) ? WEXITSTATUS(status) : -1);
        fflush(stdout);
        pause();
    }
    expect(ready);
    return shell;
}

static void end(pid_t shell, const char *status)
{
    expect(status);
    if (!cooked())
        die("the terminal was not restored");
    kill(shell, SIGKILL);
    waitpid(shell, NULL, 0);
    close(master);
}

static void test_escape_key(void)
{
    pid_t shell = start("escape key", "ready", NULL, NULL);
    if (cooked())
        die("the terminal was not set up");
    if (strncmp(seen, "vm: Ctrl-A x ends the machine", 29) != 0)
        die("the escape key was not announced first");
    type("\x01h");
    expect("vm: Ctrl-A Ctrl-A  send Ctrl-A");
    type("\x01\x01");
    expect("S 01");
    type("\x01x");
    end(shell, "ended with 0");
}

/* What comes behind what is seen now. */
static void expect_anew(const char *keys, const char *text)
{
    seen_size = 0;
    seen[0] = 0;
    type(keys);
    expect(text);
}

static void test_monitor(void)
{
    pid_t shell = start("monitor", "ready", NULL, NULL);
    expect_anew("\x01"
                "c",
                "(vm) ");
    expect_anew("statXus\x1b[D\x1b[D\x7f\r", "state: running");
    expect_anew("pa\t\r", "stopped: asked");
    expect_anew("xyz\x15help sta\t\r", "or why it stands");
    expect_anew("\x1b[A\r", "or why it stands"); /* history */
    expect_anew("de\t", "detach");               /* several */
    expect_anew("\x15wait\rc\r", "(vm) ");
    expect_anew("\x03", "stopped: asked");
    expect_anew("c\r", "\r\n\r\x1b[K(vm) ");
    expect_anew("\x01"
                "c\x61",
                "S 61"); /* to the guest again */
    type("q");
    end(shell, "ended with 0");
}

/* The monitor alone on the terminal: Ctrl-C pauses. */
static void test_monitor_alone(void)
{
    pid_t shell =
        start("monitor alone", "(vm) ", "--serial=null", "--monitor=stdio");
    expect_anew("pause\r", "stopped: asked");
    expect_anew("continue\rwait\r", "wait");
    expect_anew("\x03", "stopped: asked");
    expect_anew("status\r", "state: stopped");
    type("quit 3\r");
    end(shell, "ended with 3");
}

static void test_input(void)
{
    pid_t shell = start("input", "ready", NULL, NULL);
    type("a\r\x03\x1C");
    expect("S 61\r\nS 0A\r\nS 03\r\nS 1C\r\n");
    type("q");
    end(shell, "ended with 0");
}

static void test_limit(void)
{
    pid_t shell = start("time limit", "ready", "--timeout=0.3", NULL);
    end(shell, "ended with 124");
}

int main(int argc, char **argv)
{
    if (argc != 3) {
        fprintf(stderr, "usage: tty VM IMAGE\n");
        return 2;
    }
    vm = argv[1];
    image = argv[2];
    test_escape_key();
    test_input();
    test_monitor();
    test_monitor_alone();
    test_limit();
    return 0;
}
