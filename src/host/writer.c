/* SPDX-License-Identifier: MIT
 *
 * The writing thread. It owns `bytes` while size is not 0, the caller owns it
 * otherwise; size, done, error and stop are under the lock, which is never
 * held during a write. The thread can be cancelled only inside a write, so
 * it never dies with the lock.
 */
#include "writer.h"

#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/eventfd.h>
#include <unistd.h>

enum { WRITER_BYTES = 16 * 1024, STATUS_IO = 90 };

struct writer {
    int fd, event;
    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t wake;
    u32 size, done;
    int error;
    bool stop;
    u8 bytes[WRITER_BYTES];
};

/* One write; an inherited descriptor may be non-blocking. */
static ssize_t write_once(int fd, const u8 *bytes, u32 n)
{
    ssize_t done = write(fd, bytes, n);
    if (done >= 0)
        return done;
    if (errno == EAGAIN || errno == EWOULDBLOCK) {
        struct pollfd wait = {.fd = fd, .events = POLLOUT};
        poll(&wait, 1, -1);
        return 0;
    }
    return errno == EINTR ? 0 : -1;
}

/* Lock held; released during the write. */
static void write_some(struct writer *w)
{
    u32 at = w->done, n = w->size - w->done;
    int ignored;
    pthread_mutex_unlock(&w->lock);
    pthread_setcancelstate(PTHREAD_CANCEL_ENABLE, &ignored);
    ssize_t done = write_once(w->fd, w->bytes + at, n);
    int error = done < 0 ? errno : 0;
    pthread_setcancelstate(PTHREAD_CANCEL_DISABLE, &ignored);
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
    int ignored;
    pthread_setcancelstate(PTHREAD_CANCEL_DISABLE, &ignored);
    pthread_mutex_lock(&w->lock);
    for (;;) {
        if (w->size > 0)
            write_some(w);
        else if (w->stop)
            break;
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

struct writer *writer_open(int fd, struct err *e)
{
    struct writer *w = calloc(1, sizeof(*w));
    int event = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    int error = w && event >= 0 ? 0 : errno;
    if (error == 0) {
        w->fd = fd;
        w->event = event;
        pthread_mutex_init(&w->lock, NULL);
        pthread_cond_init(&w->wake, NULL);
        error = writer_start(w);
    }
    if (error == 0)
        return w;
    fail_status(e, STATUS_IO, "serial output: cannot start its thread: %s",
                strerror(error));
    if (event >= 0)
        close(event);
    free(w);
    return NULL;
}

void writer_close(struct writer *w)
{
    if (!w)
        return;
    pthread_mutex_lock(&w->lock);
    w->stop = true;
    bool hangs = w->size > 0;
    pthread_cond_signal(&w->wake);
    pthread_mutex_unlock(&w->lock);
    if (hangs)
        pthread_cancel(w->thread);
    pthread_join(w->thread, NULL);
    pthread_mutex_destroy(&w->lock);
    pthread_cond_destroy(&w->wake);
    close(w->event);
    free(w);
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
