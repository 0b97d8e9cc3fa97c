/* SPDX-License-Identifier: MIT
 *
 * The serial endpoints stdin/stdout and stderr. The descriptors may be shared
 * with other processes (a shell, a pipeline), so they are never made
 * non-blocking: input is read only after poll has said that there is some,
 * output is written by a thread of its own. The terminal's settings are
 * terminal.c's business.
 */
#include "endpoint.h"

#include <errno.h>
#include <unistd.h>

#include "writer.h"

struct stdio {
    struct endpoint base;
    struct writer *writer;
    bool given; /* the writer has or had bytes; its event will come */
};

static bool stdio_open(struct endpoint *p, const char *argument, struct err *e)
{
    struct stdio *s = (struct stdio *)p;
    (void)argument;
    p->client = p->input = true;
    s->writer = writer_open(STDOUT_FILENO, e);
    return s->writer != NULL;
}

static bool stderr_open(struct endpoint *p, const char *argument, struct err *e)
{
    struct stdio *s = (struct stdio *)p;
    (void)argument;
    p->client = true;
    s->writer = writer_open(STDERR_FILENO, e);
    return s->writer != NULL;
}

static void stdio_close(struct endpoint *p)
{
    writer_close(((struct stdio *)p)->writer);
}

static void stdio_service(struct endpoint *p)
{
    struct stdio *s = (struct stdio *)p;
    if (!s->given)
        return;
    writer_clear(s->writer);
    s->given = writer_left(s->writer) > 0;
    int error = writer_error(s->writer);
    if (error != 0 && !p->lost) {
        errno = error;
        endpoint_lose(p, p->class == &endpoint_stderr
                             ? "write to standard error"
                             : "write to standard output");
    }
}

static u32 stdio_fds(struct endpoint *p, bool room, struct pollfd *fds, u32 max)
{
    struct stdio *s = (struct stdio *)p;
    u32 n = 0;
    if (room && p->input && n < max)
        fds[n++] = (struct pollfd){.fd = STDIN_FILENO, .events = POLLIN};
    if (s->given && n < max)
        fds[n++] =
            (struct pollfd){.fd = writer_fd(s->writer), .events = POLLIN};
    return n;
}

static u32 stdio_read(struct endpoint *p, u8 *bytes, u32 max)
{
    struct pollfd in = {.fd = STDIN_FILENO, .events = POLLIN};
    if (max == 0 || poll(&in, 1, 0) <= 0)
        return 0;
    int n = endpoint_read_fd(STDIN_FILENO, bytes, max);
    if (n < 0) {
        p->input = false;
        p->ended = true;
    }
    return n < 0 ? 0 : (u32)n;
}

static u32 stdio_push(struct endpoint *p, const u8 *bytes, u32 n)
{
    struct stdio *s = (struct stdio *)p;
    u32 taken = writer_give(s->writer, bytes, n);
    s->given |= taken > 0;
    return taken;
}

static u32 stdio_underway(struct endpoint *p)
{
    return writer_left(((struct stdio *)p)->writer);
}

const struct endpoint_class endpoint_stdio = {
    .name = "stdio",
    .size = sizeof(struct stdio),
    .keeps_all = true,
    .open = stdio_open,
    .close = stdio_close,
    .service = stdio_service,
    .fds = stdio_fds,
    .read = stdio_read,
    .push = stdio_push,
    .underway = stdio_underway,
};

const struct endpoint_class endpoint_stderr = {
    .name = "stderr",
    .size = sizeof(struct stdio),
    .keeps_all = true,
    .open = stderr_open,
    .close = stdio_close,
    .service = stdio_service,
    .fds = stdio_fds,
    .push = stdio_push,
    .underway = stdio_underway,
};
