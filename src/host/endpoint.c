/* SPDX-License-Identifier: MIT
 *
 * What all serial endpoints share: finding the kind by its name, the queue of
 * output, waiting. Also the two kinds that need no more than that, null and
 * file.
 *
 * Invariant: with a client nothing that endpoint_write took is dropped; it is
 * in the queue, underway, or has arrived, unless `lost` is set.
 */
#include "endpoint.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/timerfd.h>
#include <unistd.h>

enum { TICKER_MS = 20, STATUS_IO = 90 };

/* --- null, file ---------------------------------------------------------- */

static bool null_open(struct endpoint *p, const char *argument, struct err *e)
{
    (void)argument;
    (void)e;
    p->client = true;
    return true;
}

static void null_close(struct endpoint *p)
{
    (void)p;
}

static u32 null_push(struct endpoint *p, const u8 *bytes, u32 n)
{
    (void)p;
    (void)bytes;
    return n;
}

const struct endpoint_class endpoint_null = {
    .name = "null",
    .size = sizeof(struct endpoint),
    .open = null_open,
    .close = null_close,
    .push = null_push,
};

struct file {
    struct endpoint base;
    int fd;
};

/* O_NONBLOCK: a FIFO without a reader is refused instead of waited for, and
 * a terminal that is stopped does not stop the machine's device thread. */
static bool file_open(struct endpoint *p, const char *argument, struct err *e)
{
    struct file *f = (struct file *)p;
    f->fd = open(
        argument,
        O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NONBLOCK | O_NOCTTY, 0666);
    if (f->fd < 0)
        return fail_status(e, STATUS_IO, "--serial file: cannot open %s: %s",
                           argument, strerror(errno));
    p->client = true;
    return true;
}

static void file_close(struct endpoint *p)
{
    struct file *f = (struct file *)p;
    if (f->fd >= 0)
        close(f->fd);
}

static u32 file_fds(struct endpoint *p, bool room, struct pollfd *fds, u32 max)
{
    struct file *f = (struct file *)p;
    (void)room;
    if (p->out.size == 0 || max == 0)
        return 0;
    fds[0] = (struct pollfd){.fd = f->fd, .events = POLLOUT};
    return 1;
}

static u32 file_push(struct endpoint *p, const u8 *bytes, u32 n)
{
    struct file *f = (struct file *)p;
    int done = endpoint_write_fd(f->fd, bytes, n);
    if (done < 0)
        endpoint_lose(p, "write to file");
    return done < 0 ? 0 : (u32)done;
}

const struct endpoint_class endpoint_file = {
    .name = "file",
    .argument = "PATH",
    .size = sizeof(struct file),
    .keeps_all = true,
    .open = file_open,
    .close = file_close,
    .fds = file_fds,
    .push = file_push,
};

/* --- all ----------------------------------------------------------------- */

static const struct endpoint_class *const kinds[] = {
    &endpoint_stdio, &endpoint_stderr, &endpoint_null, &endpoint_file,
    &endpoint_pty,   &endpoint_unix,   &endpoint_tcp,
};

/* The kind that text names, with its argument; NULL when it is malformed. */
static const struct endpoint_class *kind_find(const char *text,
                                              const char **argument)
{
    const char *colon = strchr(text, ':');
    size_t length = colon ? (size_t)(colon - text) : strlen(text);
    for (size_t i = 0; i < ARRAY_LEN(kinds); i++) {
        const struct endpoint_class *k = kinds[i];
        if (strlen(k->name) != length || memcmp(k->name, text, length) != 0)
            continue;
        *argument = colon ? colon + 1 : NULL;
        bool given = colon && colon[1] != 0;
        return (k->argument ? given : colon == NULL) ? k : NULL;
    }
    return NULL;
}

static bool kind_unknown(const char *text, struct err *e)
{
    char list[128] = "";
    size_t n = 0;
    for (size_t i = 0; i < ARRAY_LEN(kinds); i++) {
        const struct endpoint_class *k = kinds[i];
        n += (size_t)snprintf(list + n, sizeof(list) - n, "%s%s%s%s",
                              i ? ", " : "", k->name, k->argument ? ":" : "",
                              k->argument ? k->argument : "");
    }
    return fail(e, "--serial: '%s' is not one of %s", text, list);
}

