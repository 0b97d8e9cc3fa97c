/* SPDX-License-Identifier: MIT
 *
 * Child processes. The end is what waitpid says, not the end of its output:
 * somebody it left behind may hold the pipes, so the group is killed and the
 * pipes are read once more and closed then.
 */
#include "child.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { READ_BYTES = 16 * 1024, READ_ROUNDS = 64, STATUS_NO_EXEC = 127 };

u64 time_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (u64)t.tv_sec * 1000 + (u64)t.tv_nsec / 1000000;
}

/* In the child. Does not return. */
static void run(char *const *argv, const char *folder, int in, int out,
                int errors)
{
    sigset_t none;
    sigemptyset(&none);
    setpgid(0, 0);
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    bool ok = dup2(in, 0) == 0 && dup2(out, 1) == 1 && dup2(errors, 2) == 2 &&
              chdir(folder) == 0;
    signal(SIGPIPE, SIG_DFL);
    sigprocmask(SIG_SETMASK, &none, NULL);
    if (ok)
        execvp(argv[0], argv);
    dprintf(2, "cannot run %s: %s\n", argv[0], strerror(errno));
    _exit(STATUS_NO_EXEC);
}

static void close_all(int *fd, u32 n)
{
    for (u32 i = 0; i < n; i++) {
        if (fd[i] >= 0)
            close(fd[i]);
        fd[i] = -1;
    }
}

bool child_start(struct child *c, char *const *argv, const char *folder,
                 const char *input, u64 timeout_ms, struct err *e)
{
    int out[2] = {-1, -1}, errors[2] = {-1, -1};
    *c = (struct child){.fd = {-1, -1}};
    int in = open(input, O_RDONLY | O_CLOEXEC);
    if (in < 0)
        return fail(e, "cannot open %s: %s", input, strerror(errno));
    bool ok = pipe2(out, O_CLOEXEC) == 0 && pipe2(errors, O_CLOEXEC) == 0;
    c->pid = ok ? fork() : -1;
    if (c->pid == 0)
        run(argv, folder, in, out[1], errors[1]);
    if (c->pid < 0)
        fail(e, "cannot start %s: %s", argv[0], strerror(errno));
    int rest[] = {in, out[1], errors[1]};
    close_all(rest, ARRAY_LEN(rest));
    c->fd[0] = out[0];
    c->fd[1] = errors[0];
    c->deadline = time_ms() + timeout_ms;
    if (c->pid > 0) {
        setpgid(c->pid, c->pid); /* whoever comes first */
        fcntl(out[0], F_SETFL, O_NONBLOCK);
        fcntl(errors[0], F_SETFL, O_NONBLOCK);
        return true;
    }
    c->pid = 0;
    close_all(c->fd, CHILD_FDS);
    return false;
}

u32 child_fds(const struct child *c, struct pollfd *fds)
{
    u32 n = 0;
    for (u32 i = 0; i < CHILD_FDS; i++)
        if (c->fd[i] >= 0)
            fds[n++] = (struct pollfd){.fd = c->fd[i], .events = POLLIN};
    return n;
}

static void read_some(struct child *c, u32 i)
{
    u8 bytes[READ_BYTES];
    for (int round = 0; c->fd[i] >= 0 && round < READ_ROUNDS; round++) {
        ssize_t n = read(c->fd[i], bytes, sizeof(bytes));
        if (n < 0 && (errno == EAGAIN || errno == EINTR))
            return;
        if (n <= 0) {
            close_all(&c->fd[i], 1);
            return;
        }
        size_t room = CHILD_OUTPUT_MAX - c->text[i].size;
        buf_add(&c->text[i], bytes, (size_t)n < room ? (size_t)n : room);
        if ((size_t)n > room)
            c->flooded = true;
        if (c->flooded)
            return;
    }
}

void child_kill(struct child *c)
{
    if (c->pid > 0)
        kill(-c->pid, SIGKILL);
}

bool child_service(struct child *c)
{
    for (u32 i = 0; i < CHILD_FDS; i++)
        read_some(c, i);
    if (!c->late && !c->flooded && time_ms() >= c->deadline)
        c->late = true;
    if (c->late || c->flooded)
        child_kill(c);
    pid_t pid = waitpid(c->pid, &c->end, WNOHANG);
    if (pid == 0 || (pid < 0 && errno == EINTR))
        return false;
    child_kill(c); /* what it has left behind */
    c->pid = 0;
    for (u32 i = 0; i < CHILD_FDS; i++)
        read_some(c, i);
    close_all(c->fd, CHILD_FDS);
    return true;
}

void child_free(struct child *c)
{
    child_kill(c);
    while (c->pid > 0 && waitpid(c->pid, &c->end, 0) < 0 && errno == EINTR)
        continue;
    c->pid = 0;
    close_all(c->fd, CHILD_FDS);
    for (u32 i = 0; i < CHILD_FDS; i++)
        buf_free(&c->text[i]);
}
