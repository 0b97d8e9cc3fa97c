/* SPDX-License-Identifier: MIT
 *
 * A buffer before a descriptor, under a lock of its own that is taken last.
 */
#include "sink.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

static void drain(struct sink *s)
{
    size_t done = 0;
    while (done < s->used && s->failed == 0) {
        ssize_t n = write(s->fd, s->bytes + done, s->used - done);
        if (n > 0)
            done += (size_t)n;
        else if (n < 0 && errno != EINTR)
            s->failed = errno;
        else if (n == 0)
            s->failed = ENOSPC;
    }
    s->used = 0;
}

static bool open_as(struct sink *s, const char *path, int fd, bool live,
                    struct err *e)
{
    s->path = path;
    s->failed = 0;
    s->used = 0;
    s->live = live;
    s->fd = fd;
    if (fd < 0)
        return fail_status(e, 90, "cannot write %s: %s", path, strerror(errno));
    pthread_mutex_init(&s->lock, NULL);
    return true;
}

bool sink_open(struct sink *s, const char *path, struct err *e)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    return open_as(s, path, fd, false, e);
}

bool sink_stderr(struct sink *s, struct err *e)
{
    int fd = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 0);
    return open_as(s, "standard error", fd, true, e);
}

bool sink_take(struct sink *s, const char *path, int fd, struct err *e)
{
    return open_as(s, path, fd, true, e);
}

void sink_text(struct sink *s, const char *text, size_t n)
{
    pthread_mutex_lock(&s->lock);
    while (n != 0 && s->failed == 0) {
        size_t part = SINK_BYTES - s->used < n ? SINK_BYTES - s->used : n;
        memcpy(s->bytes + s->used, text, part);
        s->used += part;
        text += part;
        n -= part;
        if (s->used == SINK_BYTES || s->live)
            drain(s);
    }
    pthread_mutex_unlock(&s->lock);
}

void sink_fail(struct sink *s, int why)
{
    pthread_mutex_lock(&s->lock);
    if (s->failed == 0)
        s->failed = why;
    pthread_mutex_unlock(&s->lock);
}

bool sink_close(struct sink *s, struct err *e)
{
    drain(s);
    if (close(s->fd) != 0 && s->failed == 0)
        s->failed = errno;
    pthread_mutex_destroy(&s->lock);
    if (s->failed == 0)
        return true;
    return fail_status(e, 90, "cannot write %s: %s", s->path,
                       strerror(s->failed));
}