struct endpoint *endpoint_open(const char *text, struct err *e)
{
    return endpoint_open_for("serial", text, e);
}

struct endpoint *endpoint_open_for(const char *role, const char *text,
                                   struct err *e)
{
    const char *argument = NULL;
    const struct endpoint_class *k = kind_find(text, &argument);
    if (!k) {
        kind_unknown(text, e);
        return NULL;
    }
    struct endpoint *p = calloc(1, k->size);
    if (!p) {
        fail_status(e, STATUS_IO, "--serial %s: out of memory", k->name);
        return NULL;
    }
    p->class = k;
    p->role = role;
    if (!k->open(p, argument, e)) {
        k->close(p);
        free(p);
        return NULL;
    }
    return p;
}

void endpoint_close(struct endpoint *p)
{
    if (!p)
        return;
    p->class->close(p);
    free(p);
}

u32 endpoint_fds(struct endpoint *p, bool room, struct pollfd *fds, u32 max)
{
    return p->class->fds ? p->class->fds(p, room, fds, max) : 0;
}

static void output_push(struct endpoint *p)
{
    while (p->out.size > 0 && p->client && !p->lost) {
        const u8 *bytes;
        u32 n = ring_peek(&p->out, &bytes);
        u32 done = p->class->push(p, bytes, n);
        ring_drop(&p->out, done);
        if (done < n)
            return;
    }
}

void endpoint_service(struct endpoint *p)
{
    if (p->class->service)
        p->class->service(p);
    output_push(p);
}

u32 endpoint_read(struct endpoint *p, u8 *bytes, u32 max)
{
    return p->input && p->class->read ? p->class->read(p, bytes, max) : 0;
}

u32 endpoint_space(const struct endpoint *p)
{
    return p->client && !p->lost ? ring_space(&p->out) : RING_BYTES;
}

void endpoint_write(struct endpoint *p, const u8 *bytes, u32 n)
{
    if (p->lost)
        return;
    ring_add_newest(&p->out, bytes, n);
    output_push(p);
}

u32 endpoint_left(struct endpoint *p)
{
    if (p->lost || !p->client)
        return 0;
    u32 underway = p->class->underway ? p->class->underway(p) : 0;
    return p->out.size + underway;
}

void endpoint_wait(struct endpoint *p, int milliseconds)
{
    struct pollfd fds[4];
    poll(fds, endpoint_fds(p, false, fds, ARRAY_LEN(fds)), milliseconds);
}

void endpoint_lose(struct endpoint *p, const char *what)
{
    snprintf(p->why, sizeof(p->why), "%s: %s", what, strerror(errno));
    p->lost = true;
    p->out.size = 0;
}

static bool later(int error)
{
    return error == EAGAIN || error == EWOULDBLOCK || error == EINTR;
}

int endpoint_read_fd(int fd, u8 *bytes, u32 max)
{
    ssize_t n = read(fd, bytes, max);
    if (n < 0 && later(errno))
        return 0;
    return n <= 0 ? -1 : (int)n;
}

int endpoint_write_fd(int fd, const u8 *bytes, u32 n)
{
    ssize_t done = write(fd, bytes, n);
    if (done < 0 && later(errno))
        return 0;
    return (int)done;
}

/* --- ticker -------------------------------------------------------------- */

int ticker_open(void)
{
    return timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC | TFD_NONBLOCK);
}

void ticker_set(int fd, bool on)
{
    struct timespec step = {0, on ? TICKER_MS * 1000000L : 0};
    struct itimerspec when = {.it_interval = step, .it_value = step};
    timerfd_settime(fd, 0, &when, NULL);
}

void ticker_clear(int fd)
{
    u64 ticks;
    ssize_t ignored = read(fd, &ticks, sizeof(ticks));
    (void)ignored;
}
