/* SPDX-License-Identifier: MIT
 *
 * The writing thread. It owns `bytes` while size is not 0, the caller owns it
 * otherwise; size, done, error and stop are under the lock, which is never
 * held during a wait or a write. It waits until the descriptor takes a piece
 * of output or the end is wanted, so that a write hardly ever blocks; if one
 * does nevertheless at the end, the thread is left to it.
 */
#include "writer.h"

#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/eventfd.h>
#include <time.h>
#include <unistd.h>

enum {
    WRITER_BYTES = 16 * 1024,
    PIECE_BYTES = 4096, /* what a pipe takes whole when poll says "ready" */
    NS_PER_S = 1000 * 1000 * 1000,
    JOIN_NS = 200 * 1000 * 1000,
    STATUS_IO = 90
};

struct writer {
    int fd;
    int event; /* for the caller: idle or failed */
    int end;   /* for the thread: stop is set */
    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t wake;
    u32 size, done;
    int error;
    bool stop;
    u8 bytes[WRITER_BYTES];
};

/* Returns bytes written, 0 when nothing was, -1 with errno. */
static ssize_t write_once(const struct writer *w, const u8 *bytes, u32 n)
{
    struct pollfd wait[] = {{.fd = w->fd, .events = POLLOUT},
                            {.fd = w->end, .events = POLLIN}};
    if (poll(wait, ARRAY_LEN(wait), -1) < 0 || wait[0].revents == 0)
        return 0;
    ssize_t done = write(w->fd, bytes, n < PIECE_BYTES ? n : PIECE_BYTES);
    bool later = errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR;
    return done < 0 && later ? 0 : done;
}

/* Lock held; released during the write. */
static void write_some(struct writer *w)
{
    u32 at = w->done, n = w->size - w->done;
    pthread_mutex_unlock(&w->lock);
    ssize_t done = write_once(w, w->bytes + at, n);
    int error = done < 0 ? errno : 0;
    pthread_mutex_lock(&w->lock);
    if (error == 0)
        w->done += (u32)done;
    else
        w->error = error;
    if (w->done == w->size || w->error) {
        w->size = w->done = 0;
        eventfd_write(w->event, 1);
    }
}

static void *writer_run(void *arg)
{
    struct writer *w = arg;
    pthread_mutex_lock(&w->lock);
    while (!w->stop) {
        if (w->size > 0)
            write_some(w);
        else
            pthread_cond_wait(&w->wake, &w->lock);
    }
    pthread_mutex_unlock(&w->lock);
    return NULL;
}

/* Signals are for the other threads. */
static int writer_start(struct writer *w)
{
    sigset_t all, old;
    sigfillset(&all);
    pthread_sigmask(SIG_BLOCK, &all, &old);
    int error = pthread_create(&w->thread, NULL, writer_run, w);
    pthread_sigmask(SIG_SETMASK, &old, NULL);
    return error;
}

static void writer_free(struct writer *w)
{
    pthread_mutex_destroy(&w->lock);
    pthread_cond_destroy(&w->wake);
    if (w->event >= 0)
        close(w->event);
    if (w->end >= 0)
        close(w->end);
    free(w);
}

struct writer *writer_open(int fd, struct err *e)
{
    struct writer *w = calloc(1, sizeof(*w));
    if (!w) {
        fail_status(e, STATUS_IO, "serial output: out of memory");
        return NULL;
    }
    w->fd = fd;
    w->event = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    w->end = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    pthread_mutex_init(&w->lock, NULL);
    pthread_cond_init(&w->wake, NULL);
    int error = w->event < 0 || w->end < 0 ? errno : writer_start(w);
    if (error == 0)
        return w;
    fail_status(e, STATUS_IO, "serial output: cannot start its thread: %s",
                strerror(error));
    writer_free(w);
    return NULL;
}

void writer_close(struct writer *w)
{
    if (!w)
        return;
    pthread_mutex_lock(&w->lock);
    w->stop = true;
    eventfd_write(w->end, 1);
    pthread_cond_signal(&w->wake);
    pthread_mutex_unlock(&w->lock);
    struct timespec until;
    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_nsec += JOIN_NS;
    until.tv_sec += until.tv_nsec / NS_PER_S;
    until.tv_nsec %= NS_PER_S;
    if (pthread_timedjoin_np(w->thread, NULL, &until) == 0)
        writer_free(w);
    else
        pthread_detach(w->thread); /* it hangs in a write, and keeps w */
}

u32 writer_give(struct writer *w, const u8 *bytes, u32 n)
{
    pthread_mutex_lock(&w->lock);
    u32 taken = 0;
    if (w->size == 0 && w->error == 0) {
        taken = n < WRITER_BYTES ? n : WRITER_BYTES;
        memcpy(w->bytes, bytes, taken);
        w->size = taken;
        pthread_cond_signal(&w->wake);
    }
    pthread_mutex_unlock(&w->lock);
    return taken;
}

u32 writer_left(struct writer *w)
{
    pthread_mutex_lock(&w->lock);
    u32 left = w->size - w->done;
    pthread_mutex_unlock(&w->lock);
    return left;
}

int writer_error(struct writer *w)
{
    pthread_mutex_lock(&w->lock);
    int error = w->error;
    pthread_mutex_unlock(&w->lock);
    return error;
}

int writer_fd(const struct writer *w)
{
    return w->event;
}

void writer_clear(struct writer *w)
{
    eventfd_t count;
    eventfd_read(w->event, &count);
}
