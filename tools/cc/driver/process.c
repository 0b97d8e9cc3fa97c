/* SPDX-License-Identifier: MIT
 *
 * Runs the front end as a child process and collects what it writes. The
 * child inherits standard input; nobody waits for a pipe that is full, since
 * both are read as they fill.
 */
#include "driver.h"

#include <sys/wait.h>

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <unistd.h>

extern char **environ;

struct stream {
    int read_end, write_end;
    struct buf *to; /* NULL: not collected */
};

static bool stream_open(struct stream *s, struct buf *to)
{
    *s = (struct stream){-1, -1, to};
    int ends[2];
    if (!to)
        return true;
    if (pipe2(ends, O_CLOEXEC) != 0)
        return false;
    s->read_end = ends[0];
    s->write_end = ends[1];
    return true;
}

static void stream_close_end(int *fd)
{
    if (*fd >= 0)
        close(*fd);
    *fd = -1;
}

static void stream_close(struct stream *s)
{
    stream_close_end(&s->read_end);
    stream_close_end(&s->write_end);
}

static void stream_take(struct stream *s)
{
    char chunk[65536];
    ssize_t n = read(s->read_end, chunk, sizeof(chunk));
    if (n > 0)
        buf_add(s->to, chunk, (size_t)n);
    else if (n == 0 || (errno != EINTR && errno != EAGAIN))
        stream_close_end(&s->read_end);
}

static void streams_read(struct stream *a, struct stream *b)
{
    while (a->read_end >= 0 || b->read_end >= 0) {
        struct pollfd fds[2] = {{a->read_end, POLLIN, 0},
                                {b->read_end, POLLIN, 0}};
        if (poll(fds, 2, -1) < 0 && errno != EINTR)
            break;
        if (fds[0].revents != 0)
            stream_take(a);
        if (fds[1].revents != 0)
            stream_take(b);
    }
}

static int child_start(pid_t *pid, const char *const *argv,
                       const struct stream *out, const struct stream *err)
{
    posix_spawn_file_actions_t actions;
    int error = posix_spawn_file_actions_init(&actions);
    if (error != 0)
        return error;
    if (out->to)
        posix_spawn_file_actions_adddup2(&actions, out->write_end, 1);
    if (err->to)
        posix_spawn_file_actions_adddup2(&actions, err->write_end, 2);
    error = posix_spawnp(pid, argv[0], &actions, NULL, (char *const *)argv,
                         environ);
    posix_spawn_file_actions_destroy(&actions);
    return error;
}

static int child_wait(pid_t pid)
{
    int status = 0;
    while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
        ;
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

bool process_run(const char *const *argv, struct buf *out, struct buf *messages,
                 int *status, struct err *e)
{
    struct stream o = {-1, -1, NULL}, m = {-1, -1, NULL};
    pid_t pid = -1;
    if (!stream_open(&o, out) || !stream_open(&m, messages)) {
        int error = errno;
        stream_close(&o);
        stream_close(&m);
        return fail_status(e, 90, "cannot make a pipe: %s", strerror(error));
    }
    int error = child_start(&pid, argv, &o, &m);
    stream_close_end(&o.write_end);
    stream_close_end(&m.write_end);
    if (error == 0) {
        streams_read(&o, &m);
        *status = child_wait(pid);
    }
    stream_close(&o);
    stream_close(&m);
    if (error == ENOENT)
        return fail_status(e, 90,
                           "the front end %s is not installed; on "
                           "Debian: apt-get install clang-19",
                           argv[0]);
    return error == 0 ||
           fail_status(e, 90, "cannot run %s: %s", argv[0], strerror(error));
}
