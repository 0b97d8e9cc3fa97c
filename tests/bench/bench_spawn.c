/* SPDX-License-Identifier: MIT
 *
 * Runs a program of the host without input and keeps what it says, how it
 * ends, and what it costs.
 */
#include "bench.h"

#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

static double seconds_of(struct timeval t)
{
    return (double)t.tv_sec + (double)t.tv_usec * 1e-6;
}

/* The start of what comes, and nothing of the rest. */
static void drain(int fd, char *text, size_t room)
{
    char rest[512];
    size_t size = 0;
    ssize_t n;
    while ((n = read(fd, rest, sizeof rest)) > 0) {
        size_t take = (size_t)n < room - 1 - size ? (size_t)n : room - 1 - size;
        memcpy(text + size, rest, take);
        size += take;
    }
    text[size] = '\0';
}

static bool start(const char *const *argv, int out, pid_t *pid, struct err *e)
{
    posix_spawn_file_actions_t files;
    posix_spawn_file_actions_init(&files);
    posix_spawn_file_actions_addopen(&files, 0, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_adddup2(&files, out, 1);
    posix_spawn_file_actions_adddup2(&files, out, 2);
    int reason =
        posix_spawnp(pid, argv[0], &files, NULL, (char **)argv, environ);
    posix_spawn_file_actions_destroy(&files);
    return reason == 0 ||
           fail(e, "cannot run %s: %s", argv[0], strerror(reason));
}

bool bench_spawn(const char *const *argv, struct bench_end *end, struct err *e)
{
    struct rusage use;
    int fd[2], status;
    pid_t pid;
    if (pipe2(fd, O_CLOEXEC) != 0)
        return fail(e, "pipe: %s", strerror(errno));
    double from = bench_seconds();
    bool ok = start(argv, fd[1], &pid, e);
    close(fd[1]);
    if (ok) {
        drain(fd[0], end->text, sizeof end->text);
        ok = wait4(pid, &status, 0, &use) == pid ||
             fail(e, "wait: %s", strerror(errno));
    }
    close(fd[0]);
    if (!ok)
        return false;
    end->seconds = bench_seconds() - from;
    end->cpu = seconds_of(use.ru_utime) + seconds_of(use.ru_stime);
    end->status = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    return true;
}
